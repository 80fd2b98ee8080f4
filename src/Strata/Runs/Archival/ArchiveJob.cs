using Strata.Jobs;

namespace Strata.Runs.Archival;

/// <summary>Archives a user's old runs weekly.</summary>
internal sealed class ArchiveJob(RunArchive archive) : IJobHandler
{
    public const string Name = "archive";

    /// <summary>
    /// Result while archival is off. Not a failure, as an older schedule would fail each week. The worker's setting decides, not the
    /// requester's.
    /// </summary>
    private const string Off = """{"skipped":"Archival is turned off for the worker (--archive-after 0, STRATA_ARCHIVE_AFTER=0)."}""";

    public JobKind Kind { get; } =
        new(Name)
        {
            MaxRunningPerUser = 1,
            IsSchedulable = true,
            IsStanding = true,
        };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct) =>
        archive.IsOn
            ? new JobOutcome.Done(
                JsonSerializer.Serialize(await archive.ArchiveAsync(run, run.Actor, new ArchiveRequest(), null, ct), StrataJson.Options)
            )
            : new JobOutcome.Done(Off);
}
