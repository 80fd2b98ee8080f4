using Strata.Blobs.Backends;
using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>Uploads spooled bytes: five attempts over about 20 minutes; then the source is marked as failed, and the bytes stay.</summary>
internal sealed class UploadJob(IDatabase database, BlobStore blobs, Spool spool) : IJobHandler
{
    public const string Name = "upload";

    // Jitter halves the four waits on average: 80 + 160 + 320 + 640 s.
    public JobKind Kind { get; } =
        new(Name) { Backoff = new Backoff(TimeSpan.FromSeconds(160), TimeSpan.FromSeconds(1280)), MaxRunningPerUser = 2 };

    public static NewJob Of(string digest) => new(Name) { Payload = $$"""{"digest":"{{digest}}"}""", Key = $"upload:{digest}" };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var digest = DigestOf(run.Payload);
        if (await database.ReadAsync(run.User, c => BlobRows.LocationAsync(c, digest), ct) != Spool.Location)
        {
            return new JobOutcome.Done();
        }
        try
        {
            await new BlobUploads(blobs).UploadAsync(run.User, digest, ct);
        }
        catch (Exception e) when (e is BlobBackendException or StrataException or IOException)
        {
            var again = new JobOutcome.Retry(e.Message);
            if (!run.IsDeadAfter(again))
            {
                return again;
            }
            await run.WriteAsync(tx => BlobRows.SayAsync(tx, digest, StorageStatus.Failed));
            return new JobOutcome.Fatal($"{e.Message} The bytes stay in the database; 'strata blobs retry' tries again.");
        }
        await blobs.StayAsync(run.User, digest, ct);
        var outcome = await run.FinishAsync(async tx =>
        {
            await BlobRows.UploadedAsync(tx, digest, blobs.Store.Location);
            return null;
        });
        await spool.RemoveAsync(run.User, digest, ct);
        return outcome;
    }

    public Task CancelledAsync(UserTransaction tx, string actor, string payload) => GivenUpAsync(tx, payload);

    public async Task GivenUpAsync(UserTransaction tx, string payload)
    {
        var digest = DigestOf(payload);
        if (await BlobRows.LocationAsync(tx, digest) == Spool.Location)
        {
            await BlobRows.SayAsync(tx, digest, StorageStatus.Failed);
        }
    }

    public async Task<JobWork> RetriedAsync(UserTransaction tx, JobWork work)
    {
        var digest = DigestOf(work.Payload);
        if (await BlobRows.LocationAsync(tx, digest) == Spool.Location)
        {
            await BlobRows.SayAsync(tx, digest, StorageStatus.Pending);
        }
        return work;
    }

    private static string DigestOf(string payload)
    {
        using var parsed = JsonDocument.Parse(payload);
        return parsed.RootElement.GetProperty("digest").GetString() ?? "";
    }
}
