namespace Strata.Bench;

/// <summary>Questions that are asked of a store of <see cref="Invoices"/>; each is one call that varies with its number.</summary>
internal static class Reads
{
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Numbers without a pattern, the same on every run.</summary>
    private static int Scatter(int i, int below) => (int)((uint)(i * 2654435761L % uint.MaxValue) % (uint)below);

    public static Func<int, Task> Get(IStrata strata, IReadOnlyList<string> ids) =>
        i => strata.Entities.GetAsync(ids[i % ids.Count], provenance: true, ReadAt.Now, None);

    /// <summary>Entities from all over the store.</summary>
    public static async Task<IReadOnlyList<string>> IdsAsync(IStrata strata, int size)
    {
        var ids = new List<string>();
        for (var i = 0; i < 500; i++)
        {
            var found = await strata.Search.FindAsync($"INV-{Scatter(i, size):D8}", "invoice", new PageRequest(), ReadAt.Now, None);
            ids.Add(found.Items[0].EntityId);
        }
        return ids;
    }

    public static Func<int, Task> Find(IStrata strata, int size) =>
        i => strata.Search.FindAsync($"INV-{Scatter(i, size):D8}", "invoice", new PageRequest(), ReadAt.Now, None);

    /// <summary>
    /// What the aim names: 100 entities by a field; a value that few have, a bound that half meets, a value that an eighth has.
    /// </summary>
    public static Func<int, Task> List(IStrata strata) =>
        i =>
            ListAsync(
                strata,
                (i % 3) switch
                {
                    0 => Filter("customer", "eq", $"\"Customer {Scatter(i, 5000)}\""),
                    1 => Filter("total", "gt", "50000"),
                    _ => Filter("vendor", "eq", "\"Acme GmbH\""),
                }
            );

    /// <summary>A few words that everything, an eighth, two hundred or one entity has.</summary>
    public static Func<int, Task> Search(IStrata strata, int size) =>
        i =>
            SearchAsync(
                strata,
                (i % 3) switch
                {
                    0 => $"Customer {Scatter(i, 5000)}",
                    1 => $"INV-{Scatter(i, size):D8}",
                    _ => "acme",
                }
            );

    /// <summary>
    /// As <see cref="List"/>, with a full page of 100 whatever the size: a range that 100 have, a bound that half meets, a value that an
    /// eighth has.
    /// </summary>
    public static Func<int, Task> FullList(IStrata strata, int size)
    {
        var totals = Math.Min(size, 100_000); // of which every one occurs equally often
        var span = 100 * totals / size;
        return i =>
            (i % 3) switch
            {
                0 when Scatter(i, totals - span) is var from => ListAsync(
                    strata,
                    Filter("total", "ge", $"{from}"),
                    Filter("total", "lt", $"{from + span}")
                ),
                1 => ListAsync(strata, Filter("total", "gt", $"{totals / 2}")),
                _ => ListAsync(strata, Filter("vendor", "eq", "\"Acme GmbH\"")),
            };
    }

    /// <summary>As <see cref="Search"/>, with as many hits whatever the size: one, and a full page of a word and of two.</summary>
    public static Func<int, Task> FullSearch(IStrata strata, int size) =>
        i =>
            SearchAsync(
                strata,
                (i % 3) switch
                {
                    0 => $"INV-{Scatter(i, size):D8}",
                    1 => "harbor paid",
                    _ => "acme",
                }
            );

    public static Func<int, Task> Write(IStrata strata, int from) =>
        i =>
            strata.Structured.StoreAsync(
                new StructuredRequest { Entities = [Invoices.One(i, from + i)], ObservedAt = DateTimeOffset.UnixEpoch.AddYears(55) },
                None
            );

    /// <summary>Lists of many kinds.</summary>
    public static IReadOnlyList<(string Name, Func<int, Task> Call)> Lists(IStrata strata, long lastSeq)
    {
        var cursors = new Dictionary<string, string?>(StringComparer.Ordinal);
        return
        [
            ("field = value that 1 in 5,000 has", i => ListAsync(strata, Filter("customer", "eq", $"\"Customer {Scatter(i, 5000)}\""))),
            ("field = value that 1 in 8 has", _ => ListAsync(strata, Filter("vendor", "eq", "\"Acme GmbH\""))),
            ("field > bound that 1 in 2 meets", _ => ListAsync(strata, Filter("total", "gt", "50000"))),
            ("field > bound that 1 in 100 meets", i => ListAsync(strata, Filter("total", "gt", $"{99_000 - (i % 100)}"))),
            (
                "field between dates",
                i => ListAsync(strata, Filter("issue_date", "ge", $"\"{Day(i)}\""), Filter("issue_date", "lt", $"\"{Day(i + 30)}\""))
            ),
            ("field begins with", i => ListAsync(strata, Filter("customer", "prefix", $"\"Customer {Scatter(i, 10)}\""))),
            (
                "two fields, 1 in 8 and 1 in 3",
                _ => ListAsync(strata, Filter("vendor", "eq", "\"Elm Partners\""), Filter("status", "eq", "\"paid\""))
            ),
            (
                "two fields, never together",
                _ => ListAsync(strata, Filter("vendor", "eq", "\"Acme GmbH\""), Filter("customer", "eq", "\"Customer 1\""))
            ),
            (
                "newest first",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Sort = "-created",
                            Limit = 100,
                        }
                    )
            ),
            (
                "last changed first",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Sort = "-updated",
                            Limit = 100,
                        }
                    )
            ),
            (
                "sorted by a field, largest first",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Sort = "-total",
                            Limit = 100,
                        }
                    )
            ),
            ("sorted, where 1 in 8 matches", _ => ListAsync(strata, Sorted("due_date", Filter("vendor", "eq", "\"Fjord AS\"")))),
            (
                "sorted, where 1 in 5,000 matches",
                i => ListAsync(strata, Sorted("-total", Filter("customer", "eq", $"\"Customer {Scatter(i, 5000)}\"")))
            ),
            ("sorted by the filtered field", i => ListAsync(strata, Sorted("total", Filter("total", "gt", $"{50_000 + i}")))),
            ("sorted by another field than a bound", _ => ListAsync(strata, Sorted("-issue_date", Filter("total", "lt", "20000")))),
            (
                "sorted by a field that none has",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Sort = "tax",
                            Limit = 100,
                        }
                    )
            ),
            (
                "pages one after another, sorted",
                _ =>
                    NextAsync(
                        strata,
                        cursors,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Sort = "-total",
                            Limit = 100,
                        }
                    )
            ),
            (
                "pages one after another, filtered",
                _ =>
                    NextAsync(
                        strata,
                        cursors,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Filters = [Filter("vendor", "eq", "\"Dorn Werke\"")],
                            Limit = 100,
                        }
                    )
            ),
            ("changed since just now", _ => ListAsync(strata, new EntityQuery { ChangedSince = $"{lastSeq - 200}", Limit = 100 })),
            ("changed since half the ledger", _ => ListAsync(strata, new EntityQuery { ChangedSince = $"{lastSeq / 2}", Limit = 100 })),
            ("not a value", _ => ListAsync(strata, Filter("status", "ne", "\"open\""))),
            ("without a field", _ => ListAsync(strata, Filter("tax", "missing", "null"))),
            ("with a field that none has", _ => ListAsync(strata, Filter("tax", "exists", "null"))),
            ("contains, many", _ => ListAsync(strata, Filter("vendor", "contains", "\"Partner\""))),
            ("contains, none", _ => ListAsync(strata, Filter("vendor", "contains", "\"nowhere\""))),
            (
                "with a word that 1 in 8 has",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Text = "acme",
                            Limit = 100,
                        }
                    )
            ),
            (
                "with a beginning that all have",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "invoice",
                            Text = "cust*",
                            Limit = 100,
                        }
                    )
            ),
            (
                "of a type that has none",
                _ =>
                    ListAsync(
                        strata,
                        new EntityQuery
                        {
                            EntityType = "note",
                            Sort = "-updated",
                            Limit = 100,
                        }
                    )
            ),
        ];
    }

    /// <summary>Searches of many kinds.</summary>
    public static IReadOnlyList<(string Name, Func<int, Task> Call)> Searches(IStrata strata, int size) =>
        [
            ("word of one entity", i => SearchAsync(strata, $"INV-{Scatter(i, size):D8}")),
            ("word of all, newest first", _ => SearchAsync(strata, "customer")),
            ("word of all and word of 200", i => SearchAsync(strata, $"customer {Scatter(i, 5000)}")),
            ("phrase of 200", i => SearchAsync(strata, $"\"customer {Scatter(i, 5000)}\"")),
            ("word of 1 in 8", _ => SearchAsync(strata, "fjord")),
            ("two common words", _ => SearchAsync(strata, "harbor paid")),
            ("three common words", _ => SearchAsync(strata, "elm open eur")),
            ("common phrase", _ => SearchAsync(strata, "\"birch sons\"")),
            ("phrase that never is", _ => SearchAsync(strata, "\"sons birch\"")),
            ("common words, never together", _ => SearchAsync(strata, "acme fjord")),
            ("beginning that all have", _ => SearchAsync(strata, "cust*")),
            ("beginning that few have", i => SearchAsync(strata, $"INV-{Scatter(i, size) / 100:D6}*")),
            ("beginning and common word", _ => SearchAsync(strata, "cust* acme")),
            ("word that none has", _ => SearchAsync(strata, "nowhere")),
        ];

    private static string Day(int i) =>
        new DateOnly(2024, 1, 1).AddDays(Scatter(i, 600)).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    private static Task SearchAsync(IStrata strata, string text) =>
        strata.Search.SearchAsync(new SearchQuery { Text = text }, ReadAt.Now, None);

    private static EntityQuery Sorted(string sort, FieldFilter filter) =>
        new()
        {
            EntityType = "invoice",
            Sort = sort,
            Filters = [filter],
            Limit = 100,
        };

    private static Task<Page<EntityView>> ListAsync(IStrata strata, params FieldFilter[] filters) =>
        ListAsync(
            strata,
            new EntityQuery
            {
                EntityType = "invoice",
                Filters = filters,
                Limit = 100,
            }
        );

    private static Task<Page<EntityView>> ListAsync(IStrata strata, EntityQuery query) => strata.Search.ListAsync(query, ReadAt.Now, None);

    private static async Task NextAsync(IStrata strata, Dictionary<string, string?> cursors, EntityQuery query)
    {
        var name = query.Sort ?? "";
        var page = await ListAsync(strata, query with { Cursor = cursors.GetValueOrDefault(name) });
        cursors[name] = page.NextCursor;
    }

    private static FieldFilter Filter(string field, string op, string json) => new(field, op, JsonDocument.Parse(json).RootElement);
}
