using Npgsql;
using Strata.Database.PostgreSql;
using Strata.Testing;

namespace Strata.Blobs;

/// <summary>
/// A process that was given another blob folder than the others takes it for one that is away: it ruins no run and scatters no bytes.
/// </summary>
public sealed class FolderMarkTests : IDisposable
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    private readonly DirectoryInfo _other = new(TestFolder.New());

    [Fact]
    public async Task Worker_with_another_blob_folder_leaves_runs_to_those_that_have_the_bytes()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        var run = (await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp())).Run.ShouldNotBeNull();
        await using (var elsewhere = await OpenElsewhereAsync(store))
        {
            for (var attempt = 0; attempt < 6; attempt++)
            {
                await elsewhere.RunWorkerAsync(
                    new Jobs.WorkerOptions { Once = true },
                    Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance,
                    None
                );
                store.Time.Advance(TimeSpan.FromMinutes(11));
            }
        }
        (await store.RunAsync(run.RunId)).Status.ShouldBe(RunStatus.Queued);
        (await store.JobsAsync())
            .ShouldHaveSingleItem()
            .Errors.ShouldAllBe(e => e.Class == JobErrorClass.Postponed && e.Message.Contains("STRATA_DATA"));

        await store.WorkAsync();

        (await store.RunAsync(run.RunId)).Status.ShouldBe(RunStatus.Completed);
    }

    [Fact]
    public async Task While_nothing_is_stored_a_command_with_another_folder_decides_nothing()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await using var elsewhere = await OpenElsewhereAsync(store);

        (await elsewhere.ProbeBlobsAsync(None)).Failure.ShouldBeNull();
        (
            await elsewhere.For(Alice, "alice").IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false })
        ).StorageStatus.ShouldBe(StorageStatus.Stored);
    }

    [Fact]
    public async Task Bytes_handed_to_a_process_with_another_blob_folder_wait_and_come_to_the_right_one()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        await store.Alice.IngestAsync("first.txt", "the first", new IngestRequest { Interpret = false });
        await using var elsewhere = await OpenElsewhereAsync(store);
        (await elsewhere.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull().ShouldContain(".store-");

        var taken = await elsewhere.For(Alice, "alice").IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        taken.StorageStatus.ShouldBe(StorageStatus.Pending);
        await store.WorkAsync();

        (await store.Alice.Sources.GetAsync(taken.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Uploaded);
        File.Exists(Path.Combine(store.Folder, "blobs", "alice", taken.Digest[..2], taken.Digest)).ShouldBeTrue();
    }

    [Fact]
    public async Task Store_without_a_mark_knows_its_folder_by_what_lies_in_it()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        var lost = await store.Alice.IngestAsync("lost.txt", "lost since", new IngestRequest { Interpret = false });
        await store.Alice.IngestAsync("note.txt", "a note", new IngestRequest { Interpret = false });
        File.Delete(Path.Combine(store.Folder, "blobs", "alice", lost.Digest[..2], lost.Digest));
        await ForgetMarkAsync(store);
        await using (var elsewhere = await OpenElsewhereAsync(store))
        {
            (await elsewhere.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull();
        }

        await store.ReopenAsync();

        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldBeNull();
        await using var again = await OpenElsewhereAsync(store);
        (await again.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull();
    }

    [Fact]
    public async Task Store_without_a_mark_knows_its_folder_as_soon_as_that_is_mounted()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        var early = await store.Alice.IngestAsync("early.txt", "a note", new IngestRequest { Interpret = false });
        await ForgetMarkAsync(store);
        var (blobs, away) = (Path.Combine(store.Folder, "blobs"), Path.Combine(_other.FullName, "blobs"));
        Directory.Move(blobs, away);
        await store.ReopenAsync();
        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull();
        (await Should.ThrowAsync<StrataException>(() => ReadAsync(store.Alice, early.SourceId))).Code.ShouldBe(ErrorCode.StoragePending);

        if (Directory.Exists(blobs))
        {
            Directory.Delete(blobs, recursive: true);
        }
        Directory.Move(away, blobs);

        (await ReadAsync(store.Alice, early.SourceId)).ShouldBe("a note");
        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldBeNull();
        (await store.Alice.IngestAsync("late.txt", "another", new IngestRequest { Interpret = false })).StorageStatus.ShouldBe(
            StorageStatus.Stored
        );
    }

    [Fact]
    public async Task Store_without_a_mark_whose_database_becomes_a_standby_is_read_when_its_folder_is_mounted_and_written_after_promotion()
    {
        await using var store = await TestStore.CreateAsync(Engine.PostgreSql);
        var early = await store.Alice.IngestAsync("early.txt", "a note", new IngestRequest { Interpret = false });
        await ForgetMarkAsync(store);
        var (blobs, away) = (Path.Combine(store.Folder, "blobs"), Path.Combine(_other.FullName, "blobs"));
        Directory.Move(blobs, away);
        await store.ReopenAsync();
        (await Should.ThrowAsync<StrataException>(() => ReadAsync(store.Alice, early.SourceId))).Code.ShouldBe(ErrorCode.StoragePending);
        await TakeWritesAsync(store, false);

        if (Directory.Exists(blobs))
        {
            Directory.Delete(blobs, recursive: true);
        }
        Directory.Move(away, blobs);

        (await ReadAsync(store.Alice, early.SourceId)).ShouldBe("a note");
        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldNotBeNull().ShouldContain("'.store-'");
        (
            await Should.ThrowAsync<Exception>(() =>
                store.Alice.IngestAsync("late.txt", "another", new IngestRequest { Interpret = false })
            )
        ).ShouldSatisfyAllConditions(e => DatabaseFailure.Of(e).ShouldNotBeNull());
        Directory.GetFiles(Path.Combine(blobs, "alice"), "*", SearchOption.AllDirectories).Length.ShouldBe(1);

        await TakeWritesAsync(store, true);
        store.Time.Advance(TimeSpan.FromMinutes(1)); // a store that has failed is left alone for a moment

        (await store.Store.ProbeBlobsAsync(None)).Failure.ShouldBeNull();
        (await store.Alice.IngestAsync("late.txt", "another", new IngestRequest { Interpret = false })).StorageStatus.ShouldBe(
            StorageStatus.Stored
        );
        (await ReadAsync(store.Alice, early.SourceId)).ShouldBe("a note");
    }

    public void Dispose() => _other.Delete(recursive: true);

    private static async Task<string> ReadAsync(IStrata strata, string sourceId)
    {
        await using var content = (await strata.Sources.OpenAsync(sourceId, None)).Content;
        using var text = new StreamReader(content);
        return await text.ReadToEndAsync(None);
    }

    private Task<StrataStore> OpenElsewhereAsync(TestStore store) =>
        StrataStore.OpenAsync(store.Options with { DataFolder = _other.FullName }, store.Time, None);

    /// <summary>
    /// Has the database refuse writes as a standby does, or take them again; connections end as they do when that changes.
    /// </summary>
    private static async Task TakeWritesAsync(TestStore store, bool take)
    {
        await using var connection = new NpgsqlConnection(
            PostgreSqlUrl.Parse(store.Options.DatabaseUrl ?? "").ToString() + ";Pooling=false"
        );
        await connection.OpenAsync(None);
        string[] commands =
        [
            "set default_transaction_read_only = off",
            $"""alter database "{connection.Database}" {(take ? "reset default_transaction_read_only" : "set default_transaction_read_only = on")}""",
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()",
        ];
        foreach (var text in commands)
        {
            await using var command = new NpgsqlCommand(text, connection);
            await command.ExecuteNonQueryAsync(None);
        }
        // Each kept connection tells of its end once.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            await Record.ExceptionAsync(() => store.Alice.Usage.GetAsync(None));
            await store.Store.ProbeBlobsAsync(None);
        }
    }

    private static async Task ForgetMarkAsync(TestStore store)
    {
        Directory.GetFiles(Path.Combine(store.Folder, "blobs"), ".store-*").ToList().ForEach(File.Delete);
        await using var connection = new NpgsqlConnection(
            PostgreSqlUrl.Parse(store.Options.DatabaseUrl ?? "").ToString() + ";Pooling=false"
        );
        await connection.OpenAsync(None);
        await using var command = new NpgsqlCommand(
            "set role strata_owner; delete from strata.instance where name = 'blob_folder'",
            connection
        );
        (await command.ExecuteNonQueryAsync(None)).ShouldBe(1);
    }
}
