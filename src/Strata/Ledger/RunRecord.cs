using Strata.Database;
using Strata.Parsing.Writing;

namespace Strata.Ledger;

/// <summary>A row of <c>runs</c>. Its observations are in the ledger after <c>run_no</c> and up to <c>last_seq</c>, among others.</summary>
internal sealed record RunRecord(
    long RunNo,
    long SourceNo,
    string Interpreter,
    string Configuration,
    string ConfigHash,
    string Status,
    string Completeness,
    double Confidence,
    long Attempt,
    long LastSeq,
    string? Owner,
    long? LeaseUntil,
    string Progress,
    long Blocks,
    long Observations,
    long Entities,
    long Skipped,
    long UnknownFields,
    string Errors,
    long StartedAt,
    long? FinishedAt,
    long? ArchivedAt = null,
    long? Staged = null,
    long? TimeoutAt = null,
    string? CodeCommit = null,
    long? DeletedSeq = null
)
{
    public const string Running = "running";
    public const string Completed = "completed";
    public const string Partial = "partial";
    public const string Failed = "failed";
    public const string Cancelled = "cancelled";

    /// <summary>SQL condition on rows <c>f</c> that name a run: it is not deleted.</summary>
    public const string StandsSql = "f.run_no not in (select x.run_no from runs x where x.user_id = @user and x.deleted_seq is not null)";

    /// <summary>Shown instead of <see cref="Running"/> while the run has no owner.</summary>
    public const string Queued = "queued";

    /// <summary>Marks <see cref="BrokenOff"/> in <see cref="Progress"/>.</summary>
    private const string IsBrokenOff = "\"broken_off\":true";

    /// <summary>SQL condition: whether the run has read its source to the end, as far as it is readable.</summary>
    public const string IsWholeSql = $"(status = 'completed' or (status = 'partial' and progress not like '%{IsBrokenOff}%'))";

    public const string Columns =
        "run_no, source_no, interpreter, configuration, config_hash, status, completeness, confidence, attempt, last_seq, owner, lease_until, "
        + "progress, blocks, observations, entities, skipped, unknown_fields, errors, started_at, finished_at, archived_at, staged, timeout_at, code_commit, deleted_seq";

    /// <summary>Records and blocks that it has stated something about, in observations or staged.</summary>
    public long Stated => Observations + (Staged ?? 0);

    public IReadOnlyList<string> ErrorList => ErrorsOf(Errors);

    /// <summary>Blocks interpreted; during a run includes those of the current document.</summary>
    public long BlocksInterpreted => IsRunning ? Blocks + InProgress("blocks") : Blocks;

    /// <summary>Blocks processed; during a run includes those of documents stored before they are interpreted.</summary>
    public long BlocksSoFar => IsRunning ? Math.Max(BlocksInterpreted, InProgress("kept")) : Blocks;

    /// <summary>Interpretation progress: documents done, and blocks of the next one.</summary>
    public (long Document, long Block) Reached => (InProgress("document"), InProgress("blocks"));

    public bool IsRunning => string.Equals(Status, Running, StringComparison.Ordinal);

    /// <summary>Like <see cref="IsWholeSql"/>.</summary>
    public bool IsWhole =>
        string.Equals(Status, Completed, StringComparison.Ordinal)
        || (string.Equals(Status, Partial, StringComparison.Ordinal) && !Progress.Contains(IsBrokenOff, StringComparison.Ordinal));

    /// <summary>
    /// Returns the run with a note that something other than its source ended it (cancelled, given up, machine failure): a request for the
    /// same reading gets another run, not this one's result.
    /// </summary>
    public RunRecord BrokenOff() => this with { Progress = $"{{{IsBrokenOff}{(Progress.Length > 2 ? "," : "")}{Progress[1..]}" };

    /// <summary>SQL condition: whether <see cref="ShownStatus"/> is this one.</summary>
    public static string IsShown(string status) =>
        status switch
        {
            Queued => $"(status = '{Running}' and owner is null)",
            Running => $"(status = '{Running}' and owner is not null)",
            _ => $"status = '{status}'",
        };

    public string ShownStatus => IsRunning && Owner is null ? Queued : Status;

    private long InProgress(string name) => JsonText.Element(Progress).TryGetProperty(name, out var number) ? number.GetInt64() : 0;

    private static readonly BulkTable Table = new(
        "runs",
        ["run_no"],
        [
            new("run_no", BulkType.Integer),
            new("source_no", BulkType.Integer),
            new("interpreter", BulkType.Text),
            new("configuration", BulkType.Text),
            new("config_hash", BulkType.Text),
            new("status", BulkType.Text),
            new("completeness", BulkType.Text),
            new("confidence", BulkType.Real),
            new("attempt", BulkType.Integer),
            new("last_seq", BulkType.Integer),
            new("owner", BulkType.Text),
            new("lease_until", BulkType.Integer),
            new("progress", BulkType.Text),
            new("blocks", BulkType.Integer),
            new("observations", BulkType.Integer),
            new("entities", BulkType.Integer),
            new("skipped", BulkType.Integer),
            new("unknown_fields", BulkType.Integer),
            new("errors", BulkType.Text),
            new("started_at", BulkType.Integer),
            new("finished_at", BulkType.Integer),
            new("timeout_at", BulkType.Integer),
            new("code_commit", BulkType.Text),
        ]
    );

    /// <summary>Adds the run; its source must have been added before.</summary>
    public static void Add(LedgerSession session, RunRecord r)
    {
        session.NewRuns.Add(r);
        session.Tally.Wrote(r);
        session.Add(
            Table,
            [
                r.RunNo,
                r.SourceNo,
                r.Interpreter,
                r.Configuration,
                r.ConfigHash,
                r.Status,
                r.Completeness,
                r.Confidence,
                r.Attempt,
                r.LastSeq,
                r.Owner,
                r.LeaseUntil,
                r.Progress,
                r.Blocks,
                r.Observations,
                r.Entities,
                r.Skipped,
                r.UnknownFields,
                r.Errors,
                r.StartedAt,
                r.FinishedAt,
                r.TimeoutAt,
                r.CodeCommit,
            ]
        );
        session.Chain(ChainedTable.Runs, r.RunNo, r.SourceNo, r.Interpreter, r.ConfigHash);
        ChainOutcome(session, r);
    }

    private static void ChainOutcome(LedgerSession session, RunRecord r)
    {
        if (!r.IsRunning)
        {
            session.Chain(
                ChainedTable.Outcomes,
                r.RunNo,
                r.Status,
                r.Completeness,
                r.Confidence,
                r.LastSeq,
                r.Blocks,
                r.Observations,
                r.Entities,
                r.Skipped,
                r.UnknownFields,
                r.Errors,
                r.FinishedAt
            );
        }
    }

    /// <summary>Writes the run's state if this attempt still owns it. False if it was taken over; then nothing may be written.</summary>
    public static Task<bool> UpdateAsync(LedgerSession session, RunRecord run) => UpdateAsync(session, run, "and owner is not null");

    /// <summary>Like <see cref="UpdateAsync(LedgerSession, RunRecord)"/>, to end or release a run whoever owns it.</summary>
    public static Task<bool> SettleAsync(LedgerSession session, RunRecord run) => UpdateAsync(session, run, "");

    /// <summary>Writes how long the run is held, and when it ends at the latest.</summary>
    public static Task<int> BeatAsync(UserTransaction tx, RunRecord run) =>
        tx.ExecuteAsync(
            "update runs set lease_until = @LeaseUntil, timeout_at = @TimeoutAt where user_id = @user and run_no = @RunNo",
            run
        );

    private static async Task<bool> UpdateAsync(LedgerSession session, RunRecord run, string fence)
    {
        var written = await session.Transaction.ExecuteAsync(
            $"""
            update runs set status = @Status, last_seq = @LastSeq, completeness = @Completeness, confidence = @Confidence, owner = @Owner, lease_until = @LeaseUntil,
                progress = @Progress, blocks = @Blocks, observations = @Observations, entities = @Entities, skipped = @Skipped,
                unknown_fields = @UnknownFields, errors = @Errors, finished_at = @FinishedAt, staged = @Staged
            where user_id = @user and run_no = @RunNo and attempt = @Attempt and status = 'running' {fence}
            """,
            run
        );
        if (written == 1 && run.Status is (Failed or Cancelled))
        {
            session.Usage.ReturnInterpretation(run.StartedAt);
        }
        if (written == 1)
        {
            ChainOutcome(session, run);
            session.Tally.Wrote(run);
        }
        return written == 1;
    }

    public static IReadOnlyList<string> ErrorsOf(string json) =>
        [.. JsonText.Element(json).EnumerateArray().Select(e => e.GetString() ?? "")];

    public static string ErrorsJson(IEnumerable<string> errors) => JsonList.Text(errors);
}
