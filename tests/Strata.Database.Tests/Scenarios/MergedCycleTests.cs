using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Where a relationship allows no cycle, a merge closes none either.</summary>
public sealed class MergedCycleTests
{
    private const string Box = """
        {"type":"object","x-strata":{"identity":[["code"]],"relationships":{"inside":{"to":["box"],"acyclic":true},"beside":{"to":["box"]}}},"properties":{"code":{"type":"string"}}}
        """;

    private const string Member = """
        {"type":"object","x-strata":{"identity":[["code"]]},"properties":{"code":{"type":"string"},"parent":{"type":"string","x-strata":{"references":{"entity_type":"member","relationship":"child_of","acyclic":true}}}}}
        """;

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Merge_of_two_of_which_one_leads_to_the_other_is_refused(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, c, d) = await BoxesAsync(store.Alice);
        await RelateAsync(store.Alice, a, b);
        var second = await RelateAsync(store.Alice, b, c);
        var hash = await store.Alice.StateHashAsync();

        foreach (var (from, to) in ((string, string)[])[(a, c), (c, a), (a, b), (b, a)])
        {
            var refused = await StoreSteps.RefusedAsync(() => store.Alice.MergeAsync(from, to));
            refused.Code.ShouldBe(ErrorCode.Conflict);
            refused.Message.ShouldContain("cycle of 'inside'");
        }
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await InsideAsync(store.Alice, a)).ShouldBe([b]);

        // Beside each other, or after what relates them was taken back, they may be one; and what was merged leads on for those in it.
        await store.Alice.Decisions.RelateAsync(
            new RelateRequest
            {
                From = a,
                To = d,
                Type = "beside",
            },
            None
        );
        await store.Alice.MergeAsync(d, a);
        await store.Alice.MergeAsync(await BoxAsync(store.Alice, "e"), b);
        (await StoreSteps.CodeAsync(() => store.Alice.MergeAsync(c, a))).ShouldBe(ErrorCode.Conflict);
        await store.Alice.RetractAsync(second);
        await store.Alice.MergeAsync(c, a);
        (await InsideAsync(store.Alice, a)).ShouldBe([b]);
    }

    [Theory, DatabaseData]
    public async Task Merge_is_not_brought_back_where_it_would_close_a_cycle_by_now(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, c, _) = await BoxesAsync(store.Alice);
        await store.Alice.MergeAsync(a, c);
        var apart = await store.Alice.UnmergeAsync(a);
        await RelateAsync(store.Alice, a, b);
        var second = await RelateAsync(store.Alice, b, c);

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(apart.Id))).ShouldBe(ErrorCode.Conflict);

        await store.Alice.RetractAsync(second);
        await store.Alice.RetractAsync(apart.Id);
        (await InsideAsync(store.Alice, c)).ShouldBe([b]);
    }

    [Theory, DatabaseData]
    public async Task Relationship_between_what_is_one_by_now_is_not_brought_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, _, _) = await BoxesAsync(store.Alice);
        var removed = await store.Alice.RetractAsync(await RelateAsync(store.Alice, a, b));
        await store.Alice.MergeAsync(a, b);

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(removed.Id))).ShouldBe(ErrorCode.Conflict);

        await store.Alice.UnmergeAsync(a);
        await store.Alice.RetractAsync(removed.Id);
        (await InsideAsync(store.Alice, a)).ShouldBe([b]);
    }

    /// <summary>What fields say counts as it does where something is stated: alone, and together with that.</summary>
    [Theory, DatabaseData]
    public async Task Merge_closes_no_cycle_through_what_fields_say(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("member", Member);
        var one = await MemberAsync(store.Alice, "M-1", null);
        var two = await MemberAsync(store.Alice, "M-2", "M-1");
        var three = await MemberAsync(store.Alice, "M-3", null);
        await store.Alice.Decisions.RelateAsync(
            new RelateRequest
            {
                From = three,
                To = two,
                Type = "child_of",
            },
            None
        );
        var four = await MemberAsync(store.Alice, "M-4", "M-3");
        var hash = await store.Alice.StateHashAsync();

        foreach (var (from, to) in ((string, string)[])[(two, one), (one, two), (one, three), (four, two), (one, four)])
        {
            var refused = await StoreSteps.RefusedAsync(() => store.Alice.MergeAsync(from, to));
            refused.Code.ShouldBe(ErrorCode.Conflict);
            refused.Message.ShouldContain("cycle of 'child_of'");
        }
        (await store.Alice.StateHashAsync()).ShouldBe(hash);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();

        // Without the field that leads there, they may be one.
        await store.Alice.CorrectAsync(two, """{"parent":"M-9"}""");
        await store.Alice.MergeAsync(one, three);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    /// <summary>
    /// Of two values one stands once they are merged; one that no longer does leads nowhere. And what names each other already is no fault
    /// of the merge.
    /// </summary>
    [Theory, DatabaseData]
    public async Task Merge_is_judged_by_what_fields_say_after_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("member", Member);
        await MemberAsync(store.Alice, "M-0", null);
        var one = await MemberAsync(store.Alice, "M-1", null);
        var two = await MemberAsync(store.Alice, "M-2", "M-1");
        await store.Alice.CorrectAsync(one, """{"parent":"M-0"}""");
        await store.Alice.MergeAsync(two, one);

        var five = await MemberAsync(store.Alice, "M-5", "M-6");
        await MemberAsync(store.Alice, "M-6", "M-5");
        await store.Alice.MergeAsync(await MemberAsync(store.Alice, "M-7", null), five);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Merge_is_not_brought_back_where_fields_would_close_a_cycle_by_now(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync("member", Member);
        var (one, two) = (await MemberAsync(store.Alice, "M-1", null), await MemberAsync(store.Alice, "M-2", null));
        await store.Alice.MergeAsync(two, one);
        var apart = await store.Alice.UnmergeAsync(two);
        var named = await store.Alice.CorrectAsync(two, """{"parent":"M-1"}""");

        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(apart.Id))).ShouldBe(ErrorCode.Conflict);

        await store.Alice.RetractAsync(named.Id);
        await store.Alice.RetractAsync(apart.Id);
    }

    /// <summary>Nobody decided about these two: what a promotion merges is kept as it was said, and shown.</summary>
    [Theory, DatabaseData]
    public async Task Promotion_is_not_held_up_by_a_cycle_that_it_closes(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (a, b, _, _) = await BoxesAsync(store.Alice);
        await RelateAsync(store.Alice, a, b);
        var untyped = (await store.Alice.StoreManyAsync([("crate", """{"code":"a"}"""), ("crate", """{"code":"b"}""")])).Entities;
        await RelateAsync(store.Alice, untyped[1].EntityId, untyped[0].EntityId);

        var promotion = await store.Alice.Promotions.PromoteAsync(
            new PromoteRequest
            {
                EntityType = "generic",
                SuggestedType = "crate",
                ToType = "box",
                Fields = [new("code")],
            },
            None
        );

        promotion.State.ShouldBe(PromotionState.Done);
        (await InsideAsync(store.Alice, a)).ShouldBe([b]);
        (await InsideAsync(store.Alice, b)).ShouldBe([a]);
    }

    private static async Task<(string A, string B, string C, string D)> BoxesAsync(IStrata strata)
    {
        await strata.RegisterAsync("box", Box);
        return (await BoxAsync(strata, "a"), await BoxAsync(strata, "b"), await BoxAsync(strata, "c"), await BoxAsync(strata, "d"));
    }

    private static async Task<string> BoxAsync(IStrata strata, string code) =>
        (await strata.StoreAsync("box", $$"""{"code":"{{code}}"}""")).EntityId;

    private static async Task<string> MemberAsync(IStrata strata, string code, string? parent) =>
        (
            await strata.StoreAsync(
                "member",
                parent is null ? $$"""{"code":"{{code}}"}""" : $$"""{"code":"{{code}}","parent":"{{parent}}"}"""
            )
        ).EntityId;

    private static async Task<string> RelateAsync(IStrata strata, string from, string to) =>
        (
            await strata.Decisions.RelateAsync(
                new RelateRequest
                {
                    From = from,
                    To = to,
                    Type = "inside",
                },
                None
            )
        ).RelationshipId;

    /// <summary>What the box is inside of.</summary>
    private static async Task<IReadOnlyList<string>> InsideAsync(IStrata strata, string box) =>
        [
            .. (await strata.Entities.GetNeighborhoodAsync(box, 1, 10, ReadAt.Now, None))
                .Relationships.Where(r => r.Type == "inside" && r.From == box)
                .Select(r => r.To),
        ];
}
