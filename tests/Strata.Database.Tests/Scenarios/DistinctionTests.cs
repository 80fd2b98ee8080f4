using Strata.Testing;
using Strata.Testing.LabelledSets;

namespace Strata.Scenarios;

/// <summary>What recurs every month is not the same thing every month: the schema says which fields tell entities apart.</summary>
public sealed class DistinctionTests
{
    private const int Months = 12;
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Payments_of_two_exports_are_filed_and_those_that_recur_are_not(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (first, second) = Exports();
        var late = second.Where((_, i) => i % 12 == 0).ToList();
        var ids = await StoreAsync(store.Alice, [.. first.Values, .. second.Except(late).Select(s => s.Fields)]);
        var of = first.Keys.Concat(second.Except(late).Select(s => s.Of)).Zip(ids).ToLookup(p => p.First, p => p.Second);

        var report = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "transaction" }, null, None)).Types[0];
        var found = await PairsAsync(store.Alice);

        var truth = of.Where(p => p.Count() == 2).Select(p => Key(p.First(), p.Last())).ToHashSet();
        report.Candidates.ShouldBe(found.Count);
        found.Except(truth).ShouldBeEmpty();
        found.Count.ShouldBeGreaterThan(truth.Count * 2 / 3);

        // By themselves they find the same, and payments of one month more find nothing.
        var next = first
            .Where(p => p.Key.StartsWith("11:", StringComparison.Ordinal))
            .Select(p => p.Value.Replace("-12-", "-01-", StringComparison.Ordinal).Replace("2025", "2026", StringComparison.Ordinal));
        ids = await StoreAsync(store.Alice, [.. late.Select(l => l.Fields), .. next]);
        (await store.Alice.Duplicates.FindAsync(new() { EntityType = "transaction" }, null, None))
            .Types[0]
            .Mode.ShouldBe(DuplicateMode.Incremental);

        var more = (await PairsAsync(store.Alice)).Except(found).ToList();
        more.Except(late.Zip(ids).Select(l => Key(of[l.First.Of].First(), l.Second))).ShouldBeEmpty();
        more.Count.ShouldBeGreaterThan(late.Count / 3);
    }

    [Theory, DatabaseData]
    public async Task Invoices_of_one_vendor_with_other_numbers_are_not_filed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        string[] invoices =
        [
            .. Enumerable
                .Range(0, 60)
                .Select(i =>
                    $$"""{"invoice_number":"{{"ABCDE"[i % 5]}}F-2026-{{100 + (i / 5)}}","vendor":"Vendor {{"ABCDE"[i % 5]}} Ltd","customer":"Harbour Tools","total":{{120 + (i % 5 * 35)}},"currency":"EUR","issue_date":"2026-{{1 + (i / 5):00}}-12"}"""
                ),
            """{"vendor":"Vendor A Ltd","customer":"Harbour Tools","total":120,"currency":"EUR","issue_date":"2026-01-12","external_id":"scan"}""",
        ];
        await store.Alice.StoreManyAsync([.. invoices.Select(i => ("invoice", i))]);

        await store.Alice.Duplicates.FindAsync(new() { EntityType = "invoice" }, null, None);

        var filed = (await store.Alice.Duplicates.ListAsync(new() { Limit = 1000 }, None)).Items;
        filed.ShouldAllBe(p =>
            p.Title!.StartsWith("Vendor", StringComparison.Ordinal) || p.OtherTitle!.StartsWith("Vendor", StringComparison.Ordinal)
        ); // titles: the scan has no number
    }

    [Theory, DatabaseData]
    public async Task Schema_that_distinguishes_more_lets_go_of_what_is_open_and_changes_no_entity(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (first, second) = Exports();
        string[] payments = [.. first.Values, .. second.Select(s => s.Fields)];
        var ids = await StoreAsync(store.Alice, payments);
        var days = ids.Zip(payments).ToDictionary(p => p.First, p => p.Second[9..19]);
        await store.Alice.Duplicates.FindAsync(new() { EntityType = "transaction" }, null, None);
        var other = (await PairsAsync(store.Alice)).Where(p => days[p.A] != days[p.B]).ToList();
        other.Count.ShouldBeGreaterThan(5);
        await store.Alice.Duplicates.DismissAsync(other[0].A, other[0].B, new() { Reason = "two days" }, None);
        var before = await store.Alice.GetAsync(ids[0]);

        var strict = SeedSchemas
            .All.Single(s => s.EntityType == "transaction")
            .Json.Replace("\"distinguishes\": {\"days\": 5}", "\"distinguishes\": true", StringComparison.Ordinal);
        (
            await store.Alice.Schemas.RegisterAsync(new() { EntityType = "transaction", Schema = JsonElement.Parse(strict) }, None)
        ).Version.ShouldBe(2);
        var report = (await store.Alice.Duplicates.FindAsync(new() { EntityType = "transaction" }, null, None)).Types[0];

        report.Mode.ShouldBe(DuplicateMode.Full);
        var open = await PairsAsync(store.Alice);
        open.ShouldNotBeEmpty();
        open.ShouldAllBe(p => days[p.A] == days[p.B]);
        (await store.Alice.Duplicates.ListAsync(new() { State = DuplicateFilter.Dismissed }, None)).Items.Count.ShouldBe(1);
        (await store.Alice.Duplicates.FindAsync(new() { EntityType = "transaction" }, null, None))
            .Types[0]
            .Mode.ShouldBe(DuplicateMode.Skipped);

        (await store.Alice.Schemas.DiffAsync("transaction", 1, 2, None))
            .Changes.Select(c => $"{c.Change} {c.Path} {c.Before} {c.After}")
            .ShouldBe([
                """changed /properties/booking_date/x-strata/distinguishes {"days":5} True""",
                """changed /properties/date/x-strata/distinguishes {"days":5} True""",
            ]);
        JsonSerializer.Serialize((await store.Alice.GetAsync(ids[0])).Fields).ShouldBe(JsonSerializer.Serialize(before.Fields));
        (await store.Alice.Verification.RebuildAsync(null, None)).Changed.ShouldBe(0);
    }

    /// <summary>
    /// A year of one account, by payment; and the second half of it as another program exports it, a little later and in other words.
    /// </summary>
    private static (Dictionary<string, string> First, List<(string Of, string Fields)> Second) Exports()
    {
        (string Text, string Who, double Amount, int Day)[] monthly =
        [
            ("Salary", "Nordwind Logistics GmbH", 3120.55, 27),
            ("Rent flat 3", "Lindenhof Estates", -940, 1),
            ("Electricity", "Stadtwerke Nord", -64, 15),
            ("Streaming", "Flixhub", -12.99, 8),
            ("Gym membership", "Fit and Fun Club", -29.9, 3),
            ("Mobile contract", "Telco One", -19.99, 20),
            ("Health insurance", "Caritas Kasse", -211.4, 5),
            ("Newspaper", "Morgenpost Verlag", -34.5, 11),
        ];
        var chance = new Chance(7);
        var (first, second) = (new Dictionary<string, string>(StringComparer.Ordinal), new List<(string, string)>());
        for (var month = 0; month < Months; month++)
        {
            foreach (var (text, who, amount, day) in monthly)
            {
                Add(month, text, who, amount, day);
            }
            for (var i = 0; i < 10; i++)
            {
                Add(
                    month,
                    $"Card {chance.Word(2)}",
                    $"{chance.Word(3)} {chance.Word(2)}",
                    -Math.Round(2 + (chance.Part() * 150), 2),
                    1 + chance.Below(27)
                );
            }
        }
        return (first, second);

        void Add(int month, string text, string who, double amount, int day)
        {
            var on = new DateOnly(2025, 1 + month, day);
            var key = $"{month}:{first.Count}";
            first.Add(key, Fields(on, amount, $"{text} {on.ToString("MMMM", CultureInfo.InvariantCulture)}", who));
            if (month >= Months / 2)
            {
                second.Add((key, Fields(on.AddDays(chance.Below(2)), amount, $"{who} {text}".ToUpperInvariant(), who.ToUpperInvariant())));
            }
        }
    }

    private static string Fields(DateOnly date, double amount, string text, string who) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $$"""{"date":"{{date:yyyy-MM-dd}}","amount":{{amount}},"currency":"EUR","description":"{{text}}","counterparty":"{{who}}"}"""
        );

    private static async Task<IReadOnlyList<string>> StoreAsync(IStrata strata, IReadOnlyList<string> payments) =>
        [.. (await strata.StoreManyAsync([.. payments.Select(p => ("transaction", p))])).Entities.Select(e => e.EntityId)];

    private static async Task<HashSet<(string A, string B)>> PairsAsync(IStrata strata) =>
        [.. (await strata.Duplicates.ListAsync(new() { Limit = 1000 }, None)).Items.Select(p => Key(p.EntityId, p.OtherId))];

    private static (string A, string B) Key(string a, string b) => string.CompareOrdinal(a, b) < 0 ? (a, b) : (b, a);
}
