using Strata.Testing;

namespace Strata.Erasure;

/// <summary>An erasure that looks for the user's bytes in the wrong place removes nothing, neither rows nor files.</summary>
public sealed class MisplacedErasureTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Fact]
    public async Task An_erasure_in_another_data_folder_is_refused_until_that_is_admitted()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await store.Alice.IngestAsync("a.txt", "one of hers", new IngestRequest { Interpret = false });
        await store.Alice.IngestAsync("b.txt", "another of hers", new IngestRequest { Interpret = false });
        await store.Alice.StoreAsync("contact", """{"name":"Ada"}""");
        var state = await store.Alice.StateHashAsync();
        var folder = new DirectoryInfo(TestFolder.New());
        try
        {
            await using var elsewhere = await StrataStore.OpenAsync(store.Options with { DataFolder = folder.FullName }, store.Time, None);

            var refused = await StoreSteps.RefusedAsync(() => EraseAsync(elsewhere, new EraseRequest()));

            refused.Code.ShouldBe(ErrorCode.Conflict);
            foreach (var said in (string[])["2 of the user's 2 files", folder.FullName, "--data", "Nothing was removed"])
            {
                refused.Message.ShouldContain(said);
            }
            (await store.Alice.StateHashAsync()).ShouldBe(state);
            var receipt = await EraseAsync(elsewhere, new EraseRequest { MissingContents = true });
            (receipt.Blobs, receipt.MissingBlobs).ShouldBe((3, 2));
            (await elsewhere.CheckReceiptAsync(receipt, None)).ShouldBe(ReceiptCheck.Genuine);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public Task An_erasure_goes_on_where_it_began_or_where_that_is_admitted() =>
        BegunAsync(
            async (store, folder) =>
            {
                await using var elsewhere = await StrataStore.OpenAsync(store.Options with { DataFolder = folder }, store.Time, None);

                var refused = await StoreSteps.RefusedAsync(() => EraseAsync(elsewhere, new EraseRequest()));

                (refused.Code, refused.Message.Contains(store.Folder, StringComparison.Ordinal)).ShouldBe((ErrorCode.Conflict, true));
                (await EraseAsync(elsewhere, new EraseRequest { MissingContents = true })).MissingBlobs.ShouldBe(1);
                (await elsewhere.Database.UserExistsAsync(Alice, None)).ShouldBeFalse();
            }
        );

    [Fact]
    public Task An_erasure_goes_on_where_its_bytes_were_moved() =>
        BegunAsync(
            async (store, folder) =>
            {
                Directory.Move(Path.Combine(store.Folder, "blobs"), Path.Combine(folder, "blobs"));
                await using var moved = await StrataStore.OpenAsync(store.Options with { DataFolder = folder }, store.Time, None);

                (await EraseAsync(moved, new EraseRequest())).MissingBlobs.ShouldBe(0);

                Directory.Exists(Path.Combine(folder, "blobs", "alice")).ShouldBeFalse();
            }
        );

    [Fact]
    public async Task An_erasure_that_was_not_told_of_the_bucket_is_refused()
    {
        await using var store = await TestStore.CreateAsync(Engine.Sqlite);
        await store.Alice.IngestAsync("a.txt", "one of hers", new IngestRequest { Interpret = false });
        await store.Store.Database.WriteAsync(Alice, tx => tx.ExecuteAsync("update blobs set location = 's3' where user_id = @user"), None);

        var refused = await StoreSteps.RefusedAsync(() => EraseAsync(store.Store, new EraseRequest()));

        (refused.Code, refused.Message.Contains("--blobs", StringComparison.Ordinal)).ShouldBe((ErrorCode.Conflict, true));
        (await store.Store.Database.UserExistsAsync(Alice, None)).ShouldBeTrue();
        Directory.GetFiles(Path.Combine(store.Folder, "blobs", "alice"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_an_erasure_left_in_large_tables_is_written_anew_later()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await store.Alice.StoreAsync("contact", """{"name":"Ada"}""");
        var receipt = await EraseAsync(store.Store, new EraseRequest());
        (
            await StoreSteps.CodeAsync(() => store.Store.CompleteErasureAsync(receipt with { NotRewritten = ["users"] }, null, None))
        ).ShouldBe(ErrorCode.Conflict);
        // As where they were too large.
        var left = await new ReceiptKey(store.Store.Database).SignAsync(
            receipt with
            {
                NotRewritten = ["search_segments", "observations"],
            },
            None
        );

        var completed = await store.Store.CompleteErasureAsync(left, null, None);

        completed.NotRewritten.ShouldBeEmpty();
        (completed.UserId, completed.StateHash).ShouldBe((receipt.UserId, receipt.StateHash));
        (await store.Store.CheckReceiptAsync(completed, None)).ShouldBe(ReceiptCheck.Genuine);
    }

    /// <summary>With a store where an erasure has begun and then stopped, and another folder.</summary>
    private static async Task BegunAsync(Func<TestStore, string, Task> then)
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await store.Alice.IngestAsync("a.txt", "one of hers", new IngestRequest { Interpret = false });
        var folder = new DirectoryInfo(TestFolder.New());
        try
        {
            await using (var erasure = await store.Store.Database.OpenErasureAsync(Alice, None))
            {
                await store.Store.Erasure.BeginAsync(erasure, missing: 0, None);
            }
            await then(store, folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static Task<ErasureReceipt> EraseAsync(StrataStore store, EraseRequest request) =>
        store.EraseAsync(Alice, request, _ => Task.CompletedTask, null, None);
}
