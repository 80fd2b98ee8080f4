namespace Strata.Server.Telemetry;

/// <summary>The readings of one instrument under one set of tags.</summary>
/// <param name="labels">As in the text format, without braces; may be empty.</param>
/// <param name="bounds">Upper bounds of a histogram's buckets, rising; null: a number.</param>
internal sealed class Series(string labels, IReadOnlyList<double>? bounds)
{
    private readonly Lock _lock = new();
    private readonly long[] _counts = new long[(bounds?.Count ?? 0) + 1];
    private double _value;

    public string Labels => labels;

    public void Set(double value)
    {
        lock (_lock)
        {
            _value = value;
        }
    }

    public void Add(double value)
    {
        lock (_lock)
        {
            _value += value;
        }
    }

    /// <summary>Counts the value in its bucket: the first whose bound is not less.</summary>
    public void Observe(double value)
    {
        var bucket = 0;
        while (bounds is not null && bucket < bounds.Count && value > bounds[bucket])
        {
            bucket++;
        }
        lock (_lock)
        {
            _counts[bucket]++;
            _value += value;
        }
    }

    /// <summary>The value, or the sum of a histogram's, and how many fell in each of its buckets, the last without bound.</summary>
    public (double Value, long[] Counts) Read()
    {
        lock (_lock)
        {
            return (_value, [.. _counts]);
        }
    }
}
