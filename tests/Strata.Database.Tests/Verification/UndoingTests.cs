using Strata.Testing;

namespace Strata.Verification;

/// <summary>G6: every decision can be undone, also where others were built on it, and never by doing something else.</summary>
public sealed class UndoingTests
{
    [Theory, DatabaseData]
    public async Task Answer_to_a_decision_shows_the_entity_as_it_is_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var one = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com","name":"Ann"}""")).EntityId;
        var two = (await store.Alice.StoreAsync("contact", """{"email":"b@example.com","phone":"+49 30 1234567"}""")).EntityId;

        await AgreesAsync(await store.Alice.CorrectAsync(one, """{"name":"Anna"}"""), one);
        var merged = await AgreesAsync(await store.Alice.MergeAsync(two, one), one);
        await AgreesAsync(await store.Alice.UnmergeAsync(two), two);
        await AgreesAsync(await store.Alice.RetractAsync((await store.Alice.CorrectAsync(one, """{"name":"Anne"}""")).Id), one);
        merged.ShouldNotBeNull().Fields.Count.ShouldBe(3);

        async Task<EntityView?> AgreesAsync(DecisionResult decided, string id)
        {
            // Only the answer to a question says when it was read.
            Json(decided.Entity).ShouldBe(Json(await store.Alice.GetAsync(id) with { ReadAt = null }), decided.Kind.Name());
            return decided.Entity;
        }

        static string Json(EntityView? view) => System.Text.Json.JsonSerializer.Serialize(view, StrataJson.Options);
    }

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task An_unmerge_is_undone_where_the_former_target_is_merged_further_and_deleted(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, c) = await ThreeAsync(store.Alice);
        await store.Alice.MergeAsync(a, b);
        await store.Alice.MergeAsync(b, c);
        await store.Alice.DeleteAsync(c);
        var before = await store.Alice.StateHashAsync();

        var unmerge = await store.Alice.UnmergeAsync(a);
        (await store.Alice.GetAsync(a)).Json("name").ShouldBe("\"a\"");
        await store.Alice.RetractAsync(unmerge.Id);

        (await store.Alice.StateHashAsync()).ShouldBe(before);
        await store.Alice.RestoreAsync(c);
        (await store.Alice.GetAsync(a)).EntityId.ShouldBe(c);
        (await store.Alice.GetAsync(c)).Json("tags").ShouldBe("""["a","b","c"]""");
        await store.Alice.UnmergeAsync(b);
        (await store.Alice.GetAsync(b)).Json("tags").ShouldBe("""["a","b"]""");
        (await store.Alice.GetAsync(c)).Json("tags").ShouldBe("""["c"]""");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task An_unmerge_is_not_undone_into_a_circle(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, _) = await ThreeAsync(store.Alice);
        await store.Alice.MergeAsync(a, b);
        var unmerge = await store.Alice.UnmergeAsync(a);
        await store.Alice.MergeAsync(b, a);

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(unmerge.Id))).ShouldBe(ErrorCode.Conflict);
        (await store.Alice.GetAsync(b)).EntityId.ShouldBe(a);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task Undoing_a_restore_of_what_was_merged_since_does_not_delete_the_entity_it_was_merged_into(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, _) = await ThreeAsync(store.Alice);
        await store.Alice.DeleteAsync(a);
        var restore = await store.Alice.RestoreAsync(a);
        await store.Alice.MergeAsync(a, b);

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(restore.Id))).ShouldBe(ErrorCode.Conflict);
        (await store.Alice.GetAsync(b)).State.ShouldBe(EntityStatus.Active);
    }

    [Theory, DatabaseData, Trait("req", "G6")]
    public async Task Undoing_a_superseded_activation_does_not_take_back_the_later_one(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("shop", Shop("string"));
        var id = (await store.Alice.StoreAsync("shop", """{"code":"x","size":"1"}""")).EntityId;
        var seq = await store.Alice.HeadAsync(id);
        await store.Alice.RegisterAsync("shop", Shop("integer"));
        await store.Alice.RegisterAsync("shop", Shop("boolean"));

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync($"dec_{seq + 2}"))).ShouldBe(ErrorCode.Conflict);
        (await store.Alice.Schemas.GetAsync("shop", null, CancellationToken.None)).Version.ShouldBe(3);
    }

    private static async Task<(string A, string B, string C)> ThreeAsync(IStrata strata)
    {
        var ids = new List<string>();
        foreach (var name in (string[])["a", "b", "c"])
        {
            ids.Add(
                (
                    await strata.StoreAsync("contact", $$"""{"email":"{{name}}@example.com","name":"{{name}}","tags":["{{name}}"]}""")
                ).EntityId
            );
        }
        return (ids[0], ids[1], ids[2]);
    }

    private static string Shop(string type) =>
        """{"type":"object","x-strata":{"identity":[["code"]]},"properties":{"code":{"type":"string"},"size":{"type":"TYPE"}}}""".Replace(
            "TYPE",
            type,
            StringComparison.Ordinal
        );
}
