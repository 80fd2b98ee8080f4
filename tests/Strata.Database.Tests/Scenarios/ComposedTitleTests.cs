using Strata.Testing;

namespace Strata.Scenarios;

/// <summary>Address books with a column for the first name and one for the last: who is in them is called and found by both.</summary>
public sealed class ComposedTitleTests
{
    private const string Google =
        "First Name,Middle Name,Last Name,Organization Name,E-mail 1 - Value,Phone 1 - Value\n"
        + "Ana,María,Núñez Vega,Acme,ana@acme.example,+34 600 111 222\nBob,,O'Neil,Acme,bob@acme.example,\nCher,,,Acme,cher@acme.example,\n";

    [Theory, DatabaseData]
    public async Task Who_has_a_first_and_a_last_name_is_called_and_found_by_both(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await IngestAsync(store, Google);

        (await store.Alice.ListAsync("contact"))
            .Select(e => e.Title)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["Ana Núñez Vega", "Bob O'Neil", "Cher"]);
        (await FindAsync(store, "Ana Núñez Vega")).ShouldBe(["ana@acme.example"]);
        (await FindAsync(store, "Bob O'Neil")).ShouldBe(["bob@acme.example"]);
        (await FindAsync(store, "Cher")).ShouldBe(["cher@acme.example"]);
        (await FindAsync(store, "Bob Núñez Vega")).ShouldBeEmpty();
        (await FindAsync(store, "O'Neil Bob")).ShouldBeEmpty();
        (
            await store.Bob.Search.FindAsync("Bob O'Neil", null, new PageRequest(10), ReadAt.Now, CancellationToken.None)
        ).Items.ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task It_is_found_by_the_name_that_it_had_then(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await IngestAsync(store, Google);
        var before = (await store.Alice.ListAsync("contact")).Max(e => e.Seq);
        await IngestAsync(store, Google.Replace("O'Neil", "Ray", StringComparison.Ordinal));

        (await FindAsync(store, "Bob Ray")).ShouldBe(["bob@acme.example"]);
        (await FindAsync(store, "Bob O'Neil")).ShouldBeEmpty();
        (await FindAsync(store, "Bob O'Neil", new ReadAt($"{before}"))).ShouldBe(["bob@acme.example"]);
        (await FindAsync(store, "Ana Núñez Vega", new ReadAt($"{before}"))).ShouldBe(["ana@acme.example"]);
        (await FindAsync(store, "Bob Ray", new ReadAt($"{before}"))).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Those_called_alike_are_found_page_by_page(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        await IngestAsync(
            store,
            "First Name,Last Name,E-mail,Company\n" + string.Concat(Enumerable.Range(0, 5).Select(i => $"Ann,Lee,a{i}@x.example,C{i}\n"))
        );

        var found = new List<string>();
        string? cursor = null;
        do
        {
            var page = await store.Alice.Search.FindAsync("Ann Lee", null, new PageRequest(2, cursor), ReadAt.Now, CancellationToken.None);
            found.AddRange(page.Items.Select(e => e.Fields["email"].GetString() ?? ""));
            cursor = page.NextCursor;
        } while (cursor is not null);

        found.ShouldBe(Enumerable.Range(0, 5).Select(i => $"a{i}@x.example"));
    }

    private static async Task<IEnumerable<string?>> FindAsync(TestStore store, string name, ReadAt? at = null) =>
        (await store.Alice.Search.FindAsync(name, null, new PageRequest(10), at ?? ReadAt.Now, CancellationToken.None)).Items.Select(e =>
            e.Fields["email"].GetString()
        );

    private static Task<IngestResult> IngestAsync(TestStore store, string text) => store.Alice.IngestAsync("google.csv", text);
}
