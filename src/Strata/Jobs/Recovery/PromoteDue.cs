using System.Collections.Concurrent;
using Strata.Database;

namespace Strata.Jobs.Recovery;

/// <summary>Makes due waiting jobs ready: scheduled ones and retries.</summary>
internal sealed class PromoteDue(JobServices services) : IRecoveryStep
{
    private const int MaxOfAUser = 500;
    private const int UsersAtOnce = 8;

    public TimeSpan Every => TimeSpan.FromMilliseconds(500);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var users = await services.Watch.DueUsersAsync(UnixTime.Microseconds(services.Time.GetUtcNow()), ct);
        var (count, more) = (0, false);
        var failures = new ConcurrentQueue<Exception>();
        await Parallel.ForEachAsync(
            users,
            new ParallelOptions { MaxDegreeOfParallelism = UsersAtOnce, CancellationToken = ct },
            async (user, one) =>
            {
                try
                {
                    var promoted = await services.Database.WriteAsync(
                        new UserId(user),
                        tx => services.Queue.PromoteAsync(tx, MaxOfAUser),
                        one
                    );
                    Interlocked.Add(ref count, promoted);
                    if (promoted == MaxOfAUser)
                    {
                        Volatile.Write(ref more, true);
                    }
                }
                catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
                {
                    // The user is being erased, and the jobs with them.
                }
                catch (Exception e) when (!one.IsCancellationRequested)
                {
                    failures.Enqueue(e); // one user's failure must not stop the others
                }
            }
        );
        return failures.IsEmpty ? new RecoveryResult(count, more) : throw new AggregateException(failures);
    }
}
