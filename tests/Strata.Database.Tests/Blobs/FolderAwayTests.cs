using Strata.Testing;

namespace Strata.Blobs;

/// <summary>Where no blob folder is, or none that can be read, the bytes are away and not lost.</summary>
public sealed class FolderAwayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public Task File_in_the_place_of_the_blob_folder_means_that_it_is_away(Engine engine) =>
        TakesItForAwayAsync(engine, folder => folder, blobs => File.WriteAllTextAsync(blobs, "in the way", None), File.Delete);

    [Theory, DatabaseData]
    public Task Blob_folder_that_is_not_there_is_away(Engine engine) =>
        TakesItForAwayAsync(engine, folder => folder, _ => Task.CompletedTask, _ => { });

    [Theory, DatabaseData]
    public Task File_in_the_place_of_the_folder_of_a_user_means_that_it_is_away(Engine engine) =>
        TakesItForAwayAsync(
            engine,
            folder => Path.Combine(folder, "alice"),
            blobs => File.WriteAllTextAsync(blobs, "in the way", None),
            File.Delete
        );

    [Theory, DatabaseData]
    public async Task Blob_folder_that_is_gone_is_not_made_again(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldBeNull("the first start makes it");
        var kept = await store.Alice.IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        var (blobs, aside) = (Path.Combine(store.Folder, "blobs"), Path.Combine(store.Folder, "aside"));
        Directory.Move(blobs, aside);

        async Task IsGoneAsync()
        {
            var said = engine == Engine.Sqlite ? $"'{blobs}' is not there" : "is not the one";
            (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull().ShouldContain(said);
            (await Should.ThrowAsync<StrataException>(() => store.Alice.Backup.WriteAsync(Stream.Null, null, None))).Code.ShouldBe(
                ErrorCode.StoragePending
            );
            (await Should.ThrowAsync<StrataException>(() => store.Alice.Verification.VerifyAsync(null, None))).Code.ShouldBe(
                ErrorCode.StoragePending
            );
        }
        await IsGoneAsync();
        await store.ReopenAsync();
        await IsGoneAsync();
        var meanwhile = await store.Alice.IngestAsync("later.txt", "another", new IngestRequest { Interpret = false });
        meanwhile.StorageStatus.ShouldBe(StorageStatus.Pending);
        await IsGoneAsync();

        if (engine == Engine.Sqlite)
        {
            Directory.Exists(blobs).ShouldBeFalse();
        }
        else
        {
            Directory.Delete(blobs, recursive: true); // it lacks the mark, so that it says nothing about files
        }
        Directory.Move(aside, blobs);
        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldBeNull();
        store.Time.Advance(TimeSpan.FromMinutes(5));
        await store.WorkAsync();
        (await store.Alice.Sources.GetAsync(meanwhile.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Uploaded);
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
        (await store.Alice.Sources.GetAsync(kept.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Stored);
    }

    [Fact]
    public async Task Erasure_waits_for_a_blob_folder_that_is_gone()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        await store.Alice.IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        var (blobs, aside) = (Path.Combine(store.Folder, "blobs"), Path.Combine(store.Folder, "aside"));
        Directory.Move(blobs, aside);

        Task EraseAsync(bool missing) =>
            store.Store.EraseAsync(
                new UserId("alice"),
                new EraseRequest { MissingContents = missing },
                _ => Task.CompletedTask,
                null,
                None
            );
        (await Should.ThrowAsync<StrataException>(() => EraseAsync(missing: false))).Code.ShouldBe(ErrorCode.StoragePending);
        Directory.CreateDirectory(blobs);
        (await Should.ThrowAsync<StrataException>(() => EraseAsync(missing: false))).Code.ShouldBe(ErrorCode.Conflict);
        await EraseAsync(missing: true);

        (await store.Store.Database.UserExistsAsync(new UserId("alice"), None)).ShouldBeFalse();
    }

    [Theory, DatabaseData]
    public async Task File_that_is_not_in_a_good_blob_folder_is_missing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        Directory.Delete(Path.Combine(store.Folder, "blobs", "alice"), recursive: true);

        (await Should.ThrowAsync<StrataException>(() => store.Alice.Backup.WriteAsync(Stream.Null, null, None))).Code.ShouldBe(
            ErrorCode.StorageUploadFailed
        );
    }

    private static async Task TakesItForAwayAsync(Engine engine, Func<string, string> part, Func<string, Task> block, Action<string> free)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        var (blobs, aside) = (part(Path.Combine(store.Folder, "blobs")), Path.Combine(store.Folder, "aside"));
        Directory.Move(blobs, aside);
        await block(blobs);

        var refused = await Should.ThrowAsync<StrataException>(() => store.Alice.Backup.WriteAsync(Stream.Null, null, None));
        refused.Code.ShouldBe(ErrorCode.StoragePending);
        refused.Message.ShouldContain("Nothing is lost");
        (await Should.ThrowAsync<StrataException>(() => store.Alice.Verification.VerifyAsync(null, None))).Code.ShouldBe(
            ErrorCode.StoragePending
        );
        await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "verify" }, None);
        for (var attempt = 0; attempt < 7; attempt++)
        {
            await store.WorkAsync();
            store.Time.Advance(TimeSpan.FromMinutes(31));
        }
        var waiting = (await store.JobsAsync(kind: "verify")).ShouldHaveSingleItem();
        waiting.State.ShouldNotBe(JobState.Dead);
        waiting.Errors.ShouldAllBe(e => e.Class == JobErrorClass.Postponed);

        free(blobs);
        if (Directory.Exists(blobs))
        {
            Directory.Delete(blobs, recursive: true);
        }
        Directory.Move(aside, blobs);
        await store.WorkAsync();

        (await store.JobsAsync("done", "verify")).ShouldHaveSingleItem();
        (await store.Alice.Verification.VerifyAsync(null, None)).Ok.ShouldBeTrue();
    }
}
