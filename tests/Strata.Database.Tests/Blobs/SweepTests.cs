using Strata.Testing;

namespace Strata.Blobs;

/// <summary>What nothing refers to goes, and nothing else.</summary>
[Collection(S3Collection.Name)]
public sealed class SweepTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string Orphan = BlobStore.DigestOf("orphan"u8);

    [Theory, DatabaseData, Trait("req", "N-112")]
    public async Task Sweep_removes_from_S3_what_nothing_refers_to_once_it_is_old_enough(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var kept = await fixture.KeepAsync("kept.txt", "kept"u8.ToArray());
        await fixture.Bucket.OverwriteAsync($"memory/alice/{Orphan[..2]}/{Orphan}", "orphan"u8.ToArray());
        await fixture.Bucket.OverwriteAsync($"memory/bob/{Orphan[..2]}/{Orphan}", "orphan"u8.ToArray());

        fixture.Store.Time.Advance(TimeProvider.System.GetUtcNow() - fixture.Store.Time.GetUtcNow()); // the server's clock is the machine's
        (await fixture.Alice.Blobs.SweepAsync(new SweepRequest { Delete = true }, None)).Blobs.ShouldBe(0);
        fixture.Store.Time.Advance(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(25) - fixture.Store.Time.GetUtcNow());
        var dry = await fixture.Alice.Blobs.SweepAsync(new SweepRequest(), None);
        dry.ShouldSatisfyAllConditions(r => r.Deleted.ShouldBeFalse(), r => r.Seen.ShouldBe(2), r => r.Digests.ShouldBe([Orphan]));
        (await fixture.Bucket.KeysAsync()).Count.ShouldBe(3);

        var swept = await fixture.Alice.Blobs.SweepAsync(new SweepRequest { Delete = true }, None);

        swept.ShouldSatisfyAllConditions(r => r.Blobs.ShouldBe(1), r => r.Bytes.ShouldBe(6));
        (await fixture.Bucket.KeysAsync()).ShouldBe(
            [$"memory/alice/{kept.Digest[..2]}/{kept.Digest}", $"memory/bob/{Orphan[..2]}/{Orphan}"],
            ignoreOrder: true
        );
        fixture.ForgetCopies();
        (await fixture.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task Bytes_of_an_erased_user_are_removed_from_S3_and_those_of_another_with_the_same_bytes_stay()
    {
        await using var fixture = await S3Fixture.CreateAsync(Engine.Sqlite);
        var same = await fixture.KeepAsync("same.txt", "same"u8.ToArray());
        await fixture.Bob.IngestAsync("mine.txt", "same"u8.ToArray(), new IngestRequest { Interpret = false });
        await fixture.Bucket.OverwriteAsync("memory/alice/anything", "else"u8.ToArray());
        Task<ErasureReceipt> EraseAsync() =>
            fixture.Store.Store.EraseAsync(new UserId("alice"), new EraseRequest(), _ => Task.CompletedTask, null, None);

        fixture.Proxy.Fault = NetworkFault.Refuse;
        (await Should.ThrowAsync<StrataException>(EraseAsync)).Code.ShouldBe(ErrorCode.StoragePending);
        fixture.Proxy.Fault = NetworkFault.None;
        var receipt = await EraseAsync();

        (receipt.Blobs, receipt.Bytes).ShouldBe((1, 4));
        (await fixture.Bucket.KeysAsync()).ShouldBe([$"memory/bob/{same.Digest[..2]}/{same.Digest}"]);
        Directory.Exists(Path.Combine(fixture.Store.Folder, "cache", "blobs", "alice")).ShouldBeFalse();
        fixture.ForgetCopies();
        (await fixture.Bob.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-112")]
    public async Task Bytes_that_were_swept_after_they_were_found_are_not_referred_to(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = new UserId("alice");
        await OrphanAsync(store, alice);

        // The ingest finds the orphan there; the sweep comes before its row does.
        var found = await store.Store.Blobs.KeepAsync(alice, new MemoryStream("orphan"u8.ToArray()), 100, null, None);
        found.IsNew.ShouldBeFalse();
        store.Time.Advance(TimeProvider.System.GetUtcNow() + TimeSpan.FromHours(25) - store.Time.GetUtcNow());
        (await store.Alice.Blobs.SweepAsync(new SweepRequest { Delete = true }, None)).Blobs.ShouldBe(1);

        var refused = await Should.ThrowAsync<StrataException>(() =>
            store.Store.Database.WriteAsync(
                alice,
                async tx =>
                {
                    await store.Store.Blobs.AddAsync(tx, (_, _) => { }, found, 0);
                    return 0;
                },
                None
            )
        );
        refused.Code.ShouldBe(ErrorCode.StoragePending, "which says: ask again");
        (await store.Alice.IngestAsync("orphan.txt", "orphan", new IngestRequest { Interpret = false })).StorageStatus.ShouldBe(
            StorageStatus.Stored
        );
        (await store.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-112")]
    public async Task Sweeps_beside_ingests_of_the_same_bytes_never_take_what_was_acknowledged(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = new UserId("alice");
        store.Time.Advance(TimeProvider.System.GetUtcNow() - store.Time.GetUtcNow());
        for (var i = 0; i < 40; i++)
        {
            var bytes = Encoding.UTF8.GetBytes($"contested {i}");
            await OrphanAsync(store, alice, bytes);
            var digest = BlobStore.DigestOf(bytes);
            File.SetLastWriteTimeUtc(
                Path.Combine(store.Folder, "blobs", "alice", digest[..2], digest),
                store.Time.GetUtcNow().UtcDateTime.AddDays(-2)
            );
            var ingests = Enumerable
                .Range(0, 2)
                .Select(_ => TryAsync(() => store.Alice.IngestAsync("x.txt", bytes, new IngestRequest { Interpret = false })));
            await Task.WhenAll([.. ingests, TryAsync(() => store.Alice.Blobs.SweepAsync(new SweepRequest { Delete = true }, None))]);
        }

        var report = await store.Alice.Blobs.VerifyAsync(null, None);
        report.Faults.ShouldBeEmpty();
        report.Blobs.ShouldBeGreaterThan(0);
    }

    private static Task OrphanAsync(TestStore store, UserId user, byte[]? bytes = null) =>
        store.Store.Blobs.KeepAsync(user, new MemoryStream(bytes ?? "orphan"u8.ToArray()), 100, null, None);

    private static async Task TryAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
        catch (StrataException e) when (e.Code is ErrorCode.StoragePending or ErrorCode.StorageUploadFailed or ErrorCode.SourceNotFound)
        {
            // Refused, not acknowledged.
        }
    }
}
