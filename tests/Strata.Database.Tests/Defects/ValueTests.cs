using Strata.Testing;

namespace Strata.Defects;

/// <summary>No value is lost, doubled, or changed on its way in.</summary>
public sealed class ValueTests
{
    [Theory, DatabaseData, Trait("req", "G7")]
    public async Task Field_that_is_called_as_the_whole_record_is_kept_stands_beside_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("odd.csv", "raw_data,colour\nx,red\n");
        await store.Alice.StoreAsync("gizmo", """{"raw_data":"x","colour":"red"}""");

        foreach (var entity in await store.Alice.ListAsync("generic"))
        {
            var fragments = (await store.Alice.GetAsync(entity.EntityId, provenance: true)).Fragments.ShouldNotBeNull();
            fragments.Keys.ShouldBe(["colour", "raw_data", "raw_data (2)"], ignoreOrder: true);
            fragments["raw_data"].GetString().ShouldBe("x");
            fragments["raw_data (2)"].GetRawText().ShouldContain("red");
        }
    }

    [Theory, DatabaseData, Trait("req", "D5")]
    public async Task D5_unknown_fields_of_five_entities_stay_with_their_records_in_every_run(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterPartsAsync();
        var request = new IngestRequest { EntityType = "part" };
        var first = await store.Alice.IngestAsync("a.json", Records(round: 1), request);
        await store.Alice.Sources.ReinterpretAsync(new() { SourceId = first.SourceId, EntityType = "part" }, null, CancellationToken.None);
        await store.Alice.IngestAsync("b.json", Records(round: 2), request);

        var parts = await store.Alice.ListAsync("part");
        parts.Count.ShouldBe(5);
        foreach (var part in parts)
        {
            var serial = part.Fields["serial"].GetString();
            var observations = await store.Alice.ObservationsAsync(part.EntityId);
            observations
                .Select(o => o.Fragments.ShouldNotBeNull()["wibble"].Value.GetString())
                .ShouldBe([$"{serial}-1", $"{serial}-1", $"{serial}-2"]);
        }

        static string Records(int round) =>
            "[" + string.Join(',', Enumerable.Range(0, 5).Select(i => $$"""{"serial":"S{{i}}","wibble":"S{{i}}-{{round}}"}""")) + "]";
    }

    [Theory, DatabaseData, Trait("req", "D10"), Trait("req", "G3")]
    public async Task D10_the_same_writes_in_any_order_give_the_same_state(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        (string Fields, string At)[] writes =
        [
            ("""{"serial":"A","owner":"Ann","price":1,"labels":["x","y"],"checks":[{"by":"Ann","ok":true}]}""", "2026-01-01T00:00:00Z"),
            ("""{"serial":"A","owner":"Ben","place":"Rome","labels":["y","z"],"name":"Bolt"}""", "2026-01-03T00:00:00Z"),
            ("""{"serial":"A","owner":"Cid","place":"Bonn","price":3,"labels":["w"],"name":null}""", "2026-01-03T00:00:00Z"),
            ("""{"serial":"A","owner":"Dan","price":2,"checks":[{"ok":true,"by":"Ann"},{"by":"Dan"}]}""", "2026-01-02T00:00:00Z"),
        ];
        var hashes = new Dictionary<string, string>();
        foreach (var order in Orders([0, 1, 2, 3]).Where((_, i) => TestScale.IsAll || i % 3 == 0))
        {
            var user = new UserId("u" + string.Concat(order));
            await store.Store.Users.AddAsync(user, null, CancellationToken.None);
            var strata = store.Store.For(user, "tester");
            await strata.RegisterPartsAsync();
            foreach (var i in order)
            {
                await strata.StoreAsync("part", writes[i].Fields, writes[i].At);
                store.Time.Advance(TimeSpan.FromMinutes(1));
            }
            var part = (await strata.ListAsync("part")).ShouldHaveSingleItem();
            hashes[part.Hash] = string.Join(
                ' ',
                part.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value.GetRawText()}")
            );
        }
        hashes.Count.ShouldBe(1, string.Join('\n', hashes.Values));
        hashes.Values.Single().ShouldContain("price=3");
    }

    [Theory, DatabaseData, Trait("req", "D11")]
    public async Task D11_text_and_structured_input_of_one_record_store_equal_values(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string json = """
            {"serial":"0042-ÄB","name":"Bolt M8 GmbH & Co","owner":"McAdams","price":1234567.125,"made":"2026-03-31",
             "seen":"2026-03-31T23:30:00+02:00","steps":["Zeta","alpha","Beta"],"labels":["Z","a"]}
            """;
        const string csv = """
            serial,name,owner,price,made,seen,steps,labels
            0042-ÄB,Bolt M8 GmbH & Co,McAdams,"1,234,567.125",31.03.2026,2026-03-31T23:30:00+02:00,"[""Zeta"",""alpha"",""Beta""]","[""Z"",""a""]"

            """;
        var request = new IngestRequest { EntityType = "part" };
        (string Name, Func<IStrata, Task> Take)[] ways =
        [
            ("structured", s => s.StoreAsync("part", json)),
            ("json", s => s.IngestAsync("part.json", $"[{json}]", request)),
            ("csv", s => s.IngestAsync("part.csv", csv, request)),
        ];
        var seen = new List<(string Name, string Fields, string Hash)>();
        foreach (var (name, take) in ways)
        {
            var user = new UserId(name);
            await store.Store.Users.AddAsync(user, null, CancellationToken.None);
            var strata = store.Store.For(user, "tester");
            await strata.RegisterPartsAsync();
            await take(strata);
            var part = (await strata.ListAsync("part")).ShouldHaveSingleItem(name);
            seen.Add(
                (
                    name,
                    JsonSerializer.Serialize(
                        part.Fields.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}={f.Value.GetRawText()}")
                    ),
                    part.Hash
                )
            );
        }
        seen[1].Fields.ShouldBe(seen[0].Fields, seen[1].Name);
        seen[2].Fields.ShouldBe(seen[0].Fields, seen[2].Name);
        seen.Select(s => s.Hash).Distinct().ShouldHaveSingleItem();
        var csvPart = (await store.Store.For(new UserId("csv"), "tester").ListAsync("part")).ShouldHaveSingleItem();
        csvPart.Json("steps").ShouldBe("""["Zeta","alpha","Beta"]""");
        csvPart.Json("owner").ShouldBe("\"McAdams\"");
        csvPart.Json("price").ShouldBe("1234567.125");
    }

    [Theory, DatabaseData, Trait("req", "D12")]
    public async Task D12_undeclared_email_url_and_title_are_kept(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterPartsAsync();
        var stored = await store.Alice.StoreAsync(
            "part",
            """{"serial":"A","email":"a@example.com","url":"https://a.example","title":"Dr"}"""
        );
        stored.UnknownFields.ShouldBe(["email", "title", "url"], ignoreOrder: true);
        await store.Alice.IngestAsync(
            "p.csv",
            "serial,email,url,title\nA,a@example.com,https://a.example,Dr\n",
            new IngestRequest { EntityType = "part" }
        );
        await store.Alice.IngestAsync(
            "p.json",
            """[{"serial":"A","email":"a@example.com","url":"https://a.example","title":"Dr"}]""",
            new IngestRequest { EntityType = "part" }
        );

        var observations = await store.Alice.ObservationsAsync(stored.EntityId);
        observations.Count.ShouldBe(3);
        foreach (var observation in observations)
        {
            var fragments = observation.Fragments.ShouldNotBeNull();
            fragments["email"].Value.GetString().ShouldBe("a@example.com");
            fragments["url"].Value.GetString().ShouldBe("https://a.example");
            fragments["title"].Value.GetString().ShouldBe("Dr");
        }
    }

    [Theory, DatabaseData, Trait("req", "D17")]
    public async Task D17_equal_objects_are_one_item_of_a_merged_array(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterPartsAsync();
        await store.Alice.StoreAsync("part", """{"serial":"A","checks":[{"by":"Ann","at":{"day":1,"month":2}}]}""", "2026-01-01T00:00:00Z");
        var id = (
            await store.Alice.StoreAsync(
                "part",
                """{"serial":"A","checks":[{"at":{"month":2,"day":1},"by":"Ann"},{"by":"ann"}]}""",
                "2026-01-02T00:00:00Z"
            )
        ).EntityId;

        (await store.Alice.GetAsync(id)).Json("checks").ShouldBe("""[{"at":{"day":1,"month":2},"by":"Ann"},{"by":"ann"}]""");
        await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        (await store.Alice.GetAsync(id)).Fields["checks"].GetArrayLength().ShouldBe(2);
    }

    private static IEnumerable<int[]> Orders(int[] items) =>
        items.Length == 0
            ?
            [
                [],
            ]
            : items.SelectMany(first => Orders([.. items.Where(i => i != first)]).Select(rest => (int[])[first, .. rest]));
}
