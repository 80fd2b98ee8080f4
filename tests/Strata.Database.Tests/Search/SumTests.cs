using Strata.Testing;

namespace Strata.Database.Tests.Search;

/// <summary>Sums, counts and filters as a person asks for them.</summary>
public sealed class SumTests
{
    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    private static readonly string[] Payments =
    [
        """{"date":"2026-01-03","amount":-10.5,"currency":"EUR","counterparty":"Stadtwerke Kiel","tags":["home","power"]}""",
        """{"date":"2026-01-20","amount":-0.1,"currency":"EUR","counterparty":"Stadtwerke Kiel","tags":["home"]}""",
        """{"date":"2026-02-01","amount":-0.2,"currency":"EUR","counterparty":"Bäckerei Öz"}""",
        """{"date":"2026-02-02","amount":-99,"currency":"USD","counterparty":"Stadtwerke Austin"}""",
        """{"date":"2026-02-03","amount":-7,"counterparty":"Kiosk"}""",
        """{"date":"2025-11-30","currency":"EUR","counterparty":"stadtwerke kiel","description":"Ohne Betrag"}""",
    ];

    [Theory, DatabaseData, Trait("req", "N-140")]
    public async Task Money_is_summed_by_currency_and_every_group_leads_to_its_entities(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        var sums = await SumAsync(store.Alice, new() { Field = "amount" });

        sums.Currency.ShouldBe("currency");
        Lines(sums).ShouldBe(["EUR: 4 of 4, -10.8", "null: 1 of 1, -7", "USD: 1 of 1, -99"], ignoreOrder: true);
        var euros = sums.Groups.Single(g => Key(g) == "EUR");
        (euros.Values, euros.Missing, Raw(euros.Min), Raw(euros.Max), Raw(euros.Average)).ShouldBe((3, 1, "-10.5", "-0.1", "-3.6"));
        Raw(sums.Totals[0].Sum).ShouldBe(Raw(sums.Groups.Single(g => Key(g) == Key(sums.Totals[0])).Sum));
        foreach (var group in sums.Groups)
        {
            (await ListedAsync(store.Alice, group.Where)).Count.ShouldBe((int)group.Count, group.Where);
        }
        (await SumAsync(store.Bob, new() { Field = "amount" })).Entities.ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "N-140")]
    public async Task What_was_paid_to_somebody_last_quarter_is_one_question(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        // The clock of the tests stands at the first of March 2026.
        var sums = await SumAsync(
            store.Alice,
            new()
            {
                Field = "amount",
                Where = "counterparty contains stadtwerke and date in last quarter or date in last month",
                By = ["month(date)"],
            }
        );

        sums.Where.ShouldBe(
            "(counterparty contains 'stadtwerke' and (date >= '2025-10-01' and date < '2026-01-01')) or (date >= '2026-02-01' and date < '2026-03-01')"
        );
        Lines(sums)
            .ShouldBe(
                ["2025-11 EUR: 1 of 1, –", "2026-02 EUR: 1 of 1, -0.2", "2026-02 null: 1 of 1, -7", "2026-02 USD: 1 of 1, -99"],
                ignoreOrder: true
            );
        (
            await SumAsync(
                store.Alice,
                new()
                {
                    Field = "amount",
                    Where = sums.Where,
                    By = ["month(date)"],
                }
            )
        ).Groups.Select(g => g.Count).ShouldBe(sums.Groups.Select(g => g.Count));
        foreach (var group in sums.Groups)
        {
            (await ListedAsync(store.Alice, group.Where)).Count.ShouldBe((int)group.Count, group.Where);
        }
    }

    [Theory, DatabaseData]
    public async Task Each_value_of_a_list_counts_and_the_total_counts_an_entity_once(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        var sums = await SumAsync(store.Alice, new() { By = ["tags"], Sort = "tags" });

        Lines(sums).ShouldBe(["home: 2", "power: 1", "null: 4"]);
        sums.Totals.ShouldHaveSingleItem().Count.ShouldBe(6);
        sums.Notes.ShouldHaveSingleItem();
        await store.Alice.StoreAsync(
            "invoice",
            """{"invoice_number":"1","currency":"EUR","items":[{"description":"a","amount":1.25},{"description":"b","amount":2},{"description":"c"}]}"""
        );
        var items = await store.Alice.Aggregates.SumAsync(new SumEntities { EntityType = "invoice", Field = "items.amount" }, null, Token);
        (items.Groups[0].Count, items.Groups[0].Values, Raw(items.Groups[0].Sum)).ShouldBe((1, 2, "3.25"));
        Lines(await store.Alice.Aggregates.SumAsync(new SumEntities { EntityType = "invoice", By = ["items.description"] }, null, Token))
            .ShouldBe(["a: 1", "b: 1", "c: 1"]);
    }

    [Theory, DatabaseData]
    public async Task Deleted_and_merged_entities_are_left_out_and_doubtful_ones_are_counted_apart(Engine engine)
    {
        await using var store = await StoredAsync(engine);
        var listed = await store.Alice.ListAsync("transaction");
        await store.Alice.DeleteAsync(listed.Single(e => e.Json("amount") == "-99").EntityId);
        await store.Alice.MergeAsync(
            listed.Single(e => e.Json("amount") == "-0.1").EntityId,
            listed.Single(e => e.Json("amount") == "-0.2").EntityId
        );
        (await SumAsync(store.Alice, new())).Entities.ShouldBe(4);

        await store.Alice.IngestAsync(
            "invoice.txt",
            """
            INVOICE
            Invoice number: A-77
            Subtotal: 100.00
            Tax: 400.00
            Total: 120.00 EUR
            """
        );
        var invoice = (await store.Alice.ListAsync("invoice")).ShouldHaveSingleItem();
        var sums = await store.Alice.Aggregates.SumAsync(new SumEntities { EntityType = "invoice", Field = "total" }, null, Token);
        sums.Groups.ShouldHaveSingleItem().Doubtful.ShouldBe(invoice.Doubtful.ShouldNotBeNull().ContainsKey("total") ? 1 : 0);
        invoice.Doubtful.ContainsKey("total").ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Groups_beyond_the_limit_are_counted_and_the_order_is_chosen(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        var sums = await SumAsync(
            store.Alice,
            new()
            {
                By = ["counterparty"],
                Sort = "-count",
                Limit = 2,
            }
        );

        (sums.Groups.Count, sums.MoreGroups, Key(sums.Groups[0])).ShouldBe((2, 3, "Stadtwerke Kiel"));
        Lines(
                await SumAsync(
                    store.Alice,
                    new()
                    {
                        Field = "amount",
                        By = ["day(date)"],
                        Sort = "sum",
                        Limit = 1,
                    }
                )
            )
            .ShouldBe(["2026-02-02 USD: 1 of 1, -99"]);
        Lines(await SumAsync(store.Alice, new() { By = ["year(date)", "quarter(date)"] })).ShouldBe(["2025 2025-Q4: 1", "2026 2026-Q1: 5"]);
    }

    [Theory, DatabaseData]
    public async Task Counts_say_where_they_ended_and_facets_what_the_entities_hold(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        var all = await store.Alice.Aggregates.CountAsync(
            new CountEntities
            {
                EntityType = "transaction",
                Facets = ["currency", "amount", "date", "tags"],
                Values = 2,
            },
            null,
            Token
        );
        (all.Count, all.AtLeast).ShouldBe((6, false));
        all.Facets.Select(f => string.Join(' ', f.Values.Select(v => $"{v.Value}={v.Count}")) + $" +{f.MoreValues} -{f.Missing}")
            .ShouldBe(["EUR=4 USD=1 +0 -1", "-1 to -0.1=2 -100 to -10=2 +1 -1", "2026-02=3 2026-01=2 +1 -0", "home=2 power=1 +0 -4"]);
        foreach (var value in all.Facets.SelectMany(f => f.Values))
        {
            (await ListedAsync(store.Alice, value.Where)).Count.ShouldBe((int)value.Count, value.Where);
        }
        var some = await store.Alice.Aggregates.CountAsync(new CountEntities { UpTo = 4 }, null, Token);
        (some.Count, some.AtLeast).ShouldBe((4, true));
        (await store.Alice.Aggregates.CountAsync(new CountEntities { Text = "stadtwerke" }, null, Token)).Count.ShouldBe(4);
    }

    [Theory, DatabaseData]
    public async Task What_can_not_be_summed_is_refused_with_the_reason(Engine engine)
    {
        await using var store = await StoredAsync(engine);

        foreach (
            var (request, reason) in (IEnumerable<(SumEntities, string)>)
                [
                    (new() { Field = "counterparty" }, "no numbers"),
                    (new() { Field = "amuont" }, "no field 'amuont'"),
                    (new() { By = ["month(amount)"] }, "no dates"),
                    (new() { By = ["decade(date)"] }, "no span of time"),
                    (new() { By = ["date", "date"] }, "twice"),
                    (new() { By = ["date", "amount", "type", "status"] }, "at most 3"),
                    (new() { Sort = "size" }, "none of"),
                    (new() { Where = "amount >" }, "at character 9"),
                    (new() { TimeZone = "Moon" }, "time zone"),
                ]
        )
        {
            var refusal = await Should.ThrowAsync<StrataException>(() => SumAsync(store.Alice, request));
            (refusal.Code, refusal.Message).ShouldSatisfyAllConditions(
                r => r.Code.ShouldBe(ErrorCode.InvalidContent),
                r => r.Message.ShouldContain(reason)
            );
        }
        (
            await Should.ThrowAsync<StrataException>(() => store.Alice.Aggregates.SumAsync(new() { Field = "amount" }, null, Token))
        ).Message.ShouldContain("entity type");
    }

    [Theory, DatabaseData]
    public async Task A_sum_ends_when_its_caller_goes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 1_500).Select(i => ("transaction", $$"""{"external_id":"{{i}}","amount":1,"date":"2026-01-01"}""")),
        ]);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Token);

        // The past is read in batches; it goes with the first.
        await Should.ThrowAsync<OperationCanceledException>(() =>
            store.Alice.Aggregates.SumAsync(
                new SumEntities
                {
                    EntityType = "transaction",
                    Field = "amount",
                    ValidAt = "2027-01-01T00:00:00Z",
                },
                new CapturedProgress(_ => gone.Cancel()),
                gone.Token
            )
        );
    }

    private static async Task<TestStore> StoredAsync(Engine engine)
    {
        var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreManyAsync([.. Payments.Select(p => ("transaction", p))]);
        return store;
    }

    private static Task<EntitySums> SumAsync(IStrata strata, SumEntities request) =>
        strata.Aggregates.SumAsync(request with { EntityType = "transaction" }, null, Token);

    private static async Task<IReadOnlyList<EntityView>> ListedAsync(IStrata strata, string? where) =>
        (
            await strata.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "transaction",
                    Where = where,
                    Limit = 1000,
                },
                ReadAt.Now,
                Token
            )
        ).Items;

    private static IEnumerable<string> Lines(EntitySums sums) =>
        sums.Groups.Select(g =>
            string.Join(' ', g.Key.Values.Select(Text)) + ": " + g.Count + (sums.Field is null ? "" : $" of {g.Count}, {Raw(g.Sum) ?? "–"}")
        );

    private static string Key(EntityGroup group) => Text(group.Key.Values.First());

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    private static string? Raw(JsonElement? value) => value?.GetRawText();
}
