using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Strata.Jobs;

/// <summary>Counts the failures of a step of the queue, and says so: when that begins, and once a minute while it lasts.</summary>
internal sealed class FailedSteps(TimeProvider time, JobMeters meters, ILogger logger)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _told = new(StringComparer.Ordinal);

    public void Tell(string step, Exception e)
    {
        meters.StepFailed(step);
        if (!_told.TryGetValue(step, out var at) || time.GetElapsedTime(at) >= Silence)
        {
            _told[step] = time.GetTimestamp();
            JobLog.StepFailed(logger, step, TypesOf(e));
        }
    }

    /// <summary>
    /// Of a step that goes on with the other users, what failed for each; types alone, since messages may hold what is a user's.
    /// </summary>
    private static string TypesOf(Exception e) =>
        e is AggregateException all
            ? string.Join(", ", all.Flatten().InnerExceptions.Select(one => one.GetType().Name).Distinct(StringComparer.Ordinal))
            : e.GetType().Name;
}
