using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Strata.Database;

namespace Strata;

/// <summary>
/// What the store does, in numbers and spans: the meter and the activity source <c>Strata</c> (docs/adr/0018-telemetry.md). Tags say which
/// operation, outcome or status, and never whose or what: no user, id, name or value.
/// </summary>
internal static class StoreMeters
{
    public const string Name = "Strata";

    private const string Ok = "ok";
    private const string Error = "error";
    private static readonly InstrumentAdvice<double> Seconds = new()
    {
        HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 600],
    };

    private static readonly Meter Meter = new(Name);
    private static readonly ActivitySource Source = new(Name);
    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    private static readonly Histogram<double> Operations = Meter.CreateHistogram(
        "strata.operation.duration",
        "s",
        "How long operations took, by operation and outcome (ok, an error code, cancelled, error)",
        tags: null,
        Seconds
    );
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
        Seconds
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

    private static readonly Counter<long> Errors = Meter.CreateCounter<long>(
        "strata.operation.errors",
        "{error}",
        "Operations that failed for reasons of our own, by operation"
    );

    private static readonly KeyValuePair<string, object?>[] OfEach =
    [
        .. typeof(IStrata)
            .GetMethods()
            .Select(m => NameOf(m.Name))
            .Distinct(StringComparer.Ordinal)
            .Select(n => new KeyValuePair<string, object?>("operation", n)),
    ];

    /// <summary>Has the counters that alerts watch be there at 0: of one that is first seen at 1 nobody sees that it rose.</summary>
    public static void Appear()
    {
        RunTimeouts.Add(0);
        UnknownFields.Add(0);
        DuplicatesFiled.Add(0);
        foreach (var operation in OfEach)
        {
            Errors.Add(0, operation);
        }
    }

    /// <summary>Does the operation within a span, and counts it and its time.</summary>
    /// <param name="method">The method that is the operation: <c>GetEntityAsync</c> is counted as <c>get_entity</c>.</param>
    public static async Task<T> MeasureAsync<T>(Func<Task<T>> operation, [CallerMemberName] string method = "")
    {
        var name = NameOf(method);
        using var span = Source.StartActivity(name);
        var began = Stopwatch.GetTimestamp();
        var outcome = Ok;
        try
        {
            return await operation();
        }
        catch (Exception e)
        {
            outcome = e switch
            {
                StrataException known => known.Code.Name(),
                OperationCanceledException => "cancelled",
                _ when DatabaseFailure.Of(e) is { Passes: true } trouble => trouble.Refusal.Code.Name(),
                _ => Error,
            };
            span?.SetStatus(ActivityStatusCode.Error, outcome);
            if (string.Equals(outcome, Error, StringComparison.Ordinal))
            {
                Errors.Add(1, new KeyValuePair<string, object?>("operation", name));
            }
            throw;
        }
        finally
        {
            span?.SetTag("outcome", outcome);
            Operations.Record(
                Stopwatch.GetElapsedTime(began).TotalSeconds,
                new KeyValuePair<string, object?>("operation", name),
                new KeyValuePair<string, object?>("outcome", outcome)
            );
        }
    }

    private static string NameOf(string method) =>
        Names.GetOrAdd(
            method,
            static m =>
                JsonNamingPolicy.SnakeCaseLower.ConvertName(m.EndsWith("Async", StringComparison.Ordinal) ? m[..^"Async".Length] : m)
        );

    /// <summary>A span of background work; null where nobody listens.</summary>
    public static Activity? Job(string kind) => Source.StartActivity("job " + kind);

    /// <param name="seconds">How long it took; null where it took no time of its own.</param>
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
