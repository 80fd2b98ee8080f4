using Strata.Jobs;

namespace Strata.Payments;

/// <summary>Looks for payments of invoices in the background, such as every night. Relates nothing.</summary>
internal sealed class PaymentsJob(MatchFinder finder) : IJobHandler
{
    public const string Name = "payments";

    /// <summary>Searches that run at once: each holds its user's invoices in memory.</summary>
    private const int AtOnce = 4;

    public JobKind Kind { get; } =
        new(Name)
        {
            MaxRunning = AtOnce,
            MaxRunningPerUser = 1,
            IsSchedulable = true,
        };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct) =>
        new JobOutcome.Done(JsonSerializer.Serialize(await finder.FindAsync(run, progress: null, ct), StrataJson.Options));
}
