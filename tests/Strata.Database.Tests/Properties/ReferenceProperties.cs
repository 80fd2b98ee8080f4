using System.Text.Json.Nodes;
using Strata.Testing;

namespace Strata.Properties;

/// <summary>A names B where one asks of A just where one asks of B, whatever the values and however they are compared.</summary>
public sealed class ReferenceProperties
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly int Sources = TestScale.Pick(quick: 12, all: 40);
    private static readonly int Targets = TestScale.Pick(quick: 6, all: 12);
    private static readonly Normaliser[] Normalisers = Enum.GetValues<Normaliser>();

    private static readonly string Long = string.Concat(Enumerable.Repeat("Große Straße 7, ", 5));

    /// <summary>
    /// Values that some normalisers take for the same and others don't, and that the index of values folds, rounds and cuts.
    /// </summary>
    private static readonly JsonNode[] Values =
    [
        "Acme Ltd.",
        "ACME LTD",
        "  acme  ltd",
        "Ácme Ltd",
        "A-C-M-E Ltd",
        "acmeltd",
        "Große Straße",
        "GROSSE STRASSE",
        "grosse strasse",
        "İstanbul",
        "i\u0307stanbul",
        "istanbul",
        "ISTANBUL",
        "ıstanbul",
        "\u212Aelvin",
        "Kelvin",
        "\u212Bngström",
        "Ångström",
        "ångstro\u0308m",
        "ΟΔΟΣ",
        "οδος",
        "οδοσ",
        "ſtrand",
        "STRAND",
        "ǅ",
        "ǆ",
        "😀 shop",
        "😀 SHOP",
        "漢字",
        "+49 (0)30 12-34",
        "0049 30 1234",
        "+49301234",
        "49301234",
        "2026-03-31",
        "2026-03-31T23:59:00+02:00",
        "2026-03-31T21:59:00Z",
        12,
        "12",
        "12.0",
        "1.2e1",
        12.5,
        "12.50",
        JsonNode.Parse("12345678901234567890")!,
        "12345678901234567890",
        JsonNode.Parse("0.10000000000000000001")!,
        "0.10000000000000000001",
        "0.1",
        0.1,
        true,
        "true",
        "TRUE",
        "https://Example.COM/A/#top",
        "https://example.com/A",
        "HTTPS://EXAMPLE.COM/A/",
        "https://example.com/a",
        Long,
        Long.ToUpperInvariant(),
        Long.Replace("ß", "ss", StringComparison.Ordinal),
        Long + "x",
        Long + Long,
        (Long + Long).ToLowerInvariant(),
        new string('1', 70),
        "+" + new string('1', 70),
        "(" + new string('-', 70) + ") 0301234",
        "0301234",
        "-",
        "...",
        new JsonArray("Kelvin"),
        new JsonObject { ["name"] = "Kelvin" },
    ];

    [Theory, DatabaseData]
    public async Task Reference_is_seen_from_both_ends(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var random = new Random(20_261_122);
        foreach (var strata in new[] { store.Alice, store.Bob })
        {
            await RegisterAsync(strata);
        }
        var targets = await TargetsAsync(store.Alice, random);
        var sources = await SourcesAsync(store.Alice, random, Sources);
        await SourcesAsync(store.Bob, random, 5);
        var early = (await store.Alice.GetAsync(sources[^1])).Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);

        // Later some are one, some are called otherwise, and some say otherwise.
        foreach (var group in targets.GroupBy(t => t.Type).Select(g => g.ToList()))
        {
            await store.Alice.MergeAsync(group[1].Id, group[0].Id);
            await store.Alice.CorrectAsync(group[2].Id, $$"""{"key":{{JsonSerializer.Serialize(Any(random))}}}""");
            await store.Alice.DeleteAsync(group[3].Id);
        }
        foreach (var source in sources.Take(10))
        {
            await store.Alice.CorrectAsync(source, Fields(random).ToJsonString());
        }

        var found = 0;
        foreach (var at in new[] { ReadAt.Now, new ReadAt(early, null), new ReadAt(null, "2026-03-15T00:00:00Z") })
        {
            var outgoing = await EdgesAsync(store.Alice, sources, at, outgoing: true);
            var incoming = await EdgesAsync(store.Alice, [.. targets.Select(t => t.Id)], at, outgoing: false);
            incoming.Except(outgoing).ShouldBeEmpty($"only from the end that is named, {at}");
            outgoing.Except(incoming).ShouldBeEmpty($"only from the end that names, {at}");
            found += outgoing.Count;
        }
        found.ShouldBeGreaterThan(Sources * Targets);
    }

    [Theory, DatabaseData]
    public async Task Spelling_that_the_rule_takes_for_the_same_is_found_from_the_end_that_is_named(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var company = await store.Alice.StoreAsync("organization", """{"name":"Müller & Söhne GmbH"}""");
        var invoice = await store.Alice.StoreAsync("invoice", """{"invoice_number":"1","vendor":"MULLER SOHNE, GMBH"}""");
        await store.Bob.StoreAsync("organization", """{"name":"Müller & Söhne GmbH"}""");

        var around = await store.Alice.Entities.GetNeighborhoodAsync(company.EntityId, 1, 50, ReadAt.Now, None);

        var reference = around.Relationships.ShouldHaveSingleItem();
        (reference.From, reference.To, reference.Field).ShouldBe((invoice.EntityId, company.EntityId, "vendor"));
        (await store.Alice.Entities.GetNeighborhoodAsync(invoice.EntityId, 1, 50, ReadAt.Now, None)).Relationships.ShouldBe([reference]);
    }

    private static async Task RegisterAsync(IStrata strata)
    {
        var fields = new JsonObject();
        foreach (var normaliser in Normalisers)
        {
            var name = Name(normaliser);
            await strata.RegisterAsync(
                "t_" + name,
                $$$$$"""{"x-strata":{"identity":[["key"]]},"properties":{"key":{"x-strata":{"normaliser":"{{{{{name}}}}}"}}}}"""
            );
            fields["r_" + name] = JsonNode.Parse($$$$$"""{"x-strata":{"references":{"entity_type":"t_{{{{{name}}}}}"}}}""");
        }
        await strata.RegisterAsync(
            "s",
            new JsonObject
            {
                ["x-strata"] = JsonNode.Parse("""{"identity":[["id"]]}"""),
                ["properties"] = With(fields, "id", new JsonObject()),
            }.ToJsonString()
        );
    }

    private static async Task<List<(string Type, string Id)>> TargetsAsync(IStrata strata, Random random)
    {
        var targets = new List<(string, string)>();
        foreach (var type in Normalisers.Select(n => "t_" + Name(n)))
        {
            while (targets.Count(t => t.Item1 == type) < Targets)
            {
                var stored = await strata.StoreAsync(type, new JsonObject { ["key"] = Any(random) }.ToJsonString(), Time(random));
                if (targets.All(t => t.Item2 != stored.EntityId))
                {
                    targets.Add((type, stored.EntityId));
                }
            }
        }
        return targets;
    }

    private static async Task<List<string>> SourcesAsync(IStrata strata, Random random, int count)
    {
        var sources = new List<string>();
        for (var i = 0; i < count; i++)
        {
            sources.Add((await strata.StoreAsync("s", With(Fields(random), "id", i).ToJsonString(), Time(random))).EntityId);
        }
        return sources;
    }

    private static JsonObject Fields(Random random)
    {
        var fields = new JsonObject();
        foreach (var normaliser in Normalisers)
        {
            fields["r_" + Name(normaliser)] = random.Next(4) switch
            {
                0 => new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Any(random))]),
                1 when random.Next(5) == 0 => new JsonArray([.. Enumerable.Range(0, 120).Select(_ => Any(random))]), // More than the index has of one value.
                _ => Any(random),
            };
        }
        return fields;
    }

    private static async Task<HashSet<(string From, string Field, string To)>> EdgesAsync(
        IStrata strata,
        IReadOnlyList<string> ids,
        ReadAt at,
        bool outgoing
    )
    {
        var edges = new HashSet<(string, string, string)>();
        foreach (var id in ids)
        {
            try
            {
                var around = await strata.Entities.GetNeighborhoodAsync(id, 1, 5_000, at, None);
                around.Truncated.ShouldBeFalse(around.Incomplete);
                edges.UnionWith(
                    around
                        .Relationships.Where(r =>
                            r.Origin == RelationshipOrigin.Reference && (outgoing ? r.From : r.To) == around.Entities[0].EntityId
                        )
                        .Select(r => (r.From, r.Field!, r.To))
                );
            }
            catch (StrataException e) when (e.Code == ErrorCode.EntityNotFound)
            {
                // Deleted, or not there yet.
            }
        }
        return edges;
    }

    private static JsonNode Any(Random random) => Values[random.Next(Values.Length)].DeepClone();

    private static string Time(Random random) => $"2026-03-{random.Next(1, 29):00}T00:00:00Z";

    private static string Name(Normaliser normaliser) => normaliser.ToString().ToLowerInvariant();

    private static JsonObject With(JsonObject fields, string name, JsonNode value)
    {
        fields[name] = value;
        return fields;
    }
}
