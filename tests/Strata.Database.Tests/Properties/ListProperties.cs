using Strata.Testing;

namespace Strata.Properties;

/// <summary>Lists by every kind of walk against an oracle that filters and sorts all entities in memory.</summary>
public sealed class ListProperties
{
    private static readonly int Count = TestScale.Pick(quick: 120, all: 240);
    private static readonly int Questions = TestScale.Pick(quick: 60, all: 400);

    private static readonly CancellationToken Token = TestContext.Current.CancellationToken;

    /// <summary>So small that every way of finding candidates is gone in a small store.</summary>
    private static readonly ListLimits[] Limits =
    [
        new(),
        new(Gathered: 8, Nearby: 6),
        new(Gathered: 8, Nearby: 6, Looked: 25, LookedPast: 25),
    ];

    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task Every_way_to_list_gives_what_filtering_and_sorting_all_entities_gives(Engine engine)
    {
        const int seed = 20261121;
        var random = new Random(seed);
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store);
        var halfway = await FillAsync(store, random);
        var now = await AllAsync(store, ReadAt.Now);
        var past = new ReadAt($"{halfway}");
        var then = await AllAsync(store, past);
        var listings = Limits.Select(limits => Listing.Of(store, limits)).ToArray();

        for (var i = 0; i < Questions; i++)
        {
            var query = Draw(random, now[random.Next(now.Count)].Seq);
            var (at, all) = random.Next(4) == 0 ? (past, then) : (ReadAt.Now, now);
            var found = await PagesAsync(store, query, at, listings[random.Next(listings.Length)]);
            found.ShouldBe(
                Expected(all, query),
                $"seed {seed}, question {i}: {JsonSerializer.Serialize(query, StrataJson.Options)} at {at}"
            );
            await ShouldNameAsync(store, query, at, found, random);
        }
    }

    /// <summary>Asserts that ids and rows of ids are those of the list.</summary>
    private static async Task ShouldNameAsync(TestStore store, EntityQuery query, ReadAt at, IReadOnlyList<string> listed, Random random)
    {
        var request = new ListEntityIds
        {
            EntityType = query.EntityType,
            Filters = query.Filters,
            Sort = query.Sort,
            ChangedSince = query.ChangedSince,
            IncludeDeleted = query.IncludeDeleted,
            KnownAt = at.KnownAt,
            ValidAt = at.ValidAt,
        };
        var ids = await store.Alice.Aggregates.ListIdsAsync(request, Token);
        ids.Ids.ShouldBe(listed, $"{JsonSerializer.Serialize(query, StrataJson.Options)} at {at}");
        ids.Complete.ShouldBeTrue();
        if (listed.Count > 1)
        {
            var first = await store.Alice.Aggregates.ListIdsAsync(request with { Limit = listed.Count - 1 }, Token);
            first.Ids.ShouldBe(listed.SkipLast(1));
            first.Complete.ShouldBeFalse();
        }
        var some = listed.OrderBy(_ => random.Next()).Take(20).ToList();
        var views = (await store.Alice.Search.ListAsync(query with { Limit = 1000, Cursor = null }, at, Token)).Items;
        var rows = await store.Alice.Search.RowsAsync(some, at, Token);
        var expected = some.Select(id => views.Single(v => v.EntityId == id)).Where(v => v.State == EntityStatus.Active).ToList();
        JsonSerializer
            .Serialize(rows.Items, StrataJson.Options)
            .ShouldBe(JsonSerializer.Serialize<IReadOnlyList<EntityView>>(expected, StrataJson.Options));
        rows.Missing.ShouldBe(some.Except(expected.Select(e => e.EntityId), StringComparer.Ordinal));
    }

    [Theory, DatabaseData]
    public async Task Sorting_a_past_of_more_entities_than_can_be_sorted_says_how_many_can(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await RegisterAsync(store);
        foreach (var key in (string[])["a", "b", "c"])
        {
            await store.Alice.StoreAsync("item", $"{{\"key\":\"{key}\"}}");
        }
        var at = new ReadAt("1000");
        var query = new EntityQuery { EntityType = "item", Sort = "-key" };

        (await PagesAsync(store, query, at, Listing.Of(store, new ListLimits(SortedPast: 3)))).Count.ShouldBe(3);
        var refused = await Should.ThrowAsync<StrataException>(() =>
            PagesAsync(store, query, at, Listing.Of(store, new ListLimits(SortedPast: 2)))
        );
        refused.Message.ShouldContain("up to 2 entities");
    }

    private static async Task<long> FillAsync(TestStore store, Random random)
    {
        var ids = new List<string>();
        long halfway = 0;
        for (var i = 0; i < Count; i++)
        {
            var fields = new List<string> { $"\"key\":\"k{i:D3}\"", $"\"rare\":\"r{random.Next(60)}\"" };
            if (random.Next(10) > 0)
            {
                fields.Add($"\"kind\":\"{(char)('a' + random.Next(3))}\"");
            }
            if (random.Next(4) > 0)
            {
                fields.Add($"\"amount\":{(i * 10) + random.Next(100)}");
            }
            if (random.Next(3) > 0)
            {
                fields.Add($"\"tags\":[{string.Join(',', Enumerable.Range(0, random.Next(4)).Select(_ => $"\"t{random.Next(6)}\""))}]");
            }
            var stored = await store.Alice.StoreAsync("item", $"{{{string.Join(',', fields)}}}");
            ids.Add(stored.EntityId);
            switch (random.Next(12))
            {
                case 0 when ids.Count > 3:
                    await store.Alice.CorrectAsync(ids[random.Next(ids.Count - 3)], $"{{\"amount\":{random.Next(2000)}}}");
                    break;
                case 1 when ids.Count > 3:
                    (await store.Alice.DeleteAsync(ids[^1])).Id.ShouldNotBeEmpty();
                    ids.RemoveAt(ids.Count - 1);
                    break;
                case 2 when ids.Count > 3:
                    await store.Alice.MergeAsync(ids[^1], ids[^2]);
                    ids.RemoveAt(ids.Count - 1);
                    break;
            }
            if (i == Count / 2)
            {
                halfway = long.Parse(
                    (await store.Alice.StoreAsync("note", """{"title":"half"}""")).ObservationId["obs_".Length..],
                    CultureInfo.InvariantCulture
                );
            }
        }
        // An array with more elements than are indexed.
        await store.Alice.StoreAsync(
            "item",
            $"{{\"key\":\"long\",\"tags\":[{string.Join(',', Enumerable.Range(0, 150).Select(t => $"\"t{t}\""))}]}}"
        );
        return halfway;
    }

    private static EntityQuery Draw(Random random, long seq)
    {
        var filters = new List<FieldFilter>();
        for (var n = random.Next(3); n > 0; n--)
        {
            filters.Add(
                random.Next(9) switch
                {
                    0 => Filter("kind", "eq", $"\"{(char)('a' + random.Next(4))}\""),
                    1 => Filter("rare", "eq", $"\"r{random.Next(60)}\""),
                    2 => Filter("amount", random.Next(2) == 0 ? "gt" : "le", $"{random.Next(2500)}"),
                    3 => Filter("tags", "eq", $"\"t{(random.Next(8) is 7 ? 140 : random.Next(6))}\""),
                    4 => Filter("kind", random.Next(2) == 0 ? "exists" : "missing", "null"),
                    5 => Filter("tags", random.Next(2) == 0 ? "exists" : "missing", "null"),
                    6 => Filter("kind", "ne", "\"a\""),
                    7 => Filter("rare", "prefix", $"\"r{random.Next(6)}\""),
                    _ => Filter("key", "contains", $"\"{random.Next(10)}\""),
                }
            );
        }
        string[] sorts = ["created", "-created", "updated", "-updated", "amount", "-amount", "tags", "-tags", "kind"];
        return new EntityQuery
        {
            EntityType = "item",
            Filters = filters,
            Sort = sorts[random.Next(sorts.Length)],
            ChangedSince = random.Next(5) == 0 ? $"{seq}" : null,
            IncludeDeleted = random.Next(5) == 0,
            Limit = random.Next(1, 40),
        };
    }

    private static IReadOnlyList<string> Expected(IReadOnlyList<EntityView> all, EntityQuery query)
    {
        var since = query.ChangedSince is { } text ? long.Parse(text, CultureInfo.InvariantCulture) : 0;
        var matching = all.Where(e =>
                (query.IncludeDeleted || e.State != EntityStatus.Deleted) && e.Seq > since && query.Filters.All(f => Holds(f, e))
            )
            .ToList();
        var down = query.Sort!.StartsWith('-');
        var name = query.Sort.TrimStart('-');
        var ordered = name switch
        {
            "created" => down ? matching.AsEnumerable().Reverse() : matching,
            "updated" => down ? matching.AsEnumerable().Reverse().OrderByDescending(e => e.Seq) : matching.OrderBy(e => e.Seq),
            _ => (
                down
                    ? matching.Where(e => Place(e, name, down) is not null).Reverse().OrderByDescending(e => Place(e, name, down), Values)
                    : matching.Where(e => Place(e, name, down) is not null).OrderBy(e => Place(e, name, down), Values)
            ).Concat(matching.Where(e => Place(e, name, down) is null)),
        };
        return [.. ordered.Select(e => e.EntityId)];
    }

    private static readonly Comparer<object?> Values = Comparer<object?>.Create(
        (a, b) => a is decimal x && b is decimal y ? x.CompareTo(y) : string.CompareOrdinal((string?)a, (string?)b)
    );

    /// <summary>
    /// A number or text; of several the least, or the greatest in descending order. Of a long array those that are indexed count.
    /// </summary>
    private static object? Place(EntityView e, string field, bool down)
    {
        var values = Elements(e, field)
            .Take(100)
            .Select(v => v.ValueKind == JsonValueKind.Number ? v.GetDecimal() : (object?)v.GetString())
            .ToList();
        return down ? values.Order(Values).LastOrDefault() : values.Order(Values).FirstOrDefault();
    }

    private static bool Holds(FieldFilter filter, EntityView e)
    {
        var values = Elements(e, filter.Field).ToList();
        var wanted = filter.Value!.Value;
        return filter.Op switch
        {
            "exists" => e.Fields.ContainsKey(filter.Field),
            "missing" => !e.Fields.ContainsKey(filter.Field),
            "ne" => values.Count == 0
                || values.Exists(v => v.GetString() != wanted.GetString()) && !e.Fields.ContainsKey(filter.Field)
                || !values.Exists(v => v.GetString() == wanted.GetString()),
            "eq" => values.Exists(v => v.GetString() == wanted.GetString()),
            "gt" => values.Exists(v => v.GetDecimal() > wanted.GetDecimal()),
            "le" => values.Exists(v => v.GetDecimal() <= wanted.GetDecimal()),
            "prefix" => values.Exists(v => v.GetString()!.StartsWith(wanted.GetString()!, StringComparison.Ordinal)),
            _ => values.Exists(v => v.GetString()!.Contains(wanted.GetString()!, StringComparison.Ordinal)),
        };
    }

    private static IEnumerable<JsonElement> Elements(EntityView e, string field) =>
        !e.Fields.TryGetValue(field, out var value) ? []
        : value.ValueKind == JsonValueKind.Array ? value.EnumerateArray()
        : [value];

    private static async Task<IReadOnlyList<string>> PagesAsync(TestStore store, EntityQuery query, ReadAt at, Listing listing)
    {
        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Store.Database.ReadAsync(
                new UserId("alice"),
                async c =>
                    await listing.Entities.ListAsync(c, query with { Cursor = cursor }, await ReadPoint.AtAsync(c, at, listing.Schemas)),
                Token
            );
            found.AddRange(page.Items.Select(e => e.EntityId));
            page.Items.Count.ShouldBeLessThanOrEqualTo(query.Limit);
            cursor = page.NextCursor;
        } while (cursor is not null);
        return found;
    }

    /// <summary>A listing with limits of its own, kept from page to page as a store keeps its: schemas are parsed once.</summary>
    private sealed record Listing(SchemaStore Schemas, EntityListing Entities)
    {
        public static Listing Of(TestStore store, ListLimits limits)
        {
            var schemas = new SchemaStore();
            var reader = new EntityReader(schemas);
            return new Listing(
                schemas,
                new EntityListing(reader, new SearchIndex(reader, store.Store.Blobs, new SearchLimits()), limits, TimeProvider.System)
            );
        }
    }

    private static async Task<IReadOnlyList<EntityView>> AllAsync(TestStore store, ReadAt at) =>
        (
            await store.Alice.Search.ListAsync(
                new EntityQuery
                {
                    EntityType = "item",
                    IncludeDeleted = true,
                    Limit = 1000,
                },
                at,
                Token
            )
        ).Items;

    private static Task<SchemaView> RegisterAsync(TestStore store) =>
        store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "item",
                Schema = JsonDocument
                    .Parse(
                        """
                        {
                          "type": "object", "x-strata": { "identity": [["key"]] },
                          "properties": {
                            "key": { "type": "string" }, "kind": { "type": "string" }, "rare": { "type": "string" }, "amount": { "type": "number" },
                            "tags": { "type": "array", "items": { "type": "string" } }
                          }
                        }
                        """
                    )
                    .RootElement,
            },
            Token
        );

    private static FieldFilter Filter(string field, string op, string json) => new(field, op, JsonDocument.Parse(json).RootElement.Clone());
}
