using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>An entity of which nothing that was observed stands is not there, and comes back with its first observation.</summary>
public sealed class WithdrawnTests
{
    [Theory, DatabaseData]
    public async Task Entity_without_a_standing_observation_is_neither_listed_nor_found(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Bob.StoreAsync("contact", """{"email":"ann@example.com"}""");
        var ben = await store.Alice.StoreAsync("contact", """{"email":"ben@example.com"}""");
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        var cem = await store.Alice.StoreAsync("contact", """{"email":"cem@example.com"}""");
        var before = (await store.Alice.HeadAsync(cem.EntityId)).ToString(System.Globalization.CultureInfo.InvariantCulture);

        var retraction = await store.Alice.RetractAsync(ann.ObservationId);

        (await SeenAsync(store.Alice, ReadAt.Now)).ShouldBe([ben.EntityId, cem.EntityId], ignoreOrder: true);
        (await store.Alice.FindEntitiesAsync(ann.EntityId, null, ReadAt.Now, CancellationToken.None)).ShouldBeEmpty();
        (await SeenAsync(store.Alice, new ReadAt(KnownAt: $"{retraction.Seq}"))).ShouldBe([ben.EntityId, cem.EntityId], ignoreOrder: true);
        (await SeenAsync(store.Alice, new ReadAt(KnownAt: before))).Count.ShouldBe(4); // Listed and found.
        (await store.Alice.GetAsync(ann.EntityId)).Fields.ShouldBeEmpty();
        (await SeenAsync(store.Bob, ReadAt.Now)).Count.ShouldBe(2);

        // A page is as full as without it.
        var page = await store.Alice.Search.ListAsync(
            new EntityQuery { EntityType = "contact", Limit = 2 },
            ReadAt.Now,
            CancellationToken.None
        );
        page.Items.Count.ShouldBe(2);
        var everything = new EntityQuery { EntityType = "contact", IncludeDeleted = true };
        (await store.Alice.Search.ListAsync(everything, ReadAt.Now, CancellationToken.None)).Items.Count.ShouldBe(3);

        await store.Alice.RetractAsync(retraction.Id);
        (await SeenAsync(store.Alice, ReadAt.Now)).Count.ShouldBe(4);
        await store.Alice.RetractAsync(ann.ObservationId);
        (await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""")).EntityId.ShouldBe(ann.EntityId);
        (await SeenAsync(store.Alice, ReadAt.Now)).Count.ShouldBe(4);
        (await store.Alice.VerifyAsync()).Ok.ShouldBeTrue();
    }

    [Theory, DatabaseData]
    public async Task Merged_entity_stands_as_long_as_one_of_those_in_it_does(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ann = await store.Alice.StoreAsync("contact", """{"email":"ann@example.com"}""");
        var other = await store.Alice.StoreAsync("contact", """{"email":"a.lee@example.com"}""");
        await store.Alice.MergeAsync(other.EntityId, ann.EntityId);

        await store.Alice.RetractAsync(ann.ObservationId);
        (await store.Alice.ListAsync("contact")).ShouldHaveSingleItem().EntityId.ShouldBe(ann.EntityId);
        await store.Alice.RetractAsync(other.ObservationId);
        (await store.Alice.ListAsync("contact")).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Entity_of_fragments_alone_is_listed(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var ingested = await store.Alice.IngestAsync("a.json", """[{"zzz_one":"a","zzz_two":"b"}]""");
        var id = ingested.Run.ShouldNotBeNull().Entities.ShouldHaveSingleItem().EntityId;
        (await store.Alice.GetAsync(id)).Fields.ShouldBeEmpty();

        (await store.Alice.ListAsync("generic")).ShouldHaveSingleItem().EntityId.ShouldBe(id);
    }

    /// <summary>What is listed, and then found by Ann's address.</summary>
    private static async Task<IReadOnlyList<string>> SeenAsync(IStrata strata, ReadAt at)
    {
        var listed = await strata.Search.ListAsync(new EntityQuery { EntityType = "contact" }, at, CancellationToken.None);
        var found = await strata.FindEntitiesAsync("ann@example.com", null, at, CancellationToken.None);
        return [.. listed.Items.Concat(found).Select(e => e.EntityId)];
    }
}
