namespace Strata.Jobs.Recovery;

/// <summary>Runs each step repeatedly at its own interval; one that fails is rerun at its next turn.</summary>
internal sealed class RecoverySteps(IReadOnlyList<IRecoveryStep> steps, TimeProvider time, FailedSteps failed)
{
    /// <summary>Returns the steps that every worker repeats, including those of other modules.</summary>
    public static IReadOnlyList<IRecoveryStep> Of(JobServices services, WorkerOptions options, FairQueue fairQueue, PartitionScan scan) =>
        [
            new FindPartitions(scan, fairQueue, options.Poll),
            new PromoteDue(services),
            new FireSchedules(services),
            new ReleaseExpired(services),
            new PruneFinishedJobs(services),
            new CountJobs(services),
            .. services.MoreSteps,
        ];

    public Task RunAsync(CancellationToken ct) => Task.WhenAll(steps.Select(s => RepeatAsync(s, ct)));

    /// <summary>Runs each step in order; returns whether all succeeded. A failing step does not stop the others.</summary>
    public async Task<bool> RunOnceAsync(CancellationToken ct)
    {
        var all = true;
        foreach (var step in steps)
        {
            try
            {
                await step.RunAsync(ct);
            }
            catch (Exception e) when (!ct.IsCancellationRequested)
            {
                all = false;
                failed.Tell(step.GetType().Name, e);
            }
        }
        return all;
    }

    private async Task RepeatAsync(IRecoveryStep step, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var seen = default(RecoveryResult);
            try
            {
                seen = await step.RunAsync(ct);
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                failed.Tell(step.GetType().Name, e);
            }
            if (!seen.More)
            {
                await Task.Delay(step.Every, time, ct).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }
}
