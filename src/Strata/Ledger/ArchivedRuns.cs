using Strata.Archive;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Completes archived runs (docs/adr/0020-archival.md). Every reader of run configurations or errors goes through here.</summary>
internal static class ArchivedRuns
{
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the archive is damaged.</exception>
    public static async Task<IReadOnlyList<RunRecord>> WholeAsync(UserConnection connection, IReadOnlyList<RunRecord> runs) =>
        await CompleteAsync(connection, runs, ofDamaged: (_, damage) => throw damage);

    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the archive is damaged.</exception>
    public static async Task<RunRecord?> WholeAsync(UserConnection connection, RunRecord? run) =>
        run?.ArchivedAt is null ? run : (await WholeAsync(connection, [run]))[0];

    /// <summary>
    /// Completes runs for display; one damaged archive doesn't hide the other runs. A damaged run has STORAGE_UPLOAD_FAILED in its errors,
    /// and its configuration is null if lost.
    /// </summary>
    public static Task<IReadOnlyList<RunRecord>> ShownAsync(UserConnection connection, IReadOnlyList<RunRecord> runs) =>
        CompleteAsync(
            connection,
            runs,
            ofDamaged: (kept, damage) => RunRecord.ErrorsJson([.. RunRecord.ErrorsOf(kept), $"{damage.Code.Name()}: {damage.Message}"])
        );

    /// <param name="ofDamaged">Returns a run's errors, given its existing errors (JSON) and the damage.</param>
    private static async Task<IReadOnlyList<RunRecord>> CompleteAsync(
        UserConnection connection,
        IReadOnlyList<RunRecord> runs,
        Func<string, StrataException, string> ofDamaged
    )
    {
        var archived = runs.Where(r => r.ArchivedAt is not null).ToList();
        if (archived.Count == 0)
        {
            return runs;
        }
        var hashes = archived.Where(r => IsMoved(r.Configuration)).Select(r => r.ConfigHash).Distinct(StringComparer.Ordinal).ToList();
        var configurations = (hashes.Count == 0 ? [] : await RunConfiguration.FindAsync(connection, hashes)).ToDictionary(
            c => c.ConfigHash,
            c => Piece.Of(c.Unpack),
            StringComparer.Ordinal
        );
        var errors = (await ArchivePieces.OfRunsAsync(connection, archived.ConvertAll(r => r.RunNo))).ToDictionary(
            p => p.RunNo,
            p => Piece.Of(() => Encoding.UTF8.GetString(p.Unpack()))
        );
        return [.. runs.Select(r => r.ArchivedAt is null ? r : Completed(r))];

        RunRecord Completed(RunRecord run)
        {
            var configuration =
                !IsMoved(run.Configuration) ? new Piece(run.Configuration, null)
                : configurations.TryGetValue(run.ConfigHash, out var found) ? found
                : Piece.Lost(RunConfiguration.PathOf(run.ConfigHash));
            var said =
                !IsMoved(run.Errors) ? new Piece(run.Errors, null)
                : errors.TryGetValue(run.RunNo, out var kept) ? kept
                : Piece.Lost($"of the errors of {Ids.Run(run.RunNo)}");
            var shown = said.Damage is { } lost ? ofDamaged("[]", lost) : said.Text;
            return run with
            {
                Configuration = configuration.Text,
                Errors = configuration.Damage is { } damage ? ofDamaged(shown, damage) : shown,
            };
        }
    }

    private static bool IsMoved(string column) => string.Equals(column, RunConfiguration.Moved, StringComparison.Ordinal);

    /// <param name="Text">JSON; <c>null</c> if there is <paramref name="Damage"/>.</param>
    private sealed record Piece(string Text, StrataException? Damage)
    {
        public static Piece Of(Func<string> unpack)
        {
            try
            {
                return new Piece(unpack(), null);
            }
            catch (StrataException e)
            {
                return new Piece("null", e);
            }
        }

        public static Piece Lost(string path) => new("null", ArchiveCompression.Damaged(path));
    }
}
