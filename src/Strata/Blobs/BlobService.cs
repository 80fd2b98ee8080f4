using Strata.Database;
using Strata.Jobs;

namespace Strata.Blobs;

/// <summary>Checks a user's bytes, and retries waiting uploads.</summary>
internal sealed class BlobService(IDatabase database, BlobStore blobs, JobQueue jobs, JobService jobService)
{
    private const int MaxFaults = 1_000;

    public async Task<BlobsReport> VerifyAsync(UserId user, IProgress<Progress>? progress, CancellationToken ct)
    {
        var faults = new List<Fault>();
        var (count, bytes) = await BlobCheck.RunAsync(
            blobs,
            database,
            user,
            (path, reason) =>
            {
                if (faults.Count < MaxFaults)
                {
                    faults.Add(new Fault(path, reason));
                }
            },
            progress,
            ct
        );
        var waiting = await database.ReadAsync(
            user,
            connection =>
                connection.QueryFirstOrDefaultAsync<Waiting>(
                    "select count(*) as blobs, cast(coalesce(sum(byte_size), 0) as bigint) as bytes from spools where user_id = @user and is_held = 1"
                ),
            ct
        );
        return new BlobsReport
        {
            Ok = faults.Count == 0,
            Blobs = count,
            Bytes = bytes,
            Waiting = waiting?.Blobs ?? 0,
            WaitingBytes = waiting?.Bytes ?? 0,
            Faults = faults,
        };
    }

    /// <summary>Enqueues an upload for all waiting content: dead jobs again, waiting ones at once, new ones if there is none.</summary>
    public async Task<UploadsRetried> RetryAsync(UserId user, string actor, CancellationToken ct)
    {
        var dead = await database.ReadAsync(
            user,
            c =>
                c.QueryAsync<long>(
                    "select job_no from job_archive where user_id = @user and state = 4 and kind = 'upload' order by job_no"
                ),
            ct
        );
        foreach (var jobNo in dead)
        {
            await ReviveAsync(user, actor, jobNo, ct);
        }
        var digests = await database.ReadAsync(
            user,
            c => c.QueryAsync<string>("select digest from blobs where user_id = @user and location = 'spool' order by digest"),
            ct
        );
        foreach (var digest in digests)
        {
            await database.WriteAsync(user, tx => LineUpAsync(tx, digest), ct);
        }
        return new UploadsRetried(digests.Count);
    }

    private async Task ReviveAsync(UserId user, string actor, long jobNo, CancellationToken ct)
    {
        try
        {
            await jobService.RetryAsync(user, actor, Ids.Job(jobNo), ct);
        }
        catch (StrataException e) when (e.Code is ErrorCode.Conflict or ErrorCode.SourceNotFound)
        {
            // An upload of these bytes is under way, or was just retried.
        }
    }

    private async Task<long> LineUpAsync(UserTransaction tx, string digest)
    {
        if (await BlobRows.LocationAsync(tx, digest) != Spool.Location)
        {
            return 0;
        }
        await BlobRows.SayAsync(tx, digest, StorageStatus.Pending);
        var job = await jobs.EnqueueAsync(tx, UploadJob.Of(digest));
        if (!job.IsNew)
        {
            await jobs.Line(tx).PlaceAsync([job.JobNo]);
        }
        return job.JobNo;
    }

    private sealed record Waiting(long Blobs, long Bytes);
}
