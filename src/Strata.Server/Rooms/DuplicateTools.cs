namespace Strata.Server;

internal static class DuplicateTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "list_duplicates",
                Effect.Reads,
                "Pairs of entities that may be the same, most probable first, with each field's evidence in bits. merge_entities joins one, dismiss_duplicate refuses it.",
                [
                    Take.Text("entity_type"),
                    Take.Text("entity_id", "Only its pairs."),
                    Take.OneOf("state", ["open", "merged", "dismissed", "all"]),
                    .. Take.Page,
                ],
                Shapes.Page,
                call => Give.OneAsync(call.Strata.ListDuplicatesAsync(call.Request<DuplicateQuery>(), call.Cancellation))
            ),
            new(
                "dismiss_duplicate",
                Effect.Decides,
                "The two are not the same; retract takes it back.",
                [Take.EntityId, Take.Text("other_id").Needed(), Take.Reason, Take.Key],
                Shapes.Decision,
                call =>
                    Give.OneAsync(
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
