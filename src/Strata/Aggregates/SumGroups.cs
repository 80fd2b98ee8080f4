using Strata.Filters;

namespace Strata.Aggregates;

/// <summary>The groups of a sum, each with what it has counted so far.</summary>
internal sealed class SumGroups
{
    /// <summary>Held in memory at once; more would tell nobody anything.</summary>
    public const int MaxGroups = 100_000;

    private readonly Dictionary<(long, long), Tally> _groups = [];
    private readonly Dictionary<int, Tally> _totals = [];

    public long Entities { get; set; }

    /// <param name="codes">A code for each dimension.</param>
    public Tally Of(ReadOnlySpan<int> codes)
    {
        var key = (At(codes, 0) | (At(codes, 1) << 32), At(codes, 2) | (At(codes, 3) << 32));
        if (_groups.TryGetValue(key, out var tally))
        {
            return tally;
        }
        if (_groups.Count == MaxGroups || codes.Contains(Dimension.Beyond))
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"There are more than {MaxGroups} groups, or their names are too long. Group by something coarser (month(date), not day(date)), or add a filter."
            );
        }
        tally = new Tally(codes.ToArray());
        _groups.Add(key, tally);
        return tally;
    }

    /// <summary>The total over all groups of a currency; of all where there is none.</summary>
    /// <param name="currency">Its code.</param>
    public Tally Total(int currency)
    {
        if (!_totals.TryGetValue(currency, out var tally))
        {
            tally = new Tally([currency]);
            _totals.Add(currency, tally);
        }
        return tally;
    }

    public IReadOnlyList<Tally> Groups => [.. _groups.Values];

    public IReadOnlyList<Tally> Totals => [.. _totals.Values];

    /// <summary>Adds groups whose codes are those of other dimensions for the same keys.</summary>
    /// <param name="totals">How many of the last dimensions the totals have.</param>
    public void Merge(SumGroups other, IReadOnlyList<Dimension> own, IReadOnlyList<Dimension> theirs, int totals)
    {
        Entities += other.Entities;
        var codes = new int[own.Count];
        foreach (var tally in other._groups.Values)
        {
            for (var i = 0; i < codes.Length; i++)
            {
                codes[i] = Code(i, tally.Codes[i]);
            }
            Of(codes).Merge(tally);
        }
        foreach (var tally in other._totals.Values)
        {
            Total(totals == 0 ? 0 : Code(own.Count - 1, tally.Codes[0])).Merge(tally);
        }

        int Code(int dimension, int code) => code == 0 ? 0 : own[dimension].Code(theirs[dimension].KeyText(code));
    }

    private static long At(ReadOnlySpan<int> codes, int index) => index < codes.Length ? codes[index] : 0;

    /// <summary>A group's key as its answer shows it.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Key(IReadOnlyList<Dimension> dimensions, Tally tally)
    {
        var key = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        for (var i = 0; i < dimensions.Count; i++)
        {
            key[dimensions[i].Name] = dimensions[i].Key(tally.Codes[i]);
        }
        return key;
    }

    /// <param name="within">The filter of the whole sum.</param>
    public static string? Where(IReadOnlyList<Dimension> dimensions, Tally tally, Condition? within)
    {
        var parts = new List<Condition?> { within };
        for (var i = 0; i < dimensions.Count; i++)
        {
            parts.Add(dimensions[i].Condition(tally.Codes[i]));
        }
        return Condition.AllOf(parts)?.ToString();
    }
}

/// <summary>What a group has counted.</summary>
internal sealed class Tally(int[] codes)
{
    public int[] Codes => codes;
    public long Count { get; private set; }
    public long Missing { get; private set; }
    public long Doubtful { get; private set; }
    public ExactSum Sum { get; } = new();

    /// <summary>The entity that was counted last, so that one with several keys of the group counts once.</summary>
    private long _last = -1;

    /// <param name="no">Number of the entity within the sum.</param>
    public void Add(long no, bool isDoubtful, bool isMissing)
    {
        if (_last == no)
        {
            return;
        }
        _last = no;
        Count++;
        Doubtful += isDoubtful ? 1 : 0;
        Missing += isMissing ? 1 : 0;
    }

    public void Merge(Tally other)
    {
        Count += other.Count;
        Missing += other.Missing;
        Doubtful += other.Doubtful;
        Sum.Merge(other.Sum);
    }
}
