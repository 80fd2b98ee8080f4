using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Strata.Blobs.S3;

/// <summary>Uploads one file in parts, a few at a time, each read from the file as it is sent.</summary>
/// <param name="ifNoneMatch">The condition under which the whole is put together; null: none.</param>
internal sealed class S3Multipart(AmazonS3Client client, string bucket, string key, StagedFile file, string? ifNoneMatch)
{
    private const int AtOnce = 3;
    private const long LeastPart = 8L << 20;

    /// <summary>S3 takes at most 10,000.</summary>
    private const int MostParts = 9_000;

    /// <returns>False: the key was there already.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var upload = await client.InitiateMultipartUploadAsync(bucket, key, ct);
        try
        {
            var size = Math.Max(LeastPart, (file.ByteSize / MostParts) + 1);
            var parts = new PartETag[(int)((file.ByteSize + size - 1) / size)];
            await Parallel.ForAsync(
                0,
                parts.Length,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (i, c) => parts[i] = await PartAsync(upload.UploadId, i, size, c)
            );
            await client.CompleteMultipartUploadAsync(
                new CompleteMultipartUploadRequest
                {
                    BucketName = bucket,
                    Key = key,
                    UploadId = upload.UploadId,
                    PartETags = [.. parts],
                    IfNoneMatch = ifNoneMatch,
                },
                ct
            );
            return true;
        }
        catch (Exception e)
        {
            await AbortAsync(upload.UploadId);
            if (e is AmazonS3Exception { StatusCode: HttpStatusCode.PreconditionFailed })
            {
                return false;
            }
            throw;
        }
    }

    private async Task<PartETag> PartAsync(string uploadId, int index, long size, CancellationToken ct)
    {
        var answer = await client.UploadPartAsync(
            new UploadPartRequest
            {
                BucketName = bucket,
                Key = key,
                UploadId = uploadId,
                PartNumber = index + 1,
                FilePath = file.Path,
                FilePosition = index * size,
                PartSize = Math.Min(size, file.ByteSize - (index * size)),
                UseChunkEncoding = false,
            },
            ct
        );
        return new PartETag(index + 1, answer.ETag);
    }

    /// <summary>What can't be taken back now is found by the sweep.</summary>
    private async Task AbortAsync(string uploadId)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await client.AbortMultipartUploadAsync(bucket, key, uploadId, limit.Token);
        }
        catch (Exception e) when (S3Failure.IsOne(e) || e is OperationCanceledException) { }
    }
}
