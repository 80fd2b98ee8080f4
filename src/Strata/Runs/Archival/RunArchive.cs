using System.Text.Json.Nodes;
using Strata.Archive;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs.Archival;

/// <summary>Moves old runs and the pages of their sources to the archive (docs/adr/0020-archival.md).</summary>
/// <param name="afterDays">Default age in days at which runs are archived; 0 for never.</param>
internal sealed class RunArchive(IDatabase database, LedgerServices services, int afterDays)
{
    private const int RunsAtOnce = 50;
    private const long BytesAtOnce = 4 << 20;
    private const int MaxDays = 36_500;

    /// <summary>Whether runs are archived automatically.</summary>
    public bool IsOn => afterDays > 0;

    /// <summary>Moves old runs to the archive. Cancelling keeps what has been moved; the next call continues.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: invalid age.</exception>
    public Task<ArchiveReport> ArchiveAsync(
        UserId user,
        string actor,
        ArchiveRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    ) => ArchiveAsync(new UserWrites(database, user, ct), actor, request, progress, ct);

    public async Task<ArchiveReport> ArchiveAsync(
        IUserWrites writes,
        string actor,
        ArchiveRequest request,
        IProgress<Progress>? progress,
        CancellationToken ct
    )
    {
        var days = DaysOf(request);
        var cutoff = UnixTime.Microseconds(services.Time.GetUtcNow().AddDays(-days));
        var report = new ArchiveReport
        {
            Runs = 0,
            Pages = 0,
            BytesBefore = 0,
            BytesAfter = 0,
            OlderThanDays = days,
            DryRun = request.DryRun,
        };
        var shared = new HashSet<string>(StringComparer.Ordinal);
        var packed = new Dictionary<string, RunConfiguration>(StringComparer.Ordinal);
        for (var from = ArchivePlace.Start; ; )
        {
            var batch = await database.ReadAsync(writes.User, c => PrepareAsync(c, cutoff, from, packed), ct);
            var moved = request.DryRun ? batch.Moves : await WriteAsync(writes, actor, batch.Moves, cutoff);
            var configurations = moved.Select(m => m.Configuration).OfType<RunConfiguration>();
            report = report with
            {
                Runs = report.Runs + moved.Count(m => m.Ends),
                Pages = report.Pages + moved.Sum(m => m.Pages.Sum(p => p.Piece.Pages)),
                BytesBefore = report.BytesBefore + moved.Sum(m => m.Before),
                BytesAfter =
                    report.BytesAfter
                    + moved.Sum(m => m.After)
                    + configurations.Where(c => !batch.Held.Contains(c.ConfigHash) && shared.Add(c.ConfigHash)).Sum(c => c.Packed.Length),
            };
            if (batch.Next is null)
            {
                return report;
            }
            from = batch.Next;
            progress?.Report(new Progress("archive", report.Runs, null));
        }
    }

    private int DaysOf(ArchiveRequest request) =>
        request.OlderThanDays switch
        {
            null when !IsOn => throw new StrataException(
                ErrorCode.InvalidContent,
                "Archival is turned off in this store; state the age of the runs to archive: --older-than DAYS."
            ),
            null => afterDays,
            >= 0 and <= MaxDays and var days => days,
            _ => throw new StrataException(ErrorCode.InvalidContent, $"The age must be between 0 and {MaxDays} days."),
        };

    /// <summary>Reads and compresses a batch without blocking writers.</summary>
    /// <param name="packed">Configurations by hash; most runs share one.</param>
    private static async Task<Batch> PrepareAsync(
        UserConnection connection,
        long cutoff,
        ArchivePlace from,
        Dictionary<string, RunConfiguration> packed
    )
    {
        var runs = await ArchivableRun.NextAsync(connection, cutoff, from, RunsAtOnce);
        var moves = new List<RunArchivalBatch>();
        var bytes = 0L;
        ArchivePlace? next = null;
        foreach (var run in runs)
        {
            if (bytes >= BytesAtOnce)
            {
                next = ArchivePlace.Of(run);
                break;
            }
            var place = run.RunNo == from.RunNo && run.FinishedAt == from.FinishedAt ? from : ArchivePlace.Of(run);
            var (pages, rest) = await run.IsLastAsync(connection, cutoff)
                ? await PagePacking.PrepareAsync(connection, run, place, BytesAtOnce - bytes)
                : ([], null);
            var move = new RunArchivalBatch(
                run,
                pages,
                Ends: rest is null,
                rest is null && run.HasConfiguration ? ConfigurationOf(run, packed) : null
            );
            moves.Add(move);
            bytes += move.Before;
            next = rest ?? (runs.Count == RunsAtOnce ? ArchivePlace.After(run) : null);
            if (rest is not null)
            {
                break;
            }
        }
        var hashes = moves.Select(m => m.Configuration?.ConfigHash).OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var held = hashes.Count == 0 ? [] : await RunConfiguration.FindAsync(connection, hashes);
        return new Batch(moves, held.Select(h => h.ConfigHash).ToHashSet(StringComparer.Ordinal), next);
    }

    private static RunConfiguration ConfigurationOf(ArchivableRun run, Dictionary<string, RunConfiguration> packed)
    {
        if (!packed.TryGetValue(run.ConfigHash, out var configuration))
        {
            configuration = RunConfiguration.Of(run.ConfigHash, run.Configuration);
            packed.Add(run.ConfigHash, configuration);
        }
        return configuration;
    }

    private Task<IReadOnlyList<RunArchivalBatch>> WriteAsync(
        IUserWrites writes,
        string actor,
        IReadOnlyList<RunArchivalBatch> moves,
        long cutoff
    ) =>
        moves.Count == 0
            ? Task.FromResult(moves)
            : writes.WriteAsync<IReadOnlyList<RunArchivalBatch>>(async tx =>
            {
                var now = UnixTime.Microseconds(services.Time.GetUtcNow());
                var moved = new List<RunArchivalBatch>();
                foreach (var move in moves)
                {
                    if (await move.WriteAsync(tx, cutoff, now))
                    {
                        moved.Add(move);
                    }
                }
                await RecordAsync(tx, actor, moved);
                return moved;
            });

    /// <summary>Records the runs archived by this transaction in the audit log.</summary>
    private async Task RecordAsync(UserTransaction tx, string actor, IReadOnlyList<RunArchivalBatch> moved)
    {
        var ended = moved.Where(m => m.Ends).Select(m => (JsonNode)Ids.Run(m.Run.RunNo)).ToArray();
        if (ended.Length > 0)
        {
            var detail = new JsonObject { ["runs"] = new JsonArray(ended) };
            await AdministrativeActions.RecordAsync(tx, services, "archive_runs", detail, actor);
        }
    }

    /// <param name="Held">Hashes of configurations already in the archive.</param>
    /// <param name="Next">Position to continue from; null at the end.</param>
    private sealed record Batch(IReadOnlyList<RunArchivalBatch> Moves, IReadOnlySet<string> Held, ArchivePlace? Next);
}
