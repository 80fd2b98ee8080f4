using Strata.Testing;

namespace Strata.Verification;

/// <summary>Filters and orders by field give what is there, however it was found and whatever schema it was stored under.</summary>
public sealed class IndexedFieldTests
{
    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task A_field_whose_kind_changes_is_found_and_sorted_by_its_new_kind(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("visit", Visit(""));
        foreach (
            var (code, at) in ((string, string)[])
                [("a", "2026-01-01T01:00:00+02:00"), ("b", "2026-01-01T00:00:00Z"), ("c", "2026-01-01T05:00:00+01:00")]
        )
        {
            await store.Alice.StoreAsync("visit", $$"""{"code":"{{code}}","at":"{{at}}"}""");
        }

        await store.Alice.RegisterAsync("visit", Visit(""","format":"date-time" """));

        (await CodesAsync(store, "at", new FieldFilter("at", "lt", Json("\"2026-01-01T00:00:00Z\"")))).ShouldBe("a");
        (await CodesAsync(store, "at")).ShouldBe("a b c");
        (await CodesAsync(store, "-at")).ShouldBe("c b a");
        await store.Alice.RegisterAsync("visit", Visit(""));
        (await CodesAsync(store, "at")).ShouldBe("b a c");
    }

    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task The_order_is_the_same_with_and_without_a_filter_and_over_pages(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("visit", Visit(""","format":"date-time" """));
        string?[] times =
        [
            "2026-01-01T01:00:00+02:00",
            "2026-01-01T00:00:00Z",
            null,
            "2026-01-01T05:00:00+01:00",
            null,
            "2025-12-31T23:30:00-01:00",
        ];
        foreach (var (at, i) in times.Select((t, i) => (t, i)))
        {
            await store.Alice.StoreAsync("visit", at is null ? $$"""{"code":"c{{i}}"}""" : $$"""{"code":"c{{i}}","at":"{{at}}"}""");
        }
        var all = new FieldFilter("code", "prefix", Json("\"c\""));

        foreach (var (sort, expected) in ((string, string)[])[("at", "c0 c1 c5 c3 c2 c4"), ("-at", "c3 c5 c1 c0 c2 c4")])
        {
            (await CodesAsync(store, sort)).ShouldBe(expected);
            (await CodesAsync(store, sort, all)).ShouldBe(expected);
            (await CodesAsync(store, sort, all, limit: 1)).ShouldBe(expected);
            (await CodesAsync(store, sort, limit: 2)).ShouldBe(expected);
        }
    }

    private static async Task<string> CodesAsync(TestStore store, string sort, FieldFilter? filter = null, int limit = 50)
    {
        var codes = new List<string?>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "visit",
                    Sort = sort,
                    Filters = filter is null ? [] : [filter],
                    Limit = limit,
                    Cursor = cursor,
                },
                ReadAt.Now,
                CancellationToken.None
            );
            codes.AddRange(page.Items.Select(e => e.Fields["code"].GetString()));
            cursor = page.NextCursor;
        } while (cursor is not null);
        return string.Join(' ', codes);
    }

    private static JsonElement Json(string json) => JsonDocument.Parse(json).RootElement.Clone();

    private static string Visit(string format) =>
        """{"type":"object","x-strata":{"identity":[["code"]]},"properties":{"code":{"type":"string"},"at":{"type":"string"FORMAT}}}""".Replace(
            "FORMAT",
            format,
            StringComparison.Ordinal
        );
}
