using Strata.Database;
using Strata.Ledger;

namespace Strata.Proof;

/// <summary>
/// Makes everything that follows from observations and decisions anew (snapshots, what stands under what, what is deleted, relationships,
/// identity keys, the index of values), and says how much differed.
/// </summary>
internal sealed class Rebuilder(IDatabase database, LedgerServices services)
{
    public async Task<RebuildReport> RebuildAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        var started = services.Time.GetTimestamp();
        var swept = await new Sweeper(database, services, user, mends: true).RunAsync("rebuild", progress, ct);
        var hash = await database.ReadAsync(user, StateHash.OfAsync, ct);
        return new RebuildReport(
            swept.Entities,
            swept.Observations,
            swept.Differences.Count,
            hash,
            services.Time.GetElapsedTime(started).TotalSeconds
        );
    }
}
