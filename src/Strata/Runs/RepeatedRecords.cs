using System.Buffers.Text;
using System.Runtime.InteropServices;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Runs;

/// <summary>
/// Counts equal records of one document under rules with <see cref="IdentityRule.Repeats"/>: two coffees of one price on one day are two.
/// Must be called for every record in order, including committed ones. Uses 8 to 22 bytes per key and compares 64 bits of it.
/// </summary>
internal sealed class RepeatedRecords
{
    private const int Hashed = 16;

    private readonly Dictionary<ulong, int> _more = [];
    private ulong[] _seen = new ulong[1 << 10];
    private int _count;

    /// <param name="keys">Keys of the record, strongest rule first.</param>
    /// <returns>As written by <see cref="Repeats"/>.</returns>
    public string? Of(SchemaDefinition schema, IReadOnlyList<EntityKeys.IdentityKey> keys)
    {
        List<(int Rule, int Nth)>? repeats = null;
        foreach (var key in keys)
        {
            if (key.Index < schema.Identity.Count && schema.Identity[key.Index].Repeats)
            {
                (repeats ??= []).Add((key.Index, Nth(Hash(key.Key))));
            }
            else if (repeats is null)
            {
                return null; // A stronger key, such as a number or address, identifies it.
            }
        }
        return repeats is null ? null : Repeats.Write(repeats);
    }

    private int Nth(ulong hash)
    {
        if (Add(hash))
        {
            return 1;
        }
        ref var more = ref CollectionsMarshal.GetValueRefOrAddDefault(_more, hash, out _);
        return ++more + 1;
    }

    /// <summary>Adds a hash; false if present. Open addressing: the table is at most three quarters full.</summary>
    private bool Add(ulong hash)
    {
        if (_count >= _seen.Length / 4 * 3)
        {
            var old = _seen;
            (_seen, _count) = (new ulong[old.Length * 2], 0);
            foreach (var known in old)
            {
                if (known != 0)
                {
                    Add(known);
                }
            }
        }
        var at = (int)(hash & (uint)(_seen.Length - 1));
        while (_seen[at] != 0)
        {
            if (_seen[at] == hash)
            {
                return false;
            }
            at = (at + 1) & (_seen.Length - 1);
        }
        _seen[at] = hash;
        _count++;
        return true;
    }

    /// <summary>Returns 64 bits of the SHA-256 at the end of a stored key.</summary>
    private static ulong Hash(string key)
    {
        Span<byte> bytes = stackalloc byte[Hashed];
        Base64Url.DecodeFromChars(key.AsSpan(key.Length - Hashed), bytes);
        var hash = MemoryMarshal.Read<ulong>(bytes);
        return hash == 0 ? 1 : hash;
    }
}
