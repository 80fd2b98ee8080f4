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
        "split_entity",
        "preview_erasure",
        "erase_part",
        "export",
        "query_sql",
        "lift_erasure",
        "list_duplicates",
        "discover_fields",
        "dismiss_duplicate",
        "find_payment_matches",
        "list_payment_matches",
        "confirm_payment_match",
        "dismiss_payment_match",
        "list_recurring",
        "list_due",
        "delete_entity",
        "restore_entity",
        "get_blocks",
        "get_entity",
        "list_documents",
        "list_entities",
        "sum_entities",
        "count_entities",
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
        "activate_schema",
        "reconstruct_report",
        "show",
        "list_feeds",
        "get_feed",
        "run_feed",
        "create_project",
        "update_project",
        "delete_project",
        "list_projects",
        "get_project",
        "list_project_sources",
        "add_to_project",
        "remove_from_project",
        "list_findings",
        "get_finding",
        "review_findings",
        "review_matching",
        "get_bulk_review",
        "next_findings",
        "undo_review",
        "assign_findings",
        "comment_finding",
        "review_stats",
        "approve_document",
        "get_document_review",
        "start_batch",
        "get_batch",
        "list_batches",
        "list_conflicts",
        "change_batch",
        "plan_answers",
        "list_schema_templates",
        "compare_runs",
        "compare_batches",
        "delete_run",
        "delete_schema",
        "get_prompt",
        "set_prompt",
        "try_schema",
        "retry_rejected",
    ];

    [Fact]
    public async Task Tools_are_those_of_the_interface()
    {
        await using var client = await OverStdioAsync(ToolProfile.All);
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        tools.Select(t => t.Name).Order(StringComparer.Ordinal).ShouldBe(Names.Order(StringComparer.Ordinal));
        var list = JsonSerializer.Serialize(
            new ListToolsResult { Tools = [.. tools.Select(t => t.ProtocolTool)] },
            McpJsonUtilities.DefaultOptions
        );
        var indented = JsonSerializer.Serialize(JsonElement.Parse(list), StrataJson.Indented) + "\n";
        await CommittedDocs.ShouldBeCommittedAsync(indented, "mcp-tools.json");
    }

    [Theory]
    [InlineData("core", 30, 24_000)]
    [InlineData("review", 40, 32_000)]
    [InlineData("admin", 40, 32_000)]
    public async Task Tools_of_a_profile_fit_in_an_agents_head(string name, int most, int bytes)
    {
        await using var client = await OverStdioAsync(Enum.Parse<ToolProfile>(name, ignoreCase: true));
        var tools = await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken);
        var list = new ListToolsResult { Tools = [.. tools.Select(t => t.ProtocolTool)] };
        tools.Count.ShouldBeLessThanOrEqualTo(most);
        JsonSerializer.SerializeToUtf8Bytes(list, McpJsonUtilities.DefaultOptions).Length.ShouldBeLessThan(bytes);
    }

    [Fact]
    public async Task Profiles_have_each_tool_once_and_the_address_chooses()
    {
        await using var server = await StoreServer.StartAsync(Engine.Sqlite);
        var (core, review, admin, all) = (
            await NamesAsync("core"),
            await NamesAsync("review"),
            await NamesAsync("admin"),
            await NamesAsync("all")
        );
        core.Intersect(admin).ShouldBeEmpty();
        core.Concat(review).Concat(admin).Order(StringComparer.Ordinal).ShouldBe(all.Order(StringComparer.Ordinal));
        (await NamesAsync(null)).ShouldBe(core);
        core.ShouldContain("get_entity");
        admin.ShouldContain("rebuild");
        await using var agent = await server.McpAsync();
        (await agent.AnswerAsync("get_usage", "{}")).IsError.ShouldNotBe(true, "what is not listed can be called");
        await Should.ThrowAsync<Exception>(() => NamesAsync("nosuch"));

        async Task<List<string>> NamesAsync(string? profile)
        {
            await using var mcp = await server.McpAsync(profile: profile);
            return [.. (await mcp.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken)).Select(t => t.Name)];
        }
    }

    [Fact]
    public async Task Every_tool_says_what_it_does_takes_and_gives()
    {
        await using var client = await OverStdioAsync(ToolProfile.All);
        foreach (var tool in await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken))
        {
            tool.Description.Length.ShouldBeGreaterThan(20, tool.Name);
            tool.JsonSchema.GetProperty("additionalProperties").GetBoolean().ShouldBeFalse(tool.Name);
            var gives = tool.ReturnJsonSchema.ShouldNotBeNull(tool.Name);
            gives.GetProperty("type").GetString().ShouldBe("object", tool.Name);
            var hints = tool.ProtocolTool.Annotations.ShouldNotBeNull(tool.Name);
            (hints.ReadOnlyHint == true || hints.DestructiveHint is not null).ShouldBeTrue(tool.Name);
        }
    }

    internal static async Task<McpClient> OverStdioAsync(ToolProfile profile)
    {
        var up = new Pipe();
        var down = new Pipe();
        _ = McpStdio.RunAsync(
            _ => throw new StrataException(ErrorCode.Conflict, "No store here."),
            profile,
            up.Reader.AsStream(),
            down.Writer.AsStream(),
            TestContext.Current.CancellationToken
        );
        var transport = new StreamClientTransport(up.Writer.AsStream(), down.Reader.AsStream());
        return await McpClient.CreateAsync(transport, StoreServer.PatientMcp(), cancellationToken: TestContext.Current.CancellationToken);
    }
}
