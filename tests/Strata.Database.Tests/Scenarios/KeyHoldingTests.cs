using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>
/// A key leads to an entity only while an observation that stands gives it: an undone mistake does not happen again (G6).
/// </summary>
[Trait("req", "G6")]
public sealed class KeyHoldingTests
{
    [Theory, DatabaseData]
    public async Task A_retracted_correction_gives_its_key_back(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Bob.StoreAsync("contact", """{"email":"bob@example.com","name":"Someone else's Bob"}""");
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann Lee"}""");
        var wrong = await store.Alice.CorrectAsync(ann.EntityId, """{"email":"bob@example.com"}""");
        var then = await store.Alice.HeadAsync(ann.EntityId);
        await store.Alice.RetractAsync(wrong.Id);

        var bob = await store.Alice.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob Ray"}""");

        bob.EntityId.ShouldNotBe(ann.EntityId);
        (await store.Alice.GetAsync(ann.EntityId)).Json("name").ShouldBe("\"Ann Lee\"");
        (await FindAsync(store, "bob@example.com")).ShouldBe([bob.EntityId]);
        (await FindAsync(store, "bob@example.com", then)).ShouldBe([ann.EntityId], "a past answer stays");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Bob.ListAsync("contact")).ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task Who_took_the_key_meanwhile_keeps_it_when_the_retraction_is_undone(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann Lee"}""");
        var wrong = await store.Alice.CorrectAsync(ann.EntityId, """{"email":"bob@example.com"}""");
        var retraction = await store.Alice.RetractAsync(wrong.Id);
        var bob = await store.Alice.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob Ray"}""");

        var undone = await store.Alice.RetractAsync(retraction.Id);

        (await LeadsAsync(store, "bob@example.com")).ShouldBe(bob.EntityId);
        var pair = (await store.Alice.Duplicates.ListAsync(new DuplicateQuery(), CancellationToken.None)).Items.ShouldHaveSingleItem();
        new[] { pair.EntityId, pair.OtherId }.ShouldBe([ann.EntityId, bob.EntityId], ignoreOrder: true);

        // Taken back and undone again, it stays behind; and Ann has the key once nothing of Bob stands.
        await store.Alice.RetractAsync((await store.Alice.RetractAsync(undone.Id)).Id);
        (await LeadsAsync(store, "bob@example.com")).ShouldBe(bob.EntityId);
        await store.Alice.RetractAsync(bob.ObservationId);
        (await LeadsAsync(store, "bob@example.com")).ShouldBe(ann.EntityId);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task An_undone_retraction_gives_the_key_back_from_who_came_second(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var first = await store.Alice.StoreAsync("contact", """{"external_id":"c-1","email":"shared@example.com"}""");
        await store.Alice.StoreAsync("contact", """{"external_id":"c-1","name":"One"}""");
        var second = await store.Alice.StoreAsync("contact", """{"external_id":"c-2","email":"shared@example.com"}""");

        var retraction = await store.Alice.RetractAsync(first.ObservationId);
        (await LeadsAsync(store, "shared@example.com")).ShouldBe(second.EntityId);
        await store.Alice.RetractAsync(retraction.Id);
        (await LeadsAsync(store, "shared@example.com")).ShouldBe(first.EntityId);
    }

    [Theory, DatabaseData]
    public async Task An_entity_that_is_named_after_a_key_which_it_lost_is_another_than_who_has_the_key_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var wrong = await store.Alice.StoreAsync("contact", """{"email":"bob@example.com","phone":"+49 30 1234567","name":"Ann"}""");
        await store.Alice.CorrectAsync(wrong.EntityId, """{"email":"ann@example.com","name":"Ann Lee"}""");
        await store.Alice.RetractAsync(wrong.ObservationId);

        var bob = await store.Alice.StoreAsync("contact", """{"email":"bob@example.com","name":"Bob Ray"}""");

        bob.EntityId.ShouldNotBe(wrong.EntityId);
        (await store.Alice.GetAsync(wrong.EntityId)).Json("name").ShouldBe("\"Ann Lee\"");
        (await LeadsAsync(store, "ann@example.com")).ShouldBe(wrong.EntityId);
        (await LeadsAsync(store, "bob@example.com")).ShouldBe(bob.EntityId);
    }

    [Theory, DatabaseData]
    public async Task An_entity_that_lost_the_key_of_its_name_is_not_meant_by_it_when_others_were_merged_into_it_or_it_into_others(
        Engine engine
    )
    {
        await using var store = await TestStore.CreateAsync(engine);
        var into = await MistakenAsync("bob@example.com", "ann@example.com");
        var from = await MistakenAsync("ray@example.com", "may@example.com");
        var lee = await store.Alice.StoreAsync("contact", """{"email":"lee@example.com"}""");
        await store.Alice.MergeAsync(lee.EntityId, into);
        await store.Alice.MergeAsync(from, into);

        (await store.Alice.StoreAsync("contact", """{"email":"bob@example.com"}""")).EntityId.ShouldNotBe(into);
        (await store.Alice.StoreAsync("contact", """{"email":"ray@example.com"}""")).EntityId.ShouldNotBe(into);
        (await store.Alice.StoreAsync("contact", """{"email":"may@example.com"}""")).EntityId.ShouldBe(into, "it is known by this");

        async Task<string> MistakenAsync(string wrong, string right)
        {
            var stored = await store.Alice.StoreAsync("contact", $$"""{"email":"{{wrong}}"}""");
            await store.Alice.CorrectAsync(stored.EntityId, $$"""{"email":"{{right}}"}""");
            await store.Alice.RetractAsync(stored.ObservationId);
            return stored.EntityId;
        }
    }

    [Theory, DatabaseData]
    public async Task What_was_decided_of_a_withdrawn_entity_holds_for_who_comes_by_its_name(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        var lee = await store.Alice.StoreAsync("contact", """{"email":"lee@example.com"}""");
        await store.Alice.MergeAsync(lee.EntityId, ann.EntityId);
        await store.Alice.CorrectAsync(ann.EntityId, """{"name":"Ann Lee"}""");
        await store.Alice.RetractAsync(lee.ObservationId);
        await store.Alice.RetractAsync(ann.ObservationId);

        var both = await store.Alice.StoreManyAsync([
            ("contact", """{"email":"lee@example.com"}"""),
            ("contact", """{"email":"ann@example.com"}"""),
        ]);

        both.Entities.ShouldAllBe(e => e.EntityId == ann.EntityId);
        (await store.Alice.GetAsync(ann.EntityId)).Json("name").ShouldBe("\"Ann Lee\"");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task An_unmerge_leaves_to_each_the_keys_that_it_was_observed_with(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"external_id":"c-1","name":"Ann"}""");
        var lee = await store.Alice.StoreAsync("contact", """{"external_id":"c-2","name":"Lee"}""");
        await store.Alice.MergeAsync(lee.EntityId, ann.EntityId);
        var said = await store.Alice.StoreAsync("contact", """{"external_id":"c-2","email":"lee@example.com"}""");
        said.EntityId.ShouldBe(ann.EntityId);
        await store.Alice.UnmergeAsync(lee.EntityId);

        (await LeadsAsync(store, "lee@example.com")).ShouldBe(lee.EntityId);
        await store.Alice.RetractAsync(said.ObservationId);
        new[] { ann.EntityId, lee.EntityId }.ShouldNotContain(await LeadsAsync(store, "lee@example.com"));
    }

    /// <summary>Where a write with the address alone leads to; it is taken back.</summary>
    private static async Task<string> LeadsAsync(TestStore store, string email)
    {
        var stored = await store.Alice.StoreAsync("contact", $$"""{"email":"{{email}}"}""");
        await store.Alice.RetractAsync(stored.ObservationId);
        return stored.EntityId;
    }

    private static async Task<IReadOnlyList<string>> FindAsync(TestStore store, string identifier, long? known = null) =>
        [
            .. (
                await store.Alice.FindEntitiesAsync(
                    identifier,
                    "contact",
                    known is { } seq ? new ReadAt(seq.ToString(System.Globalization.CultureInfo.InvariantCulture)) : ReadAt.Now,
                    CancellationToken.None
                )
            ).Select(e => e.EntityId),
        ];
}
