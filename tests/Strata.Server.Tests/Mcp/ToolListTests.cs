using System.IO.Pipelines;
using ModelContextProtocol;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using Strata.Server.Mcp;

namespace Strata.Server.Tests;

public sealed class ToolListTests
{
    private static readonly string[] Names =
    [
        "ingest",
        "ingest_structured",
        "reinterpret",
        "correct",
        "retract",
        "merge_entities",
        "unmerge_entities",
        "list_duplicates",
        "discover_fields",
        "dismiss_duplicate",
        "delete_entity",
        "restore_entity",
        "get_blocks",
        "get_entity",
        "list_documents",
        "list_entities",
        "find_entity",
        "list_observations",
        "get_field_provenance",
        "get_source_metadata",
        "get_usage",
        "get_source_content",
        "list_runs",
        "list_sources",
        "verify",
        "diff_schemas",
        "watch_run",
        "cancel_run",
        "entity_history",
        "relate",
        "get_neighborhood",
        "list_timeline",
        "search",
        "describe_schema",
        "list_schemas",
        "promote_fields",
        "reconstruct",
        "rebuild",
        "register_schema",
    ];

    [Fact]
    public async Task Tools_are_those_of_the_interface_and_fit_in_an_agents_head()
    {
        await using var client = await OverStdioAsync();
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        tools.Select(t => t.Name).Order(StringComparer.Ordinal).ShouldBe(Names.Order(StringComparer.Ordinal));
        var list = JsonSerializer.Serialize(
            new ListToolsResult { Tools = [.. tools.Select(t => t.ProtocolTool)] },
            McpJsonUtilities.DefaultOptions
        );
        Encoding.UTF8.GetByteCount(list).ShouldBeLessThan(32_000);
        var indented = JsonSerializer.Serialize(JsonElement.Parse(list), StrataJson.Indented) + "\n";
        await CommittedDocs.ShouldBeCommittedAsync(indented, "mcp-tools.json");
    }

    [Fact]
    public async Task Every_tool_says_what_it_does_takes_and_gives()
    {
        await using var client = await OverStdioAsync();
        foreach (var tool in await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            tool.Description.Length.ShouldBeGreaterThan(20, tool.Name);
            tool.JsonSchema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(tool.Name);
            var gives = tool.ReturnJsonSchema.ShouldNotBeNull(tool.Name);
            gives.GetProperty("type").GetString().ShouldBe("object", tool.Name);
            var hints = tool.ProtocolTool.Annotations.ShouldNotBeNull(tool.Name);
            (hints.ReadOnlyHint is not null && hints.DestructiveHint is not null && hints.IdempotentHint is not null).ShouldBeTrue(
                tool.Name
            );
        }
    }

    private static async Task<McpClient> OverStdioAsync()
    {
        var up = new Pipe();
        var down = new Pipe();
        _ = McpStdio.RunAsync(
            _ => throw new StrataException(ErrorCode.Conflict, "No store here."),
            up.Reader.AsStream(),
            down.Writer.AsStream(),
            TestContext.Current.CancellationToken
        );
        var transport = new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream());
        return await McpClient.CreateAsync(transport, StoreServer.PatientMcp(), cancellationToken: TestContext.Current.CancellationToken);
    }
}
