using Strata.Testing;

namespace Strata.Verification;

/// <summary>Structured writes that share one transaction, because they waited together: each is answered as if it had been alone.</summary>
public sealed class GroupedWriteTests
{
    private static readonly UserId Alice = new("alice");
    private static readonly UserId Bob = new("bob");

    [Theory, DatabaseData]
    public async Task Member_that_fails_harms_none_of_its_group(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var writes = await TogetherAsync(
            store,
            [Alice],
            () => Invoice(store.Alice, "1"),
            () =>
                store.Alice.Structured.StoreAsync(
                    Request("2") with
                    {
                        Relationships = [new("knows", "it", "ent_nowhere")],
                    },
                    CancellationToken.None
                ),
            () => Invoice(store.Alice, "3"),
            () => store.Alice.StoreManyAsync([("invoice", """{"vendor":7}""")]),
            () => Invoice(store.Alice, "4")
        );

        writes.Select(w => w.IsCompletedSuccessfully).ShouldBe([true, false, true, false, true]);
        (await Numbers(store.Alice)).ShouldBe(["1", "3", "4"]);
        (await store.Alice.VerifyAsync()).Observations.ShouldBe(3);
    }

    [Theory, DatabaseData]
    public async Task Key_used_twice_in_one_group_is_answered_once_and_replayed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var writes = await TogetherAsync(
            store,
            [Alice],
            () => Invoice(store.Alice, "1", key: "k"),
            () => Invoice(store.Alice, "1", key: "k"),
            () => Invoice(store.Alice, "2", key: "k")
        );

        Json(await writes[1]).ShouldBe(Json(await writes[0]));
        (await Should.ThrowAsync<StrataException>(writes[2])).Code.ShouldBe(ErrorCode.IdempotencyMismatch);
        (await store.Alice.VerifyAsync()).Observations.ShouldBe(1);
        Json(await Invoice(store.Alice, "1", key: "k")).ShouldBe(Json(await writes[0]));
    }

    [Theory, DatabaseData]
    public async Task Members_with_the_same_identity_meet_in_one_entity_and_the_same_bytes_in_one_source(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await Invoice(store.Alice, "old");
        var writes = await TogetherAsync(
            store,
            [Alice],
            () => Invoice(store.Alice, "1"),
            () => Invoice(store.Alice, "1", status: "paid"),
            () => Invoice(store.Alice, "old", status: "paid"),
            () => Invoice(store.Alice, "1", status: "paid")
        );

        var (first, second, old, again) = (await writes[0], await writes[1], await writes[2], await writes[3]);
        first.Entities[0].Created.ShouldBeTrue();
        second.Entities[0].Created.ShouldBeFalse();
        second.Entities[0].EntityId.ShouldBe(first.Entities[0].EntityId);
        old.Entities[0].Created.ShouldBeFalse();
        again.SourceId.ShouldBe(second.SourceId);
        (await store.Alice.ObservationsAsync(first.Entities[0].EntityId)).Count.ShouldBe(3);
        (await store.Alice.GetAsync(first.Entities[0].EntityId)).Json("status").ShouldBe("\"paid\"");
        (await Numbers(store.Alice)).ShouldBe(["1", "old"]);
        (await store.Alice.StateHashAsync()).ShouldNotBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Groups_of_two_users_see_nothing_of_each_other(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var writes = await TogetherAsync(
            store,
            [Alice, Bob],
            [
                .. Enumerable.Range(0, 20).Select(i => (Func<Task<StructuredResult>>)(() => Invoice(store.Alice, $"{i:00}", key: $"k{i}"))),
                .. Enumerable.Range(0, 20).Select(i => (Func<Task<StructuredResult>>)(() => Invoice(store.Bob, $"{i:00}", key: $"k{i}"))),
            ]
        );
        await Task.WhenAll(writes);

        writes.ShouldAllBe(w => w.Result.Entities[0].Created);
        writes.Select(w => w.Result.Entities[0].EntityId).Distinct().Count().ShouldBe(40);
        (await Numbers(store.Alice)).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i:00}"));
        (await Numbers(store.Bob)).ShouldBe(Enumerable.Range(0, 20).Select(i => $"{i:00}"));
        (await store.Alice.VerifyAsync()).Observations.ShouldBe(20);
        (await store.Bob.VerifyAsync()).Observations.ShouldBe(20);
    }

    [Theory, DatabaseData]
    public async Task Key_of_an_upload_used_twice_in_one_group_is_answered_as_if_one_came_after_the_other(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var read = new Countdown(4);
        Task<IngestResult> Upload(string key, bool wait) =>
            store.Alice.Sources.IngestAsync(
                new IngestRequest
                {
                    FileName = $"{key}.csv",
                    IdempotencyKey = key,
                    Wait = wait,
                },
                new Watched(Encoding.UTF8.GetBytes($"name,email\nAda,{key}@example.com\n"), read.One),
                null,
                CancellationToken.None
            );
        // Their bytes are kept before they write: nothing tells when they have come to that, but each asks the database less often on the
        // way.
        async Task KeptAsync()
        {
            await read.Done;
            for (var i = 0; i < 50; i++)
            {
                await store.Alice.Usage.GetAsync(CancellationToken.None);
            }
        }
        var writes = await TogetherAsync(
            store,
            [Alice],
            KeptAsync,
            () => Upload("lined", wait: false),
            () => Upload("lined", wait: false),
            () => Upload("waited", wait: true),
            () => Upload("waited", wait: true)
        );

        Json(await writes[1]).ShouldBe(Json(await writes[0]));
        var waited = writes[2..].OrderBy(w => w.IsFaulted).ToList();
        (await waited[0]).Run.ShouldNotBeNull().Status.ShouldBe(RunStatus.Completed);
        if (waited[1].IsFaulted)
        {
            (await Should.ThrowAsync<StrataException>(waited[1])).Code.ShouldBe(
                ErrorCode.InterpretationInProgress,
                "which says: ask again"
            );
        }
        (await store.Alice.Usage.GetAsync(CancellationToken.None)).Interpretations.Used.ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task Recount_counts_what_its_group_has_written(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var recounts = new List<UsageRecount>();
        var writes = await TogetherAsync(
            store,
            [Alice],
            () => Invoice(store.Alice, "1"),
            async () =>
            {
                recounts.Add(await store.Store.Usage.RecountAsync(Alice, "alice", CancellationToken.None));
                return await Invoice(store.Alice, "2");
            }
        );
        await Task.WhenAll(writes);

        recounts.ShouldHaveSingleItem().StorageCorrection.ShouldBe(0);
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();
    }

    /// <summary>Begins all of them while each user's first write is held back, so that they wait together in this order.</summary>
    private static Task<Task<T>[]> TogetherAsync<T>(TestStore store, UserId[] users, params Func<Task<T>>[] writes) =>
        TogetherAsync(store, users, () => Task.CompletedTask, writes);

    /// <param name="waiting">Until all of them wait.</param>
    private static async Task<Task<T>[]> TogetherAsync<T>(
        TestStore store,
        UserId[] users,
        Func<Task> waiting,
        params Func<Task<T>>[] writes
    )
    {
        foreach (var user in users)
        {
            // Who has no schemas at hand reads them first, and reads end in any order.
            await store.Store.For(user, "first").ListAsync("invoice");
        }
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var gates = new List<Task>();
        Task<T>[] begun;
        try
        {
            foreach (var user in users.Take(store.Store.Database.Engine == Engine.Sqlite ? 1 : users.Length))
            {
                var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                gates.Add(
                    store.Store.Database.WriteAsync(
                        user,
                        async _ =>
                        {
                            held.TrySetResult(); // it is one of the group, and runs again where that does
                            await open.Task;
                            return true;
                        },
                        CancellationToken.None
                    )
                );
                await await Task.WhenAny(held.Task, gates[^1]);
            }
            begun = [.. writes.Select(w => w())];
            await waiting();
        }
        finally
        {
            open.SetResult();
        }
        await Task.WhenAll(gates);
        await Task.WhenAll(begun).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return begun;
    }

    private static Task<StructuredResult> Invoice(IStrata strata, string number, string status = "open", string? key = null) =>
        strata.Structured.StoreAsync(Request(number, status) with { IdempotencyKey = key }, CancellationToken.None);

    private static StructuredRequest Request(string number, string status = "open") =>
        new()
        {
            Entities =
            [
                new StructuredEntity
                {
                    EntityType = "invoice",
                    Ref = "it",
                    Fields = Say.Fields($$"""{"invoice_number":"{{number}}","vendor":"Acme","status":"{{status}}"}"""),
                },
            ],
            ObservedAt = Say.At(status == "paid" ? "2026-01-02" : "2026-01-01"),
        };

    private static async Task<IEnumerable<string?>> Numbers(IStrata strata) =>
        (await strata.ListAsync("invoice")).Select(e => e.Fields["invoice_number"].GetString()).Order(StringComparer.Ordinal);

    private static string Json<T>(T result) => JsonSerializer.Serialize(result, StrataJson.Options);

    private sealed class Watched(byte[] bytes, Action ended) : MemoryStream(bytes)
    {
        private Action? _ended = ended;

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = await base.ReadAsync(buffer, cancellationToken);
            if (read == 0)
            {
                Interlocked.Exchange(ref _ended, null)?.Invoke();
            }
            return read;
        }
    }
}
