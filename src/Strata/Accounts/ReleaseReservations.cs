using Strata.Database;
using Strata.Jobs;

namespace Strata.Accounts;

/// <summary>Releases reservations of requests that are gone, at the latest when someone needs the space.</summary>
internal sealed class ReleaseReservations(IDatabase database, UsageService usage, TimeProvider time) : IRecoveryStep
{
    private const int Max = 200;

    public TimeSpan Every => TimeSpan.FromSeconds(30);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var users = await database.QueueAsync(
            QueueUse.Read,
            queue =>
                queue.QueryAsync<string>(
                    "select distinct user_id from usage_reservations where expires_at <= @now limit @most",
                    new { now = UnixTime.Microseconds(time.GetUtcNow()), most = (long)Max }
                ),
            ct
        );
        var failures = new List<Exception>();
        foreach (var user in users)
        {
            try
            {
                await usage.ReleaseAsync(new UserId(user), ct);
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased, and the reservations too.
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                failures.Add(e); // one user's failure must not stop the others
            }
        }
        return failures.Count == 0 ? new RecoveryResult(users.Count, More: users.Count == Max) : throw new AggregateException(failures);
    }
}
