using Strata.Database;
using Strata.Jobs;

namespace Strata.Duplicates;

/// <summary>Looks for duplicates in the background, such as every night. Merges nothing.</summary>
internal sealed class DuplicatesJob(DuplicateFinder finder) : IJobHandler
{
    public const string Name = "duplicates";

    /// <summary>
    /// Searches that run at once: each holds a table of its user's entities in memory, and many are due at the same time of night.
    /// </summary>
    private const int AtOnce = 4;

    public JobKind Kind { get; } =
        new(Name)
        {
            MaxRunning = AtOnce,
            MaxRunningPerUser = 1,
            IsSchedulable = true,
        };

    public string PayloadOf(JsonElement? options)
    {
        var request = JobOptions.Read<FindDuplicatesRequest>(options);
        DuplicateFinder.Check(request);
        return JsonSerializer.Serialize(request, StrataJson.Options);
    }

    public Task CheckAsync(UserTransaction tx, string payload) => finder.CheckAsync(tx, Request(payload));

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var report = await finder.FindAsync(run, Request(run.Payload), progress: null, ct);
        return new JobOutcome.Done(JsonSerializer.Serialize(report, StrataJson.Options));
    }

    private static FindDuplicatesRequest Request(string payload) => JobOptions.Read<FindDuplicatesRequest>(JsonElement.Parse(payload));
}
