using Strata.Database;
using Strata.Testing;

namespace Strata.Proofs;

/// <summary>Defects of schemas, types and ownership that an earlier system of this kind had.</summary>
public sealed class DefectsOfSchemasTests
{
    [Theory, DatabaseData, Trait("req", "D8")]
    public async Task D8_the_same_name_under_two_users_is_two_entities(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alices = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann"}""");
        var bobs = await store.Bob.StoreAsync("contact", """{"email":"ann@example.com","name":"Other"}""");

        bobs.Created.ShouldBeTrue();
        bobs.EntityId.ShouldNotBe(alices.EntityId);
        await store.Bob.CorrectAsync(bobs.EntityId, """{"name":"Changed"}""");
        (await store.Alice.GetAsync(alices.EntityId)).Json("name").ShouldBe("\"Ann\"");
        (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().EntityId.ShouldBe(alices.EntityId);
    }

    [Theory, DatabaseData, Trait("req", "D15")]
    public async Task D15_one_users_schema_change_reaches_nobody_else(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var bobs = (await store.Bob.StoreAsync("note", """{"title":"T","tags":["a"]}""")).EntityId;
        var before = (await store.Bob.GetSchemaAsync("note", null, CancellationToken.None), await store.Bob.StateHashAsync());

        await store.Alice.RegisterAsync("note", """{"type":"object","properties":{"title":{"type":"string"}}}""");
        await store.Alice.RegisterAsync("yacht", """{"type":"object","properties":{"length":{"type":"number"}}}""");

        var after = await store.Bob.GetSchemaAsync("note", null, CancellationToken.None);
        (after.Version, after.Hash).ShouldBe((before.Item1.Version, before.Item1.Hash));
        (await store.Bob.StateHashAsync()).ShouldBe(before.Item2);
        (await store.Bob.GetAsync(bobs)).Json("tags").ShouldBe("""["a"]""");
        (await Proven.CodeAsync(() => store.Bob.GetSchemaAsync("yacht", null, CancellationToken.None))).ShouldBe(ErrorCode.SchemaNotFound);
        (await store.Bob.StoreAsync("yacht", """{"length":12}""")).EntityType.ShouldBe("generic");
        (await store.Alice.GetSchemaAsync("note", null, CancellationToken.None)).Version.ShouldBe(2);
    }

    [Theory, DatabaseData, Trait("req", "D16")]
    public async Task D16_a_new_schema_version_keeps_and_applies_all_of_its_settings(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("shop", Shop("", """ "size":"last_write" """));
        var id = (await store.Alice.StoreAsync("shop", """{"code":"a","size":"new","color":"red"}""", "2026-02-01")).EntityId;
        await store.Alice.StoreAsync("shop", """{"code":"a","size":"old","color":"blue"}""", "2026-01-01");
        await store.Alice.CorrectAsync(id, """{"owner":"me"}""");
        var before = await store.Alice.GetAsync(id);
        before.Json("size").ShouldBe("\"new\"");

        await store.Alice.RegisterAsync("shop", Shop(""","weight":{"type":"number"}""", """ "size":"last_write" """));
        var same = await store.Alice.GetAsync(id);
        same.SchemaVersion.ShouldBe(2);
        same.Hash.ShouldBe(before.Hash);

        await store.Alice.StoreAsync("shop", """{"code":"a","size":"older","weight":3}""", "2025-12-01");
        var settled = await store.Alice.GetAsync(id);
        (settled.Json("size"), settled.Json("weight"), settled.Json("owner")).ShouldBe(("\"new\"", "3", "\"me\""));
        (await store.Alice.StoreAsync("shop", """{"code":"A","color":"green"}""")).EntityId.ShouldBe(id, "identity and normalisers stay");
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);
    }

    [Theory, DatabaseData, Trait("req", "D17")]
    public async Task D17_merge_array_keeps_equal_objects_once(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync(
            "list",
            """
            {"type":"object","x-strata":{"identity":[["code"]],"strategy":{"items":"merge_array"}},
             "properties":{"code":{"type":"string"},"items":{"type":"array"}}}
            """
        );
        await store.Alice.StoreAsync("list", """{"code":"a","items":[{"x":1,"y":[1,2]},{"x":2}]}""", "2026-01-01");
        await store.Alice.StoreAsync("list", """{"code":"a","items":[{"y":[1,2.0],"x":1.0},{"x":2},3,{"x":2}]}""", "2026-01-02");

        var entity = (await store.Alice.ListAsync("list")).ShouldHaveSingleItem();
        entity.Json("items").ShouldBe("""[{"x":1,"y":[1,2]},{"x":2},3]""");
    }

    [Theory, DatabaseData, Trait("req", "D18")]
    public async Task D18_wrong_types_and_dangling_relationships_are_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var before = await store.Alice.StateHashAsync();
        foreach (var fields in (string[])["""{"amount":"twelve"}""", """{"amount":1,"date":"2026-02-30"}""", """{"amount":[1]}""", """{"amount":true}"""])
        {
            (await Proven.CodeAsync(() => store.Alice.StoreAsync("transaction", fields))).ShouldBe(ErrorCode.SchemaValidationFailed, fields);
        }
        (await store.Alice.StateHashAsync()).ShouldBe(before);

        var task = (await store.Alice.StoreAsync("task", """{"external_id":"1","title":"one"}""")).EntityId;
        var other = (await store.Alice.StoreAsync("task", """{"external_id":"2","title":"two"}""")).EntityId;
        var contact = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""")).EntityId;
        (await Proven.CodeAsync(() => store.Alice.CorrectAsync(task, """{"done":"yes"}"""))).ShouldBe(ErrorCode.SchemaValidationFailed);
        (await Proven.CodeAsync(() => store.Alice.CorrectAsync(task, """{"no_such_field":1}"""))).ShouldBe(ErrorCode.SchemaValidationFailed);
        (await Proven.CodeAsync(() => store.Alice.RelateAsync(task, "blocks", "ent_000000000000000000000000"))).ShouldBe(ErrorCode.EntityAccessDenied);
        (await Proven.CodeAsync(() => store.Alice.RelateAsync(task, "blocks", contact))).ShouldBe(ErrorCode.SchemaValidationFailed);
        (await Proven.CodeAsync(() => store.Alice.RelateAsync(task, "blocks", task))).ShouldBe(ErrorCode.Conflict);
        await store.Alice.RelateAsync(task, "blocks", other);
        (await Proven.CodeAsync(() => store.Alice.RelateAsync(other, "blocks", task))).ShouldBe(ErrorCode.Conflict);
        (await store.Alice.GetNeighborhoodAsync(task, 1, 10, ReadAt.Now, CancellationToken.None)).Relationships.Count.ShouldBe(1);
    }

    private static string Shop(string more, string strategy) =>
        """
        {"type":"object","x-strata":{"identity":[["code"]],"normalisers":{"code":"identifier"},"strategy":{STRATEGY}},
         "properties":{"code":{"type":"string"},"size":{"type":"string"},"color":{"type":"string"},"owner":{"type":"string"}MORE}}
        """
            .Replace("STRATEGY", strategy, StringComparison.Ordinal)
            .Replace("MORE", more, StringComparison.Ordinal);
}
