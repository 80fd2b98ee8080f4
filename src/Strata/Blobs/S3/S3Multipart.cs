using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using Strata.Blobs.Backends;

namespace Strata.Blobs.S3;

/// <summary>Uploads one file in parts, a few at a time, each read from the file while it is sent.</summary>
/// <param name="isConditional">Whether to complete only if the key does not exist yet.</param>
/// <param name="unknown">Called if the store does not support conditions: the upload completes without.</param>
internal sealed class S3Multipart(AmazonS3Client client, string bucket, string key, StagedFile file, bool isConditional, Action unknown)
{
    private const int AtOnce = 3;
    private const long MinPart = 8L << 20;

    /// <summary>S3 allows 10,000.</summary>
    private const int MaxParts = 9_000;

    /// <returns>False: the key existed.</returns>
    public async Task<bool> RunAsync(CancellationToken ct)
    {
        var upload = await client.InitiateMultipartUploadAsync(bucket, key, ct);
        try
        {
            var size = Math.Max(MinPart, (file.ByteSize / MaxParts) + 1);
            var parts = new PartETag[(int)((file.ByteSize + size - 1) / size)];
            await Parallel.ForAsync(
                0,
                parts.Length,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (i, c) => parts[i] = await PartAsync(upload.UploadId, i, size, c)
            );
            await CompleteAsync(upload.UploadId, parts, ct);
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

    // Existing bytes have the same digest, so overwriting loses nothing.
    private async Task CompleteAsync(string uploadId, PartETag[] parts, CancellationToken ct)
    {
        try
        {
            await client.CompleteMultipartUploadAsync(Complete(isConditional ? "*" : null), ct);
        }
        catch (AmazonS3Exception e) when (isConditional && e.StatusCode == HttpStatusCode.NotImplemented)
        {
            unknown();
            await client.CompleteMultipartUploadAsync(Complete(ifNoneMatch: null), ct);
        }
        CompleteMultipartUploadRequest Complete(string? ifNoneMatch) =>
            new()
            {
                BucketName = bucket,
                Key = key,
                UploadId = uploadId,
                PartETags = [.. parts],
                IfNoneMatch = ifNoneMatch,
            };
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

    /// <summary>The sweep finds what can't be aborted now.</summary>
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
