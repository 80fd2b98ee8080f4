using System.Security.Cryptography;
using Strata.Blobs.Backends;
using Strata.Crashes;
using Strata.Testing;

namespace Strata.Blobs;

/// <summary>What happens to bytes while the store fails, and afterwards.</summary>
[Collection(S3Collection.Name)]
public sealed class UploadTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private const string Invoices = "invoice_number,vendor_name,total\nA-1,Acme,10.00\nA-2,Bolt,20.00\n";

    [Theory, DatabaseData, Trait("req", "IT-007"), Trait("req", "N-130"), Trait("req", "N-112")]
    public async Task IT_007_upload_is_pending_while_the_store_is_down_and_uploaded_by_the_worker(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Refuse;

        var taken = await fixture.Alice.IngestAsync("invoices.csv", Invoices);

        taken.StorageStatus.ShouldBe(StorageStatus.Pending);
        taken.Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        taken.Run.EntityCount.ShouldBe(2);
        fixture.ForgetCopies();
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, taken.SourceId)).ShouldBe(Invoices);
        (await fixture.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
        (await fixture.Bucket.KeysAsync()).ShouldBeEmpty();

        fixture.Proxy.Fault = NetworkFault.None;
        await fixture.WorkUntilAsync(taken.SourceId, "uploaded");

        (await fixture.Bucket.KeysAsync()).ShouldHaveSingleItem().ShouldBe($"memory/alice/{taken.Digest[..2]}/{taken.Digest}");
        (await fixture.SpooledAsync()).ShouldBe(0);
        fixture.ForgetCopies();
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, taken.SourceId)).ShouldBe(Invoices);
        (await fixture.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData, Trait("req", "IT-007")]
    public async Task Upload_that_fails_five_times_keeps_the_bytes_and_can_be_retried(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Unavailable;
        var taken = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());

        await fixture.WorkUntilAsync(taken.SourceId, "failed");

        var dead = (await fixture.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Dead }, None)).Items.ShouldHaveSingleItem();
        dead.Errors.Count.ShouldBe(5);
        (await fixture.SpooledAsync()).ShouldBe(6);

        fixture.Proxy.Fault = NetworkFault.None;
        await fixture.Alice.Jobs.RetryAsync(dead.JobId, None);
        await fixture.WorkUntilAsync(taken.SourceId, "uploaded");
        (await fixture.SpooledAsync()).ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Run_that_is_lined_up_waits_for_the_store_however_often_that_is_away(Engine engine)
    {
        const int more = NewJob.DefaultAttempts + 2;
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var taken = await fixture.Alice.IngestAsync("invoices.csv", Invoices, new IngestRequest { Wait = false });
        taken.StorageStatus.ShouldBe(StorageStatus.Stored);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        fixture.ForgetCopies();

        for (var i = 1; i <= more; i++)
        {
            await fixture.Store.WorkAsync();
            var waiting = (await fixture.Store.JobsAsync()).ShouldHaveSingleItem();
            (waiting.State, waiting.Errors[^1].Class, waiting.Errors[^1].Attempt).ShouldBe((JobState.Waiting, JobErrorClass.Postponed, i));
            waiting.Errors[^1].Message.ShouldStartWith("STORAGE_PENDING: ");
            waiting.RunAt.ShouldBeLessThanOrEqualTo(fixture.Store.Time.GetUtcNow().AddMinutes(10));
            fixture.Store.Time.Advance(TimeSpan.FromMinutes(11));
        }
        fixture.Proxy.Fault = NetworkFault.None;
        await fixture.Store.WorkAsync();

        (await fixture.Store.RunAsync(taken.Run.ShouldNotBeNull().RunId)).Status.ShouldBe(RunStatus.Completed);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Upload_waits_for_a_slow_store_no_longer_than_the_time_out(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine, timeout: 2);
        fixture.Proxy.Fault = NetworkFault.Stall;

        var taken = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());

        taken.StorageStatus.ShouldBe(StorageStatus.Pending);
        (await fixture.KeepAsync("other.txt", "another note"u8.ToArray())).StorageStatus.ShouldBe(StorageStatus.Pending);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Large_upload_that_breaks_off_goes_to_the_spool_and_arrives_whole(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var bytes = RandomNumberGenerator.GetBytes((20 << 20) + 17);
        fixture.Proxy.Fault = NetworkFault.BreakUpload;

        var taken = await fixture.KeepAsync("large.bin", bytes);

        taken.StorageStatus.ShouldBe(StorageStatus.Pending);
        fixture.Proxy.Fault = NetworkFault.None;
        fixture.ForgetCopies();
        await fixture.WorkUntilAsync(taken.SourceId, "uploaded");
        fixture.ForgetCopies();
        (await fixture.ReadAsync(fixture.Alice, taken.SourceId)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "G1")]
    public async Task Upload_that_is_killed_leaves_the_bytes_where_they_were_and_is_done_by_another(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var bytes = RandomNumberGenerator.GetBytes(17 << 20);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var taken = await fixture.KeepAsync("large.bin", bytes);
        fixture.Proxy.Fault = NetworkFault.HoldUpload;

        using (var worker = Worker.Start(fixture.Store, engine, "work", "w", 0, fixture.Bucket.Url))
        {
            await fixture.Proxy.Stuck;
            worker.Kill();
            await worker.EndAsync();
            worker.Said.ShouldBe(["open"]);
        }

        (await fixture.Bucket.KeysAsync()).ShouldBeEmpty();
        (await fixture.SpooledAsync()).ShouldBe(bytes.Length);
        fixture.ForgetCopies();
        (await fixture.Alice.Blobs.VerifyAsync(null, None)).Ok.ShouldBeTrue();

        fixture.Proxy.Fault = NetworkFault.None;
        fixture.Store.Time.Advance(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(1) - fixture.Store.Time.GetUtcNow());
        await fixture.WorkUntilAsync(taken.SourceId, "uploaded");
        fixture.ForgetCopies();
        (await fixture.ReadAsync(fixture.Alice, taken.SourceId)).AsSpan().SequenceEqual(bytes).ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Retry_lines_up_what_failed_and_what_waits(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var failed = await fixture.KeepAsync("failed.txt", "one"u8.ToArray());
        await fixture.WorkUntilAsync(failed.SourceId, "failed");
        var waiting = await fixture.KeepAsync("waiting.txt", "two"u8.ToArray());
        (await fixture.Alice.Blobs.VerifyAsync(null, None)).Waiting.ShouldBe(2);

        (await fixture.Alice.Blobs.RetryUploadsAsync(None)).Count.ShouldBe(2);

        (await fixture.Alice.Sources.GetAsync(failed.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Pending);
        (await fixture.Alice.Jobs.ListAsync(new JobQuery { State = JobState.Dead }, None)).Items.ShouldBeEmpty();
        fixture.Proxy.Fault = NetworkFault.None;
        await fixture.WorkUntilAsync(failed.SourceId, "uploaded");
        await fixture.WorkUntilAsync(waiting.SourceId, "uploaded");
        (await fixture.Alice.Blobs.VerifyAsync(null, None)).Waiting.ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Blob_folder_that_fails_is_spared_by_the_spool_too(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var folder = Path.Combine(store.Folder, "blobs");
        Directory.CreateDirectory(folder).Delete(recursive: true);
        await File.WriteAllTextAsync(folder, "in the way", None);

        var taken = await store.Alice.IngestAsync("invoices.csv", Invoices);

        taken.StorageStatus.ShouldBe(StorageStatus.Pending);
        taken.Run.ShouldNotBeNull().EntityCount.ShouldBe(2);
        (await store.Alice.Blobs.VerifyAsync(null, None)).Waiting.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task Spool_takes_no_more_than_its_limit(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine, o => o with { MaxSpooledBytes = 1000 });
        fixture.Proxy.Fault = NetworkFault.Refuse;
        await fixture.KeepAsync("one.txt", new byte[600]);

        var refused = await Should.ThrowAsync<StrataException>(() => fixture.KeepAsync("two.txt", new byte[401]));

        refused.Code.ShouldBe(ErrorCode.UploadQueueFull);
        refused.Message.ShouldContain("1000");
        (await fixture.KeepAsync("again.txt", new byte[600])).Deduplicated.ShouldBeTrue();
        (await fixture.KeepAsync("three.txt", new byte[400])).StorageStatus.ShouldBe(StorageStatus.Pending);
    }

    [Theory, DatabaseData, Trait("req", "N-130")]
    public async Task What_is_being_spooled_stays_when_the_same_bytes_of_another_caller_are_uploaded(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (alice, database) = (new UserId("alice"), store.Store.Database);
        var spool = new Spool(database, store.Time, limit: 1 << 20);
        using var content = new MemoryStream("a note"u8.ToArray());
        using var file = await StagedFile.WriteAsync(store.Folder, content, 1 << 20, null, None);
        var uploaded = await spool.WriteAsync(alice, file, None);
        await HoldAsync(uploaded);
        var other = await spool.WriteAsync(alice, file, None);

        await database.WriteAsync(alice, tx => Spool.LetGoAsync(tx, file.Digest), None);
        await spool.RemoveAsync(alice, file.Digest, None);

        (await spool.OpenAsync(alice, file.Digest, None)).ShouldBeNull();
        await HoldAsync(other);
        await using var kept = (await spool.OpenAsync(alice, file.Digest, None)).ShouldNotBeNull();
        using var reader = new StreamReader(kept);
        (await reader.ReadToEndAsync(None)).ShouldBe("a note");

        Task<int> HoldAsync(long spoolNo) =>
            database.WriteAsync(
                alice,
                async tx =>
                {
                    await Spool.HoldAsync(tx, spoolNo);
                    return 0;
                },
                None
            );
    }

    [Theory, DatabaseData, Trait("req", "N-124")]
    public async Task Source_whose_store_is_down_can_be_interpreted_again_only_where_its_bytes_are_at_hand(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var taken = await fixture.Alice.IngestAsync("invoices.csv", Invoices);
        taken.StorageStatus.ShouldBe(StorageStatus.Stored);
        fixture.Proxy.Fault = NetworkFault.Refuse;

        (await fixture.Alice.Sources.ReinterpretAsync(new() { SourceId = taken.SourceId }, null, None))
            .Run.ShouldNotBeNull()
            .Status.ShouldBe(RunStatus.Completed);

        fixture.ForgetCopies();
        var refused = await Should.ThrowAsync<StrataException>(() =>
            fixture.Alice.Sources.ReinterpretAsync(new() { SourceId = taken.SourceId, Header = true }, null, None)
        );
        refused.Code.ShouldBe(ErrorCode.StoragePending);
        (await fixture.Alice.Runs.ListAsync(taken.SourceId, new PageRequest(), None)).Items.Count.ShouldBe(2);
        fixture.Proxy.Fault = NetworkFault.None;
        (await fixture.Alice.Sources.ReinterpretAsync(new() { SourceId = taken.SourceId, Header = true }, null, None))
            .Run.ShouldNotBeNull()
            .Status.ShouldBe(RunStatus.Completed);
    }

    [Theory, DatabaseData, Trait("req", "N-112")]
    public async Task Wrong_bytes_are_never_read(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var taken = await fixture.Alice.IngestAsync("invoices.csv", Invoices);
        var key = (await fixture.Bucket.KeysAsync()).ShouldHaveSingleItem();
        await fixture.Bucket.OverwriteAsync(key, Encoding.UTF8.GetBytes(Invoices.Replace("10.00", "90.00", StringComparison.Ordinal)));

        // The copy of this machine is whole; verify looks at the original.
        (await fixture.Alice.Verification.VerifyAsync(null, None)).Faults.ShouldContain(f => f.Path == $"blobs/{taken.Digest}");
        fixture.ForgetCopies();

        var refused = await Should.ThrowAsync<StrataException>(() => fixture.ReadAsync(fixture.Alice, taken.SourceId));
        refused.Code.ShouldBe(ErrorCode.StorageUploadFailed);
        refused.Message.ShouldContain("hash to");

        // Where the network is at fault, the same.
        await fixture.Bucket.OverwriteAsync(key, Encoding.UTF8.GetBytes(Invoices));
        fixture.Proxy.Fault = NetworkFault.WrongBytes;
        await Should.ThrowAsync<StrataException>(() => fixture.ReadAsync(fixture.Alice, taken.SourceId));
        fixture.Proxy.Fault = NetworkFault.None;
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, taken.SourceId)).ShouldBe(Invoices);
    }

    [Theory, DatabaseData, Trait("req", "G9")]
    public async Task Two_users_with_the_same_bytes_have_an_object_each(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        var mine = await fixture.Alice.IngestAsync("note.txt", "the same", new IngestRequest { Interpret = false });
        var theirs = await fixture.Bob.IngestAsync("note.txt", "the same", new IngestRequest { Interpret = false });

        theirs.Digest.ShouldBe(mine.Digest);
        theirs.Deduplicated.ShouldBeFalse();
        (await fixture.Bucket.KeysAsync()).ShouldBe(
            [$"memory/alice/{mine.Digest[..2]}/{mine.Digest}", $"memory/bob/{mine.Digest[..2]}/{mine.Digest}"],
            ignoreOrder: true
        );
        await fixture.Bucket.DeleteAsync($"memory/alice/{mine.Digest[..2]}/{mine.Digest}");
        fixture.ForgetCopies();
        (await fixture.ReadAsync(fixture.Bob, theirs.SourceId)).ShouldBe("the same"u8.ToArray());
        (await Should.ThrowAsync<StrataException>(() => fixture.ReadAsync(fixture.Alice, mine.SourceId))).Message.ShouldContain("missing");
    }
}
