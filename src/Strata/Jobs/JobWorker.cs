using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Strata.Database;
using Strata.Jobs.Recovery;

namespace Strata.Jobs;

/// <summary>
/// Claims jobs in batches, does them on a number of slots, settles them in batches, and keeps their leases alive meanwhile.
/// Told to stop, it finishes what runs, or gives it back.
/// </summary>
internal sealed class JobWorker
{
    /// <summary>Batches that may wait within the worker where jobs are short.</summary>
    private const int MostAhead = 3;

    /// <summary>Looks for work, of a worker that stops when there is none, that may fail before it stops all the same.</summary>
    private const int MostFailures = 20;
    private static readonly TimeSpan IdleLook = TimeSpan.FromMilliseconds(100);

    private readonly JobRoom _room;
    private readonly WorkerOptions _options;
    private readonly ILogger _logger;
    private readonly LaneRing _ring = new();
    private readonly HeldJobs _held = new();
    private readonly Pace _pace;
    private readonly Channel<HeldJob> _claimed = Channel.CreateUnbounded<HeldJob>();
    private readonly Channel<(HeldJob Job, Settlement Settlement)> _ended = Channel.CreateUnbounded<(HeldJob, Settlement)>(
        new() { SingleReader = true }
    );
    private readonly Wake _wake = new();
    private readonly LaneLook _look;
    private readonly FailedSteps _failed;
    private int _back;

    public JobWorker(JobRoom room, WorkerOptions options, ILogger logger)
    {
        (_room, _options, _logger) = (room, options, logger);
        _pace = new Pace(room.Time);
        _look = new LaneLook(room, _ring, _wake);
        _failed = new FailedSteps(room.Time, room.Meters, logger);
    }

    /// <summary>Works until <paramref name="ct"/> is cancelled; returns when everything it had is finished or given back.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        Log.Started(_logger, _options.Name, _options.Slots);
        using var stopHelpers = new CancellationTokenSource();
        using var heard = _room.Signals.Subscribe((user, kind) => Hear(new JobLane(user, kind)));
        var steps = _room.Recovery(_options, _ring, _look);
        _room.Meters.AppearSteps(steps.Select(s => s.GetType().Name));
        var recovery = new RecoverySteps(steps, _room.Time, _failed);
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
        Log.Stopped(_logger, _options.Name, _back);
    }

    /// <summary>Stops the worker when it has done what there was, and what recovery has made ready.</summary>
    private async Task StopWhenIdleAsync(RecoverySteps recovery, CancellationTokenSource stop)
    {
        var (idle, failures) = (0, 0);
        while (idle < 2 && !stop.IsCancellationRequested)
        {
            try
            {
                // What fails again and again, as for the sake of one user, is left to a later worker.
                var isSeenTo = await recovery.RunOnceAsync(stop.Token) || ++failures >= MostFailures;
                idle =
                    isSeenTo && _held.Count == 0 && (await _room.Table.FindLanesAsync([.. _room.Handlers.Keys], stop.Token)).Count == 0
                        ? idle + 1
                        : 0;
                await Task.Delay(IdleLook, _room.Time, stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await TroubleAsync("Looking for work", e, stop.Token);
            }
        }
        await stop.CancelAsync();
    }

    private void Hear(JobLane lane)
    {
        if (_room.Handlers.ContainsKey(lane.Kind))
        {
            _ring.Add(lane);
            _wake.Up();
        }
    }

    private async Task ClaimAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                var turns = Room() is > 0 and var room ? _ring.Next(room) : [];
                if (turns.Count == 0)
                {
                    await _wake.WaitAsync(ct);
                    continue;
                }
                var now = UnixTime.Microseconds(_room.Time.GetUtcNow());
                foreach (
                    var yield in await _room.Table.ClaimAsync(
                        LeaveRoom(turns),
                        _room.Capped,
                        _options.Name,
                        now,
                        LeaseUntil(),
                        CancellationToken.None
                    )
                )
                {
                    _ring.Claimed(yield);
                    foreach (var job in yield.Jobs)
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
                await TroubleAsync("Claiming", e, ct);
            }
        }
        _claimed.Writer.Complete();
    }

    /// <summary>
    /// How many jobs to claim now. Enough ahead that slots do not wait for the next claim, but where jobs take long no more than
    /// there are free slots, so that none waits here while another worker is idle.
    /// </summary>
    private int Room()
    {
        if (_held.Count >= _options.Batch * MostAhead * 2)
        {
            return 0; // settling lags behind
        }
        var idle = _options.Slots - (_held.Count - _held.Waiting);
        var ahead = Math.Min(_options.Batch * MostAhead, (int)(_pace.PerSecond * 0.1));
        var wanted = Math.Max(idle, ahead) - _held.Waiting;
        return wanted > ahead / MostAhead ? Math.Min(wanted, _options.Batch) : 0;
    }

    /// <summary>
    /// Jobs of capped kinds may take hours. Those of one user leave a slot to the others, whose work may come when all of them run.
    /// </summary>
    private IReadOnlyList<LaneTurn> LeaveRoom(IReadOnlyList<LaneTurn> turns) =>
        [
            .. turns.Select(t =>
                _room.Capped.ContainsKey(t.Lane.Kind)
                    ? t with
                    {
                        Most = Math.Clamp(Math.Max(1, _options.Slots - 1) - _held.CountOf(t.Lane.UserId, _room.Capped), 0, t.Take),
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
                End(job, job.IsLost ? new JobOutcome.Gone() : new JobOutcome.Released());
                continue;
            }
            var kind = job.Row.Kind;
            var began = _room.Time.GetTimestamp();
            _room.Meters.Began(kind);
            using var span = StoreMeters.Job(kind);
            var outcome = await RunAsync(job);
            _room.Meters.Ended(kind, outcome, _room.Time.GetElapsedTime(began));
            End(job, outcome);
        }
    }

    private async Task<JobOutcome> RunAsync(HeldJob job)
    {
        try
        {
            var run = new JobRun(_room.Database, _room.Settling, job.Row, LeaseUntil, job.Cancellation);
            return await _room.Handlers[job.Row.Kind].RunAsync(run, job.Cancellation);
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

    private void End(HeldJob job, JobOutcome outcome)
    {
        if (!job.TryEnd())
        {
            return; // given back while it ran
        }
        if (outcome is JobOutcome.Released)
        {
            Interlocked.Increment(ref _back);
        }
        if (outcome is JobOutcome.Retry or JobOutcome.RetryAfter or JobOutcome.Cut or JobOutcome.Postponed or JobOutcome.Fatal)
        {
            Log.Failed(_logger, Ids.Job(job.Row.JobNo), job.Row.Kind, outcome.GetType().Name, job.Row.Attempt);
        }
        var kind = _room.Handlers[job.Row.Kind].Kind;
        if (Settlement.Of(job.Row, kind, outcome, _room.Time.GetUtcNow(), _room.Chance()) is { } settlement)
        {
            _ended.Writer.TryWrite((job, settlement));
        }
        else
        {
            Forget(job);
        }
    }

    private void Forget(HeldJob job)
    {
        _held.Remove(job.Row.Key);
        _pace.Count();
        // A slot that was left to others may be had by whatever capped kind.
        foreach (var kind in _room.Capped.ContainsKey(job.Row.Kind) ? _room.Capped.Keys : [job.Row.Kind])
        {
            _ring.Ended(kind);
        }
        _wake.Up();
    }

    private async Task SettleAsync()
    {
        var batch = new List<(HeldJob Job, Settlement Settlement)>();
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

    /// <summary>Tries for as long as the leases may last; then another attempt has the jobs anyway.</summary>
    private async Task PersistAsync(List<Settlement> settlements)
    {
        var began = _room.Time.GetTimestamp();
        while (true)
        {
            try
            {
                await _room.Settling.SettleAsync(settlements, CancellationToken.None);
                return;
            }
            catch (Exception e) when (_room.Time.GetElapsedTime(began) < _options.Lease)
            {
                await TroubleAsync("Settling", e, CancellationToken.None);
            }
            catch (Exception e)
            {
                _failed.Tell("Settling", e);
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
                await Task.Delay(_options.Lease / 3, _room.Time, ct);
                _held.Lose(await _room.Table.RenewAsync(_held.Keys, LeaseUntil(), ct));
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await TroubleAsync("Keeping leases", e, ct);
            }
        }
    }

    private async Task ListenAsync(CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            try
            {
                await foreach (var line in _room.Database.ListenAsync(ct))
                {
                    if (JobSignals.Parse(line) is var (user, kind))
                    {
                        Hear(new JobLane(user, kind));
                    }
                    else
                    {
                        await _look.RunAndRestAsync(_options.Poll, ct);
                    }
                }
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                await TroubleAsync("Listening", e, ct);
            }
        }
    }

    /// <summary>Lets what runs finish, within the time there is for it; what can't is given back.</summary>
    private async Task DrainAsync(Task[] slots)
    {
        while (_claimed.Reader.TryRead(out var waiting))
        {
            _held.Begun();
            End(waiting, new JobOutcome.Released());
        }
        var done = Task.WhenAll(slots);
        if (await Task.WhenAny(done, Task.Delay(_options.Drain, _room.Time)) != done)
        {
            _held.StopAll();
            await Task.WhenAny(done, Task.Delay(_options.Patience, _room.Time));
        }
        foreach (var job in _held.All.Where(j => !done.IsCompleted))
        {
            End(job, new JobOutcome.Released());
        }
    }

    private long LeaseUntil() => UnixTime.Microseconds(_room.Time.GetUtcNow() + _options.Lease);

    /// <summary>The database is not there, or something is wrong with us: in any case not to be tried again at once.</summary>
    private async Task TroubleAsync(string step, Exception e, CancellationToken ct)
    {
        _failed.Tell(step, e);
        await Task.Delay(TimeSpan.FromMilliseconds(200 + (800 * _room.Chance())), _room.Time, ct)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
