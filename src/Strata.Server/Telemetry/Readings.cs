using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace Strata.Server.Telemetry;

internal enum ReadingKind
{
    Counter,
    Gauge,
    Histogram,
}

/// <summary>All readings of one instrument.</summary>
internal sealed class Readings
{
    /// <summary>Maximum of tag sets per instrument; further ones are dropped.</summary>
    public const int MaxSeries = 2_000;

    private static readonly double[] Default = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600];

    private readonly ConcurrentDictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly bool _sets;

    public Readings(Instrument instrument)
    {
        Instrument = instrument;
        var type = instrument.GetType().GetGenericTypeDefinition();
        Kind =
            type == typeof(Histogram<>) ? ReadingKind.Histogram
            : type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? ReadingKind.Counter
            : ReadingKind.Gauge;
        _sets = instrument.IsObservable || type == typeof(Gauge<>);
        Bounds = Kind == ReadingKind.Histogram ? BoundsOf(instrument) : null;
    }

    public Instrument Instrument { get; }
    public ReadingKind Kind { get; }
    public IReadOnlyList<double>? Bounds { get; }
    public IEnumerable<Series> All => _series.Values;

    /// <summary>Removes series that an observable instrument no longer reports.</summary>
    public void Forget()
    {
        if (Instrument.IsObservable)
        {
            _series.Clear();
        }
    }

    public void Take(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = Text(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                return;
            }
            series = _series.GetOrAdd(labels, static (l, bounds) => new Series(l, bounds), Bounds);
        }
        if (Kind == ReadingKind.Histogram)
        {
            series.Observe(value);
        }
        else if (_sets)
        {
            series.Set(value);
        }
        else
        {
            series.Add(value);
        }
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.Length == 0)
        {
            return "";
        }
        var text = new StringBuilder();
        foreach (var (name, value) in tags)
        {
            text.Append(text.Length == 0 ? "" : ",").Append(PrometheusText.Label(name)).Append("=\"");
            PrometheusText.Escape(text, Convert.ToString(value, CultureInfo.InvariantCulture) ?? "", quotes: true);
            text.Append('"');
        }
        return text.ToString();
    }

    private static IReadOnlyList<double> BoundsOf(Instrument instrument) =>
        instrument switch
        {
            Histogram<double> { Advice.HistogramBucketBoundaries: { } bounds } => bounds,
            Histogram<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
            Histogram<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
            _ => Default,
        };
}
