using System.Diagnostics;
using System.Diagnostics.Metrics;
using Strata.Database;
using Strata.Hosting;

namespace Strata;

/// <summary>How often operations are asked for, how long they take, and how they end.</summary>
internal static class OperationMeters
{
    private const string Ok = "ok";
    private const string Error = "error";

    private static readonly Histogram<double> Operations = StoreMeters.Meter.CreateHistogram(
        "strata.operation.duration",
        "s",
        "How long operations took, by operation and outcome (ok, an error code, cancelled, error)",
        tags: null,
        DurationBuckets.Seconds
    );

    private static readonly Counter<long> Errors = StoreMeters.Meter.CreateCounter<long>(
        "strata.operation.errors",
        "{error}",
        "Operations that failed for reasons of our own, by operation"
    );

    private static readonly KeyValuePair<string, object?>[] OfEach =
    [
        .. StrataModules.Operations.Select(o => new KeyValuePair<string, object?>("operation", o.Name)),
    ];

    /// <summary>Has a counter be there at 0 for every operation, as <see cref="StoreMeters.Appear"/>.</summary>
    public static void Appear()
    {
        foreach (var operation in OfEach)
        {
            Errors.Add(0, operation);
        }
    }

    /// <summary>Runs an operation within a span, and counts it and its time.</summary>
    public static async Task<T> MeasureAsync<T>(string name, Func<Task<T>> run)
    {
        using var span = StoreMeters.Source.StartActivity(name);
        var began = Stopwatch.GetTimestamp();
        var outcome = Ok;
        try
        {
            return await run();
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
}
