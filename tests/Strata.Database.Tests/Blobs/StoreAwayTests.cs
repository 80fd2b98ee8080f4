using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Blobs;

/// <summary>A store that is away is no damage, and what is given up says so.</summary>
[Collection(S3Collection.Name)]
public sealed class StoreAwayTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Verifying_waits_for_a_store_that_is_away_and_calls_it_no_damage(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        fixture.Proxy.Fault = NetworkFault.Refuse;

        (await Should.ThrowAsync<StrataException>(() => fixture.Alice.Verification.VerifyAsync(null, None))).Code.ShouldBe(
            ErrorCode.StoragePending
        );
        (await Should.ThrowAsync<StrataException>(() => fixture.Alice.Blobs.VerifyAsync(null, None))).Code.ShouldBe(
            ErrorCode.StoragePending
        );
        await fixture.Alice.Jobs.StartAsync(new JobRequest { Kind = "verify" }, None);
        await fixture.Store.WorkAsync();
        var waiting = (await fixture.Store.JobsAsync(kind: "verify")).ShouldHaveSingleItem();
        (waiting.State, waiting.Errors[^1].Class).ShouldBe((JobState.Waiting, JobErrorClass.Postponed));

        fixture.Proxy.Fault = NetworkFault.None;
        fixture.Store.Time.Advance(TimeSpan.FromMinutes(11));
        await fixture.Store.WorkAsync();
        (await fixture.Store.JobsAsync("done", "verify")).ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task Content_that_comes_to_the_store_while_it_is_verified_is_looked_for_there(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var kept = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        fixture.Proxy.Fault = NetworkFault.None;
        var faults = new List<string>();

        (await fixture.Store.Store.Database.ReadAsync(new UserId("alice"), c => BlobRows.LocationAsync(c, kept.Digest), None)).ShouldBe(
            Spool.Location
        );
        var meanwhile = new InterleavedDatabase(fixture.Store.Store.Database, () => fixture.WorkUntilAsync(kept.SourceId, "uploaded"));

        var (count, _) = await BlobCheck.RunAsync(
            fixture.Store.Store.Blobs,
            meanwhile,
            new UserId("alice"),
            (path, reason) => faults.Add($"{path}: {reason}"),
            null,
            None
        );

        count.ShouldBe(1);
        faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Content_that_is_removed_while_it_is_verified_is_no_fault(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("note.txt", "a note"u8.ToArray(), new IngestRequest { Interpret = false });
        var faults = new List<string>();
        var meanwhile = new InterleavedDatabase(
            store.Store.Database,
            () =>
                store.Store.Database.WriteAsync(
                    new UserId("alice"),
                    async tx =>
                    {
                        await tx.ExecuteAsync("delete from sources where user_id = @user");
                        return await tx.ExecuteAsync("delete from blobs where user_id = @user");
                    },
                    None
                )
        );

        await BlobCheck.RunAsync(
            store.Store.Blobs,
            meanwhile,
            new UserId("alice"),
            (path, reason) => faults.Add($"{path}: {reason}"),
            null,
            None
        );

        faults.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Upload_that_is_cancelled_leaves_a_source_that_says_so_and_is_pending_again_when_retried(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var kept = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        kept.StorageStatus.ShouldBe(StorageStatus.Pending);
        var job = (await fixture.Store.JobsAsync(kind: "upload")).ShouldHaveSingleItem();

        await fixture.Alice.Jobs.CancelAsync(job.JobId, None);
        (await fixture.Alice.Sources.GetAsync(kept.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Failed);

        await fixture.Alice.Jobs.RetryAsync(job.JobId, None);
        (await fixture.Alice.Sources.GetAsync(kept.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Pending);
        fixture.Proxy.Fault = NetworkFault.None;
        await fixture.WorkUntilAsync(kept.SourceId, "uploaded");
        Encoding.UTF8.GetString(await fixture.ReadAsync(fixture.Alice, kept.SourceId)).ShouldBe("a note");
    }

    [Theory, DatabaseData]
    public async Task Upload_whose_workers_all_vanish_leaves_a_source_that_says_so(Engine engine)
    {
        await using var fixture = await S3Fixture.CreateAsync(engine);
        fixture.Proxy.Fault = NetworkFault.Refuse;
        var kept = await fixture.KeepAsync("note.txt", "a note"u8.ToArray());
        var past = UnixTime.Microseconds(fixture.Store.Time.GetUtcNow().AddSeconds(-1));
        await fixture.Store.Store.Database.WriteAsync(
            new UserId("alice"),
            tx =>
                tx.ExecuteAsync(
                    "update jobs set state = 1, attempt = max_attempts * 2, lapses = max_attempts * 2 - 1, owner = 'elsewhere:1', lease_until = @past where user_id = @user and kind = 'upload'",
                    new { past }
                ),
            None
        );

        await new ReleaseExpired(fixture.Store.Store.Jobs).RunAsync(None);

        (await fixture.Store.JobsAsync(kind: "upload")).ShouldHaveSingleItem().State.ShouldBe(JobState.Dead);
        (await fixture.Alice.Sources.GetAsync(kept.SourceId, None)).StorageStatus.ShouldBe(StorageStatus.Failed);
    }
}
