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
        (await StoreSteps.CodeAsync(() => store.Alice.RetractAsync(removal.Id))).ShouldBe(ErrorCode.Conflict);
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

        (await StoreSteps.CodeAsync(() => store.Alice.RelateAsync(ann, "knows", ben))).ShouldBe(ErrorCode.Conflict);
        var refused = await StoreSteps.RefusedAsync(() => store.Alice.RelateAsync(ben, "knows", ann));
        refused.Code.ShouldBe(ErrorCode.Conflict);
        refused.Message.ShouldContain("deleted");

        await store.Alice.RestoreAsync(ben);
        await store.Alice.RelateAsync(ann, "knows", ben);
    }

    [Theory, DatabaseData]
    public async Task What_is_stated_closes_no_circle_with_what_fields_say(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.Schemas.RegisterAsync(
            new RegisterSchemaRequest
            {
                EntityType = "member",
                Schema = System
                    .Text.Json.JsonDocument.Parse(
                        """
                        {
                          "type": "object", "x-strata": { "identity": [["code"]] },
                          "properties": {
                            "code": { "type": "string" },
                            "parent": { "type": "string", "x-strata": { "references": { "entity_type": "member", "relationship": "child_of", "acyclic": true } } }
                          }
                        }
                        """
                    )
                    .RootElement,
            },
            CancellationToken.None
        );
        var one = (await store.Alice.StoreAsync("member", """{"code":"M-1"}""")).EntityId;
        var two = (await store.Alice.StoreAsync("member", """{"code":"M-2","parent":"M-1"}""")).EntityId;
        var three = (await store.Alice.StoreAsync("member", """{"code":"M-3"}""")).EntityId;
        await store.Alice.RelateAsync(three, "child_of", two);

        foreach (var above in (string[])[two, three])
        {
            var refused = await StoreSteps.RefusedAsync(() => store.Alice.RelateAsync(one, "child_of", above));
            refused.Code.ShouldBe(ErrorCode.Conflict);
            refused.Message.ShouldContain("would create a cycle");
        }

        // Once the field names another, there is no circle.
        await store.Alice.CorrectAsync(two, """{"parent":"M-9"}""");
        await store.Alice.RelateAsync(one, "child_of", three);
    }

    [Theory, DatabaseData]
    public async Task Relationship_type_is_a_name(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, ben) = await TwoAsync(store.Alice);

        foreach (var type in (string[])["Weird Type!!", "", "Knows", "a\0b", new string('a', 65)])
        {
            var refused = await StoreSteps.RefusedAsync(() => store.Alice.RelateAsync(ann, type, ben));
            refused.Code.ShouldBe(ErrorCode.InvalidContent);
            refused.Message.ShouldContain("a-z, 0-9, '_', '-'");
        }
        (await store.Alice.RelateAsync(ann, "works-at_2", ben)).Type.ShouldBe("works-at_2");
    }

    [Theory, DatabaseData]
    public async Task Relationship_is_so_from_when_it_was_observed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""", "2020-01-01T00:00:00Z");
        await store.Alice.StoreAsync("contact", """{"email":"ben@example.com"}""", "2020-01-01T00:00:00Z");
        var (ann, ben) = await TwoAsync(store.Alice);

        var told = await store.Alice.RelateAsync(ann, "knows", ben);
        await store.Alice.Decisions.RelateAsync(Between(ann, "works_with", ben, "2022-06-01T00:00:00Z"), None);
        await store.Alice.Structured.StoreAsync(
            new StructuredRequest
            {
                Entities =
                [
                    new StructuredEntity
                    {
                        EntityType = "contact",
                        Fields = Say.Fields("""{"email":"cid@example.com"}"""),
                        Ref = "cid",
                        ObservedAt = Say.At("2021-03-01T00:00:00Z"),
                    },
                ],
                Relationships = [new StructuredRelationship("helps", ann, "cid")],
            },
            None
        );

        (await TypesAsync(null)).ShouldBe(["helps", "knows", "works_with"]);
        (await TypesAsync("2023-01-01T00:00:00Z")).ShouldBe(["helps", "works_with"]);
        (await TypesAsync("2022-06-01T00:00:00Z")).ShouldBe(["helps", "works_with"]);
        (await TypesAsync("2022-05-31T23:59:59Z")).ShouldBe(["helps"]);
        (await TypesAsync("2020-06-01T00:00:00Z")).ShouldBeEmpty();

        // Said again it is the same, unless it was so earlier; then it is shown once.
        (
            await store.Alice.Decisions.RelateAsync(Between(ann, "works_with", ben, "2024-01-01T00:00:00Z"), None)
        ).RelationshipId.ShouldNotBe(told.RelationshipId);
        await store.Alice.Decisions.RelateAsync(Between(ann, "works_with", ben, "2020-02-01T00:00:00Z"), None);
        (await TypesAsync("2020-06-01T00:00:00Z")).ShouldBe(["works_with"]);
        (await TypesAsync(null)).ShouldBe(["helps", "knows", "works_with"]);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();

        async Task<string[]> TypesAsync(string? validAt)
        {
            var around = await store.Alice.Entities.GetNeighborhoodAsync(ann, 1, 50, new ReadAt(null, validAt), None);
            return [.. around.Relationships.Select(r => r.Type).Order(StringComparer.Ordinal)];
        }

        static RelateRequest Between(string from, string type, string to, string observedAt) =>
            new()
            {
                From = from,
                Type = type,
                To = to,
                ObservedAt = Say.At(observedAt),
            };
    }

    [Theory, DatabaseData, Trait("req", "N-134")]
    public async Task Hub_is_shown_whole_or_said_to_be_cut(Engine engine)
    {
        const int Spokes = 250;
        await using var store = await TestStore.CreateAsync(engine);
        var hub = (await store.Alice.StoreAsync("organization", """{"name":"Acme"}""")).EntityId;
        var other = (await store.Bob.StoreAsync("organization", """{"name":"Acme"}""")).EntityId;
        await store.Alice.Structured.StoreAsync(
            new StructuredRequest
            {
                Entities =
                [
                    .. Enumerable
                        .Range(0, Spokes)
                        .Select(i => new StructuredEntity
                        {
                            EntityType = "contact",
                            Fields = Say.Fields($$"""{"email":"c{{i}}@example.com"}"""),
                            Ref = $"c{i}",
                        }),
                ],
                Relationships = [.. Enumerable.Range(0, Spokes).Select(i => new StructuredRelationship("member_of", $"c{i}", hub))],
            },
            None
        );
        await store.Alice.StoreManyAsync([
            .. Enumerable
                .Range(0, Spokes)
                .Select(i => ("invoice", $$"""{"invoice_number":"{{i}}","vendor":"{{(i % 2 == 0 ? "Acme" : "ACME")}}"}""")),
        ]);

        var whole = await store.Alice.Entities.GetNeighborhoodAsync(hub, 1, 5_000, ReadAt.Now, None);
        (whole.Entities.Count, whole.Relationships.Count, whole.Truncated, whole.Incomplete).ShouldBe(
            (1 + (2 * Spokes), 2 * Spokes, false, null)
        );
        (await store.Alice.Entities.GetNeighborhoodAsync(hub, 1, 1 + (2 * Spokes), ReadAt.Now, None)).Truncated.ShouldBeFalse();

        foreach (var limit in new[] { 1, 50, 2 * Spokes })
        {
            var cut = await store.Alice.Entities.GetNeighborhoodAsync(hub, 1, limit, ReadAt.Now, None);
            (cut.Entities.Count, cut.Relationships.Count, cut.Truncated).ShouldBe((limit, limit - 1, true));
            cut.Incomplete.ShouldBe($"there are more than {limit} entities: 'limit' may be up to 5000");
        }

        foreach (var (depth, limit) in new[] { (0, 50), (5, 50), (1, 0), (1, 5_001) })
        {
            (
                await StoreSteps.RefusedAsync(() => store.Alice.Entities.GetNeighborhoodAsync(hub, depth, limit, ReadAt.Now, None))
            ).Message.ShouldContain("'depth' is 1 to 4 and 'limit' 1 to 5000");
        }
        (await store.Bob.Entities.GetNeighborhoodAsync(other, 4, 5_000, ReadAt.Now, None)).Entities.ShouldHaveSingleItem();
    }

    [Theory, DatabaseData]
    public async Task Entities_of_a_neighbourhood_say_what_was_merged_into_them(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (ann, ben) = await TwoAsync(store.Alice);
        var other = (await store.Alice.StoreAsync("contact", """{"email":"ann@other.example","name":"Ann"}""")).EntityId;
        await store.Alice.RelateAsync(ben, "knows", ann);
        var merged = await store.Alice.MergeAsync(other, ann);
        await store.Alice.UnmergeAsync(other);

        (await MergedAsync(ReadAt.Now)).ShouldBeEmpty();
        (await MergedAsync(new ReadAt($"{merged.Seq}", null))).ShouldBe([other]);
        await store.Alice.MergeAsync(other, ann);
        (await MergedAsync(ReadAt.Now)).ShouldBe([other]);

        async Task<IReadOnlyList<string>> MergedAsync(ReadAt at)
        {
            var around = await store.Alice.Entities.GetNeighborhoodAsync(ben, 1, 50, at, None);
            around.Entities.Single(e => e.EntityId == ben).MergedFrom.ShouldBeEmpty();
            return around.Entities.Single(e => e.EntityId == ann).MergedFrom;
        }
    }

    private static readonly CancellationToken None = CancellationToken.None;

    private static async Task<int> CountAsync(IStrata strata, string id, string type) =>
        (await strata.Entities.GetNeighborhoodAsync(id, 1, 50, ReadAt.Now, CancellationToken.None)).Relationships.Count(r =>
            r.Type == type
        );

    private static async Task<(string Ann, string Ben)> TwoAsync(IStrata strata) =>
        (
            (await strata.StoreAsync("contact", """{"email":"ann@example.com","name":"Ann"}""")).EntityId,
            (await strata.StoreAsync("contact", """{"email":"ben@example.com","name":"Ben"}""")).EntityId
        );
}
