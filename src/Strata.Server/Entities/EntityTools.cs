using Strata.Server.Mcp;

namespace Strata.Server.Entities;

internal static class EntityTools
{
    private const string Filter = """
        {"type":"object","properties":{"field":{"type":"string"},"op":{"enum":["eq","ne","lt","le","gt","ge","prefix","contains","exists","missing"]},"value":{}},"required":["field","op"],"additionalProperties":false}
        """;

    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_entities",
                ToolEffect.Reads,
                "Entities by type, field comparisons and text, sorted. Merged and deleted ones only when asked for.",
                [
                    ToolParameters.Text("entity_type"),
                    ToolParameters.List("filters", Filter, "All must hold."),
                    ToolParameters.Text("text", "Full-text condition."),
                    ToolParameters.Text("changed_since", "Ledger seq or ISO-8601 time."),
                    ToolParameters.Text("sort", "A field, created or updated; \"-\" before it turns it round."),
                    ToolParameters.Flag("include_merged"),
                    ToolParameters.Flag("include_deleted"),
                    .. ToolParameters.Page,
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Page,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Search.ListAsync(call.Request<EntityQuery>("known_at", "valid_at"), call.At, call.Cancellation)
                    )
            ),
            new(
                "get_entity",
                ToolEffect.Reads,
                "One entity as it is now or was then. With provenance: per field the observation it came from, and the conflicts.",
                [ToolParameters.EntityId, ToolParameters.Flag("provenance"), .. ToolParameters.Past],
                OutputSchemas.Entity,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.GetAsync(
                            call.Needed("entity_id"),
                            call.Flag("provenance") ?? false,
                            call.At,
                            call.Cancellation
                        )
                    )
            ),
            new(
                "get_field_provenance",
                ToolEffect.Reads,
                "Proves one field: its observation, run and source, down to the quoted bytes, re-read now.",
                [ToolParameters.EntityId, ToolParameters.Text("field").Needed(), .. ToolParameters.Past],
                OutputSchemas.Provenance,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.GetProvenanceAsync(call.Needed("entity_id"), call.Needed("field"), call.At, call.Cancellation),
                        proof => proof.SourceId is { } source ? [ToolResult.Link(source, proof.FileName)] : []
                    )
            ),
            new(
                "list_observations",
                ToolEffect.Reads,
                "All that was stated about an entity, and undeclared fields.",
                [
                    ToolParameters.EntityId,
                    ToolParameters.Flag("evidence", "With quotes and places."),
                    .. ToolParameters.Page,
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Page,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.ListObservationsAsync(
                            call.Needed("entity_id"),
                            call.Flag("evidence") ?? false,
                            call.Page,
                            call.At,
                            call.Cancellation
                        )
                    )
            ),
            new(
                "entity_history",
                ToolEffect.Reads,
                "What changed on an entity, when, by whom or what, before and after.",
                [ToolParameters.EntityId, .. ToolParameters.Page, .. ToolParameters.Past],
                OutputSchemas.Page,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.GetHistoryAsync(call.Needed("entity_id"), call.Page, call.At, call.Cancellation)
                    )
            ),
            new(
                "get_neighborhood",
                ToolEffect.Reads,
                "Entities related to one, up to depth steps away, and how.",
                [
                    ToolParameters.EntityId,
                    ToolParameters.Integer("depth", 1, 4, "Default 1."),
                    ToolParameters.Integer("limit", 1, 5_000),
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Neighborhood,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.GetNeighborhoodAsync(
                            call.Needed("entity_id"),
                            call.Integer("depth") ?? 1,
                            call.Integer("limit") ?? 50,
                            call.At,
                            call.Cancellation
                        )
                    )
            ),
            new(
                "list_timeline",
                ToolEffect.Reads,
                "Dated events (due dates, meetings …) of all entities or one, in time order.",
                [
                    ToolParameters.Text("from", "Date or time."),
                    ToolParameters.Text("to", "Before that time; of a date its day too."),
                    ToolParameters.Text("entity_id"),
                    ToolParameters.Text("entity_type"),
                    .. ToolParameters.Page,
                    .. ToolParameters.Past,
                ],
                OutputSchemas.Page,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Entities.ListTimelineAsync(
                            call.Request<TimelineQuery>("known_at", "valid_at"),
                            call.At,
                            call.Cancellation
                        )
                    )
            ),
        ];
}
