using Strata.Jobs;

namespace Strata.Batches;

/// <summary>Begins the runs of a batch; goes on where it was interrupted.</summary>
internal sealed class BatchJob(BatchService batches) : IJobHandler
{
    public const string Name = "batch";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1 };

    public static NewJob New(long no, string actor) =>
        new(Name) { Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"batch":{{no}}}"""), Actor = actor };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var no = JsonText.Element(run.Payload).GetProperty("batch").GetInt64();
        while (await batches.NextAsync(run, no, ct))
        {
            ct.ThrowIfCancellationRequested();
        }
        return new JobOutcome.Done();
    }
}
