using System.Text.Json;
using Strata.Jobs;

namespace Strata.Interpretation.Archival;

/// <summary>Archives a user's old runs, every week.</summary>
internal sealed class ArchiveJob(RunArchive archive) : IJobHandler
{
    public const string Name = "archive";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true, IsStanding = true };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct) =>
        archive.IsOn
            ? new JobOutcome.Done(JsonSerializer.Serialize(await archive.ArchiveAsync(run, run.Actor, new ArchiveRequest(), null, ct), StrataJson.Options))
            : new JobOutcome.Done();
}
