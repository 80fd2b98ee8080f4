using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Strata.Jobs;

/// <summary>Says of a step of the queue that it fails: when that begins, and once a minute while it lasts.</summary>
internal sealed class FailedSteps(TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Silence = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, long> _told = new(StringComparer.Ordinal);

    public void Tell(string step, Exception e)
    {
        if (!_told.TryGetValue(step, out var at) || time.GetElapsedTime(at) >= Silence)
        {
            _told[step] = time.GetTimestamp();
            Log.StepFailed(logger, step, e.GetType().Name);
        }
    }
}
