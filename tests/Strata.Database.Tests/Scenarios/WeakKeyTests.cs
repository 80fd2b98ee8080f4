using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>docs/adr/0024-weak-keys.md: what depends on the order in which records come, and what never does.</summary>
public sealed class WeakKeyTests
{
    private const string Person = """
        {"type":"object","x-strata":{"identity":[["email"],["phone"]]},"properties":{"email":{"type":"string"},"phone":{"type":"string"},"city":{"type":"string"}}}
        """;
    private const string Bill = """
        {"type":"object","x-strata":{"identity":[["vendor","number"],["number"]]},"properties":{"vendor":{"type":"string"},"number":{"type":"string"},"total":{"type":"number"}}}
        """;

    [Theory, DatabaseData]
    public async Task What_a_record_bridges_is_one_or_a_pair_and_a_merge_makes_the_values_the_same(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (string Fields, string At)[] records =
        [
            ("""{"email":"ann@example.com","city":"Rome"}""", "2026-01-01"),
            ("""{"phone":"111","city":"Oslo"}""", "2026-01-03"),
            ("""{"email":"ann@example.com","phone":"111","city":"Bonn"}""", "2026-01-02"),
        ];
        await StoreAsync(store.Alice, "person", Person, records);
        await StoreAsync(store.Bob, "person", Person, [records[2], records[1], records[0]]);

        var two = await store.Alice.ListAsync("person");
        var one = (await store.Bob.ListAsync("person")).ShouldHaveSingleItem();
        two.Count.ShouldBe(2);
        foreach (var strata in (IStrata[])[store.Alice, store.Bob])
        {
            var hash = await strata.StateHashAsync();
            var rebuilt = await strata.RebuildAsync();
            (rebuilt.Changed, rebuilt.StateHash).ShouldBe((0, hash));
            (await strata.Verification.VerifyAsync(null, CancellationToken.None)).Faults.ShouldBeEmpty();
        }

        var candidate = (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        await store.Alice.MergeAsync(candidate.OtherId, candidate.EntityId);
        Values((await store.Alice.ListAsync("person")).ShouldHaveSingleItem()).ShouldBe(Values(one));
    }

    [Theory, DatabaseData]
    public async Task A_weaker_key_is_whose_it_was_first_and_never_takes_what_a_stronger_one_tells_apart(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (string Fields, string At)[] records =
        [
            ("""{"vendor":"Acme","number":"1001","total":1}""", "2026-01-01"),
            ("""{"vendor":"Bolt","number":"1001","total":2}""", "2026-01-02"),
            ("""{"number":"1001","total":3}""", "2026-01-03"),
        ];
        await StoreAsync(store.Alice, "bill", Bill, records);
        await StoreAsync(store.Bob, "bill", Bill, [records[2], records[1], records[0]]);

        (await TotalsAsync(store.Alice)).ShouldBe(["\"Acme\" 3", "\"Bolt\" 2"]);
        (await TotalsAsync(store.Bob)).ShouldBe(["\"Acme\" 1", "\"Bolt\" 3"]);

        static async Task<IReadOnlyList<string>> TotalsAsync(IStrata strata) =>
            [.. (await strata.ListAsync("bill")).Select(b => $"{b.Json("vendor")} {b.Json("total")}").Order(StringComparer.Ordinal)];
    }

    [Theory, DatabaseData]
    public async Task With_one_rule_the_order_does_not_matter(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var schema = Person.Replace(""","phone"]""", "", StringComparison.Ordinal).Replace(""",["phone"]""", "", StringComparison.Ordinal);
        (string Fields, string At)[] records =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i =>
                    ($$"""{"email":"p{{i % 7}}@example.com","phone":"{{i % 5}}","city":"c{{i}}"}""", $"2026-01-{1 + (i * 7 % 28):00}")
                ),
        ];
        await StoreAsync(store.Alice, "person", schema, records);
        await StoreAsync(store.Bob, "person", schema, [.. records.Reverse()]);

        var (ours, theirs) = (await store.Alice.ListAsync("person"), await store.Bob.ListAsync("person"));
        ours.Select(Values).Order(StringComparer.Ordinal).ShouldBe(theirs.Select(Values).Order(StringComparer.Ordinal));
        ours.Count.ShouldBe(7);
    }

    private static async Task StoreAsync(IStrata strata, string type, string schema, IReadOnlyList<(string Fields, string At)> records)
    {
        await strata.RegisterAsync(type, schema);
        foreach (var (fields, at) in records)
        {
            await strata.StoreAsync(type, fields, at);
        }
    }

    private static string Values(EntityView entity) => string.Join(' ', ((string[])["email", "phone", "city"]).Select(f => entity.Json(f)));
}
