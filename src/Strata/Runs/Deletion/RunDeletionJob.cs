using Strata.Jobs;

namespace Strata.Runs.Deletion;

/// <summary>Withdraws a deleted run's observations in small transactions; goes on where it was interrupted.</summary>
internal sealed class RunDeletionJob(RunDeletionService deletions) : IJobHandler
{
    public const string Name = "delete_run";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1 };

    public static NewJob New(long deletionNo, string actor) =>
        new(Name) { Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"deletion":{{deletionNo}}}"""), Actor = actor };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var no = JsonText.Element(run.Payload).GetProperty("deletion").GetInt64();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var deletion = await run.WriteAsync(tx => deletions.NextAsync(tx, no));
            if (deletion.State == DeletionRecord.Applied)
            {
                return new JobOutcome.Done(JsonSerializer.Serialize(deletion.View(), StrataJson.Options));
            }
        }
    }
}
