using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Projects.Filtering;
using Strata.Runs;
using Strata.Sources;

namespace Strata.Batches;

/// <summary>Starts batches, begins their runs one after another, and pauses, cancels and retries them.</summary>
internal sealed class BatchService(IDatabase database, LedgerServices services, JobQueue queue, RunService runs, Ingestion ingestion)
{
    public Task<BatchView> StartAsync(UserId user, string actor, StartBatch request, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("start_batch", request);
                if (await Receipts.FindAsync<BatchView>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                await session.FlushAsync();
                var filter = await FilterOf(tx, request);
                var options = JsonSerializer.Serialize(request.Reading(await ProjectPromptAsync(tx, filter)), StrataJson.Options);
                var counted = await CountAsync(tx, filter);
                if (counted.Total == 0)
                {
                    throw new StrataException(ErrorCode.SourceNotFound, "There is no source to read.");
                }
                if (request.Estimate)
                {
                    return await ViewAsync(
                        tx,
                        new BatchRecord(0, filter.ToJson(), options, actor, BatchRecord.Starting, counted.Total, 0, 0)
                    );
                }
                var (no, at) = session.Decide(
                    new Decision("start_batch") { Actor = actor, Payload = $$"""{"filter":{{filter.ToJson()}},"options":{{options}}}""" }
                );
                var record = new BatchRecord(no, filter.ToJson(), options, actor, BatchRecord.Starting, counted.Total, 0, at);
                await BatchRecord.AddAsync(tx, record);
                await queue.EnqueueAsync(tx, BatchJob.New(no, actor));
                var view = await ViewAsync(tx, record);
                Receipts.Keep(session, request.IdempotencyKey, hash, view);
                return view;
            },
            ct
        );

    public Task<BatchView> GetAsync(UserId user, string batchId, CancellationToken ct) =>
        database.ReadAsync(user, async c => await ViewAsync(c, await BatchRecord.FindAsync(c, batchId)), ct);

    public static async Task<Page<BatchView>> ListAsync(UserConnection connection, ListBatches query)
    {
        var limit = Paging.Limit(query.Limit);
        var rows = await BatchRecord.BeforeAsync(connection, Paging.Number(query.Cursor, long.MaxValue), limit + 1L);
        var views = new List<BatchView>();
        foreach (var row in rows.Take(limit))
        {
            views.Add(await ViewAsync(connection, row));
        }
        return new Page<BatchView>(views, rows.Count > limit ? rows[limit - 1].BatchNo.ToString(CultureInfo.InvariantCulture) : null);
    }

    public async Task<BatchView> ChangeAsync(UserId user, string actor, ChangeBatch request, CancellationToken ct)
    {
        var batch = await database.WriteAsync(user, tx => ChangeAsync(tx, actor, request), ct);
        if (request.Action == BatchAction.Cancel)
        {
            foreach (var run in await database.ReadAsync(user, c => UnfinishedAsync(c, batch.BatchNo), ct))
            {
                try
                {
                    await runs.CancelAsync(user, actor, Ids.Run(run), ct);
                }
                catch (StrataException e) when (e.Code == ErrorCode.Conflict)
                {
                    // It has ended meanwhile.
                }
            }
        }
        return await GetAsync(user, request.BatchId, ct);
    }

    /// <summary>Begins the next run of a batch; whether there is another.</summary>
    public async Task<bool> NextAsync(JobRun job, long no, CancellationToken ct)
    {
        var (batch, source) = await database.ReadAsync(job.User, c => NextAsync(c, no), ct);
        if (batch.State != BatchRecord.Starting)
        {
            return false;
        }
        if (source is null)
        {
            // Unless it is paused or cancelled meanwhile.
            await job.WriteAsync(tx =>
                tx.ExecuteAsync(
                    "update batches set state = 'started' where user_id = @user and batch_no = @no and state = 'starting'",
                    new { no }
                )
            );
            return false;
        }
        var options = JsonSerializer.Deserialize<BatchReading>(batch.Options, StrataJson.Options) ?? new BatchReading();
        var (run, refusal) = await BeginAsync(job, batch, source, options, ct);
        await job.WriteAsync(async tx =>
        {
            await tx.ExecuteAsync(
                """
                insert into batch_runs (user_id, batch_no, source_no, run_no, refusal) values (@user, @no, @source, @run, @refusal)
                on conflict (user_id, batch_no, source_no) do update set run_no = excluded.run_no, refusal = excluded.refusal
                """,
                new
                {
                    no,
                    source = source.SourceNo,
                    run,
                    refusal,
                }
            );
            return await tx.ExecuteAsync(
                "update batches set after_no = @after where user_id = @user and batch_no = @no",
                new { no, after = source.SourceNo }
            );
        });
        return true;
    }

    private async Task<(long? Run, string? Refusal)> BeginAsync(
        JobRun job,
        BatchRecord batch,
        SourceRecord source,
        BatchReading options,
        CancellationToken ct
    )
    {
        try
        {
            // The key has the attempt that a retry begins, so that a job that is killed here finds the run that it began.
            var key = string.Create(CultureInfo.InvariantCulture, $"{BatchRecord.IdOf(batch.BatchNo)}/{source.SourceNo}/{job.JobNo}");
            var taken = await ingestion.ReinterpretAsync(
                job.User,
                batch.Actor,
                source.SourceId,
                new IngestOptions(options)
                {
                    Prompt = options.Prompt,
                    ProjectPrompt = options.ProjectPrompt,
                    Wait = false,
                    IdempotencyKey = key,
                },
                progress: null,
                ct
            );
            return taken.Run is { } run ? (Ids.Number("run_", run.RunId), null) : (null, "It was given no run.");
        }
        catch (StrataException e) when (!IsForNow(e.Code))
        {
            return (null, $"{e.Code.Name()}: {e.Message}");
        }
    }

    /// <summary>Whether the refusal is of the store's state and not of the source, so that the job comes again.</summary>
    private static bool IsForNow(ErrorCode code) => code is ErrorCode.StoragePending or ErrorCode.ProgramOutdated;

    private async Task<BatchRecord> ChangeAsync(UserTransaction tx, string actor, ChangeBatch request)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        var batch = await BatchRecord.FindAsync(tx, request.BatchId);
        var (state, begins) = request.Action switch
        {
            BatchAction.Pause when batch.State == BatchRecord.Starting => (BatchRecord.Paused, false),
            BatchAction.Resume when batch.State == BatchRecord.Paused => (BatchRecord.Starting, true),
            BatchAction.Cancel when batch.State != BatchRecord.Cancelled => (BatchRecord.Cancelled, false),
            BatchAction.Retry when batch.State != BatchRecord.Starting => (BatchRecord.Starting, true),
            _ => throw new StrataException(
                ErrorCode.Conflict,
                $"Batch '{request.BatchId}' is {batch.State}: it can't be given the action {request.Action.Name()}."
            ),
        };
        if (request.Action == BatchAction.Retry)
        {
            await tx.ExecuteAsync(
                """
                delete from batch_runs where user_id = @user and batch_no = @no and (run_no is null or run_no in (
                    select r.run_no from runs r where r.user_id = @user and r.status in ('failed', 'cancelled')))
                """,
                new { no = batch.BatchNo }
            );
            await tx.ExecuteAsync("update batches set after_no = 0 where user_id = @user and batch_no = @no", new { no = batch.BatchNo });
        }
        session.Decide(
            new Decision(request.Action.Name() + "_batch")
            {
                Actor = actor,
                Reason = request.Reason,
                TargetSeq = batch.BatchNo,
            }
        );
        await BatchRecord.MoveAsync(tx, batch.BatchNo, state);
        if (begins)
        {
            await queue.EnqueueAsync(tx, BatchJob.New(batch.BatchNo, batch.Actor));
        }
        return batch;
    }

    private static async Task<(BatchRecord Batch, SourceRecord? Source)> NextAsync(UserConnection connection, long no)
    {
        var batch = await BatchRecord.FindAsync(connection, BatchRecord.IdOf(no));
        var filter = BatchFilter.Parse(batch.Filter);
        return (
            batch,
            await connection.QueryFirstOrDefaultAsync<SourceRecord>(
                $"""
                select {SourceRecord.Columns} from sources s
                where s.user_id = @user and s.source_no > @after and {filter.Condition} and not exists (
                    select 1 from batch_runs b where b.user_id = @user and b.batch_no = @no and b.source_no = s.source_no)
                order by s.source_no limit 1
                """,
                filter.With(("after", batch.AfterNo), ("no", no))
            )
        );
    }

    private static async Task<string?> ProjectPromptAsync(UserConnection connection, BatchFilter filter) =>
        filter.Project is { } no ? (await ProjectRecord.FindAsync(connection, Ids.Project(no))).Prompt : null;

    private static async Task<BatchFilter> FilterOf(UserConnection connection, StartBatch request)
    {
        if ((request.Project is null) == (request.SourceIds.Count == 0))
        {
            throw new StrataException(ErrorCode.InvalidContent, "Name a project, or source_ids.");
        }
        if (await ProjectRecord.NumberAsync(connection, request.Project) is { } project)
        {
            return new(project, null, request.Pending);
        }
        if (request.SourceIds.Count > StartBatch.MaxSources)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"Name at most {StartBatch.MaxSources} sources, or put them in a project.");
        }
        var sources = new List<long>();
        foreach (var id in request.SourceIds.Distinct(StringComparer.Ordinal))
        {
            sources.Add((await SourceRecords.GetAsync(connection, id)).SourceNo);
        }
        return new(null, sources, request.Pending);
    }

    private static async Task<Counted> CountAsync(UserConnection connection, BatchFilter filter) =>
        await connection.QueryFirstOrDefaultAsync<Counted>(
            $"select count(*) as total, cast(coalesce(sum(s.byte_size), 0) as bigint) as bytes from sources s where s.user_id = @user and {filter.Condition}",
            filter.With()
        ) ?? throw new InvalidDataException("A count has no row.");

    private static Task<IReadOnlyList<long>> UnfinishedAsync(UserConnection connection, long no) =>
        connection.QueryAsync<long>(
            """
            select r.run_no from batch_runs b join runs r on r.user_id = b.user_id and r.run_no = b.run_no
            where b.user_id = @user and b.batch_no = @no and r.status = 'running' order by r.run_no
            """,
            new { no }
        );

    private static async Task<BatchView> ViewAsync(UserConnection connection, BatchRecord batch)
    {
        var counted = await CountAsync(connection, BatchFilter.Parse(batch.Filter));
        var states = await connection.QueryAsync<InState>(
            """
            select case when r.status = 'running' and r.owner is null then 'queued' else r.status end as state, count(*) as number,
                cast(coalesce(sum(r.blocks), 0) as bigint) as blocks, cast(coalesce(sum(r.observations), 0) as bigint) as observations,
                cast(coalesce(sum(r.staged), 0) as bigint) as staged
            from batch_runs b join runs r on r.user_id = b.user_id and r.run_no = b.run_no
            where b.user_id = @user and b.batch_no = @no group by 1 order by 1
            """,
            new { no = batch.BatchNo }
        );
        var refusals = await connection.QueryAsync<Refused>(
            "select refusal, count(*) as number from batch_runs where user_id = @user and batch_no = @no and run_no is null group by refusal order by refusal",
            new { no = batch.BatchNo }
        );
        return new BatchView
        {
            BatchId = batch.BatchNo == 0 ? null : BatchRecord.IdOf(batch.BatchNo),
            State = EnumNames.Parse<BatchState>(batch.State),
            StartedAt = batch.BatchNo == 0 ? null : UnixTime.Time(batch.RecordedAt),
            Total = batch.Total,
            Begun = states.Sum(s => s.Number) + refusals.Sum(r => r.Number),
            Bytes = counted.Bytes,
            Runs = new SortedDictionary<string, long>(states.ToDictionary(s => s.State, s => s.Number), StringComparer.Ordinal),
            Blocks = states.Sum(s => s.Blocks),
            Observations = states.Sum(s => s.Observations),
            Staged = states.Sum(s => s.Staged),
            Refusals = new SortedDictionary<string, long>(
                refusals.ToDictionary(r => r.Refusal ?? "", r => r.Number),
                StringComparer.Ordinal
            ),
            Options = JsonText.Element(batch.Options),
        };
    }

    private sealed record Counted(long Total, long Bytes);

    private sealed record InState(string State, long Number, long Blocks, long Observations, long Staged);

    private sealed record Refused(string? Refusal, long Number);
}
