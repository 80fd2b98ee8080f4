using Strata.Server.Mcp;

namespace Strata.Server.Search;

internal static class SearchTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "search",
                ToolEffect.Reads,
                "Full-text search over entities and source text: start here when you have words. Ranked entities, or blocks with snippet and source.",
                [
                    ToolParameters.Text("text", "Words, all must occur; \"a phrase\"; prefix*.").Needed(),
                    ToolParameters.Text("entity_type"),
                    ToolParameters.OneOf("kind", ["entity", "block", "entities", "blocks"], "Default: both."),
                    ToolParameters.Integer("limit", 1, 200),
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Found,
                SearchAsync
            ),
            new(
                "find_entity",
                ToolEffect.Reads,
                "Entities with an exact identifier (e-mail, number, name, id): look here before you store.",
                [
                    ToolParameters.Text("identifier").Needed(),
                    ToolParameters.Text("entity_type"),
                    ToolParameters.Cursor,
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Page,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Search.FindAsync(
                            call.Needed("identifier"),
                            call.Text("entity_type"),
                            call.Page,
                            call.At,
                            call.Cancellation
                        )
                    )
            ),
        ];

    private static Task<ModelContextProtocol.Protocol.CallToolResult> SearchAsync(ToolCall call)
    {
        var query = new SearchQuery
        {
            Text = call.Needed("text"),
            EntityType = call.Text("entity_type"),
            Kind = call.Text("kind"),
        };
        query = call.Integer("limit") is { } limit ? query with { Limit = limit } : query;
        return ToolResult.OneAsync(call.Strata.Search.SearchAsync(query, call.At, call.Cancellation));
    }
}
