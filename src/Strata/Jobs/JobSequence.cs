using Strata.Database;

namespace Strata.Jobs;

/// <summary>
/// Jobs that one transaction adds to a user's partitions. Numbers are taken under the user's ledger lock, so that jobs become visible in
/// the order of their places: a worker that has claimed up to a place need not look below it again (docs/adr/0008-jobs.md).
/// </summary>
internal sealed class JobSequence(UserTransaction tx, TimeProvider time, JobSignals signals) : ICommitParticipant
{
    private const int MaxNumbersAtOnce = 512;

    private static readonly BulkTable Jobs = new(
        "jobs",
        ["job_no"],
        [
            new("job_no", BulkType.Integer),
            new("kind", BulkType.Text),
            new("state", BulkType.Integer),
            new("place", BulkType.Integer),
            new("work_key", BulkType.Text),
            new("payload", BulkType.Text),
            new("actor", BulkType.Text),
            new("attempt", BulkType.Integer),
            new("releases", BulkType.Integer),
            new("max_attempts", BulkType.Integer),
            new("run_at", BulkType.Integer),
            new("enqueued_at", BulkType.Integer),
            new("errors", BulkType.Text),
        ]
    );

    private readonly List<object?[]> _rows = [];
    private readonly Dictionary<string, long> _keys = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private long _next = 1;
    private long _last;
    private int _block = 1;

    public long Changes { get; private set; }

    public async Task<EnqueuedJob> EnqueueAsync(NewJob job)
    {
        if (job.Payload.Length > NewJob.MaxPayload)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"A job's payload must not exceed {NewJob.MaxPayload} characters.");
        }
        if (job.Key is { } key && await UnfinishedAsync(key) is { } unfinished)
        {
            return new EnqueuedJob(unfinished, IsNew: false);
        }
        var no = await NumberAsync();
        var now = Now();
        var runAt = job.RunAt is { } at ? Math.Max(UnixTime.Microseconds(at), now) : now;
        var state = runAt > now ? JobState.Waiting : JobState.Ready;
        _rows.Add([no, job.Kind, (long)state, no, job.Key, job.Payload, job.Actor, 0L, 0L, (long)job.MaxAttempts, runAt, now, "[]"]);
        if (job.Key is { } taken)
        {
            _keys[taken] = no;
        }
        if (state == JobState.Ready)
        {
            _kinds.Add(job.Kind);
        }
        Changes++;
        return new EnqueuedJob(no, IsNew: true);
    }

    /// <summary>Returns the unfinished job of that key, also one added by this transaction.</summary>
    public async Task<long?> UnfinishedAsync(string key) =>
        _keys.TryGetValue(key, out var pending)
            ? pending
            : await tx.QueryFirstOrDefaultAsync<long?>("select job_no from jobs where user_id = @user and work_key = @key", new { key });

    /// <summary>Gives due waiting jobs a place at the end of their partitions.</summary>
    public async Task<int> PromoteAsync(int most)
    {
        var now = Now();
        var due = await tx.QueryAsync<long>(
            "select job_no from jobs where user_id = @user and state = 2 and run_at <= @now order by run_at, job_no limit @most",
            new { now, most }
        );
        await PlaceAsync(due);
        return due.Count;
    }

    /// <summary>Makes waiting jobs ready, in this order.</summary>
    public async Task PlaceAsync(IReadOnlyList<long> jobNos)
    {
        foreach (var jobNo in jobNos)
        {
            var kinds = await tx.QueryAsync<string>(
                "update jobs set state = 0, place = @place where user_id = @user and job_no = @jobNo and state = 2 returning kind",
                new { jobNo, place = await NumberAsync() }
            );
            _kinds.UnionWith(kinds);
        }
    }

    /// <summary>Signals after the commit that jobs of the kind may be claimed again.</summary>
    public void Wake(string kind)
    {
        _kinds.Add(kind);
        Changes++;
    }

    public async Task FlushAsync()
    {
        if (_rows.Count > 0)
        {
            await tx.BulkAsync(Jobs, BulkMode.Insert, _rows);
        }
    }

    public void Committed()
    {
        foreach (var kind in _kinds)
        {
            signals.Raise(tx.User.Value, kind);
        }
    }

    /// <summary>Returns the user's next number. Numbers are taken in growing blocks; the rest of a block is never used.</summary>
    private async Task<long> NumberAsync()
    {
        if (_next > _last)
        {
            _last = await tx.QueryFirstOrDefaultAsync<long>(
                """
                insert into job_numbers (user_id, last_no) values (@user, @block)
                on conflict (user_id) do update set last_no = job_numbers.last_no + @block
                returning last_no
                """,
                new { block = (long)_block }
            );
            _next = _last - _block + 1;
            _block = Math.Min(_block * 2, MaxNumbersAtOnce);
        }
        return _next++;
    }

    private long Now() => UnixTime.Microseconds(time.GetUtcNow());
}
