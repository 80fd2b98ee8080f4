namespace Strata.Server;

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
                Effect.Adds,
                "Stores facts you already have as fields, one or many entities, all or nothing. Identity rules decide whether each is new or known; "
                    + "fields no schema declares are kept. Ask list_schemas for types first. An unknown type is kept as generic.",
                [
                    Take.List("entities", Entity, "ref names an entity for relationships.").Needed(),
                    Take.List("relationships", Relationship, "from and to: a ref or an entity id."),
                    Take.Time("observed_at", "When it was true; default now."),
                    Take.Object("attachment", "The raw bytes behind it: {content_base64, file_name, media_type}."),
                    Take.Key,
                ],
                Shapes.Stored,
                call =>
                    Give.OneAsync(
                        call.Strata.IngestStructuredAsync(call.Request<StructuredRequest>(), call.Cancellation),
                        result => [Give.Link(result.SourceId, fileName: null)]
                    )
            ),
        ];
}
