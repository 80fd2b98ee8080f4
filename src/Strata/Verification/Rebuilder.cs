using Strata.Database;
using Strata.Ledger;
using Strata.Projects;

namespace Strata.Verification;

/// <summary>
/// Recomputes everything that follows from observations and decisions (snapshots, merges, deletions, relationships, identity keys, value
/// index, text index) and reports how much differed.
/// </summary>
internal sealed class Rebuilder(IDatabase database, LedgerServices services)
{
    public async Task<RebuildReport> RebuildAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        var started = services.Time.GetTimestamp();
        var hashing = HashAsync(user, ct);
        var sweeping = new StateComparer(database, services, user, mends: true).RunAsync("rebuild", progress, ct);
        await Task.WhenAll(sweeping, hashing);
        var swept = await sweeping;
        for (long? after = 0; after is { } from; )
        {
            after = await database.WriteAsync(user, tx => UntypedTexts.MendAsync(tx, from), ct);
        }
        var projects = 0;
        foreach (var no in await database.ReadAsync(user, ProjectHistory.NumbersAsync, ct))
        {
            projects += await database.WriteAsync(user, tx => ProjectCheck.MendAsync(tx, no), ct) ? 1 : 0;
        }
        // If nothing was mended, the hash computed at the start holds.
        var hash = swept.Differences.Count == 0 ? await hashing : await HashAsync(user, ct);
        return new RebuildReport(
            swept.Entities,
            swept.Observations,
            swept.Differences.Count + projects,
            hash,
            services.Time.GetElapsedTime(started).TotalSeconds
        );
    }

    private Task<string> HashAsync(UserId user, CancellationToken ct) =>
        Task.Run(() => database.ReadAsync(user, StateHash.OfAsync, ct), ct);
}
