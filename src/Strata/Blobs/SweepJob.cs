using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>
/// Sweeps in the background, such as every week, by the same rules as by hand. Removes unless told otherwise, since a schedule means that
/// it should.
/// </summary>
/// <param name="record">Records the actor in the user's audit log.</param>
internal sealed class SweepJob(BlobSweep sweep, Func<UserTransaction, string, string, Task<bool>> record) : IJobHandler
{
    public const string Name = "sweep";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true };

    public string PayloadOf(JsonElement? options)
    {
        var request = Request(options);
        BlobSweep.Check(request);
        return JsonSerializer.Serialize(request, StrataJson.Options);
    }

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        using var payload = JsonDocument.Parse(run.Payload);
        var report = await sweep.RunAsync(
            run,
            Request(payload.RootElement),
            detail => run.WriteAsync(tx => record(tx, run.Actor, detail)),
            ct
        );
        return new JobOutcome.Done(JsonSerializer.Serialize(report, StrataJson.Options));
    }

    private static SweepRequest Request(JsonElement? options)
    {
        var request = JobOptions.Read<SweepRequest>(options);
        return options is { ValueKind: JsonValueKind.Object } given && given.TryGetProperty("delete", out _)
            ? request
            : request with
            {
                Delete = true,
            };
    }
}
