using Strata.Ledger;

namespace Strata.Runs;

/// <summary>
/// Renews a run's lease while it is executed, even if nothing is committed for a while, as in a long conversion or the members of a
/// container, and ends the run when its total time is over. Detects that this attempt lost the run: cancelled, taken over or ended.
/// </summary>
internal sealed class RunHeartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _work;
    private readonly PeriodicTimer _timer;
    private readonly Task _beating;

    public RunHeartbeat(RunService runs, TimeProvider time, UserId user, RunRecord run, CancellationToken ct)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _timer = new PeriodicTimer(Every, time);
        _beating = BeatAsync(runs, user, run);
    }

    /// <summary>Cancelled with the caller's token, and when the run is lost.</summary>
    public CancellationToken Work => _work.Token;

    public bool IsLost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        _timer.Dispose(); // ends the wait without an exception
        await _stop.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task BeatAsync(RunService runs, UserId user, RunRecord run)
    {
        while (await _timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                if (!await runs.BeatAsync(user, run, _stop.Token))
                {
                    IsLost = true;
                    await _work.CancelAsync();
                    return;
                }
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                // The database is unavailable: the work itself will fail; a lease covers 59 more heartbeats.
            }
        }
    }
}
