using Strata.Testing;

namespace Strata.Server.Tests;

/// <summary>
/// What an agent reads of documents: blocks by type, text and place in the page, and a source with revised blocks put in.
/// </summary>
public sealed class DocumentToolTests
{
    private const string Page = """
        <html><head><title>Tea</title></head><body><nav><a href="/">Home</a></nav><header>Shop of Ann</header>
        <main><h1>Tea</h1><p>Green, 5 EUR.</p><aside>Also: coffee</aside></main><footer>Imprint</footer></body></html>
        """;

    [Theory, DoorData]
    public async Task Main_leaves_out_what_stands_beside_the_content_of_a_page(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        var source = (await mcp.CallAsync("ingest", JsonSerializer.Serialize(new { text = Page, file_name = "tea.html" }))).Text(
            "source_id"
        );
        var document = (await mcp.CallAsync("list_documents", $$"""{"source_id":"{{source}}"}"""))
            .Items()
            .ShouldHaveSingleItem()
            .Text("document_id");

        foreach (var id in new[] { document, source })
        {
            (await TextsAsync($$"""{"document_id":"{{id}}"}""")).ShouldBe([
                "Tea",
                "Home",
                "Shop of Ann",
                "Tea",
                "Green, 5 EUR.",
                "Also: coffee",
                "Imprint",
            ]);
            (await TextsAsync($$"""{"document_id":"{{id}}","main":true}""")).ShouldBe(["Tea", "Tea", "Green, 5 EUR."]);
            (await TextsAsync($$"""{"document_id":"{{id}}","main":false,"type":"heading"}""")).ShouldBe(["Tea"]);
            (await TextsAsync($$"""{"document_id":"{{id}}","main":true,"text":"coffee"}""")).ShouldBeEmpty();
        }

        (await ShownAsync("true")).ShouldBe("```yaml\ntitle: Tea\n```\n\n# Tea\n\nGreen, 5 EUR.\n");
        (await ShownAsync("false")).ShouldContain("Imprint");
        (await mcp.RefusedAsync("get_blocks", $$"""{"document_id":"{{document}}","main":"yes"}""")).ShouldBe("INVALID_CONTENT");

        async Task<List<string>> TextsAsync(string arguments) =>
            [.. (await mcp.CallAsync("get_blocks", arguments)).Items().Select(block => block.Text("text"))];

        async Task<string> ShownAsync(string main) =>
            (await mcp.CallAsync("show", $$"""{"id":"{{source}}","main":{{main}}}""")).Text("text");
    }

    [Theory, DoorData]
    public async Task Reconstruct_gives_the_source_with_its_revised_blocks(Engine engine)
    {
        await using var server = await StoreServer.StartAsync(engine);
        await using var mcp = await server.McpAsync();
        var source = (await mcp.CallAsync("ingest", """{"text":"# Tea\n\nGreen, 5 EUR.\n","file_name":"tea.md"}""")).Text("source_id");

        (await mcp.CallAsync("reconstruct", $$"""{"id":"{{source}}"}""")).Text("text").ShouldBe("# Tea\n\nGreen, 5 EUR.\n");
        var revision = $$"""{"id":"{{source}}","revisions":[{"block":1,"text":"Green, 6 EUR."}]}""";
        (await mcp.CallAsync("reconstruct", revision)).Text("text").ShouldBe("# Tea\n\nGreen, 6 EUR.\n");
        (await mcp.CallAsync("reconstruct_report", revision)).GetProperty("identical").GetBoolean().ShouldBeFalse();
    }
}
