using Strata.Database;

namespace Strata.Jobs;

/// <summary>How modules enqueue background work: within their own transaction, so that both happen or neither.</summary>
internal sealed class JobQueue(TimeProvider time, JobSignals signals)
{
    /// <exception cref="StrataException">INVALID_CONTENT: the payload is too large.</exception>
    public Task<EnqueuedJob> EnqueueAsync(UserTransaction tx, NewJob job) => Line(tx).EnqueueAsync(job);

    /// <summary>The number of the user's unfinished job of that key.</summary>
    public Task<long?> UnfinishedAsync(UserTransaction tx, string key) => Line(tx).UnfinishedAsync(key);

    /// <summary>
    /// Puts what waits for a time that has come at the end of its line; how many those were, at most <paramref name="most"/>.
    /// </summary>
    public Task<int> PromoteAsync(UserTransaction tx, int most) => Line(tx).PromoteAsync(most);

    /// <summary>The user's line within this transaction.</summary>
    public JobSequence Line(UserTransaction tx) => tx.Shared(t => new JobSequence(t, time, signals));
}
