using Strata.Testing;

namespace Strata.Jobs;

/// <summary>An attempt whose job was cancelled writes nothing more, whatever the kind.</summary>
public sealed class FencedWorkTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Search_for_duplicates_that_was_cancelled_files_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable
                .Range(0, 30)
                .Select(i => ("contact", $$"""{"email":"p{{i}}@example.com","name":"Person {{i / 2}} of {{i / 2}}"}""")),
        ]);
        await store.Alice.Jobs.StartAsync(
            new JobRequest { Kind = "duplicates", Options = System.Text.Json.JsonElement.Parse("""{"entity_type":"contact"}""") },
            None
        );

        await CancelledAsync(store, "duplicates");

        (await RowsAsync(store, "duplicate_models")).ShouldBe(0);
        (await RowsAsync(store, "duplicate_keys")).ShouldBe(0);
    }

    [Theory, DatabaseData]
    public async Task Sweep_that_was_cancelled_removes_nothing_and_records_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var digest = BlobStore.DigestOf(Encoding.UTF8.GetBytes("orphan"));
        var path = Path.Combine(store.Folder, "blobs", "alice", digest[..2], digest);
        Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
        await File.WriteAllTextAsync(path, "orphan", None);
        File.SetLastWriteTimeUtc(path, store.Time.GetUtcNow().AddDays(-9).UtcDateTime);
        await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "sweep" }, None);

        await CancelledAsync(store, "sweep");

        File.Exists(path).ShouldBeTrue();
        (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "sweep_blobs" }, None)).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Archival_that_was_cancelled_archives_nothing(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("c.csv", RunSteps.Contacts(200), new IngestRequest { EntityType = "contact" });
        store.Time.Advance(OldStore.HalfAYear);
        await store.Alice.Jobs.StartAsync(new JobRequest { Kind = "archive" }, None);

        await CancelledAsync(store, "archive");

        (await store.Alice.Audit.ListAsync(new AuditQuery { Action = "archive_runs" }, None)).Items.ShouldBeEmpty();
        (await store.Alice.ArchiveAsync()).Runs.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Promotion_that_was_cancelled_goes_on_when_its_job_is_retried_and_can_be_taken_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 8).Select(i => ("contact", $$"""{"email":"p{{i}}@example.com","shoe size":{{36 + i}}}""")),
        ]);
        var promotion = await store.Alice.Promotions.PromoteAsync(new PromoteRequest { EntityType = "contact", Wait = false }, None);

        var jobId = await CancelledAsync(store, "promotion");

        var left = (await store.Alice.Promotions.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (left.State, left.Observations).ShouldBe((PromotionState.Backfilling, 0));
        await store.Alice.Jobs.RetryAsync(jobId, None);
        await store.WorkAsync();
        var done = (await store.Alice.Promotions.ListAsync(new PageRequest(), None)).Items.ShouldHaveSingleItem();
        (done.State, done.Observations).ShouldBe((PromotionState.Done, 8));
        await store.Alice.RetractAsync(promotion.PromotionId);
        (await store.Alice.Promotions.ListAsync(new PageRequest(), None))
            .Items.ShouldHaveSingleItem()
            .State.ShouldBe(PromotionState.RolledBack);
    }

    /// <summary>Carries out the job of that kind after it was cancelled, as a worker does that has not heard of it; gives its id.</summary>
    private static async Task<string> CancelledAsync(TestStore store, string kind)
    {
        var services = store.Store.Jobs;
        var fairQueue = new FairQueue();
        foreach (var partition in await services.Table.FindPartitionsAsync([kind], None))
        {
            fairQueue.Add(new JobPartition(partition.UserId, partition.Kind), partition.Place);
        }
        var now = store.Time.GetUtcNow();
        var until = UnixTime.Microseconds(now.AddSeconds(30));
        var yields = await services.Table.ClaimAsync(
            fairQueue.Next(1),
            services.Capped,
            "elsewhere:1",
            UnixTime.Microseconds(now),
            until,
            None
        );
        var job = yields.SelectMany(y => y.Jobs).ShouldHaveSingleItem();
        await store.Alice.Jobs.CancelAsync(Ids.Job(job.JobNo), None);
        var run = new JobRun(store.Store.Database, services.Completion, job, () => until, None);

        await Should.ThrowAsync<LeaseLostException>(() => services.Handlers[kind].RunAsync(run, None));
        return Ids.Job(job.JobNo);
    }

    private static Task<long> RowsAsync(TestStore store, string table) =>
        store.Store.Database.ReadAsync(
            new UserId("alice"),
            c => c.QueryFirstOrDefaultAsync<long>($"select count(*) as n from {table} where user_id = @user"),
            None
        );
}
