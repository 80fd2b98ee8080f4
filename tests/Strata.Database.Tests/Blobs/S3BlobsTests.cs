using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Blobs.S3;
using Strata.Testing;

namespace Strata.Blobs;

/// <summary>The S3 store by itself, against a real server.</summary>
[Collection(S3Collection.Name)]
public sealed class S3BlobsTests
{
    private static readonly UserId Alice = new("alice");
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, Trait("req", "N-112")]
    [InlineData(1)]
    [InlineData(300_000)]
    [InlineData((16 << 20) + 1)]
    [InlineData((25 << 20) + 3)]
    public async Task Store_gives_back_what_it_was_given_and_says_what_was_there(int size)
    {
        using var store = new S3BlobBackend(S3Address.Parse((await (await S3Server.GetAsync()).BucketAsync()).Url));
        var bytes = RandomNumberGenerator.GetBytes(size);
        using var file = await StageAsync(bytes);

        (await store.PutAsync(Alice, file, replace: false, None)).ShouldBeTrue();
        (await store.PutAsync(Alice, file, replace: false, None)).ShouldBeFalse();

        (await ReadAsync(store, file.Digest)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        var found = (await store.FindAsync(Alice, file.Digest, None)).ShouldNotBeNull();
        found.ByteSize.ShouldBe(size);
        (await store.ListAsync(Alice, None).ToListAsync(None)).ShouldHaveSingleItem().ByteSize.ShouldBe(size);
        (await store.FindAsync(new UserId("bob"), file.Digest, None)).ShouldBeNull();
        await store.RemoveAsync(Alice, file.Digest, None);
        (await store.OpenAsync(Alice, file.Digest, None)).ShouldBeNull();
    }

    [Theory, Trait("req", "N-112")]
    [InlineData(300_000)]
    [InlineData((16 << 20) + 1)]
    public async Task Store_that_knows_no_conditions_is_written_to_without(int size)
    {
        var server = await S3Server.GetAsync();
        await using var proxy = new FaultProxy(server.Port) { Fault = NetworkFault.NoConditions };
        var bucket = await server.BucketAsync(proxy.Port);
        using var store = new S3BlobBackend(S3Address.Parse(bucket.Url));
        var bytes = RandomNumberGenerator.GetBytes(size);
        using var file = await StageAsync(bytes);

        await store.PutAsync(Alice, file, replace: false, None);
        await store.PutAsync(Alice, file, replace: false, None);

        (await ReadAsync(store, file.Digest)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        (await store.EndUnfinishedAsync(Alice, DateTimeOffset.MaxValue, remove: false, None)).ShouldBe(0);
        (await store.ProbeAsync(None)).ShouldBeFalse("what is written over could be swept meanwhile");
    }

    [Fact, Trait("req", "N-112")]
    public async Task Download_that_breaks_off_goes_on_where_it_was()
    {
        var server = await S3Server.GetAsync();
        await using var proxy = new FaultProxy(server.Port);
        using var store = new S3BlobBackend(S3Address.Parse((await server.BucketAsync(proxy.Port)).Url + "&timeout=600"));
        var bytes = RandomNumberGenerator.GetBytes(2 << 20);
        using var file = await StageAsync(bytes);
        await store.PutAsync(Alice, file, replace: false, None);

        proxy.Fault = NetworkFault.BreakDownloadOnce;

        (await ReadAsync(store, file.Digest)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
        proxy.Fault.ShouldBe(NetworkFault.None);
    }

    [Fact, Trait("req", "N-112")]
    public async Task Probe_says_that_the_store_keeps_what_is_there_and_leaves_nothing_behind()
    {
        var bucket = await (await S3Server.GetAsync()).BucketAsync();
        using var store = new S3BlobBackend(S3Address.Parse(bucket.Url));

        (await store.ProbeAsync(None)).ShouldBeTrue();

        (await bucket.KeysAsync()).ShouldBeEmpty();
        using var missing = new S3BlobBackend(S3Address.Parse(bucket.Url.Replace("s3://", "s3://no-", StringComparison.Ordinal)));
        (await Should.ThrowAsync<BlobBackendException>(() => missing.ProbeAsync(None))).Message.ShouldContain("NoSuchBucket");
    }

    [Theory]
    [InlineData("http://bucket/x")]
    [InlineData("s3:///x")]
    [InlineData("s3://key:secret@bucket")]
    [InlineData("s3://bucket?endpoint=ftp://x")]
    [InlineData("s3://bucket?timeout=0")]
    [InlineData("s3://bucket?colour=red")]
    public void Address_that_makes_no_sense_is_refused_without_repeating_it(string address)
    {
        var refused = Should.Throw<StrataException>(() => S3Address.Parse(address));
        refused.Code.ShouldBe(ErrorCode.InvalidContent);
        refused.Message.ShouldNotContain("secret");
    }

    private static Task<StagedFile> StageAsync(byte[] bytes) =>
        StagedFile.WriteAsync(Path.Combine(Path.GetTempPath(), "strata-staged"), new MemoryStream(bytes), long.MaxValue, null, None);

    private static async Task<byte[]> ReadAsync(S3BlobBackend store, string digest)
    {
        await using var content = (await store.OpenAsync(Alice, digest, None)).ShouldNotBeNull();
        using var all = new MemoryStream();
        await content.CopyToAsync(all, None);
        return all.ToArray();
    }
}
