using System.Text.Json.Nodes;
using Strata.Database;
using Strata.Interpretation;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Parsing.Pdf;
using Strata.Schemas;

namespace Strata.Runs;

/// <summary>Manages who owns runs: begins, enqueues, takes over and ends them (docs/adr/0014-runs-as-jobs.md).</summary>
internal sealed partial class RunService(
    IDatabase database,
    LedgerServices services,
    Interpreters interpreters,
    JobQueue queue,
    JobService jobs,
    RunPrompts prompts,
    TimeSpan maxTime
)
{
    public const string JobKind = "interpret";

    /// <summary>Begins a run on the source, or finds one of the same configuration, within the caller's transaction.</summary>
    /// <exception cref="StrataException">INTERPRETATION_IN_PROGRESS.</exception>
    public async Task<BegunRun> BeginAsync(
        LedgerSession session,
        SourceRecord source,
        InterpretationOptions options,
        RunRequestOptions asked
    )
    {
        var interpreter = interpreters.Asked(options.Interpreter);
        RefuseUnfitting(session.Schemas.All, interpreter, options.EntityType);
        if (interpreter.Annotates)
        {
            options = await prompts.OfAsync(session.Transaction, session.Schemas, options);
        }
        var (configuration, hash) = ConfigurationOf(session, interpreter, options);
        var known = await LatestAsync(session, source, hash);
        if (known is { IsRunning: true })
        {
            if (await IsTakenAsync(session.Transaction, known))
            {
                return asked is { Wait: false, Again: false }
                    ? new(known, RunTurn.Anothers)
                    : throw new RunInProgressException(known, source);
            }
            if (asked.Wait)
            {
                return new(await TakeOverAsync(session.Transaction, known, RunLease.Owner), RunTurn.Mine);
            }
            await LineUpAsync(session.Transaction, known, asked.Actor);
            return new(known, RunTurn.Anothers);
        }
        if (!asked.Again && await AnswerAsync(session, source, known) is { } answer)
        {
            return new(answer, RunTurn.Ended);
        }
        var run = New(session, source, interpreter, configuration, hash, asked.Wait);
        RunRecord.Add(session, run);
        if (!asked.Wait)
        {
            await LineUpAsync(session.Transaction, run, asked.Actor);
        }
        return new(run, asked.Wait ? RunTurn.Mine : RunTurn.Anothers);
    }

    /// <summary>Continues a run that an earlier attempt at the same request began.</summary>
    /// <exception cref="StrataException">INTERPRETATION_IN_PROGRESS, if the caller waits.</exception>
    public async Task<BegunRun> ContinueAsync(LedgerSession session, SourceRecord source, string runId, RunRequestOptions asked)
    {
        var run = await RunQueries.FindAsync(session.Transaction, runId);
        if (!run.IsRunning)
        {
            return new(run, RunTurn.Ended);
        }
        if (await IsTakenAsync(session.Transaction, run))
        {
            return asked.Wait ? throw new RunInProgressException(run, source) : new(run, RunTurn.Anothers);
        }
        if (asked.Wait)
        {
            return new(await TakeOverAsync(session.Transaction, run, RunLease.Owner), RunTurn.Mine);
        }
        await LineUpAsync(session.Transaction, run, asked.Actor);
        return new(run, RunTurn.Anothers);
    }

    /// <summary>
    /// Returns the work for retrying the job of a run that was given up or cancelled: the run itself if unfinished, else a new run with the
    /// same source and options, as <c>reinterpret</c> begins it. What the old run stored stays.
    /// </summary>
    /// <exception cref="StrataException">
    /// CONFLICT: the source has been interpreted meanwhile; INTERPRETATION_IN_PROGRESS: it is being interpreted;
    /// INTERPRETATION_QUOTA_EXCEEDED.
    /// </exception>
    public async Task<JobWork> AgainAsync(UserTransaction tx, string runId)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var run = await RunQueries.FindAsync(tx, runId);
        if (!run.IsRunning)
        {
            await RefuseDoneAsync(tx, run);
            var interpreter = interpreters.Get(run.Interpreter);
            var options = InterpretationConfiguration.OptionsOf(run.Configuration);
            var (configuration, hash) = ConfigurationOf(session, interpreter, options);
            var source = await SourceRecords.ByNumberAsync(tx, run.SourceNo);
            run = New(session, source, interpreter, configuration, hash, mine: false);
            RunRecord.Add(session, run);
        }
        return WorkOf(run);
    }

    /// <summary>Claims the run for an attempt of its job: from an earlier attempt of the same job, but from no other live owner.</summary>
    public Task<BegunRun> TakeAsync(UserId user, string runId, long jobNo, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var run = await RunQueries.FindAsync(tx, runId);
                return !run.IsRunning ? new BegunRun(run, RunTurn.Ended)
                    : RunLease.IsHeld(run, services.Time) && !RunLease.IsHeldBy(run, jobNo) ? new(run, RunTurn.Anothers)
                    : new(await TakeOverAsync(tx, run, RunLease.OwnerBy(jobNo)), RunTurn.Mine);
            },
            ct
        );

    /// <summary>Releases the run at the end of an attempt. What was committed stays, and the next caller takes the run over.</summary>
    public Task<int> ReleaseAsync(UserId user, RunRecord run) =>
        database.WriteAsync(
            user,
            tx =>
                tx.ExecuteAsync(
                    """
                    update runs set owner = null, lease_until = @until
                    where user_id = @user and run_no = @runNo and attempt = @attempt and status = 'running'
                    """,
                    new
                    {
                        runNo = run.RunNo,
                        attempt = run.Attempt,
                        until = RunLease.Until(services.Time),
                    }
                ),
            CancellationToken.None
        );

    /// <summary>Cancels an unfinished run, keeping what is stored. Its owner can write nothing more.</summary>
    /// <exception cref="StrataException">RUN_NOT_FOUND; CONFLICT: it has ended.</exception>
    public Task<RunView> CancelAsync(UserId user, string actor, string runId, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                await (await LedgerSession.OpenAsync(tx, services)).FlushAsync();
                if (!await CancelAsync(tx, actor, runId))
                {
                    var ended = await RunQueries.FindAsync(tx, runId);
                    throw new StrataException(ErrorCode.Conflict, $"Run '{runId}' is already {ended.Status}.");
                }
                await jobs.CancelAsync(tx, actor, KeyOf(runId));
                await AdministrativeActions.RecordAsync(tx, services, "cancel_run", new JsonObject { ["run"] = runId }, actor);
                return await RunQueries.GetAsync(tx, runId);
            },
            ct
        );

    /// <summary>Cancels a run within the caller's transaction, without its job; false if the run has ended.</summary>
    public async Task<bool> CancelAsync(UserTransaction tx, string actor, string runId)
    {
        var run = await RunQueries.FindAsync(tx, runId);
        return run.IsRunning && await SettleAsync(tx, RunEnd.Cancelled(services.Time, run, actor));
    }

    private static string KeyOf(string runId) => "run:" + runId;

    private async Task<bool> IsTakenAsync(UserTransaction tx, RunRecord run) =>
        RunLease.IsHeld(run, services.Time) || await queue.UnfinishedAsync(tx, KeyOf(Ids.Run(run.RunNo))) is not null;

    /// <summary>
    /// Returns the run whose result stands in for a new one: the latest that read the whole source. A cancelled or abandoned run doesn't
    /// count, whatever it stored, nor one that stored nothing, except for formats that no parser reads.
    /// </summary>
    /// <param name="latest">Latest of the runs of the same configuration, none of which is unfinished.</param>
    private static async Task<RunRecord?> AnswerAsync(LedgerSession session, SourceRecord source, RunRecord? latest) =>
        latest is null or { IsWhole: true } ? latest
        : await LatestAsync(session, source, latest.ConfigHash, $"and {RunRecord.IsWholeSql}") is { } whole ? whole
        : latest.Status == RunRecord.Failed && Parsers.For(source.MediaType) is null && !IsForOcr(source, latest) ? latest
        : null;

    private static bool IsForOcr(SourceRecord source, RunRecord run) =>
        ImageParser.Reads(source.MediaType) && InterpretationConfiguration.OptionsOf(run.Configuration).Ocr;

    private static async Task<RunRecord?> LatestAsync(LedgerSession session, SourceRecord source, string hash) =>
        session.NewRuns.FindLast(r => r.SourceNo == source.SourceNo && r.ConfigHash == hash)
        ?? await LatestAsync(session, source, hash, "");

    /// <summary>Damage in the archive is reported in the run, as in lists, and doesn't block the source's other runs.</summary>
    private static async Task<RunRecord?> LatestAsync(LedgerSession session, SourceRecord source, string hash, string condition) =>
        (
            await ArchivedRuns.ShownAsync(
                session.Transaction,
                await session.Transaction.QueryAsync<RunRecord>(
                    $"""
                    select {RunRecord.Columns} from runs
                    where user_id = @user and source_no = @sourceNo and config_hash = @hash and deleted_seq is null {condition}
                    order by run_no desc limit 1
                    """,
                    new { sourceNo = source.SourceNo, hash }
                )
            )
        ).FirstOrDefault();

    private RunRecord New(
        LedgerSession session,
        SourceRecord source,
        IInterpreter interpreter,
        string configuration,
        string hash,
        bool mine
    )
    {
        session.Usage.TakeInterpretation(session.Now);
        var (runNo, startedAt) = session.Next();
        return new RunRecord(
            runNo,
            source.SourceNo,
            interpreter.Name,
            configuration,
            hash,
            RunRecord.Running,
            "unknown",
            Confidence: 0,
            Attempt: mine ? 1 : 0,
            LastSeq: runNo,
            mine ? RunLease.Owner : null,
            RunLease.Until(services.Time),
            RunProgress.Start.ToJson(),
            Blocks: 0,
            Observations: 0,
            Entities: 0,
            Skipped: 0,
            UnknownFields: 0,
            Errors: "[]",
            startedAt,
            FinishedAt: null,
            TimeoutAt: mine ? UnixTime.Microseconds(services.Time.GetUtcNow() + maxTime) : null,
            CodeCommit: ProgramBuild.Commit
        );
    }

    private Task<EnqueuedJob> LineUpAsync(UserTransaction tx, RunRecord run, string? actor)
    {
        var work = WorkOf(run);
        return queue.EnqueueAsync(
            tx,
            new NewJob(JobKind)
            {
                Key = work.Key,
                Payload = work.Payload,
                Actor = actor,
            }
        );
    }

    private static JobWork WorkOf(RunRecord run)
    {
        var runId = Ids.Run(run.RunNo);
        return new JobWork(JsonSerializer.Serialize(new RunJob(runId), RunJobJson.Default.RunJob), KeyOf(runId));
    }

    private static (string Configuration, string Hash) ConfigurationOf(
        LedgerSession session,
        IInterpreter interpreter,
        InterpretationOptions options
    )
    {
        var configuration = CanonicalJson.Of(InterpretationConfiguration.Of(interpreter, session.Schemas.All, options));
        return (configuration, CanonicalJson.Hash(configuration));
    }

    /// <summary>Throws unless an interpreter of blocks is given an annotation schema, and no other one is.</summary>
    public static void RefuseUnfitting(IEnumerable<SchemaDefinition> schemas, IInterpreter interpreter, string? entityType)
    {
        var isAnnotation = schemas.Any(s => s.EntityType == entityType && s.Kind == SchemaKind.Annotation);
        if (isAnnotation != interpreter.Annotates)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                isAnnotation
                    ? $"'{entityType}' says what is filled in for blocks, which the interpreter '{interpreter.Name}' does not do: name one that does, such as '{RecordedInterpreter.Called}'."
                    : $"The interpreter '{interpreter.Name}' fills in annotation schemas: name one as entity_type (list_schema_templates has some to begin with)."
            );
        }
    }

    /// <summary>Throws if the run completed after all, or a later run of its source has completed or is in progress.</summary>
    private static async Task RefuseDoneAsync(UserTransaction tx, RunRecord run)
    {
        var done = string.Equals(run.Status, RunRecord.Completed, StringComparison.Ordinal)
            ? run
            : await tx.QueryFirstOrDefaultAsync<RunRecord>(
                $"""
                select {RunRecord.Columns} from runs
                where user_id = @user and source_no = @sourceNo and interpreter = @interpreter and run_no > @runNo and deleted_seq is null
                    and (status = 'running' or {RunRecord.IsWholeSql})
                order by run_no desc limit 1
                """,
                new
                {
                    sourceNo = run.SourceNo,
                    interpreter = run.Interpreter,
                    runNo = run.RunNo,
                }
            );
        if (done is not null)
        {
            throw done.IsRunning
                ? new StrataException(
                    ErrorCode.InterpretationInProgress,
                    $"Run '{Ids.Run(done.RunNo)}' is interpreting the same source. Follow it with 'runs watch', or cancel it with 'runs cancel'."
                )
                : new StrataException(
                    ErrorCode.Conflict,
                    $"Run '{Ids.Run(done.RunNo)}' has interpreted the same source: there is nothing to retry. Cancel the job with 'jobs cancel', or interpret the source again with 'reinterpret'."
                );
        }
    }

    private async Task<RunRecord> TakeOverAsync(UserTransaction tx, RunRecord run, string owner)
    {
        var taken = run with
        {
            Attempt = run.Attempt + 1,
            Owner = owner,
            LeaseUntil = RunLease.Until(services.Time),
            StartedAt = run.Attempt == 0 ? UnixTime.Microseconds(services.Time.GetUtcNow()) : run.StartedAt,
            TimeoutAt = RunLease.Timeout(run, maxTime, services.Time),
        };
        (await LedgerSession.OpenAsync(tx, services)).Usage.MoveInterpretation(run.StartedAt, taken.StartedAt);
        await tx.ExecuteAsync(
            """
            update runs set attempt = @Attempt, owner = @Owner, lease_until = @LeaseUntil, started_at = @StartedAt, timeout_at = @TimeoutAt
            where user_id = @user and run_no = @RunNo
            """,
            taken
        );
        return taken;
    }

    /// <summary>Stores the ended run with its number of touched entities.</summary>
    private async Task<bool> SettleAsync(UserTransaction tx, RunRecord ended)
    {
        var told = await RunQueries.ResultAsync(tx, ended);
        return await RunRecord.SettleAsync(await LedgerSession.OpenAsync(tx, services), ended with { Entities = told.EntityCount });
    }

    /// <summary>Returns the actor of the run's observations.</summary>
    private static Task<string?> ActorAsync(UserTransaction tx, RunRecord run) =>
        tx.QueryFirstOrDefaultAsync<string?>(
            """
            select actor from observations
            where user_id = @user and seq > @runNo and seq <= @lastSeq and run_no = @runNo order by seq limit 1
            """,
            new { runNo = run.RunNo, lastSeq = run.LastSeq }
        );
}
