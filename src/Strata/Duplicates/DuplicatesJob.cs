using System.Text.Json;
using Strata.Jobs;

namespace Strata.Duplicates;

/// <summary>Looks for duplicates in the background, such as every night. Merges nothing.</summary>
internal sealed class DuplicatesJob(DuplicateFinder finder) : IJobHandler
{
    public const string Name = "duplicates";

    /// <summary>Each holds a table of its user's entities in memory: many users' nightly searches, all due at once, take turns.</summary>
    private const int AtOnce = 4;

    public JobKind Kind { get; } = new(Name) { MaxRunning = AtOnce, MaxRunningPerUser = 1, IsSchedulable = true };

    public string PayloadOf(JsonElement? options)
    {
        var request = JobOptions.Read<FindDuplicatesRequest>(options);
        DuplicateFinder.Check(request);
        return JsonSerializer.Serialize(request, StrataJson.Options);
    }

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        using var payload = JsonDocument.Parse(run.Payload);
        var report = await finder.FindAsync(run, JobOptions.Read<FindDuplicatesRequest>(payload.RootElement), progress: null, ct);
        return new JobOutcome.Done(JsonSerializer.Serialize(report, StrataJson.Options));
    }
}
