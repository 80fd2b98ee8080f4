using Strata.Crashes;
using Strata.Testing;

namespace Strata.Quotas;

/// <summary>Many at once, and callers that vanish: a limit is met exactly, and what came to nothing is free again.</summary>
public sealed class QuotaRaceTests
{
    private const int Callers = 64;
    private const int Limit = 10;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly UserId Alice = new("alice");

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Of_64_callers_exactly_as_many_are_interpreted_as_the_quota_has(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, Limit, None);

        var outcomes = await AllAsync(i => store.Alice.IngestAsync($"{i}.csv", QuotaTests.Csv(i)));

        outcomes.Count(o => o is null).ShouldBe(Limit);
        outcomes.OfType<StrataException>().ShouldAllBe(e => e.Code == ErrorCode.InterpretationQuotaExceeded);
        var runs = await store.Alice.Runs.ListAsync(null, new PageRequest(1000), None);
        runs.Items.Count.ShouldBe(Limit);
        runs.Items.ShouldAllBe(r => r.Status == RunStatus.Completed);
        (await store.Alice.Usage.GetAsync(None)).Interpretations.Remaining.ShouldBe(0);
        (await store.Alice.Sources.ListAsync(new PageRequest(1000), None)).Items.Count.ShouldBe(Limit);
        // Nothing stays of what was refused.
        var kept = Directory.GetFiles(Path.Combine(store.Folder, "blobs", "alice"), "*", SearchOption.AllDirectories);
        kept.Length.ShouldBe((int)(await store.Alice.Blobs.VerifyAsync(null, None)).Blobs);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Of_64_callers_exactly_as_many_keep_bytes_as_there_is_room_for(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", (Limit * 1_000) + 999, null, None);

        var outcomes = await AllAsync(i => QuotaTests.KeepAsync(store.Alice, i, 1_000));

        outcomes.Count(o => o is null).ShouldBe(Limit);
        outcomes.OfType<StrataException>().ShouldAllBe(e => e.Code == ErrorCode.StorageQuotaExceeded);
        (await store.Alice.Usage.GetAsync(None)).Storage.Used.ShouldBe(Limit * 1_000);
        (await store.Alice.Sources.ListAsync(new PageRequest(1000), None)).Items.Count.ShouldBe(Limit);
        // Nothing stays of what was refused.
        var kept = Directory.GetFiles(Path.Combine(store.Folder, "blobs", "alice"), "*", SearchOption.AllDirectories);
        kept.Length.ShouldBe((int)(await store.Alice.Blobs.VerifyAsync(null, None)).Blobs);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Content_too_large_to_come_in_unannounced_has_its_room_set_aside(Engine engine)
    {
        const int Size = 5 << 20;
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", (2 * Size) + (Size / 2), null, None);

        var outcomes = await AllAsync(i => QuotaTests.KeepAsync(store.Alice, i, Size), callers: 6);

        outcomes.Count(o => o is null).ShouldBe(2);
        var refused = outcomes.OfType<StrataException>().ToList();
        refused.ShouldAllBe(e => e.Code == ErrorCode.StorageQuotaExceeded && e.Quota!.Requested == Size);
        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Storage.Used, usage.Storage.Reserved).ShouldBe((2 * Size, 0));
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task What_is_refused_for_what_it_says_leaves_no_bytes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("known.txt", "kept", new IngestRequest { Interpret = false });
        var attachment = new Attachment(Convert.ToBase64String("seen"u8), "scan.txt");
        var wrong = new StructuredEntity
        {
            EntityType = "invoice",
            Fields = new Dictionary<string, JsonElement> { ["invoice_number"] = JsonSerializer.SerializeToElement(7) },
        };

        (await StoreSteps.CodeAsync(() => store.Alice.IngestAsync("a.txt", "new", new IngestRequest { EntityType = "nosuch" }))).ShouldBe(
            ErrorCode.SchemaNotFound
        );
        (await StoreSteps.CodeAsync(() => store.Alice.IngestAsync("b.txt", "kept", new IngestRequest { EntityType = "nosuch" }))).ShouldBe(
            ErrorCode.SchemaNotFound
        );
        (
            await StoreSteps.CodeAsync(() =>
                store.Alice.Structured.StoreAsync(new StructuredRequest { Entities = [wrong], Attachment = attachment }, None)
            )
        ).ShouldBe(ErrorCode.SchemaValidationFailed);

        Directory.GetFiles(Path.Combine(store.Folder, "blobs", "alice"), "*", SearchOption.AllDirectories).ShouldHaveSingleItem();
        (await store.Alice.Blobs.VerifyAsync(null, None)).Blobs.ShouldBe(1);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task A_request_that_fails_gives_up_what_it_set_aside(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", 8 << 20, null, None);
        await using var broken = new BrokenContent(6 << 20, async () => (await store.Alice.Usage.GetAsync(None)).Storage.Reserved);

        await Should.ThrowAsync<IOException>(() =>
            store.Alice.Sources.IngestAsync(new IngestRequest { Interpret = false }, broken, null, None)
        );

        broken.ReservedAtItsEnd.ShouldBeGreaterThanOrEqualTo(6 << 20);
        (await store.Alice.Usage.GetAsync(None)).Storage.Reserved.ShouldBe(0);
        await QuotaTests.KeepAsync(store.Alice, 1, 8 << 20);
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task What_a_killed_process_had_set_aside_is_free_again_when_its_time_is_over(Engine engine)
    {
        const int Storage = 8 << 20;
        await using var store = await TestStore.CreateAsync(engine);
        store.Time.Advance(TimeProvider.System.GetUtcNow() - store.Time.GetUtcNow());
        await store.Store.Usage.SetPlanAsync(Alice, "free", Storage, null, None);
        using var worker = Worker.Start(store, engine, "upload", "half", 6 << 20);
        await worker.Busy;
        worker.Said.ShouldBe(["open", "half"]);
        worker.Kill();
        await worker.EndAsync();
        (await store.Alice.Usage.GetAsync(None)).Storage.Reserved.ShouldBeGreaterThanOrEqualTo(6 << 20);
        var refused = await Should.ThrowAsync<StrataException>(() => QuotaTests.KeepAsync(store.Alice, 1, 3 << 20));
        refused.Code.ShouldBe(ErrorCode.StorageQuotaExceeded);

        // From now on: the process may have lived for a while.
        store.Time.Advance(TimeProvider.System.GetUtcNow() + TimeSpan.FromMinutes(3) - store.Time.GetUtcNow());
        await QuotaTests.KeepAsync(store.Alice, 1, 3 << 20);
        var usage = await store.Alice.Usage.GetAsync(None);
        (usage.Storage.Used, usage.Storage.Reserved).ShouldBe((3 << 20, 0));
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "N-136")]
    public async Task Workers_give_up_what_nobody_renewed_and_nothing_else(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Store.Usage.SetPlanAsync(Alice, "free", null, null, None);
        await store.Store.Usage.SetPlanAsync(new UserId("bob"), "free", null, null, None);
        var step = new ReleaseReservations(store.Store.Database, store.Store.Usage, store.Time);
        var old = store.Store.Usage.Reserve(Alice);
        await old.ReachAsync(5 << 20, None);
        store.Time.Advance(TimeSpan.FromMinutes(3));
        await using var young = store.Store.Usage.Reserve(new UserId("bob"));
        await young.ReachAsync(5 << 20, None);

        (await step.RunAsync(None)).Count.ShouldBe(1);

        (await store.Alice.Usage.GetAsync(None)).Storage.Reserved.ShouldBe(0);
        (await store.Bob.Usage.GetAsync(None)).Storage.Reserved.ShouldBeGreaterThan(0);
        (await step.RunAsync(None)).Count.ShouldBe(0);
    }

    private static async Task<IReadOnlyList<Exception?>> AllAsync(Func<int, Task> call, int callers = Callers)
    {
        var go = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var calls = Enumerable.Range(0, callers).Select(CallAsync).ToList();
        go.SetResult();
        return await Task.WhenAll(calls);

        async Task<Exception?> CallAsync(int i)
        {
            await go.Task;
            return await Record.ExceptionAsync(() => call(i));
        }
    }

    /// <summary>So many bytes, and then a fault.</summary>
    private sealed class BrokenContent(int bytes, Func<Task<long>> reserved) : MemoryStream(new byte[bytes])
    {
        public long ReservedAtItsEnd { get; private set; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await base.ReadAsync(buffer, cancellationToken);
            if (count > 0)
            {
                return count;
            }
            ReservedAtItsEnd = await reserved();
            throw new IOException("The caller is gone.");
        }
    }
}
