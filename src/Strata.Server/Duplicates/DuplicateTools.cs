using Strata.Server.Mcp;

namespace Strata.Server.Duplicates;

internal static class DuplicateTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_duplicates",
                ToolEffect.Reads,
                "Pairs of entities that may be the same, most probable first, with each field's evidence in bits. merge_entities joins one, dismiss_duplicate refuses it.",
                [
                    ToolParameters.Text("entity_type"),
                    ToolParameters.Text("entity_id", "Only its pairs."),
                    ToolParameters.OneOf("state", ["open", "merged", "dismissed", "all"]),
                    .. ToolParameters.Page,
                ],
                OutputSchemas.Page,
                call => ToolResult.OneAsync(call.Strata.ListDuplicatesAsync(call.Request<DuplicateQuery>(), call.Cancellation))
            ),
            new(
                "dismiss_duplicate",
                ToolEffect.Decides,
                "The two are not the same; retract takes it back.",
                [ToolParameters.EntityId, ToolParameters.Text("other_id").Needed(), ToolParameters.Reason, ToolParameters.Key],
                OutputSchemas.Decision,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.DismissDuplicateAsync(
                            call.Needed("entity_id"),
                            call.Needed("other_id"),
                            call.Decision,
                            call.Cancellation
                        )
                    )
            ),
        ];
}
