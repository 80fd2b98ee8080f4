using Strata.Database;
using Strata.Ledger;
using Strata.Projects;
using Strata.Search;

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
        var projects = 0;
        foreach (var no in await database.ReadAsync(user, ProjectHistory.NumbersAsync, ct))
        {
            projects += await database.WriteAsync(user, tx => ProjectCheck.MendAsync(tx, no), ct) ? 1 : 0;
        }
        await MendIndexAsync(user, swept.Differences, progress, ct);
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

    private async Task MendIndexAsync(UserId user, StateDifferences differences, IProgress<Progress>? progress, CancellationToken ct)
    {
        const int AtOnce = 500;
        var wrong = new List<long>();
        await database.ReadAsync(
            user,
            async c =>
            {
                await IndexedWords.CompareAsync(
                    c,
                    words: true,
                    (no, id) =>
                    {
                        wrong.Add(no);
                        differences.Add(StateDifferences.Words, id);
                    },
                    progress
                );
                return true;
            },
            ct
        );
        foreach (var some in wrong.Chunk(AtOnce))
        {
            await database.WriteAsync(user, tx => SearchRebuild.MendAsync(tx, some), ct);
        }
    }

    private Task<string> HashAsync(UserId user, CancellationToken ct) =>
        Task.Run(() => database.ReadAsync(user, StateHash.OfAsync, ct), ct);
}
