using Strata.Archive;
using Strata.Database;

namespace Strata.Runs.Archival;

/// <summary>A run old enough for the archive. Runs are archived in the order in which they ended.</summary>
internal sealed record ArchivableRun(long RunNo, long SourceNo, string Configuration, string ConfigHash, string Errors, long FinishedAt)
{
    /// <summary>Excludes runs of structured records: they have no pages, and a configuration shorter than a row of the archive.</summary>
    private const string Carried = "archived_at is null and interpreter <> 'structured'";

    private const string IsOld = "finished_at <= @cutoff and (restored_at is null or restored_at <= @cutoff)";

    /// <param name="cutoff">Latest time of end and of last restore, in Unix microseconds.</param>
    public static Task<IReadOnlyList<ArchivableRun>> NextAsync(UserConnection connection, long cutoff, ArchivePlace from, int most) =>
        connection.QueryAsync<ArchivableRun>(
            $"""
            select run_no, source_no, configuration, config_hash, errors, finished_at from runs
            where user_id = @user and {Carried} and {IsOld}
              and finished_at >= @finishedAt and (finished_at > @finishedAt or run_no >= @runNo)
            order by finished_at, run_no limit @most
            """,
            new
            {
                cutoff,
                finishedAt = from.FinishedAt,
                runNo = from.RunNo,
                most = (long)most,
            }
        );

    /// <summary>Whether the row still has its configuration, matching the hash.</summary>
    public bool HasConfiguration =>
        !string.Equals(Configuration, RunConfiguration.Moved, StringComparison.Ordinal)
        && string.Equals(CanonicalJson.Hash(Configuration), ConfigHash, StringComparison.Ordinal);

    /// <summary>Whether the run may still be archived.</summary>
    public async Task<bool> StandsAsync(UserConnection connection, long cutoff) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            $"select run_no from runs where user_id = @user and run_no = @runNo and {Carried} and {IsOld}",
            new { runNo = RunNo, cutoff }
        )
            is not null;

    /// <summary>
    /// Whether all other runs of the source are archived or will be before this one, so that its documents are no longer in use.
    /// </summary>
    public async Task<bool> IsLastAsync(UserConnection connection, long cutoff) =>
        await connection.QueryFirstOrDefaultAsync<long?>(
            $"""
            select run_no from runs
            where user_id = @user and source_no = @sourceNo and run_no <> @runNo and {Carried}
              and (finished_at is null or finished_at > @finishedAt or (finished_at = @finishedAt and run_no > @runNo) or restored_at > @cutoff)
            limit 1
            """,
            new
            {
                sourceNo = SourceNo,
                runNo = RunNo,
                finishedAt = FinishedAt,
                cutoff,
            }
        )
            is null;
}
