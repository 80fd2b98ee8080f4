using System.Text.Json.Nodes;
using Strata.Database;
using Strata.Jobs;
using Strata.Runs;

namespace Strata.Sources;

/// <summary>Executes an enqueued run. The run ends with the job, whatever its outcome.</summary>
internal sealed class InterpretJob(RunService runService, Ingestion ingestion) : IJobHandler
{
    private const int AtOnceForAUser = 4;

    public JobKind Kind { get; } = new(RunService.JobKind) { MaxRunningPerUser = AtOnceForAUser };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var runId = RunOf(run.Payload);
        try
        {
            var (taken, turn) = await runService.TakeAsync(run.User, runId, run.JobNo, ct);
            if (turn == RunTurn.Anothers)
            {
                return Done(runId, "running"); // a caller executes it; if the caller dies, it is enqueued again
            }
            if (turn == RunTurn.Ended)
            {
                return Done(runId, taken.Status);
            }
            var carried = await ingestion.CarryAsync(run.User, run.Actor, taken, ct);
            return Done(runId, carried.Run?.Status.Name() ?? taken.Status, carried.Members);
        }
        catch (StrataException e) when (e.Code == ErrorCode.Conflict)
        {
            return new JobOutcome.Retry(e.Message); // this attempt lost the run, but not the job
        }
        catch (Exception e) when (!ct.IsCancellationRequested)
        {
            var outcome = JobFailure.Of(e);
            if (run.IsDeadAfter(outcome))
            {
                await runService.FailAsync(
                    run.User,
                    runId,
                    e is StrataException known ? known.Code : ErrorCode.InterpretationFailed,
                    JobFailure.Reason(e)
                );
            }
            return outcome;
        }
    }

    public Task CancelledAsync(UserTransaction tx, string actor, string payload) => runService.CancelAsync(tx, actor, RunOf(payload));

    public Task GivenUpAsync(UserTransaction tx, string payload) => runService.GiveUpAsync(tx, RunOf(payload));

    public Task<JobWork> RetriedAsync(UserTransaction tx, JobWork work) => runService.AgainAsync(tx, RunOf(work.Payload));

    private static string RunOf(string payload) =>
        JsonSerializer.Deserialize(payload, RunJobJson.Default.RunJob)?.RunId ?? throw new InvalidDataException("A job without a run.");

    private static JobOutcome.Done Done(string runId, string status, MembersResult? members = null)
    {
        var result = new JsonObject { ["run_id"] = runId, ["status"] = status };
        if (members is not null)
        {
            result["members"] = members.Count;
            result["failed_members"] = members.FailedCount;
        }
        return new(result.ToJsonString());
    }
}
