using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>The index of values knows how a long text begins; whoever asks for it means all of it.</summary>
public sealed class LongIdentifierTests
{
    private const string Beginning = "https://records.example.org/archive/of/the/city/council/minutes/and/decisions/";

    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Identifier_is_found_as_a_whole_among_many_that_begin_alike(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync(
            "minutes",
            """{"type":"object","x-strata":{"identity":[["address","year"]]},"properties":{"address":{"type":"string"},"year":{"type":"integer"}}}"""
        );
        var stored = await store.Alice.StoreManyAsync([
            .. Enumerable.Range(0, 600).Select(i => ("minutes", $$"""{"address":"{{Beginning}}{{i}}","year":{{1900 + i}}}""")),
        ]);
        var then = new ReadAt($"{await store.Alice.HeadAsync(stored.Entities[7].EntityId)}");
        await store.Alice.CorrectAsync(stored.Entities[7].EntityId, $$"""{"address":"{{Beginning}}seven"}""");

        (await FoundAsync(Beginning + "599", ReadAt.Now)).ShouldBe([stored.Entities[599].EntityId]);
        (await FoundAsync(Beginning.ToUpperInvariant() + "599", ReadAt.Now)).ShouldBe([stored.Entities[599].EntityId]);
        (await FoundAsync(Beginning + "600", ReadAt.Now)).ShouldBeEmpty();
        (await FoundAsync(Beginning, ReadAt.Now)).ShouldBeEmpty();
        (await FoundAsync(Beginning + "7", ReadAt.Now)).ShouldBeEmpty();
        (await FoundAsync(Beginning + "seven", ReadAt.Now)).ShouldBe([stored.Entities[7].EntityId]);
        (await FoundAsync(Beginning + "7", then)).ShouldBe([stored.Entities[7].EntityId]);
        (await FoundAsync(Beginning + "seven", then)).ShouldBeEmpty();

        async Task<IReadOnlyList<string>> FoundAsync(string identifier, ReadAt at) =>
            [.. (await store.Alice.FindEntitiesAsync(identifier, null, at, None)).Select(e => e.EntityId)];
    }

    [Theory, DatabaseData]
    public async Task Reference_names_only_what_its_whole_value_names(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.RegisterAsync(
            "page",
            """{"type":"object","x-strata":{"identity":[["address"]]},"properties":{"address":{"type":"string"},"links":{"type":"string","x-strata":{"references":{"entity_type":"page"}}}}}"""
        );
        var one = (await store.Alice.StoreAsync("page", $$"""{"address":"{{Beginning}}1"}""")).EntityId;
        var two = (await store.Alice.StoreAsync("page", $$"""{"address":"{{Beginning}}2","links":"{{Beginning}}1"}""")).EntityId;
        var three = (await store.Alice.StoreAsync("page", $$"""{"address":"{{Beginning}}3","links":"{{Beginning}}2"}""")).EntityId;

        var around = await store.Alice.Entities.GetNeighborhoodAsync(one, 1, 10, ReadAt.Now, None);

        around.Relationships.ShouldHaveSingleItem().From.ShouldBe(two);
        (await store.Alice.Entities.GetNeighborhoodAsync(three, 1, 10, ReadAt.Now, None))
            .Relationships.ShouldHaveSingleItem()
            .To.ShouldBe(two);
    }
}
