using System.Runtime.InteropServices;

namespace Strata.Duplicates.Matching;

/// <summary>Keys of one record: records that share one may be the same. Two weak keys of different fields make a stronger one.</summary>
internal sealed class BlockingKeys
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly List<(ulong Key, int Group)> _keys = [];

    public IReadOnlyList<(ulong Key, int Group)> All => _keys;

    /// <summary>Whether words that no other record has are keys too: later records may share them.</summary>
    public bool KeepsSingles { get; init; }

    /// <summary><see cref="All"/> as a span, valid until keys are added.</summary>
    public ReadOnlySpan<(ulong Key, int Group)> Span => CollectionsMarshal.AsSpan(_keys);

    /// <summary>Replaces the keys by those of one record.</summary>
    public void Of(Comparison[] comparisons, int row)
    {
        _keys.Clear();
        foreach (var comparison in comparisons)
        {
            comparison.AddKeys(row, this);
        }
    }

    /// <param name="key">Zero for no key.</param>
    /// <param name="group">Keys of one group say the same and are not combined.</param>
    public void Add(ulong key, int group)
    {
        if (key != 0)
        {
            _keys.Add((key, group));
        }
    }

    /// <summary>Returns the same number for the same text on every machine, for ever: it is stored (FNV-1a, then mixed).</summary>
    public static ulong Hash(ulong salt, ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return 0;
        }
        var hash = Offset ^ Mix(salt + 1);
        foreach (var c in text)
        {
            hash = (hash ^ c) * Prime;
        }
        return Mix(hash);
    }

    public static ulong Join(ulong a, ulong b) => Mix(a < b ? Mix(a) + b : Mix(b) + a);

    /// <summary>Finaliser of SplitMix64 (Steele, Lea, Flood 2014).</summary>
    public static ulong Mix(ulong x)
    {
        x ^= x >> 30;
        x *= 0xbf58476d1ce4e5b9;
        x ^= x >> 27;
        x *= 0x94d049bb133111eb;
        return x ^ (x >> 31);
    }
}
