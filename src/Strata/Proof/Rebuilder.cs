using Strata.Database;
using Strata.Ledger;
using Strata.Search;

namespace Strata.Proof;

/// <summary>
/// Makes everything that follows from observations and decisions anew (snapshots, what stands under what, what is deleted, relationships,
/// identity keys, the index of values, what the index of texts holds), and says how much differed.
/// </summary>
internal sealed class Rebuilder(IDatabase database, LedgerServices services)
{
    public async Task<RebuildReport> RebuildAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        var started = services.Time.GetTimestamp();
        var swept = await new Sweeper(database, services, user, mends: true).RunAsync("rebuild", progress, ct);
        for (long? after = 0; after is { } from;)
        {
            after = await database.WriteAsync(user, tx => UntypedTexts.MendAsync(tx, from), ct);
        }
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
