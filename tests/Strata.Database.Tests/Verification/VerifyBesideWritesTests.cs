using Strata.Testing;

namespace Strata.Verification;

/// <summary>
/// Whoever verifies or rebuilds while others write sees each part as of one moment: what was written meanwhile is no damage.
/// </summary>
public sealed class VerifyBesideWritesTests
{
    private static readonly int Rounds = TestScale.Pick(quick: 4, all: 15);

    private const string Shop = """{"type":"object","x-strata":{"identity":[["code"]]},"properties":{"code":{"type":"string"}}}""";

    private const string NewerShop =
        """{"type":"object","x-strata":{"identity":[["code"]]},"properties":{"code":{"type":"string"},"size":{"type":"string"}}}""";

    [Theory, DatabaseData]
    public async Task Keys_by_a_schema_that_is_registered_meanwhile_are_neither_named_nor_removed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("shop", Shop);
        await store.Bob.RegisterAsync("shop", Shop);
        // In three zones of the sweep: what is written when the first is done comes into the third, which is not begun then.
        foreach (var (code, head) in ((string, int)[])[("a", 4_200), ("b", 8_400), ("c", 8_500)])
        {
            await store.Alice.StoreAsync("shop", $$"""{"code":"{{code}}"}""");
            await WriteFaults.DamageAsync(store, $"update ledger_heads set seq = {head} where user_id = 'alice'");
        }
        await store.Alice.StoreAsync("contact", """{"email":"last@example.com","name":"Last"}""");
        var stored = new List<string>();

        var verified = await store.Alice.Verification.VerifyAsync(
            new AtFirst("entities", () => WriteAsync("verified", NewerShop)),
            CancellationToken.None
        );
        var rebuilt = await store.Alice.Verification.RebuildAsync(
            new AtFirst("rebuild", () => WriteAsync("rebuilt", Newer(NewerShop))),
            CancellationToken.None
        );

        verified.Faults.ShouldBeEmpty();
        rebuilt.Changed.ShouldBe(0);
        stored.Count.ShouldBe(2);
        (await store.Alice.StoreAsync("shop", """{"code":"verified"}""")).EntityId.ShouldBe(stored[0]);
        (await store.Alice.StoreAsync("shop", """{"code":"rebuilt"}""")).EntityId.ShouldBe(stored[1]);
        (await store.Bob.StoreAsync("shop", """{"code":"rebuilt"}""")).Created.ShouldBeTrue();
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();

        // One of them by the version that is in force, of which the sweep knew nothing; the other by one that it knew.
        async Task WriteAsync(string code, string schema)
        {
            await store.Alice.StoreAsync("contact", $$"""{"email":"{{code}}@example.com","name":"{{code}}"}""");
            await store.Alice.RegisterAsync("shop", schema);
            stored.Add((await store.Alice.StoreAsync("shop", $$"""{"code":"{{code}}"}""")).EntityId);
        }
    }

    [Theory, DatabaseData]
    public async Task Who_verifies_while_another_process_writes_hears_of_no_fault(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Bob.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob"}""");
        var faults = new List<Fault>();
        var writing = Task.Run(WriteAsync);
        do
        {
            faults.AddRange((await store.Alice.Verification.VerifyAsync(deep: true, null, CancellationToken.None)).Faults);
            faults.AddRange((await store.Bob.Verification.VerifyAsync(deep: true, null, CancellationToken.None)).Faults);
            (await store.Alice.Verification.RebuildAsync(null, CancellationToken.None)).Changed.ShouldBe(0);
        } while (!writing.IsCompleted);

        await writing;
        faults.ShouldBeEmpty();
        (await store.Alice.VerifyAsync()).Faults.ShouldBeEmpty();

        async Task WriteAsync()
        {
            await using var other = await StrataStore.OpenAsync(store.Options, store.Time, CancellationToken.None);
            var alice = other.For(new UserId("alice"), "alice");
            for (var round = 0; round < Rounds; round++)
            {
                await alice.IngestAsync(
                    $"people-{round}.csv",
                    $"name,email\nAnn {round},ann{round}@example.com\nBob {round},bob{round}@example.com\n"
                );
                var ann = (
                    await alice.StoreAsync("contact", $$"""{"email":"ann{{round}}@example.com","phone":"+49 30 {{round}}"}""")
                ).EntityId;
                var bob = (await alice.StoreAsync("contact", $$"""{"email":"bob{{round}}@example.com","name":"Robert"}""")).EntityId;
                var related = await alice.Decisions.RelateAsync(
                    new RelateRequest
                    {
                        From = ann,
                        To = bob,
                        Type = "knows",
                    },
                    CancellationToken.None
                );
                await alice.RetractAsync(related.RelationshipId);
                await alice.MergeAsync(ann, bob);
                await alice.RetractAsync((await alice.CorrectAsync(bob, """{"name":"Rob"}""")).Id);
                await alice.UnmergeAsync(ann);
                await alice.DeleteAsync(bob);
            }
        }
    }

    private static string Newer(string schema) => schema.Replace("size", "colour", StringComparison.Ordinal);

    /// <summary>Acts at the first step of a stage, which goes on after that.</summary>
    private sealed class AtFirst(string stage, Func<Task> act) : IProgress<Progress>
    {
        private Func<Task>? _act = act;

        public void Report(Progress value)
        {
            if (value.Stage == stage && Interlocked.Exchange(ref _act, null) is { } once)
            {
                Task.Run(once).Wait();
            }
        }
    }
}
