using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Strata.Foundation;

/// <summary>
/// Metrics and spans of the store: the meter and the activity source <c>Strata</c> (docs/adr/0018-telemetry.md). Tags name operation,
/// outcome or status, never a user, id, name or value.
/// </summary>
internal static class StoreMeters
{
    public const string Name = "Strata";

    public static readonly Meter Meter = new(Name);
    public static readonly ActivitySource Source = new(Name);

    private static readonly Counter<long> RunsEnded = Meter.CreateCounter<long>(
        "strata.runs.ended",
        "{run}",
        "Runs that ended, by status and interpreter"
    );
    private static readonly Counter<long> RunTimeouts = Meter.CreateCounter<long>(
        "strata.runs.timeouts",
        "{run}",
        "Runs that ended because nothing was heard of them"
    );
    private static readonly Histogram<double> RunDuration = Meter.CreateHistogram(
        "strata.runs.duration",
        "s",
        "From the start of runs to their end, by interpreter; not those of stated records",
        tags: null,
        DurationBuckets.Seconds
    );
    private static readonly Counter<long> UnknownFields = Meter.CreateCounter<long>(
        "strata.fields.unknown",
        "{field}",
        "Fields kept as fragments because no schema declares them"
    );
    private static readonly Counter<long> SourcesTakenIn = Meter.CreateCounter<long>("strata.sources.taken_in", "{source}", "New sources");
    private static readonly Counter<long> StorageTakenIn = Meter.CreateCounter<long>(
        "strata.storage.taken_in",
        "By",
        "Bytes of new sources"
    );
    private static readonly Counter<long> DuplicatesFiled = Meter.CreateCounter<long>(
        "strata.duplicates.filed",
        "{pair}",
        "Pairs newly filed as potential duplicates"
    );

    /// <summary>Publishes the counters that alerts watch at 0: a counter that first appears at 1 shows no increase.</summary>
    public static void Appear()
    {
        RunTimeouts.Add(0);
        UnknownFields.Add(0);
        DuplicatesFiled.Add(0);
    }

    /// <summary>A span of background work; null without a listener.</summary>
    public static Activity? Job(string kind) => Source.StartActivity("job " + kind);

    /// <param name="seconds">Duration; null if the run had none of its own.</param>
    public static void RunEnded(string interpreter, string status, bool timedOut, double? seconds, long unknownFields)
    {
        RunsEnded.Add(
            1,
            new KeyValuePair<string, object?>("interpreter", interpreter),
            new KeyValuePair<string, object?>("status", status)
        );
        if (timedOut)
        {
            RunTimeouts.Add(1);
        }
        if (seconds is { } took)
        {
            RunDuration.Record(took, new KeyValuePair<string, object?>("interpreter", interpreter));
        }
        if (unknownFields > 0)
        {
            UnknownFields.Add(unknownFields);
        }
    }

    public static void TookIn(long sources, long bytes)
    {
        SourcesTakenIn.Add(sources);
        StorageTakenIn.Add(bytes);
    }

    public static void FiledDuplicates(long pairs)
    {
        if (pairs > 0)
        {
            DuplicatesFiled.Add(pairs);
        }
    }
}
