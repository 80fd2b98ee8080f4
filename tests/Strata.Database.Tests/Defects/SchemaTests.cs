using Strata.Testing;

namespace Strata.Defects;

/// <summary>Schemas change what is seen now, for whom they belong to, and by what they state.</summary>
public sealed class SchemaTests
{
    [Theory, DatabaseData, Trait("req", "D9"), Trait("req", "G4")]
    public async Task D9_a_past_state_stays_to_the_byte_whatever_is_decided_later(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterPartsAsync();
        var a = (
            await store.Alice.StoreAsync("part", """{"serial":"A","owner":"Ann","labels":["x"],"price":1}""", "2026-01-02T00:00:00Z")
        ).EntityId;
        var b = (await store.Alice.StoreAsync("part", """{"serial":"B","owner":"Ben","labels":["y"]}""", "2026-01-01T00:00:00Z")).EntityId;
        await store.Alice.StoreAsync("part", """{"serial":"A","owner":"Amy","labels":["z"],"price":2}""", "2026-01-01T00:00:00Z");
        await store.Alice.CorrectAsync(b, """{"name":"Bolt"}""");
        var then = (await store.Alice.GetAsync(b)).Seq.ToString(System.Globalization.CultureInfo.InvariantCulture);
        var before = await PastAsync(store, [a, b], then);
        var now = (await store.Alice.GetAsync(a)).Fields;

        store.Time.Advance(TimeSpan.FromDays(1));
        await store.Alice.RegisterPartsAsync(
            Parts
                .Schema.Replace("\"labels\": \"merge_array\"", "\"labels\": \"last_write\"")
                .Replace("\"owner\": \"last_write\"", "\"owner\": \"most_specific\"")
        );
        (await store.Alice.GetAsync(a)).Fields["labels"].GetArrayLength().ShouldNotBe(now["labels"].GetArrayLength());
        (await PastAsync(store, [a, b], then)).ShouldBe(before);

        await store.Alice.MergeAsync(a, b);
        (await PastAsync(store, [a, b], then)).ShouldBe(before);
        await store.Alice.DeleteAsync(b);
        (await PastAsync(store, [a, b], then)).ShouldBe(before);
        await store.Alice.RestoreAsync(b);
        await store.Alice.UnmergeAsync(a);
        await store.Alice.Schemas.ActivateAsync("part", 1, CancellationToken.None);
        await store.Alice.Verification.RebuildAsync(null, CancellationToken.None);
        (await PastAsync(store, [a, b], then)).ShouldBe(before);
    }

    [Theory, DatabaseData, Trait("req", "D15")]
    public async Task D15_one_users_schema_change_leaves_another_users_schemas_and_entities_alone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var user in (IStrata[])[store.Alice, store.Bob])
        {
            await user.RegisterPartsAsync();
            await user.StoreAsync("part", """{"serial":"A","labels":["x"]}""", "2026-01-01T00:00:00Z");
            await user.StoreAsync("part", """{"serial":"A","labels":["y"]}""", "2026-01-02T00:00:00Z");
        }
        var (his, hers) = (await OfAsync(store.Bob), await OfAsync(store.Alice));

        await store.Alice.RegisterPartsAsync(Parts.Schema.Replace("\"labels\": \"merge_array\"", "\"labels\": \"last_write\""));
        await store.Alice.RegisterAsync("gadget", """{"type":"object","properties":{"serial":{"type":"string"}}}""");

        (await OfAsync(store.Alice)).ShouldNotBe(hers);
        (await OfAsync(store.Bob)).ShouldBe(his);
        (await store.Bob.StoreAsync("part", """{"serial":"A","labels":["z"]}""")).Created.ShouldBeFalse();
        (await store.Bob.ListAsync("part")).ShouldHaveSingleItem().Json("labels").ShouldBe("""["x","y","z"]""");
        (await store.Bob.StoreAsync("gadget", """{"serial":"1"}""")).EntityType.ShouldBe("generic");
    }

    [Theory, DatabaseData, Trait("req", "D16")]
    public async Task D16_a_new_version_keeps_all_that_it_states_and_the_diff_shows_the_change_alone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterPartsAsync();
        var second = Parts.Schema.Replace("\"properties\": {", "\"properties\": {\"colour\": {\"type\": \"string\"},");
        (await store.Alice.RegisterPartsAsync(second)).Version.ShouldBe(2);

        var diff = await store.Alice.Schemas.DiffAsync("part", 1, 2, CancellationToken.None);
        var change = diff.Changes.ShouldHaveSingleItem();
        (change.Path, change.Change).ShouldBe(("/properties/colour", "added"));
        foreach (var (version, text) in new[] { (1, Parts.Schema), (2, second) })
        {
            var kept = await store.Alice.Schemas.GetAsync("part", version, CancellationToken.None);
            JsonElement.DeepEquals(kept.Schema.ShouldNotBeNull(), JsonDocument.Parse(text).RootElement).ShouldBeTrue($"version {version}");
        }

        // Unions are still unions, and the rest still takes one value.
        await store.Alice.StoreAsync(
            "part",
            """{"serial":"A","owner":"Ann","labels":["x"],"checks":[{"by":"Ann"}]}""",
            "2026-01-02T00:00:00Z"
        );
        await store.Alice.StoreAsync(
            "part",
            """{"serial":"A","owner":"Ben","labels":["y"],"checks":[{"by":"Ben"}]}""",
            "2026-01-01T00:00:00Z"
        );
        var part = (await store.Alice.ListAsync("part")).ShouldHaveSingleItem();
        part.Json("owner").ShouldBe("\"Ann\"");
        part.Json("labels").ShouldBe("""["y","x"]""");
        part.Json("checks").ShouldBe("""[{"by":"Ben"},{"by":"Ann"}]""");
        part.SchemaVersion.ShouldBe(2);
    }

    private static async Task<string> PastAsync(TestStore store, IReadOnlyList<string> ids, string knownAt)
    {
        var views = new List<string>();
        foreach (var id in ids)
        {
            views.Add((await store.Alice.GetAsync(id, provenance: true, knownAt: knownAt)).Json());
        }
        views.AddRange((await store.Alice.ListAsync("part", knownAt)).Select(e => e.Json()));
        return string.Join('\n', views);
    }

    private static async Task<string> OfAsync(IStrata user)
    {
        var schemas = await user.Schemas.ListAsync(CancellationToken.None);
        var entities = await user.ListAsync();
        return string.Join(
            '\n',
            [.. schemas.Select(s => $"{s.EntityType} {s.Version} {s.Hash}"), .. entities.Select(e => e.Json()), await user.StateHashAsync()]
        );
    }
}
