using Strata.Jobs;

namespace Strata.Verification;

/// <summary>
/// Verifies a user's memory in the background, such as every night. Faults end the job as dead, which makes them visible.
/// </summary>
internal sealed class VerifyJob(Verifier verifier) : IJobHandler
{
    public const string Name = "verify";
    private const int Shown = 10;

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var report = await verifier.VerifyAsync(run.User, deep: false, null, ct);
        return report.Ok
            ? new JobOutcome.Done(JsonSerializer.Serialize(report, StrataJson.Options))
            : new JobOutcome.Fatal(string.Join("; ", report.Faults.Take(Shown).Select(f => $"{f.Path}: {f.Reason}")));
    }
}
