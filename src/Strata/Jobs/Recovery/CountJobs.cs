namespace Strata.Jobs.Recovery;

/// <summary>Counts the queue for the meters.</summary>
internal sealed class CountJobs(JobServices services) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromSeconds(15);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct) => new((await services.CountAsync(ct)).Count);
}
