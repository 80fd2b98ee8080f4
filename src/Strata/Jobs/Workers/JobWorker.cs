using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Strata.Database;
using Strata.Jobs.Recovery;

namespace Strata.Jobs.Workers;

/// <summary>
/// Claims jobs in batches, runs them on a number of slots, settles them in batches, and renews their leases meanwhile. Told to stop, it
/// finishes running jobs or releases them.
/// </summary>
internal sealed class JobWorker
{
    /// <summary>Batches that may wait in the worker if jobs are short.</summary>
    private const int MaxAhead = 3;

    /// <summary>Failed searches for work after which a worker that stops when idle stops all the same.</summary>
    private const int MaxFailures = 20;
    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(100);

    private readonly JobServices _services;
    private readonly WorkerOptions _options;
    private readonly ILogger _logger;
    private readonly FairQueue _fairQueue = new();
    private readonly ClaimedJobs _held = new();
    private readonly Throughput _throughput;
    private readonly Channel<ClaimedJob> _claimed = Channel.CreateUnbounded<ClaimedJob>();
    private readonly Channel<(ClaimedJob Job, AttemptOutcome Settlement)> _ended = Channel.CreateUnbounded<(ClaimedJob, AttemptOutcome)>(
        new() { SingleReader = true }
    );
    private readonly WakeSignal _wake = new();
    private readonly PartitionScan _scan;
    private readonly FailedSteps _failed;
    private int _back;

    public JobWorker(JobServices services, WorkerOptions options, ILogger logger)
    {
        (_services, _options, _logger) = (services, options, logger);
        _throughput = new Throughput(services.Time);
        _scan = new PartitionScan(services, _fairQueue, _wake);
        _failed = new FailedSteps(services.Time, services.Meters, logger);
    }

    /// <summary>Works until <paramref name="ct"/> is cancelled; returns once all its jobs are finished or released.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        JobLog.Started(_logger, _options.Name, _options.Slots);
        using var stopHelpers = new CancellationTokenSource();
        using var heard = _services.Signals.Subscribe((user, kind) => OnSignal(new JobPartition(user, kind)));
        var steps = RecoverySteps.Of(_services, _options, _fairQueue, _scan);
        _services.Meters.AppearSteps(steps.Select(s => s.GetType().Name));
        var recovery = new RecoverySteps(steps, _services.Time, _failed);
        Task[] helpers = [ListenAsync(stopHelpers.Token), recovery.RunAsync(stopHelpers.Token), KeepLeasesAsync(stopHelpers.Token)];
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        if (_options.Once)
        {
            helpers = [.. helpers, StopWhenIdleAsync(recovery, stop)];
        }
        var settling = SettleAsync();
        var slots = Enumerable.Range(0, _options.Slots).Select(_ => Task.Run(RunSlotAsync, CancellationToken.None)).ToArray();

        await ClaimAsync(stop.Token);
        await DrainAsync(slots);
        _ended.Writer.Complete();
        await settling;
        await stopHelpers.CancelAsync();
        await Task.WhenAll(helpers);
        JobLog.Stopped(_logger, _options.Name, _back);
    }

    /// <summary>Stops the worker once it has done all ready jobs, including those made ready by recovery.</summary>
    private async Task StopWhenIdleAsync(RecoverySteps recovery, CancellationTokenSource stop)
    {
        var (idle, failures) = (0, 0);
        while (idle < 2 && !stop.IsCancellationRequested)
        {
            try
            {
                // A step that keeps failing, for example for one user, is left to a later worker.
                var isSeenTo = await recovery.RunOnceAsync(stop.Token) || ++failures >= MaxFailures;
                idle =
                    isSeenTo
                    && _held.Count == 0
                    && (await _services.Table.FindPartitionsAsync([.. _services.Handlers.Keys], stop.Token)).Count == 0
                        ? idle + 1
                        : 0;
                await Task.Delay(IdleLook, _services.Time, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await LogAndBackOffAsync("Looking for work", e, stop.Token);
            }
        }
        await stop.CancelAsync();
    }

    private void OnSignal(JobPartition partition)
    {
        if (_services.Handlers.ContainsKey(partition.Kind))
        {
            _fairQueue.Add(partition);
            _wake.Up();
        }
    }

    private async Task ClaimAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var requests = FreeSlots() is > 0 and var slots ? _fairQueue.Next(slots) : [];
                if (requests.Count == 0)
                {
                    await _wake.WaitAsync(ct);
                    continue;
                }
                var now = UnixTime.Microseconds(_services.Time.GetUtcNow());
                foreach (
                    var result in await _services.Table.ClaimAsync(
                        ReserveSlots(requests),
                        _services.Capped,
                        _options.Name,
                        now,
                        LeaseUntil(),
                        CancellationToken.None
                    )
                )
                {
                    _fairQueue.Claimed(result);
                    foreach (var job in result.Jobs)
                    {
                        _claimed.Writer.TryWrite(_held.Add(job));
                    }
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                await LogAndBackOffAsync("Claiming", e, ct);
            }
        }
        _claimed.Writer.Complete();
    }

    /// <summary>
    /// Returns how many jobs to claim now: enough ahead that slots do not wait for the next claim, but with long jobs no more than there
    /// are free slots, so that none waits here while another worker is idle.
    /// </summary>
    private int FreeSlots()
    {
        if (_held.Count >= _options.Batch * MaxAhead * 2)
        {
            return 0; // settling lags behind
        }
        var idle = _options.Slots - (_held.Count - _held.Waiting);
        var ahead = Math.Min(_options.Batch * MaxAhead, (int)(_throughput.PerSecond * 0.1));
        var wanted = Math.Max(idle, ahead) - _held.Waiting;
        return wanted > ahead / MaxAhead ? Math.Min(wanted, _options.Batch) : 0;
    }

    /// <summary>Limits one user's jobs of capped kinds, which may take hours, to leave a slot for other users' later work.</summary>
    private IReadOnlyList<ClaimRequest> ReserveSlots(IReadOnlyList<ClaimRequest> requests) =>
        [
            .. requests.Select(t =>
                _services.Capped.ContainsKey(t.Partition.Kind)
                    ? t with
                    {
                        Max = Math.Clamp(Math.Max(1, _options.Slots - 1) - _held.CountOf(t.Partition.UserId, _services.Capped), 0, t.Take),
                    }
                    : t
            ),
        ];

    private async Task RunSlotAsync()
    {
        await foreach (var job in _claimed.Reader.ReadAllAsync())
        {
            _held.Begun();
            _wake.Up();
            if (job.Cancellation.IsCancellationRequested)
            {
                End(job, job.IsLost ? new JobOutcome.Gone() : new JobOutcome.Released(), TimeSpan.Zero);
                continue;
            }
            var kind = job.Row.Kind;
            var began = _services.Time.GetTimestamp();
            _services.Meters.Began(kind);
            using var span = StoreMeters.Job(kind);
            var outcome = await RunAsync(job);
            var took = _services.Time.GetElapsedTime(began);
            _services.Meters.Ended(kind, outcome, took);
            End(job, outcome, took);
        }
    }

    private async Task<JobOutcome> RunAsync(ClaimedJob job)
    {
        try
        {
            var run = new JobRun(_services.Database, _services.Completion, job.Row, LeaseUntil, job.Cancellation);
            return await _services.Handlers[job.Row.Kind].RunAsync(run, job.Cancellation);
        }
        catch (LeaseLostException)
        {
            return new JobOutcome.Gone();
        }
        catch (Exception) when (job.Cancellation.IsCancellationRequested)
        {
            return job.IsLost ? new JobOutcome.Gone() : new JobOutcome.Released();
        }
        catch (Exception e)
        {
            return JobFailure.Of(e);
        }
    }

    private void End(ClaimedJob job, JobOutcome outcome, TimeSpan took)
    {
        if (!job.TryEnd())
        {
            return; // released while it ran
        }
        if (outcome is JobOutcome.Released)
        {
            Interlocked.Increment(ref _back);
        }
        Log(job.Row, outcome, Math.Round(took.TotalSeconds, 3));
        var kind = _services.Handlers[job.Row.Kind].Kind;
        if (AttemptOutcome.Of(job.Row, kind, outcome, _services.Time.GetUtcNow(), _services.Chance()) is { } ended)
        {
            _ended.Writer.TryWrite((job, ended));
        }
        else
        {
            Forget(job);
        }
    }

    private void Log(JobRow job, JobOutcome outcome, double seconds)
    {
        if (outcome is JobOutcome.Retry or JobOutcome.RetryAfter or JobOutcome.Cut or JobOutcome.Postponed or JobOutcome.Fatal)
        {
            JobLog.Failed(_logger, Ids.Job(job.JobNo), job.Kind, outcome.GetType().Name, seconds, job.Attempt);
        }
        else if (_logger.IsEnabled(LogLevel.Information))
        {
            var ended = outcome switch
            {
                JobOutcome.Done => "done",
                JobOutcome.Released => "given back",
                _ => "ended by itself or another",
            };
            JobLog.Ended(_logger, Ids.Job(job.JobNo), job.Kind, ended, seconds);
        }
    }

    private void Forget(ClaimedJob job)
    {
        _held.Remove(job.Row.Key);
        _throughput.Count();
        // A slot that was left to others may now go to any capped kind.
        foreach (var kind in _services.Capped.ContainsKey(job.Row.Kind) ? _services.Capped.Keys : [job.Row.Kind])
        {
            _fairQueue.Ended(kind);
        }
        _wake.Up();
    }

    private async Task SettleAsync()
    {
        var batch = new List<(ClaimedJob Job, AttemptOutcome Settlement)>();
        while (await _ended.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _options.Batch && _ended.Reader.TryRead(out var next))
            {
                batch.Add(next);
            }
            await PersistAsync(batch.ConvertAll(b => b.Settlement));
            foreach (var (job, _) in batch)
            {
                Forget(job);
            }
        }
    }

    /// <summary>Retries for as long as the leases may last; then another attempt has the jobs anyway.</summary>
    private async Task PersistAsync(List<AttemptOutcome> outcomes)
    {
        var began = _services.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await _services.Completion.SettleAsync(outcomes, CancellationToken.None);
                return;
            }
            catch (Exception e) when (_services.Time.GetElapsedTime(began) < _options.Lease)
            {
                await LogAndBackOffAsync("Completion", e, CancellationToken.None);
            }
            catch (Exception e)
            {
                _failed.Tell("Completion", e);
                return;
            }
        }
    }

    private async Task KeepLeasesAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(_options.Lease / 3, _services.Time, ct);
                _held.Lose(await _services.Table.RenewAsync(_held.Keys, LeaseUntil(), ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await LogAndBackOffAsync("Keeping leases", e, ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (var line in _services.Database.ListenAsync(ct))
                {
                    if (JobSignals.Parse(line) is var (user, kind))
                    {
                        OnSignal(new JobPartition(user, kind));
                    }
                    else
                    {
                        await _scan.RunAndRestAsync(_options.Poll, ct);
                    }
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await LogAndBackOffAsync("Listening", e, ct);
            }
        }
    }

    /// <summary>Lets running jobs finish within the drain time, and releases the rest.</summary>
    private async Task DrainAsync(Task[] slots)
    {
        while (_claimed.Reader.TryRead(out var waiting))
        {
            _held.Begun();
            End(waiting, new JobOutcome.Released(), TimeSpan.Zero);
        }
        var done = Task.WhenAll(slots);
        if (await Task.WhenAny(done, Task.Delay(_options.Drain, _services.Time)) != done)
        {
            _held.StopAll();
            await Task.WhenAny(done, Task.Delay(_options.Patience, _services.Time));
        }
        foreach (var job in _held.All.Where(j => !done.IsCompleted))
        {
            End(job, new JobOutcome.Released(), TimeSpan.Zero);
        }
    }

    private long LeaseUntil() => UnixTime.Microseconds(_services.Time.GetUtcNow() + _options.Lease);

    /// <summary>Logs and waits: the database is unreachable or we have a bug, so do not retry at once.</summary>
    private async Task LogAndBackOffAsync(string step, Exception e, CancellationToken ct)
    {
        _failed.Tell(step, e);
        await Task.Delay(TimeSpan.FromMilliseconds(200 + (800 * _services.Chance())), _services.Time, ct)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
