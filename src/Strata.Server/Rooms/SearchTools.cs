namespace Strata.Server;

internal static class SearchTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "search",
                Effect.Reads,
                "Full-text search over entities and source text: start here when you have words. Ranked entities, or blocks with snippet and source.",
                [
                    Take.Text("text", "Words, all must occur; \"a phrase\"; prefix*.").Needed(),
                    Take.Text("entity_type"),
                    Take.OneOf("kind", ["entity", "block", "entities", "blocks"], "Default: both."),
                    Take.Integer("limit", 1, 200),
                    .. Take.Past,
                ],
                Shapes.Found,
                SearchAsync
            ),
            new(
                "find_entity",
                Effect.Reads,
                "Entities with an exact identifier (e-mail, number, name, id): look here before you store.",
                [Take.Text("identifier").Needed(), Take.Text("entity_type"), Take.Cursor, .. Take.Past],
                Shapes.Page,
                call =>
                    Give.OneAsync(
                        call.Strata.FindEntitiesAsync(
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
        return Give.OneAsync(call.Strata.SearchAsync(query, call.At, call.Cancellation));
    }
}
