namespace Strata.Server;

internal static class EntityTools
{
    private const string Filter = """
        {"type":"object","properties":{"field":{"type":"string"},"op":{"enum":["eq","ne","lt","le","gt","ge","prefix","contains","exists","missing"]},"value":{}},"required":["field","op"],"additionalProperties":false}
        """;

    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_entities",
                Effect.Reads,
                "Entities by type, field comparisons and text, sorted. Merged and deleted ones only when asked for.",
                [
                    Take.Text("entity_type"),
                    Take.List("filters", Filter, "All must hold."),
                    Take.Text("text", "Full-text condition."),
                    Take.Text("changed_since", "Ledger seq or ISO-8601 time."),
                    Take.Text("sort", "A field, created or updated; \"-\" before it turns it round."),
                    Take.Flag("include_merged"),
                    Take.Flag("include_deleted"),
                    .. Take.Page,
                    .. Take.Past,
                ],
                Shapes.Page,
                call =>
                    Give.OneAsync(
                        call.Strata.ListEntitiesAsync(call.Request<EntityQuery>("known_at", "valid_at"), call.At, call.Cancellation)
                    )
            ),
            new(
                "get_entity",
                Effect.Reads,
                "One entity as it is now or was then. With provenance: per field the observation it came from, and the conflicts.",
                [Take.EntityId, Take.Flag("provenance"), .. Take.Past],
                Shapes.Entity,
                call =>
                    Give.OneAsync(
                        call.Strata.GetEntityAsync(call.Needed("entity_id"), call.Flag("provenance") ?? false, call.At, call.Cancellation)
                    )
            ),
            new(
                "get_field_provenance",
                Effect.Reads,
                "Proves one field: its observation, run and source, down to the quoted bytes, re-read now.",
                [Take.EntityId, Take.Text("field").Needed(), .. Take.Past],
                Shapes.Provenance,
                call =>
                    Give.OneAsync(
                        call.Strata.GetFieldProvenanceAsync(call.Needed("entity_id"), call.Needed("field"), call.At, call.Cancellation),
                        proof => proof.SourceId is { } source ? [Give.Link(source, proof.FileName)] : []
                    )
            ),
            new(
                "list_observations",
                Effect.Reads,
                "All that was stated about an entity, and undeclared fields.",
                [Take.EntityId, Take.Flag("evidence", "With quotes and places."), .. Take.Page, .. Take.Past],
                Shapes.Page,
                call =>
                    Give.OneAsync(
                        call.Strata.ListObservationsAsync(
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
                Effect.Reads,
                "What changed on an entity, when, by whom or what, before and after.",
                [Take.EntityId, .. Take.Page, .. Take.Past],
                Shapes.Page,
                call => Give.OneAsync(call.Strata.GetHistoryAsync(call.Needed("entity_id"), call.Page, call.At, call.Cancellation))
            ),
            new(
                "get_neighborhood",
                Effect.Reads,
                "Entities related to one, up to depth steps away, and how.",
                [Take.EntityId, Take.Integer("depth", 1, 4, "Default 1."), Take.Integer("limit", 1, 5_000), .. Take.Past],
                Shapes.Neighborhood,
                call =>
                    Give.OneAsync(
                        call.Strata.GetNeighborhoodAsync(
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
                Effect.Reads,
                "Dated events (due dates, meetings …) of all entities or one, in time order.",
                [
                    Take.Text("from", "Date or time."),
                    Take.Text("to", "Before that time; of a date its day too."),
                    Take.Text("entity_id"),
                    Take.Text("entity_type"),
                    .. Take.Page,
                    .. Take.Past,
                ],
                Shapes.Page,
                call =>
                    Give.OneAsync(
                        call.Strata.ListTimelineAsync(call.Request<TimelineQuery>("known_at", "valid_at"), call.At, call.Cancellation)
                    )
            ),
        ];
}
