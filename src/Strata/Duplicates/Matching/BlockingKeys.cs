using System.Runtime.InteropServices;

namespace Strata.Duplicates.Matching;

/// <summary>
/// The keys of one record: records that share one may be the same. Two weak keys of different fields make one that is stronger.
/// </summary>
internal sealed class BlockingKeys
{
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private readonly List<(ulong Key, int Group)> _keys = [];

    public IReadOnlyList<(ulong Key, int Group)> All => _keys;

    /// <summary>Whether words that no other record has are keys too: those of records to come may be the same.</summary>
    public bool KeepsSingles { get; init; }

    /// <summary>As <see cref="All"/>, until keys are added.</summary>
    public ReadOnlySpan<(ulong Key, int Group)> Span => CollectionsMarshal.AsSpan(_keys);

    /// <summary>The keys of one record, and no others.</summary>
    public void Of(Comparison[] comparisons, int row)
    {
        _keys.Clear();
        foreach (var comparison in comparisons)
        {
            comparison.AddKeys(row, this);
        }
    }

    /// <param name="key">Zero: no key.</param>
    /// <param name="group">Keys of one group say the same and are not put together.</param>
    public void Add(ulong key, int group)
    {
        if (key != 0)
        {
            _keys.Add((key, group));
        }
    }

    /// <summary>The same number for the same text on every machine, for ever: it is stored (FNV-1a, then mixed).</summary>
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
