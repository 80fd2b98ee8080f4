using System.Net;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using Strata.Blobs.Backends;
using ByteRange = Amazon.S3.Model.ByteRange;

namespace Strata.Blobs.S3;

/// <summary>Bytes in an S3 bucket, under <c>PREFIX/USER/ab/abcd…</c>.</summary>
internal sealed class S3BlobBackend : IBlobBackend, IDisposable
{
    public const string Name = "s3";
    private const int DigestLength = 64;
    private const long MultipartFrom = 16L << 20;
    private const int SlowestPerSecond = 1 << 20;
    private const int RemovedAtOnce = 8;

    private readonly S3Address _address;
    private readonly AmazonS3Client _client;
    private volatile bool _isConditional = true;

    public S3BlobBackend(S3Address address)
    {
        _address = address;
        var config = new AmazonS3Config
        {
            ForcePathStyle = address.PathStyle,
            // Other servers don't know the default trailing checksums; payloads are signed by their SHA-256.
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            RetryMode = RequestRetryMode.Standard,
            // One retry covers a broken connection; beyond that there are the spool and its job.
            MaxErrorRetry = 1,
            ConnectTimeout = TimeSpan.FromSeconds(Math.Min(5, address.Patience.TotalSeconds)),
            Timeout = TimeSpan.FromSeconds(100),
        };
        if (address.Endpoint is { } endpoint)
        {
            config.ServiceURL = endpoint.ToString();
            config.AuthenticationRegion = address.Region;
        }
        else if (address.Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        _client = new AmazonS3Client(config);
    }

    private TimeSpan Patience => _address.Patience;

    public string Location => Name;

    public string Description => _address.ToString();

    public async Task<bool> PutAsync(UserId user, StagedFile file, bool replace, CancellationToken ct)
    {
        var key = KeyOf(user, file.Digest);
        if (file.ByteSize < MultipartFrom)
        {
            return await AskAsync(For(file.ByteSize), c => PutWholeAsync(key, () => File.OpenRead(file.Path), replace, c), ct);
        }
        if (!replace && await FindAsync(user, file.Digest, ct) is { } kept && kept.ByteSize == file.ByteSize)
        {
            return false;
        }
        var upload = new S3Multipart(_client, _address.Bucket, key, file, !replace && _isConditional, () => _isConditional = false);
        return await AskAsync(For(file.ByteSize), upload.RunAsync, ct);
    }

    public async Task<Stream?> OpenAsync(UserId user, string digest, CancellationToken ct)
    {
        var key = KeyOf(user, digest);
        Task<GetObjectResponse?> GetAsync(long from) =>
            AskAsync(
                Patience,
                c =>
                    FoundAsync(() =>
                        _client.GetObjectAsync(
                            new GetObjectRequest
                            {
                                BucketName = _address.Bucket,
                                Key = key,
                                ByteRange = from == 0 ? null : new ByteRange($"bytes={from}-"),
                            },
                            c
                        )
                    ),
                ct
            );
        return await GetAsync(0) is { } first ? new S3Stream(Description, Patience, first, GetAsync) : null;
    }

    public async Task<ListedBlob?> FindAsync(UserId user, string digest, CancellationToken ct) =>
        await AskAsync(Patience, c => FoundAsync(() => _client.GetObjectMetadataAsync(_address.Bucket, KeyOf(user, digest), c)), ct)
            is { } found
            ? new ListedBlob(digest, found.ContentLength, Time(found.LastModified))
            : null;

    public async IAsyncEnumerable<ListedBlob> ListAsync(UserId user, [EnumeratorCancellation] CancellationToken ct)
    {
        var request = new ListObjectsV2Request { BucketName = _address.Bucket, Prefix = PrefixOf(user) };
        while (true)
        {
            var page = await AskAsync(Patience, c => _client.ListObjectsV2Async(request, c), ct);
            foreach (var item in page.S3Objects ?? [])
            {
                var digest = item.Key[(item.Key.LastIndexOf('/') + 1)..];
                if (digest.Length == DigestLength && item.Key == KeyOf(user, digest))
                {
                    yield return new ListedBlob(digest, item.Size ?? 0, Time(item.LastModified));
                }
            }
            if (page.IsTruncated != true)
            {
                yield break;
            }
            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    public Task RemoveAsync(UserId user, string digest, CancellationToken ct) =>
        AskAsync(Patience, c => _client.DeleteObjectAsync(_address.Bucket, KeyOf(user, digest), c), ct);

    public async Task RemoveAllAsync(UserId user, CancellationToken ct)
    {
        while (await EndUnfinishedAsync(user, DateTimeOffset.MaxValue, remove: true, ct) > 0)
        {
            // a page at a time
        }
        var request = new ListObjectsV2Request { BucketName = _address.Bucket, Prefix = PrefixOf(user) };
        while (true)
        {
            var page = await AskAsync(Patience, c => _client.ListObjectsV2Async(request, c), ct);
            if (page.S3Objects is not { Count: > 0 } found)
            {
                return;
            }
            await Parallel.ForEachAsync(
                found,
                new ParallelOptions { MaxDegreeOfParallelism = RemovedAtOnce, CancellationToken = ct },
                async (item, c) => await AskAsync(Patience, d => _client.DeleteObjectAsync(_address.Bucket, item.Key, d), c)
            );
        }
    }

    public async Task<int> EndUnfinishedAsync(UserId user, DateTimeOffset before, bool remove, CancellationToken ct)
    {
        var request = new ListMultipartUploadsRequest { BucketName = _address.Bucket, Prefix = PrefixOf(user) };
        var page = await AskAsync(Patience, c => _client.ListMultipartUploadsAsync(request, c), ct);
        var old = (page.MultipartUploads ?? []).Where(u => Time(u.Initiated) < before).ToList();
        foreach (var upload in remove ? old : [])
        {
            await AskAsync(Patience, c => _client.AbortMultipartUploadAsync(_address.Bucket, upload.Key, upload.UploadId, c), ct);
        }
        return old.Count;
    }

    public async Task<bool> ProbeAsync(CancellationToken ct)
    {
        var key = $"{_address.Prefix}.probe/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16))}";
        Task<bool> PutAsync(CancellationToken c) =>
            PutWholeAsync(key, () => new MemoryStream(Encoding.UTF8.GetBytes(key)), replace: false, c);
        var first = await AskAsync(Patience, PutAsync, ct);
        try
        {
            if (!string.Equals(await AskAsync(Patience, c => ReadTextAsync(key, c), ct), key, StringComparison.Ordinal))
            {
                throw new BlobBackendException($"{Description}: what was written was not read again.");
            }
            return first && !await AskAsync(Patience, PutAsync, ct);
        }
        finally
        {
            await AskAsync(Patience, c => _client.DeleteObjectAsync(_address.Bucket, key, c), CancellationToken.None);
        }
    }

    public void Dispose() => _client.Dispose();

    private async Task<string> ReadTextAsync(string key, CancellationToken ct)
    {
        using var got = await _client.GetObjectAsync(_address.Bucket, key, ct);
        using var text = new StreamReader(got.ResponseStream);
        return await text.ReadToEndAsync(ct);
    }

    /// <returns>Whether it was new, as far as the store says.</returns>
    private async Task<bool> PutWholeAsync(string key, Func<Stream> open, bool replace, CancellationToken ct)
    {
        var isConditional = _isConditional && !replace;
        await using var content = open();
        try
        {
            await _client.PutObjectAsync(
                new PutObjectRequest
                {
                    BucketName = _address.Bucket,
                    Key = key,
                    InputStream = content,
                    AutoCloseStream = false,
                    UseChunkEncoding = false,
                    IfNoneMatch = isConditional ? "*" : null,
                },
                ct
            );
            return isConditional || replace;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.PreconditionFailed)
        {
            return false;
        }
        catch (AmazonS3Exception e) when (isConditional && e.StatusCode == HttpStatusCode.NotImplemented)
        {
            _isConditional = false;
            return await PutWholeAsync(key, open, replace, ct);
        }
    }

    private string PrefixOf(UserId user) => $"{_address.Prefix}{user.Value}/";

    private string KeyOf(UserId user, string digest) => $"{PrefixOf(user)}{digest[..2]}/{digest}";

    private static async Task<T?> FoundAsync<T>(Func<Task<T>> ask)
        where T : class
    {
        try
        {
            return await ask();
        }
        // A missing bucket is 404 too, but means something else. HEAD answers have no code.
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    }

    private TimeSpan For(long bytes) => Patience + TimeSpan.FromSeconds((double)bytes / SlowestPerSecond);

    private static DateTimeOffset Time(DateTime? time) =>
        time is { } known ? new DateTimeOffset(known.ToUniversalTime()) : DateTimeOffset.MaxValue;

    private async Task<T> AskAsync<T>(TimeSpan patience, Func<CancellationToken, Task<T>> ask, CancellationToken ct)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(ct);
        limit.CancelAfter(patience);
        try
        {
            return await ask(limit.Token);
        }
        catch (OperationCanceledException e) when (!ct.IsCancellationRequested)
        {
            throw new BlobBackendException($"{Description} did not answer within {patience.TotalSeconds:0} s.", e);
        }
        catch (Exception e) when (S3Failure.IsOne(e))
        {
            throw new BlobBackendException($"{Description} fails: {S3Failure.Text(e)}", e);
        }
    }
}
