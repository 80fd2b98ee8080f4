using Strata.Database;

namespace Strata.Jobs;

/// <summary>Enqueues background work within a module's own transaction, so that both happen or neither.</summary>
internal sealed class JobQueue(TimeProvider time, JobSignals signals)
{
    /// <exception cref="StrataException">INVALID_CONTENT: the payload is too large.</exception>
    public Task<EnqueuedJob> EnqueueAsync(UserTransaction tx, NewJob job) => Line(tx).EnqueueAsync(job);

    /// <summary>Returns the number of the user's unfinished job of that key, or null.</summary>
    public Task<long?> UnfinishedAsync(UserTransaction tx, string key) => Line(tx).UnfinishedAsync(key);

    /// <summary>Moves due waiting jobs to the end of their partitions, at most <paramref name="most"/>; returns how many.</summary>
    public Task<int> PromoteAsync(UserTransaction tx, int most) => Line(tx).PromoteAsync(most);

    /// <summary>Returns the user's job sequence in this transaction.</summary>
    public JobSequence Line(UserTransaction tx) => tx.Shared(t => new JobSequence(t, time, signals));
}
