using Strata.Server.Mcp;

namespace Strata.Server.Sources;

internal static class StructuredTools
{
    private const string Entity = """
        {"type":"object","properties":{"entity_type":{"type":"string"},"fields":{"type":"object"},"ref":{"type":"string"},"observed_at":{"type":"string","format":"date-time"}},"required":["entity_type","fields"],"additionalProperties":false}
        """;

    private const string Relationship = """
        {"type":"object","properties":{"type":{"type":"string"},"from":{"type":"string"},"to":{"type":"string"}},"required":["type","from","to"],"additionalProperties":false}
        """;

    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "ingest_structured",
                ToolEffect.Adds,
                "Stores facts you already have as fields, one or many entities, all or nothing. Identity rules decide whether each is new or known; "
                    + "fields no schema declares are kept. Ask list_schemas for types first. An unknown type is kept as generic.",
                [
                    ToolParameters.List("entities", Entity, "ref names an entity for relationships.").Needed(),
                    ToolParameters.List("relationships", Relationship, "from and to: a ref or an entity id."),
                    ToolParameters.Time("observed_at", "When it was true; default now."),
                    ToolParameters.Object("attachment", "The raw bytes behind it: {content_base64, file_name, media_type}."),
                    ToolParameters.Key,
                ],
                OutputSchemas.Stored,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Structured.StoreAsync(call.Request<StructuredRequest>(), call.Cancellation),
                        result => [ToolResult.Link(result.SourceId, fileName: null)]
                    )
            ),
        ];
}
