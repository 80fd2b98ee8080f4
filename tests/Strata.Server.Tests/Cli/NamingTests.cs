using Strata.Cli;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>Files are called by their names, and what was mistyped is asked after.</summary>
public sealed class NamingTests
{
    [Theory, DoorData]
    public async Task Source_is_called_by_the_name_of_its_file(Engine engine)
    {
        await using var store = await CliStore.CreateAsync(engine);
        (await store.RunAsync("ingest", store.Write("books.md", "# Books\n\nThe Tidal Almanac\n"))).ShouldEndWith(0);

        (await store.RunAsync("show", "books.md")).ShouldEndWith(0).Out.ShouldContain("The Tidal Almanac");
        (await store.JsonAsync("sources", "show", "books.md")).Text("file_name").ShouldBe("books.md");
        (await store.JsonAsync("call", "get_source", "--source-id", "books.md")).Text("file_name").ShouldBe("books.md");
        (await store.LinesAsync("documents", "blocks", "books.md")).Select(b => b.Text("text")).ShouldContain("The Tidal Almanac");
        (await store.RunAsync("show", "boks.md")).ShouldEndWith(3).Err.ShouldContain("Did you mean 'books.md'?");
    }

    [Fact]
    public async Task Mistyped_verb_option_or_operation_is_asked_after()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);

        (await store.RunAsync("serch", "x")).ShouldEndWith(2).Err.ShouldContain("Did you mean 'search'?");
        (await store.RunAsync("entities", "lst")).ShouldEndWith(2).Err.ShouldContain("Did you mean 'list'?");
        (await store.RunAsync("list", "sources"))
            .ShouldEndWith(2)
            .Err.ShouldStartWith("error: Unrecognized command or argument 'list'. Did you mean 'sources list'?");
        (await store.RunAsync("entities", "list", "--tpye", "invoice")).ShouldEndWith(2).Err.ShouldContain("Did you mean '--type'?");
        (await store.RunAsync("ingest", "--tpye", "invoice")).ShouldEndWith(2).Err.ShouldContain("There is no option '--tpye'");
        (await store.RunAsync("call", "list_source")).ShouldEndWith(2).Err.ShouldContain("Did you mean 'list_sources'?");
        (await store.RunAsync("call", "get_source", "--source", "x")).ShouldEndWith(2).Err.ShouldContain("Did you mean '--source-id'?");
    }

    [Fact]
    public async Task Verb_by_the_name_that_other_programs_give_it_is_asked_after()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);

        foreach (var (word, verb) in OtherWords.Verbs)
        {
            (await store.RunAsync(word, "x", "y")).ShouldEndWith(2).Err.ShouldContain($"'{word}'. Did you mean '{verb}'?");
            (await store.RunAsync([.. verb.Split(' '), "--help"])).ShouldEndWith(0);
        }
    }
}
