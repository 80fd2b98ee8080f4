using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Every entity has a title: from its fields, else the name of the file that it was first read from, else its type.</summary>
public sealed class TitleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Entity_without_a_title_in_its_fields_is_called_by_its_file_or_type(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await store.Alice.IngestAsync("kiln-log.csv", "glaze,cone\nceladon,9\ntenmoku,10\n");
        var stated = await store.Alice.StoreAsync("potion", """{"colour":"teal"}""");
        var typed = await store.Alice.StoreAsync("contact", """{"city":"Lyon"}""");
        await store.Bob.IngestAsync("bobs-log.csv", "glaze,cone\nshino,8\n");

        var listed = await store.Alice.ListAsync("generic");

        listed.Select(e => e.Title).ShouldBe(["kiln-log.csv", "kiln-log.csv", "potion"], ignoreOrder: true);
        (await store.Alice.GetAsync(stated.EntityId)).Title.ShouldBe("potion");
        (await store.Alice.GetAsync(typed.EntityId)).Title.ShouldBe("contact");
        var celadon = listed.First(e => e.Title == "kiln-log.csv");
        (await store.Alice.GetAsync(celadon.EntityId, provenance: true)).Title.ShouldBe("kiln-log.csv");
        var found = await store.Alice.Search.SearchAsync(new SearchQuery { Text = "celadon" }, ReadAt.Now, None);
        found.Items.Select(h => h.Entity?.Title).OfType<string>().ShouldBe(["kiln-log.csv"]);
        var then = new ReadAt(KnownAt: "1000000");
        (await store.Alice.Search.ListAsync(new EntityQuery { EntityType = "generic" }, then, None))
            .Items.Select(e => e.Title)
            .ShouldBe(["kiln-log.csv", "kiln-log.csv", "potion"], ignoreOrder: true);
    }
}
