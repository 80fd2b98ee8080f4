using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>docs/adr/0024-weak-keys.md: what records with several keys are.</summary>
public sealed class WeakKeyTests
{
    private const string Person = """
        {"type":"object","x-strata":{"identity":[["email"],["phone"]]},"properties":{"email":{"type":"string"},"phone":{"type":"string"},"city":{"type":"string"}}}
        """;
    private const string Bill = """
        {"type":"object","x-strata":{"identity":[["vendor","number"],["number"]]},"properties":{"vendor":{"type":"string"},"number":{"type":"string"},"total":{"type":"number"}}}
        """;

    [Theory, DatabaseData, Trait("req", "D29")]
    public async Task Records_that_share_keys_are_one_entity_in_whatever_order_they_come(Engine engine)
    {
        (string Fields, string At)[] records =
        [
            ("""{"email":"ann@example.com","city":"Rome"}""", "2026-01-01"),
            ("""{"phone":"111","city":"Oslo"}""", "2026-01-03"),
            ("""{"email":"ann@example.com","phone":"111","city":"Bonn"}""", "2026-01-02"),
        ];
        var seen = new List<string>();
        foreach (
            var order in (int[][])
                [
                    [0, 1, 2],
                    [0, 2, 1],
                    [1, 0, 2],
                    [1, 2, 0],
                    [2, 0, 1],
                    [2, 1, 0],
                ]
        )
        {
            await using var store = await TestStore.CreateAsync(engine);
            await StoreAsync(store.Alice, "person", Person, [.. order.Select(i => records[i])]);
            var one = (await store.Alice.ListAsync("person")).ShouldHaveSingleItem();
            seen.Add(Values(one));
            (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None)).Items.ShouldBeEmpty();
            var hash = await store.Alice.StateHashAsync();
            var rebuilt = await store.Alice.RebuildAsync();
            (rebuilt.Changed, rebuilt.StateHash).ShouldBe((0, hash));
            (await store.Alice.Verification.VerifyAsync(null, CancellationToken.None)).Faults.ShouldBeEmpty();
        }
        seen.Distinct().ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task What_a_record_has_joined_can_be_separated_and_stays_so(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("person", Person);
        var ann = await store.Alice.StoreAsync("person", """{"email":"ann@example.com"}""");
        var phone = await store.Alice.StoreAsync("person", """{"phone":"111"}""");
        var both = await store.Alice.StoreAsync("person", """{"email":"ann@example.com","phone":"111"}""");
        both.EntityId.ShouldBe(ann.EntityId);

        await store.Alice.UnmergeAsync(phone.EntityId);
        await store.Alice.StoreAsync("person", """{"email":"ann@example.com","phone":"111","city":"Bonn"}""");

        (await store.Alice.ListAsync("person")).Count.ShouldBe(2);
        var pair = (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        pair.Reason.ShouldBe("phone");
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
