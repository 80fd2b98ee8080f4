using Strata.Jobs;
using Strata.Runs;

namespace Strata.Review;

/// <summary>Lets a run follow an earlier one's decisions, unless whoever waited for the run has done so.</summary>
internal sealed class FollowJob(DecisionFollowing following) : IJobHandler
{
    public JobKind Kind { get; } = new(RunService.FollowKind) { MaxRunningPerUser = 1 };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var runId =
            JsonSerializer.Deserialize(run.Payload, RunJobJson.Default.RunJob)?.RunId
            ?? throw new InvalidDataException("A job without a run.");
        var follow = await following.FollowAsync(run, Ids.Number("run_", runId) ?? 0, ct);
        return new JobOutcome.Done(
            follow is null ? null : $$"""{"kept":{{follow.Kept}},"asked":{{follow.Asked}},"gone":{{follow.Gone}}}"""
        );
    }
}
