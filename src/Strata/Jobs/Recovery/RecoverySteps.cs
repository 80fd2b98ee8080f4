namespace Strata.Jobs.Recovery;

/// <summary>Runs each step over and over, at its own pace; one that fails is run again when its turn comes.</summary>
internal sealed class RecoverySteps(IReadOnlyList<IRecoveryStep> steps, TimeProvider time, FailedSteps failed)
{
    public Task RunAsync(CancellationToken ct) => Task.WhenAll(steps.Select(s => RepeatAsync(s, ct)));

    /// <summary>Runs each step, in their order.</summary>
    public async Task RunOnceAsync(CancellationToken ct)
    {
        foreach (var step in steps)
        {
            await step.RunAsync(ct);
        }
    }

    private async Task RepeatAsync(IRecoveryStep step, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var seen = default(Seen);
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
