using Strata.Database;
using Strata.Proofs;
using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>What is stated between entities is stated once, between two that are shown, and by a name.</summary>
public sealed class RelationshipTests
{
    [Theory, DatabaseData]
    public async Task Relationship_stated_again_is_the_same_one_until_it_is_removed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, ben) = await TwoAsync(store.Alice);
        var (bobsAnn, bobsBen) = await TwoAsync(store.Bob);
        var first = await store.Alice.RelateAsync(ann, "knows", ben);

        (await store.Alice.RelateAsync(ann, "knows", ben)).ShouldBe(first);
        (await store.Alice.RelateAsync(ben, "knows", ann)).RelationshipId.ShouldNotBe(first.RelationshipId);
        (await store.Alice.RelateAsync(ann, "works_with", ben)).RelationshipId.ShouldNotBe(first.RelationshipId);
        await store.Bob.RelateAsync(bobsAnn, "knows", bobsBen);
        (await CountAsync(store.Alice, ann, "knows")).ShouldBe(2);

        var removal = await store.Alice.RetractAsync(first.RelationshipId);
        (await CountAsync(store.Alice, ann, "knows")).ShouldBe(1);
        var second = await store.Alice.RelateAsync(ann, "knows", ben);
        second.RelationshipId.ShouldNotBe(first.RelationshipId);

        // Undoing the removal would state it twice.
        (await Proven.CodeAsync(() => store.Alice.RetractAsync(removal.Id))).ShouldBe(ErrorCode.Conflict);
        (await CountAsync(store.Alice, ann, "knows")).ShouldBe(2);
        (await CountAsync(store.Bob, bobsAnn, "knows")).ShouldBe(1);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Deleted_entity_is_not_related(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, ben) = await TwoAsync(store.Alice);
        await store.Alice.DeleteAsync(ben);

        (await Proven.CodeAsync(() => store.Alice.RelateAsync(ann, "knows", ben))).ShouldBe(ErrorCode.Conflict);
        var refused = await Proven.RefusedAsync(() => store.Alice.RelateAsync(ben, "knows", ann));
        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldContain("deleted");

        await store.Alice.RestoreAsync(ben);
        await store.Alice.RelateAsync(ann, "knows", ben);
    }

    [Theory, DatabaseData]
    public async Task Relationship_type_is_a_name(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, ben) = await TwoAsync(store.Alice);

        foreach (var type in (string[])["Weird Type!!", "", "Knows", "a\0b", new string('a', 65)])
        {
            var refused = await Proven.RefusedAsync(() => store.Alice.RelateAsync(ann, type, ben));
            refused.Code.ShouldBe(ErrorCode.InvalidContent);
            refused.Message.ShouldContain("a-z, 0-9, '_', '-'");
        }
        (await store.Alice.RelateAsync(ann, "works-at_2", ben)).Type.ShouldBe("works-at_2");
    }

    private static async Task<int> CountAsync(IStrata strata, string id, string type) =>
        (await strata.GetNeighborhoodAsync(id, 1, 50, ReadAt.Now, CancellationToken.None)).Relationships.Count(r => r.Type == type);

    private static async Task<(string Ann, string Ben)> TwoAsync(IStrata strata) =>
        (
            (await strata.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann"}""")).EntityId,
            (await strata.StoreAsync("contact", """{"email":"ben@example.com","name":"Ben"}""")).EntityId
        );
}
