using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>
/// Gives signs of life of a run while it is carried, also when that commits nothing for a while: a long conversion, the members of a
/// container. Finds out when the run is this attempt's no more: cancelled, or taken over.
/// </summary>
internal sealed class RunHeartbeat : IAsyncDisposable
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _work;
    private readonly Task _beating;

    public RunHeartbeat(IDatabase database, TimeProvider time, UserId user, RunRecord run, CancellationToken ct)
    {
        _work = CancellationTokenSource.CreateLinkedTokenSource(ct);
        _beating = BeatAsync(database, time, user, run);
    }

    /// <summary>Cancelled with the caller's token, and when the run is lost.</summary>
    public CancellationToken Work => _work.Token;

    public bool IsLost { get; private set; }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _beating.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task BeatAsync(IDatabase database, TimeProvider time, UserId user, RunRecord run)
    {
        using var timer = new PeriodicTimer(Every, time);
        while (await timer.WaitForNextTickAsync(_stop.Token))
        {
            try
            {
                if (!await database.WriteAsync(user, tx => RunRecord.BeatAsync(tx, run, RunLease.Until(time)), _stop.Token))
                {
                    IsLost = true;
                    await _work.CancelAsync();
                    return;
                }
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                // The database is not there: the work itself will find out; there are 59 more beats in a lease.
            }
        }
    }
}
