using System.Text;
using Strata.Archive;
using Strata.Database;

namespace Strata.Ledger;

/// <summary>Completes runs that are archived (docs/adr/0020-archival.md). Whoever reads configurations or errors of runs comes through here.</summary>
internal static class ArchivedRuns
{
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the archive is damaged.</exception>
    public static async Task<IReadOnlyList<RunRecord>> WholeAsync(UserConnection connection, IReadOnlyList<RunRecord> runs)
    {
        var archived = runs.Where(r => r.ArchivedAt is not null).ToList();
        if (archived.Count == 0)
        {
            return runs;
        }
        var hashes = archived.Where(r => IsMoved(r.Configuration)).Select(r => r.ConfigHash).Distinct(StringComparer.Ordinal).ToList();
        var configurations = (hashes.Count == 0 ? [] : await RunConfiguration.FindAsync(connection, hashes)).ToDictionary(
            c => c.ConfigHash,
            c => c.Unpack(),
            StringComparer.Ordinal
        );
        var errors = (await ArchivePieces.OfRunsAsync(connection, archived.ConvertAll(r => r.RunNo))).ToDictionary(p => p.RunNo, p => Encoding.UTF8.GetString(p.Unpack()));
        return [.. runs.Select(r => r.ArchivedAt is null ? r : Whole(r))];

        RunRecord Whole(RunRecord run) =>
            run with
            {
                Configuration = !IsMoved(run.Configuration) ? run.Configuration
                    : configurations.TryGetValue(run.ConfigHash, out var configuration) ? configuration
                    : throw Packing.Damaged(RunConfiguration.PathOf(run.ConfigHash)),
                Errors = !IsMoved(run.Errors) ? run.Errors
                    : errors.TryGetValue(run.RunNo, out var said) ? said
                    : throw Packing.Damaged($"of the errors of {Ids.Run(run.RunNo)}"),
            };
    }

    public static async Task<RunRecord?> WholeAsync(UserConnection connection, RunRecord? run) =>
        run?.ArchivedAt is null ? run : (await WholeAsync(connection, [run]))[0];

    private static bool IsMoved(string column) => string.Equals(column, RunConfiguration.Moved, StringComparison.Ordinal);
}
