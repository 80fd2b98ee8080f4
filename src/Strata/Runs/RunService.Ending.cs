using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Heartbeats, and the end of runs that nobody executes any more or that took too long.</summary>
internal sealed partial class RunService
{
    /// <summary>Fails a run whose job was given up.</summary>
    public Task<bool> FailAsync(UserId user, string runId, ErrorCode code, string message) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var run = await RunQueries.FindAsync(tx, runId);
                return run.IsRunning && await SettleAsync(tx, RunEnd.GivenUp(services.Time, run, code, message));
            },
            CancellationToken.None
        );

    /// <summary>
    /// Ends the run of a job given up when its last worker died, within the caller's transaction, unless a live caller executes the run.
    /// </summary>
    public async Task<bool> GiveUpAsync(UserTransaction tx, string runId)
    {
        var run = await RunQueries.FindAsync(tx, runId);
        return run.IsRunning && (RunLease.IsOfAJob(run) || !RunLease.IsHeld(run, services.Time)) && await SettleAsync(tx, TimedOut(run));
    }

    /// <summary>Enqueues a run again whose lease has expired, or ends it as timed out.</summary>
    public Task<bool> SettleStaleAsync(UserId user, long runNo, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var run = await RunQueries.FindAsync(tx, Ids.Run(runNo));
                if (!run.IsRunning || run.LeaseUntil > UnixTime.Microseconds(services.Time.GetUtcNow()))
                {
                    return false; // another worker has handled it
                }
                var key = KeyOf(Ids.Run(runNo));
                if (await queue.UnfinishedAsync(tx, key) is null)
                {
                    if (run.Attempt >= NewJob.LapsesOf(NewJob.DefaultAttempts) || await jobs.IsDeadAsync(tx, key))
                    {
                        return await SettleAsync(tx, TimedOut(run));
                    }
                    await LineUpAsync(tx, run, await ActorAsync(tx, run));
                }
                var session = await LedgerSession.OpenAsync(tx, services);
                var waiting = run with
                {
                    Owner = null,
                    LeaseUntil = RunLease.Until(services.Time),
                    TimeoutAt = run.TimeoutAt is null ? null : RunLease.Timeout(run, maxTime, services.Time),
                };
                await RunRecord.BeatAsync(tx, waiting);
                return await RunRecord.SettleAsync(session, waiting);
            },
            ct
        );

    /// <summary>Renews an attempt's lease, or ends an overlong run. False if the run is no longer the attempt's own.</summary>
    public Task<bool> BeatAsync(UserId user, RunRecord run, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var current = await RunQueries.FindAsync(tx, Ids.Run(run.RunNo));
                if (current.Attempt != run.Attempt || current is not { IsRunning: true, Owner: not null })
                {
                    return false;
                }
                var beat = current with
                {
                    LeaseUntil = RunLease.Until(services.Time),
                    TimeoutAt = RunLease.Timeout(current, maxTime, services.Time),
                };
                if (RunLease.IsOver(beat, services.Time))
                {
                    await SettleAsync(tx, Overlong(beat));
                    return false;
                }
                await RunRecord.BeatAsync(tx, beat);
                return true;
            },
            ct
        );

    private RunRecord Overlong(RunRecord run) =>
        RunEnd.GivenUp(
            services.Time,
            run,
            ErrorCode.InterpretationTimeout,
            $"The run took more than {maxTime.TotalHours} hours. What it stored is kept. Split the file, or raise the limit (STRATA_MAX_RUN_HOURS) and interpret it again."
        );

    /// <summary>The error of an attempt that lost its run.</summary>
    public static StrataException Lost(RunRecord run) =>
        new(ErrorCode.Conflict, $"Run '{Ids.Run(run.RunNo)}' was taken over by another worker; this attempt writes nothing more.");

    private RunRecord TimedOut(RunRecord run) =>
        RunEnd.GivenUp(services.Time, run, ErrorCode.InterpretationTimeout, "Timeout - no heartbeat");
}
