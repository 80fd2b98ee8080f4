using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Strata.Jobs;

/// <summary>Counts failures of the queue's steps and logs them: the first, then once a minute while they last.</summary>
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
    /// Lists exception types; for a step that continues with other users, those of every failure. Types only, since messages may hold user
    /// data.
    /// </summary>
    private static string TypesOf(Exception e) =>
        e is AggregateException all
            ? string.Join(", ", all.Flatten().InnerExceptions.Select(one => one.GetType().Name).Distinct(StringComparer.Ordinal))
            : e.GetType().Name;
}
