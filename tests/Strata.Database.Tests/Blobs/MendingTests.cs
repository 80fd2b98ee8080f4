using Strata.Testing;

namespace Strata.Blobs;

/// <summary>What is damaged is not believed, and is mended by those who have the bytes.</summary>
[Collection(S3Collection.Name)]
public sealed class MendingTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Fact]
    public async Task A_damaged_file_is_whole_again_once_it_is_handed_in_again()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        var keep = new IngestRequest { Interpret = false };
        var taken = await store.Alice.IngestAsync("note.txt", "a note", keep);
        await File.WriteAllTextAsync(Path.Combine(store.Folder, "blobs", "alice", taken.Digest[..2], taken.Digest), "b note", None);
        (await store.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeFalse();

        (await store.Alice.IngestAsync("note.txt", "a note", keep)).Deduplicated.ShouldBeTrue();

        (await store.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }

    [Fact]
    public async Task A_damaged_object_is_whole_again_once_it_is_handed_in_again()
    {
        await using var fixture = await S3Fixture.CreateAsync(Engine.Sqlite);
        var taken = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        await fixture.Bucket.OverwriteAsync($"memory/alice/{taken.Digest[..2]}/{taken.Digest}", "b note"u8.ToArray());
        fixture.ForgetCopies();

        await fixture.KeepAsync("note.txt", "a note"u8.ToArray());

        fixture.ForgetCopies();
        (await fixture.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, taken.SourceId)).ShouldBe("a note");
    }

    [Fact]
    public async Task A_damaged_copy_does_not_stand_before_the_spool_when_bytes_are_uploaded()
    {
        await using var fixture = await S3Fixture.CreateAsync(Engine.Sqlite);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var taken = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        await File.WriteAllTextAsync(
            Path.Combine(fixture.Store.Folder, "cache", "blobs", "alice", taken.Digest[..2], taken.Digest),
            "b note",
            None
        );
        fixture.Proxy.Fault = NetworkFault.None;

        await new BlobUploads(fixture.Store.Store.Blobs).UploadAsync(Alice, taken.Digest, None);

        (await BlobUploads.HasAsync(fixture.Store.Store.Blobs.Store, Alice, taken.Digest, None)).ShouldBeTrue();
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, taken.SourceId)).ShouldBe("a note");
    }

    [Fact]
    public async Task A_store_that_fails_in_the_middle_of_a_write_is_pending_and_no_defect()
    {
        await using var fixture = await S3Fixture.CreateAsync(Engine.Sqlite);
        var digest = BlobStore.DigestOf("orphan"u8);
        await fixture.Bucket.OverwriteAsync($"memory/alice/{digest[..2]}/{digest}", "orphan"u8.ToArray());
        var found = await fixture.Store.Store.Blobs.KeepAsync(Alice, new MemoryStream("orphan"u8.ToArray()), 100, null, None);
        fixture.Proxy.Fault = NetworkFault.Refuse;

        var refused = await Should.ThrowAsync<StrataException>(() =>
            fixture.Store.Store.Database.WriteAsync(
                Alice,
                async tx =>
                {
                    await fixture.Store.Store.Blobs.AddAsync(tx, (_, _) => { }, found, 0);
                    return 0;
                },
                None
            )
        );

        refused.Code.ShouldBe(ErrorCode.StoragePending);
    }

    [Fact]
    public async Task What_killed_processes_left_is_removed_by_its_owners_sweep_or_at_the_next_start_and_nothing_else()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        var now = store.Time.GetUtcNow().UtcDateTime;
        string Left(string place, TimeSpan age)
        {
            var path = Path.Combine(store.Folder, place);
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
            File.WriteAllText(path, "half");
            File.SetLastWriteTimeUtc(path, now - age);
            return path;
        }
        var (mine, his) = (Left("blobs/.incoming/alice/a", TimeSpan.FromHours(30)), Left("blobs/.incoming/bob/b", TimeSpan.FromHours(30)));
        var (old, young) = (
            Left("cache/blobs/.incoming/alice/c", TimeSpan.FromHours(2)),
            Left("cache/blobs/.incoming/alice/d", TimeSpan.FromMinutes(30))
        );

        (await store.Alice.Blobs.SweepAsync(new SweepRequest { Delete = true }, None)).Unfinished.ShouldBe(1);
        new[] { mine, his, old, young }.Select(File.Exists).ShouldBe([false, true, true, true]);

        await store.ReopenAsync();
        new[] { his, old, young }.Select(File.Exists).ShouldBe([false, false, true]);
    }
}
