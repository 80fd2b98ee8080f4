using System.Numerics;
using Strata.Testing;

namespace Strata.Properties;

/// <summary>Sums against a fold over the pages of a list of the same entities at the same point.</summary>
public sealed class SumProperties
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData, Trait("req", "N-140"), Trait("req", "G4")]
    public async Task Sums_of_random_histories_are_those_of_their_lists_now_and_at_any_point(Engine engine)
    {
        const int seed = 20261124;
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        await ThingSchema.RegisterAsync(store);
        var writer = new HistoryWriter(store, random);
        await writer.WriteAsync(TestScale.Pick(quick: 150, all: 1_000), rounds: 6);

        List<ReadAt> points = [ReadAt.Now];
        foreach (var (time, seq) in writer.Rounds)
        {
            points.Add(new ReadAt(seq.ToString(CultureInfo.InvariantCulture)));
            points.Add(new ReadAt(null, time.ToString("O", CultureInfo.InvariantCulture)));
        }
        points.Add(new ReadAt(points[^2].KnownAt, "2026-01-01T03:10:00Z"));
        string?[] filters =
        [
            null,
            "highest > 3 or last = 'l2'",
            "not (union = 'a' and highest is set)",
            "last in ('l1', 'l2', 'l3') and highest between 2 and 7",
        ];
        foreach (var at in points)
        {
            var all = await ListedAsync(store, at, null);
            foreach (var filter in filters)
            {
                var entities = filter is null ? all : await ListedAsync(store, at, filter);
                var sums = await SumAsync(store, at, filter, "highest", "union", "last");
                Lines(sums).ShouldBe(Folded(entities), $"seed {seed}, {at}, {filter}");
                sums.Entities.ShouldBe(entities.Count);
                Raw(sums.Totals.SingleOrDefault()?.Sum).ShouldBe(Folded(entities.Select(e => e.Json("highest"))), $"{at}, {filter}");
            }
        }
        (await store.Bob.Aggregates.SumAsync(new SumEntities(), null, None)).Entities.ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "N-140")]
    public async Task Amounts_of_up_to_40_digits_lose_none_on_the_way(Engine engine)
    {
        var random = new Random(20261125);
        await using var store = await TestStore.CreateAsync(engine);
        var amounts = Enumerable.Range(0, 400).Select(_ => Amount(random)).ToList();
        await store.Alice.StoreManyAsync([
            .. amounts.Select(
                (a, i) => ("transaction", $$"""{"external_id":"{{i}}","amount":{{a}},"currency":"{{(i % 3 == 0 ? "EUR" : "JPY")}}"}""")
            ),
        ]);

        var sums = await store.Alice.Aggregates.SumAsync(new SumEntities { EntityType = "transaction", Field = "amount" }, null, None);

        foreach (var (currency, isEuro) in (IEnumerable<(string, bool)>)[("EUR", true), ("JPY", false)])
        {
            var group = sums.Groups.Single(g => g.Key["currency"].GetString() == currency);
            Raw(group.Sum).ShouldBe(Folded(amounts.Where((_, i) => (i % 3 == 0) == isEuro)));
        }
    }

    private static async Task<List<EntityView>> ListedAsync(TestStore store, ReadAt at, string? where)
    {
        var listed = new List<EntityView>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = ThingSchema.Type,
                    Where = where,
                    Limit = 1000,
                    Cursor = cursor,
                },
                at,
                None
            );
            listed.AddRange(page.Items);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return listed;
    }

    private static Task<EntitySums> SumAsync(TestStore store, ReadAt at, string? where, string field, params string[] by) =>
        store.Alice.Aggregates.SumAsync(
            new SumEntities
            {
                EntityType = ThingSchema.Type,
                Field = field,
                By = by,
                Where = where,
                Limit = 10_000,
                KnownAt = at.KnownAt,
                ValidAt = at.ValidAt,
            },
            null,
            None
        );

    private static IEnumerable<string> Lines(EntitySums sums) =>
        sums
            .Groups.Select(g =>
                $"{g.Key["union"].GetRawText()} {g.Key["last"].GetRawText()}: {g.Count} {g.Missing} {Raw(g.Sum)} {Raw(g.Min)} {Raw(g.Max)}"
            )
            .Order(StringComparer.Ordinal);

    /// <summary>The same lines, worked out from what a list shows.</summary>
    private static IEnumerable<string> Folded(IReadOnlyList<EntityView> entities) =>
        entities
            .SelectMany(e => Elements(e).Select(u => (Key: $"{u} {e.Json("last") ?? "null"}", Number: e.Json("highest"))))
            .GroupBy(e => e.Key, StringComparer.Ordinal)
            .Select(g =>
            {
                var numbers = g.Select(e => e.Number).OfType<string>().Select(n => int.Parse(n, CultureInfo.InvariantCulture)).ToList();
                var (sum, min, max) =
                    numbers.Count == 0 ? (null, null, null) : ((int?)numbers.Sum(), (int?)numbers.Min(), (int?)numbers.Max());
                return $"{g.Key}: {g.Count()} {g.Count() - numbers.Count} {sum} {min} {max}";
            })
            .Order(StringComparer.Ordinal);

    private static IEnumerable<string> Elements(EntityView entity) =>
        entity.Fields.TryGetValue("union", out var union) && union.GetArrayLength() > 0
            ? union.EnumerateArray().Select(u => u.GetRawText()).Distinct(StringComparer.Ordinal)
            : ["null"];

    /// <summary>The sum of decimals as whole numbers of 10^-50; null without any.</summary>
    private static string? Folded(IEnumerable<string?> numbers)
    {
        const int Decimals = 50;
        var all = numbers.OfType<string>().ToList();
        var sum = BigInteger.Zero;
        foreach (var number in all)
        {
            var parts = number.Split('e');
            var point = parts[0].IndexOf('.', StringComparison.Ordinal);
            var places =
                (point < 0 ? 0 : parts[0].Length - point - 1) - (parts.Length == 2 ? int.Parse(parts[1], CultureInfo.InvariantCulture) : 0);
            sum +=
                BigInteger.Parse(parts[0].Replace(".", "", StringComparison.Ordinal), CultureInfo.InvariantCulture)
                * BigInteger.Pow(10, Decimals - places);
        }
        return all.Count == 0 ? null : ExactNumber.Of(sum, -Decimals).ToString();
    }

    private static string Amount(Random random)
    {
        var digits = string.Concat(Enumerable.Range(0, random.Next(1, 41)).Select(i => (char)('0' + random.Next(i == 0 ? 1 : 0, 10))));
        return (random.Next(2) == 0 ? "-" : "") + ExactNumber.Of(BigInteger.Parse(digits, CultureInfo.InvariantCulture), -random.Next(40));
    }

    private static string? Raw(JsonElement? value) => value?.GetRawText();
}
