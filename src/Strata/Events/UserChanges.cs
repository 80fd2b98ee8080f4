using Strata.Batches;
using Strata.Database;
using Strata.Entities;
using Strata.Jobs;
using Strata.Ledger;
using Strata.Runs;
using Strata.Uploads;

namespace Strata.Events;

/// <summary>
/// What has changed of a user since it was last asked, or since a position. Everything it asks for is found by an index and bounded, and it
/// remembers only what is being worked on or ended within the last seconds.
/// </summary>
/// <param name="after">Null: begins with the state as it is.</param>
/// <param name="uploads">Finds uploads that are open, or were done at that time (microseconds) or later.</param>
internal sealed class UserChanges(EventPosition? after, Func<long, IReadOnlyList<Upload>> uploads)
{
    /// <summary>Microseconds. Ends have the times of other machines, and some commit later than others.</summary>
    private const long Slack = 10_000_000;

    private static readonly string RunColumns = RunRecord.Columns.Replace(
        "configuration,",
        "'{}' as configuration,",
        StringComparison.Ordinal
    );

    private readonly Dictionary<long, RunEvent> _runs = [];
    private readonly Dictionary<long, JobEvent> _jobs = [];
    private readonly Dictionary<string, UploadEvent> _uploads = new(StringComparer.Ordinal);
    private long _lastJob = -1;
    private bool _hasBegun;

    public EventPosition Position { get; private set; } = after ?? default;

    /// <param name="now">Microseconds.</param>
    /// <returns>Events whose version is the position to resume after them.</returns>
    public async Task<IReadOnlyList<WatchedEvent>> NextAsync(UserConnection connection, long now)
    {
        var head = await connection.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
        if (!_hasBegun)
        {
            Position = await BeginAsync(connection, head, now);
        }
        var next = new EventPosition(Math.Max(head, Position.Seq), Math.Max(now, Position.Time));
        var events = new List<WatchedEvent>();
        if (head > Position.Seq || (!_hasBegun && after is null))
        {
            events.Add(await LedgerAsync(connection, head));
        }
        events.AddRange(await RunsAsync(connection));
        events.AddRange(await JobsAsync(connection));
        events.AddRange(Uploads());
        var before = Position.ToString();
        (Position, _hasBegun) = (next, true);
        // Who loses the connection within these gets all of them again.
        return [.. events.Select((e, i) => e with { Version = i == events.Count - 1 ? next.ToString() : before })];
    }

    private async Task<EventPosition> BeginAsync(UserConnection connection, long head, long now)
    {
        // A position beyond the end is one of a store that has been restored since.
        if (after is not { } known || known.Seq > head)
        {
            return new(head, now);
        }
        return known.Time > 0
            ? known
            : known with
            {
                Time =
                    await connection.QueryFirstOrDefaultAsync<long?>(
                        "select recorded_at from observations where user_id = @user and seq > @seq order by seq limit 1",
                        new { seq = known.Seq }
                    ) ?? now,
            };
    }

    private async Task<LedgerEvent> LedgerAsync(UserConnection connection, long head)
    {
        var args = new { seq = Position.Seq, most = EventLimits.MaxEntities + 1L };
        var entities = connection.Ask<string>(
            "select entity_id from entities where user_id = @user and seq > @seq order by seq limit @most",
            args
        );
        var kinds = connection.Ask<string>(
            """
            select 'observation' as kind where exists (select 1 from observations o where o.user_id = @user and o.seq > @seq)
            union all select 'source' where exists (select 1 from sources s where s.user_id = @user and s.source_no > @seq)
            union all select 'run' where exists (select 1 from runs r where r.user_id = @user and r.run_no > @seq)
            """,
            args
        );
        var decided = connection.Ask<string>(
            "select kind from decisions where user_id = @user and seq > @seq order by seq desc limit @most",
            args
        );
        var changed = await entities.RowsAsync();
        return new()
        {
            Seq = head,
            Kinds = [.. (await kinds.RowsAsync()).Concat(await decided.RowsAsync()).Distinct().Order(StringComparer.Ordinal)],
            EntityIds = [.. changed.Take(EventLimits.MaxEntities)],
            HasMore = changed.Count > EventLimits.MaxEntities,
        };
    }

    private async Task<List<RunEvent>> RunsAsync(UserConnection connection)
    {
        var known = _runs.Where(r => r.Value.State == RunStatus.Running).Select(r => r.Key).ToList();
        PendingResult<RunRecord>[] asked =
        [
            Ask("status = 'running' and owner is not null order by run_no limit @most"),
            // What waits is told once: when it is new, or at first.
            Ask($"{(_hasBegun ? "run_no > @seq" : "status = 'running' and owner is null")} order by run_no desc limit @most"),
            Ask("finished_at is not null and finished_at >= @since order by finished_at desc limit @most"),
            .. known.Count > 0 ? [Ask("run_no IN_LIST(@known)")] : Array.Empty<PendingResult<RunRecord>>(),
        ];
        var rows = new SortedDictionary<long, RunRecord>();
        foreach (var one in asked)
        {
            (await one.RowsAsync()).ToList().ForEach(r => rows[r.RunNo] = r);
        }
        var changed = rows
            .Values.Where(r => _runs.GetValueOrDefault(r.RunNo) is not { } told || told with { SourceId = "" } != Of(r, ""))
            .ToList();
        var ids = changed.Count == 0 ? null : await ObservationViews.SourceIdsAsync(connection, changed.Select(r => (long?)r.SourceNo));
        foreach (var run in changed)
        {
            _runs[run.RunNo] = Of(run, ids?.GetValueOrDefault(run.SourceNo) ?? "");
        }
        Forget(_runs, rows.Keys);
        return [.. changed.Where(r => IsTold(r.IsRunning)).Select(r => _runs[r.RunNo])];

        PendingResult<RunRecord> Ask(string which) =>
            connection.Ask<RunRecord>(
                $"select {RunColumns} from runs where user_id = @user and interpreter <> 'structured' and {which}",
                new
                {
                    seq = Position.Seq,
                    since = Position.Time - Slack,
                    most = (long)EventLimits.MaxRuns,
                    known,
                }
            );
    }

    /// <summary>A stream that begins tells only of what is not over.</summary>
    private bool IsTold(bool isUnfinished) => _hasBegun || after is not null || isUnfinished;

    private static RunEvent Of(RunRecord run, string sourceId)
    {
        var state = EnumNames.Parse<RunStatus>(run.ShownStatus);
        var isReading = run.IsRunning && run.BlocksSoFar > run.BlocksInterpreted && run.BlocksInterpreted == 0;
        return new()
        {
            RunId = Ids.Run(run.RunNo),
            SourceId = sourceId,
            State = state,
            Stage =
                state != RunStatus.Running ? null
                : isReading ? "read"
                : "interpret",
            Done = isReading ? run.BlocksSoFar : run.BlocksInterpreted,
            Total =
                !run.IsRunning ? run.Blocks
                : isReading || run.BlocksSoFar <= run.BlocksInterpreted ? null
                : run.BlocksSoFar,
            ObservationCount = run.Observations,
            StagedCount = run.Staged,
        };
    }

    private async Task<List<JobEvent>> JobsAsync(UserConnection connection)
    {
        var known = _jobs.Where(j => j.Value.State == JobState.Running).Select(j => j.Key).ToList();
        PendingResult<JobRow>[] asked =
        [
            Ask("jobs", "state = 1 order by job_no limit @most"),
            Ask("jobs", "job_no > @last order by job_no desc limit @most"),
            .. known.Count > 0 ? [Ask("jobs", "job_no IN_LIST(@known)")] : Array.Empty<PendingResult<JobRow>>(),
            Ask(
                "job_archive",
                "job_no in (select job_no from job_archive where user_id = @user and finished_at >= @since order by finished_at desc limit @most)"
            ),
            .. known.Count > 0 ? [Ask("job_archive", "job_no IN_LIST(@known)")] : Array.Empty<PendingResult<JobRow>>(),
        ];
        var rows = new SortedDictionary<long, JobRow>();
        foreach (var one in asked)
        {
            (await one.RowsAsync()).ToList().ForEach(j => rows[j.JobNo] = j);
        }
        var events = new List<JobEvent>();
        foreach (var row in rows.Values)
        {
            var now = await OfAsync(connection, row);
            if (_jobs.GetValueOrDefault(row.JobNo) != now)
            {
                _jobs[row.JobNo] = now;
                events.AddRange(IsTold(now.State <= JobState.Waiting) ? [now] : []);
            }
        }
        _lastJob = Math.Max(_lastJob, rows.Keys.LastOrDefault());
        Forget(_jobs, rows.Keys);
        return events;

        PendingResult<JobRow> Ask(string table, string which) =>
            connection.Ask<JobRow>(
                $"select job_no, kind, state, payload, attempt from {table} where user_id = @user and {which}",
                new
                {
                    last = _lastJob,
                    since = Position.Time - Slack,
                    most = (long)EventLimits.MaxRuns,
                    known,
                }
            );
    }

    private List<UploadEvent> Uploads()
    {
        var found = uploads(Position.Time - Slack).ToDictionary(u => u.UploadId, Of, StringComparer.Ordinal);
        foreach (var gone in _uploads.Values.Where(u => u.State == UploadState.Open && !found.ContainsKey(u.UploadId)))
        {
            found[gone.UploadId] = gone with { State = UploadState.Removed };
        }
        var changed = found.Values.Where(u => _uploads.GetValueOrDefault(u.UploadId) != u).ToList();
        changed.ForEach(u => _uploads[u.UploadId] = u);
        Forget(_uploads, found.Keys);
        return [.. changed.Where(u => IsTold(u.State == UploadState.Open))];
    }

    private static UploadEvent Of(Upload upload) =>
        new()
        {
            UploadId = upload.UploadId,
            State = upload.IsDone ? UploadState.Done : UploadState.Open,
            Done = upload.Offset,
            Total = upload.Length,
            SourceId = upload.Result?.GetProperty("source_id").GetString(),
        };

    private static async Task<JobEvent> OfAsync(UserConnection connection, JobRow row)
    {
        var batch = row is { Kind: BatchJob.Name, State: (long)JobState.Running } ? await BatchAsync(connection, row.Payload) : null;
        var state = (JobState)row.State;
        return new()
        {
            JobId = Ids.Job(row.JobNo),
            Kind = row.Kind,
            State = state,
            Attempt = (int)row.Attempt,
            Done = batch?.Begun ?? (state == JobState.Done ? 1 : 0),
            Total = batch?.Total ?? 1,
        };
    }

    private static Task<BegunBatch?> BatchAsync(UserConnection connection, string payload) =>
        connection.QueryFirstOrDefaultAsync<BegunBatch>(
            """
            select total, (select count(*) from batch_runs r where r.user_id = @user and r.batch_no = @no) as begun
            from batches where user_id = @user and batch_no = @no
            """,
            new { no = JsonText.Element(payload).GetProperty("batch").GetInt64() }
        );

    /// <summary>Drops what was not asked for.</summary>
    private static void Forget<TKey, T>(Dictionary<TKey, T> known, IEnumerable<TKey> asked)
        where TKey : notnull
    {
        var still = asked.ToHashSet();
        known.Keys.Where(key => !still.Contains(key)).ToList().ForEach(key => known.Remove(key));
    }

    private sealed record JobRow(long JobNo, string Kind, long State, string Payload, long Attempt);

    private sealed record BegunBatch(long Total, long Begun);
}
