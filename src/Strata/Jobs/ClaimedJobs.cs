using System.Collections.Concurrent;

namespace Strata.Jobs;

/// <summary>Jobs that a worker has claimed and not yet settled; each can be stopped.</summary>
internal sealed class ClaimedJobs
{
    private readonly ConcurrentDictionary<JobKey, ClaimedJob> _jobs = new();
    private int _waiting;

    /// <summary>Number of claimed jobs not yet started.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    public int Count => _jobs.Count;

    /// <summary>Counts the user's jobs of these kinds.</summary>
    public int CountOf(string user, IReadOnlyDictionary<string, JobKind> kinds) =>
        _jobs.Values.Count(j => string.Equals(j.Row.UserId, user, StringComparison.Ordinal) && kinds.ContainsKey(j.Row.Kind));

    public IReadOnlyList<JobKey> Keys => [.. _jobs.Keys];

    public ClaimedJob Add(JobRow row)
    {
        var held = new ClaimedJob(row);
        _jobs[row.Key] = held;
        Interlocked.Increment(ref _waiting);
        return held;
    }

    public void Begun() => Interlocked.Decrement(ref _waiting);

    public void Remove(JobKey key) => _jobs.TryRemove(key, out _);

    /// <summary>Marks jobs that belong to another attempt now, and stops them.</summary>
    public void Lose(IEnumerable<JobKey> keys)
    {
        foreach (var key in keys)
        {
            if (_jobs.TryGetValue(key, out var held))
            {
                held.Lose();
            }
        }
    }

    public void StopAll()
    {
        foreach (var held in _jobs.Values)
        {
            held.Stop();
        }
    }

    /// <summary>Jobs that are still held.</summary>
    public IReadOnlyList<ClaimedJob> All => [.. _jobs.Values];
}

/// <summary>A claimed job. Any outcome after <see cref="TryEnd"/> is ignored.</summary>
internal sealed class ClaimedJob(JobRow row)
{
    private readonly CancellationTokenSource _stop = new();
    private int _ended;

    public JobRow Row => row;
    public CancellationToken Cancellation => _stop.Token;
    public bool IsLost { get; private set; }

    public void Lose()
    {
        IsLost = true;
        Stop();
    }

    public void Stop() => _stop.Cancel();

    /// <summary>True for the first caller only.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref _ended, 1) == 0;
}
