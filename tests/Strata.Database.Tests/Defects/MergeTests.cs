using Strata.Scenarios;
using Strata.Testing;

namespace Strata.Defects;

/// <summary>One thing under two names, two things under one.</summary>
public sealed class MergeTests
{
    [Theory, DatabaseData, Trait("req", "D6")]
    public async Task D6_a_merge_reduces_the_target_again_and_later_writes_by_the_merged_name_reach_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var from = (
            await store.Alice.StoreAsync(
                "contact",
                """{"email":"ann@home.example","phone":"+49 30 1","tags":["a"]}""",
                "2026-01-01T00:00:00Z"
            )
        ).EntityId;
        var to = (
            await store.Alice.StoreAsync("contact", """{"email":"ann@work.example","tags":["b"]}""", "2026-01-02T00:00:00Z")
        ).EntityId;

        var merged = await store.Alice.MergeAsync(from, to);
        merged.Entity.ShouldNotBeNull().Json("phone").ShouldBe("\"+49 30 1\"");
        merged.Entity.Json("tags").ShouldBe("""["a","b"]""");
        (await store.Alice.GetAsync(to)).Json("email").ShouldBe("\"ann@work.example\"");

        var later = await store.Alice.StoreAsync("contact", """{"email":"ann@home.example","job_title":"CTO"}""", "2026-01-01T12:00:00Z");
        later.EntityId.ShouldBe(to);
        later.Created.ShouldBeFalse();
        await store.Alice.CorrectAsync(from, """{"name":"Ann"}""");
        var target = await store.Alice.GetAsync(to);
        target.Json("job_title").ShouldBe("\"CTO\"");
        target.Json("name").ShouldBe("\"Ann\"");
        target.ObservationCount.ShouldBe(4);
        (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().Hash.ShouldBe(target.Hash);
        await store.Alice.StateHashAsync();
    }

    [Theory, DatabaseData, Trait("req", "D7"), Trait("req", "N-126")]
    public async Task D7_a_self_merge_and_a_merge_of_what_is_merged_are_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var a = (await store.Alice.StoreAsync("contact", """{"email":"a@example.com"}""")).EntityId;
        var b = (await store.Alice.StoreAsync("contact", """{"email":"b@example.com"}""")).EntityId;
        var c = (await store.Alice.StoreAsync("contact", """{"email":"c@example.com"}""")).EntityId;
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(a, a))).ShouldBe(ErrorCode.Conflict);

        await store.Alice.MergeAsync(a, b);
        var hash = await store.Alice.StateHashAsync();
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(a, b))).ShouldBe(ErrorCode.EntityAlreadyMerged);
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(a, c))).ShouldBe(ErrorCode.EntityAlreadyMerged);
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(c, a))).ShouldBe(ErrorCode.MergeTargetAlreadyMerged);
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(b, a))).ShouldBe(ErrorCode.MergeTargetAlreadyMerged);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);

        // A target may be merged on; what was merged into it stays one hop away from the root.
        await store.Alice.MergeAsync(b, c);
        (await store.Alice.GetAsync(a)).EntityId.ShouldBe(c);
        (await store.Alice.GetAsync(b)).EntityId.ShouldBe(c);
        (await ScenarioTests.CodeAsync(() => store.Alice.MergeAsync(c, a))).ShouldBe(ErrorCode.MergeTargetAlreadyMerged);
        await store.Alice.UnmergeAsync(b);
        (await store.Alice.GetAsync(a)).EntityId.ShouldBe(b);
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
    }

    [Theory, DatabaseData, Trait("req", "D8"), Trait("req", "N-113")]
    public async Task D8_the_same_name_under_two_users_is_two_entities(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        const string ann = """{"email":"ann@example.com","name":"Ann"}""";
        var hers = await store.Alice.StoreAsync("contact", ann, key: "k");
        var his = await store.Bob.StoreAsync("contact", ann, key: "k");

        his.EntityId.ShouldNotBe(hers.EntityId);
        his.Created.ShouldBeTrue();
        await store.Alice.CorrectAsync(hers.EntityId, """{"name":"Ann B."}""");
        await store.Alice.DeleteAsync(hers.EntityId);
        var seen = (await store.Bob.ListAsync("contact")).ShouldHaveSingleItem();
        seen.EntityId.ShouldBe(his.EntityId);
        seen.Json("name").ShouldBe("\"Ann\"");
        (await store.Bob.ObservationsAsync(his.EntityId)).ShouldHaveSingleItem();
        (await store.Bob.FindEntitiesAsync("ann@example.com", null, ReadAt.Now, CancellationToken.None))
            .ShouldHaveSingleItem()
            .EntityId.ShouldBe(his.EntityId);
    }
}
