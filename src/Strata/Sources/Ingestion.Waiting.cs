using Strata.Database;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Sources;

internal sealed partial class Ingestion
{
    /// <summary>How long a caller waits for an equal run that another executes.</summary>
    public static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstLook = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan LastLook = TimeSpan.FromMilliseconds(500);

    /// <summary>
    /// Begins an ingest. While another caller interprets the same bytes in the same way, waits for its run, then begins again and finds the
    /// answer. A caller without an idempotency key that has waited long enough gets the source and the run as it is.
    /// </summary>
    /// <exception cref="StrataException">INTERPRETATION_IN_PROGRESS, with a time to retry after: the run has not ended.</exception>
    private async Task<BegunIngestion> BegunAsync(
        UserId user,
        IngestOptions request,
        RunRequestOptions asked,
        Func<UserTransaction, RunRequestOptions, Task<BegunIngestion>> begin,
        CancellationToken ct
    )
    {
        var since = services.Time.GetTimestamp();
        while (true)
        {
            try
            {
                return await database.WriteAsync(user, tx => begin(tx, asked), ct);
            }
            catch (RunInProgressException e) when (asked is { Wait: true, Again: false })
            {
                if (e.Run.ShownStatus != RunRecord.Queued && await HasEndedAsync(user, e.Run, since, ct))
                {
                    continue;
                }
                if (request.IdempotencyKey is not null)
                {
                    throw;
                }
                asked = asked with { Wait = false };
            }
        }
    }

    /// <summary>Waits until nobody executes the run any more; false if that takes too long.</summary>
    private async Task<bool> HasEndedAsync(UserId user, RunRecord run, long since, CancellationToken ct)
    {
        var pause = FirstLook;
        while (services.Time.GetElapsedTime(since) < options.Patience)
        {
            await Task.Delay(pause, services.Time, ct);
            pause = pause * 2 < LastLook ? pause * 2 : LastLook;
            var now = await database.ReadAsync(user, connection => RunQueries.FindAsync(connection, Ids.Run(run.RunNo)), ct);
            if (!now.IsRunning || !RunLease.IsHeld(now, services.Time))
            {
                return true;
            }
        }
        return false;
    }
}
