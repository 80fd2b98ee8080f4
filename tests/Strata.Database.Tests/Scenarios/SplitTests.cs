using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Two things that became one entity are separated by a decision, which can be undone.</summary>
public sealed class SplitTests
{
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly IngestRequest AsPerson = new() { EntityType = "person", Origin = "crm" };

    [Theory, DatabaseData]
    public async Task What_one_source_said_becomes_another_entity_and_undoing_it_restores_the_state(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (entity, source) = await FusedAsync(store.Alice);
        await store.Alice.CorrectAsync(entity.EntityId, """{"city":"Basel"}""");
        var before = await store.Alice.Entities.GetAsync(entity.EntityId, false, ReadAt.Now, None);
        var seq = before.Seq;

        var preview = await store.Alice.Decisions.SplitAsync(
            new()
            {
                EntityId = entity.EntityId,
                SourceId = source,
                Preview = true,
            },
            None
        );
        (await store.Alice.ListAsync("person")).Count.ShouldBe(1);
        var split = await store.Alice.Decisions.SplitAsync(
            new()
            {
                EntityId = entity.EntityId,
                SourceId = source,
                Reason = "two people",
                IdempotencyKey = "once",
            },
            None
        );
        (split.ObservationCount, split.Remaining["last_name"].GetString(), split.Separated["last_name"].GetString()).ShouldBe(
            (1, "Keller", "Nguyen")
        );
        preview.Separated.Keys.ShouldBe(split.Separated.Keys);
        var again = await store.Alice.Decisions.SplitAsync(
            new()
            {
                EntityId = entity.EntityId,
                SourceId = source,
                Reason = "two people",
                IdempotencyKey = "once",
            },
            None
        );
        again.NewEntityId.ShouldBe(split.NewEntityId);

        var both = await store.Alice.ListAsync("person");
        both.Select(p => $"{p.Json("last_name")} {p.Json("city")}").Order().ShouldBe(["\"Keller\" \"Basel\"", "\"Nguyen\" \"Lyon\""]);
        var provenance = await store.Alice.Entities.GetProvenanceAsync(split.NewEntityId!, "last_name", ReadAt.Now, None);
        provenance.SourceId.ShouldBe(source);
        (await store.Alice.Entities.GetAsync(entity.EntityId, false, new ReadAt($"{seq}"), None)).Json("last_name").ShouldBe("\"Nguyen\"");
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await store.Alice.RebuildAsync()).Changed.ShouldBe(0);

        await store.Alice.RetractAsync(split.Id!);
        var after = (await store.Alice.ListAsync("person")).ShouldHaveSingleItem();
        after.Hash.ShouldBe(before.Hash);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
        (await Should.ThrowAsync<StrataException>(() => store.Alice.RetractAsync(split.Id!))).Code.ShouldBe(ErrorCode.Conflict);
    }

    [Theory, DatabaseData]
    public async Task It_says_what_is_meant_in_one_way_and_takes_neither_nothing_nor_all(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var (entity, source) = await FusedAsync(store.Alice);
        var value = JsonElement.Parse("\"Nguyen\"");

        await RefusedAsync(store.Alice, new() { EntityId = entity.EntityId }, ErrorCode.InvalidContent);
        await RefusedAsync(store.Alice, new() { EntityId = entity.EntityId, Field = "city" }, ErrorCode.InvalidContent);
        await RefusedAsync(store.Alice, new() { EntityId = entity.EntityId, Origin = "crm" }, ErrorCode.Conflict);
        await RefusedAsync(store.Alice, new() { EntityId = entity.EntityId, Origin = "shop" }, ErrorCode.Conflict);
        await RefusedAsync(store.Alice, new() { EntityId = entity.EntityId, Observations = ["dec_1"] }, ErrorCode.InvalidContent);
        await RefusedAsync(store.Bob, new() { EntityId = entity.EntityId, SourceId = source }, ErrorCode.EntityAccessDenied);
        await RefusedAsync(
            store.Bob,
            new()
            {
                EntityId = entity.EntityId,
                SourceId = source,
                Preview = true,
            },
            ErrorCode.EntityAccessDenied
        );

        var split = await store.Alice.Decisions.SplitAsync(
            new()
            {
                EntityId = entity.EntityId,
                Field = "last_name",
                Value = value,
            },
            None
        );
        split.Remaining["last_name"].GetString().ShouldBe("Keller");
    }

    [Theory, DatabaseData]
    public async Task What_was_separated_is_not_joined_again_by_a_record_that_has_the_keys_of_both(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.StoreAsync("person", """{"email":"a@x.example","name":"Ann","phone":"+49 30 1"}""");
        var two = await store.Alice.StoreAsync("person", """{"email":"a@x.example","name":"Ben","phone":"+49 30 2"}""");
        await store.Alice.Decisions.SplitAsync(new() { EntityId = two.EntityId, Observations = [two.ObservationId] }, None);
        await store.Alice.StoreAsync("person", """{"email":"a@x.example","name":"Ben","phone":"+49 30 2"}""");

        (await store.Alice.ListAsync("person")).Count.ShouldBe(2);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    private static Task RefusedAsync(IStrata user, SplitEntity request, ErrorCode code) =>
        Should
            .ThrowAsync<StrataException>(() => user.Decisions.SplitAsync(request, None))
            .ContinueWith(t => t.Result.Code.ShouldBe(code), None);

    /// <summary>One feed that has given an id twice.</summary>
    private static async Task<(EntityView Entity, string Source)> FusedAsync(IStrata user)
    {
        await user.IngestAsync("a.csv", "id,first_name,last_name,city\n17,Anna,Keller,Bern\n", AsPerson);
        var second = await user.IngestAsync("b.csv", "id,first_name,last_name,city\n17,,Nguyen,Lyon\n", AsPerson);
        return ((await user.ListAsync("person")).ShouldHaveSingleItem(), second.SourceId);
    }
}
