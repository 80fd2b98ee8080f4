using Strata.Database;
using Strata.Ledger;

namespace Strata.Interpretation;

/// <summary>Renews a run's lease while work is under way that commits nothing for a while: a long conversion, the members of a container.</summary>
internal sealed class RunHeartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly Task _beating;

    public RunHeartbeat(IDatabase database, TimeProvider time, UserId user, RunRecord run) => _beating = BeatAsync(database, time, user, run);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
    }

    private async Task BeatAsync(IDatabase database, TimeProvider time, UserId user, RunRecord run)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            await database.WriteAsync(
                user,
                tx =>
                    tx.ExecuteAsync(
                        """
                        update runs set lease_until = @until
                        where user_id = @user and run_no = @runNo and attempt = @attempt and status = 'running'
                        """,
                        new { until = RunLease.Until(time), runNo = run.RunNo, attempt = run.Attempt }
                    ),
                _stop.Token
            );
        }
    }
}
