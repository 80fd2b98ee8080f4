using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using Strata.Database;
using Strata.Hosting;

namespace Strata;

/// <summary>How often operations are asked for, how long they take, and how they end.</summary>
internal static class OperationMeters
{
    private const string Ok = "ok";
    private const string Error = "error";

    private static readonly ConcurrentDictionary<string, string> Names = new(StringComparer.Ordinal);

    private static readonly Histogram<double> Operations = StoreMeters.Meter.CreateHistogram(
        "strata.operation.duration",
        "s",
        "How long operations took, by operation and outcome (ok, an error code, cancelled, error)",
        tags: null,
        StoreMeters.Seconds
    );

    private static readonly Counter<long> Errors = StoreMeters.Meter.CreateCounter<long>(
        "strata.operation.errors",
        "{error}",
        "Operations that failed for reasons of our own, by operation"
    );

    private static readonly KeyValuePair<string, object?>[] OfEach =
    [
        .. typeof(IStrata)
            .GetMethods()
            .Select(m => NameOf(m.Name))
            .Concat(StrataModules.Operations.Select(o => o.Name))
            .Distinct(StringComparer.Ordinal)
            .Select(n => new KeyValuePair<string, object?>("operation", n)),
    ];

    /// <summary>Has a counter be there at 0 for every operation, as <see cref="StoreMeters.Appear"/>.</summary>
    public static void Appear()
    {
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
        using var span = StoreMeters.Source.StartActivity(name);
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
}
