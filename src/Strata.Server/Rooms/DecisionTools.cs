namespace Strata.Server;

internal static class DecisionTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "correct",
                Effect.Decides,
                "Sets fields by hand: wins over all else until retracted; null clears one. Gives the id that retract takes.",
                [Take.EntityId, Take.Object("fields").Needed(), Take.Reason, Take.Time("observed_at"), Take.Key],
                Shapes.Decision,
                call =>
                    Give.OneAsync(
                        call.Strata.CorrectAsync(call.Needed("entity_id"), call.Request<CorrectRequest>("entity_id"), call.Cancellation)
                    )
            ),
            new(
                "retract",
                Effect.Decides,
                "Withdraws an observation or correction (obs_…) or undoes a decision (dec_…). Nothing is erased.",
                [Take.Text("id", "obs_… or dec_…").Needed(), Take.Reason, Take.Key],
                Shapes.Decision,
                call => Give.OneAsync(call.Strata.RetractAsync(call.Needed("id"), call.Decision, call.Cancellation))
            ),
            new(
                "merge_entities",
                Effect.Decides,
                "Two entities are the same: from becomes part of to. unmerge_entities restores both exactly.",
                [Take.Text("from_entity_id").Needed(), Take.Text("to_entity_id").Needed(), Take.Reason, Take.Key],
                Shapes.Decision,
                call =>
                    Give.OneAsync(
                        call.Strata.MergeAsync(call.Needed("from_entity_id"), call.Needed("to_entity_id"), call.Decision, call.Cancellation)
                    )
            ),
            new(
                "unmerge_entities",
                Effect.Decides,
                "Takes a merged entity out again.",
                [Take.Text("entity_id", "The one that was merged away.").Needed(), Take.Reason, Take.Key],
                Shapes.Decision,
                call => Give.OneAsync(call.Strata.UnmergeAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "delete_entity",
                Effect.Decides,
                "Hides an entity; everything is kept and restore_entity brings it back.",
                [Take.EntityId, Take.Reason, Take.Key],
                Shapes.Decision,
                call => Give.OneAsync(call.Strata.DeleteAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "restore_entity",
                Effect.Decides,
                "Shows a deleted entity again, with all that was stored for it meanwhile.",
                [Take.EntityId, Take.Reason, Take.Key],
                Shapes.Decision,
                call => Give.OneAsync(call.Strata.RestoreAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "relate",
                Effect.Adds,
                "Relates two existing entities.",
                [
                    Take.Text("from", "ent_…").Needed(),
                    Take.Text("to", "ent_…").Needed(),
                    Take.Text("type", "Such as works_for.").Needed(),
                    Take.Time("observed_at"),
                    Take.Key,
                ],
                Shapes.Relationship,
                call => Give.OneAsync(call.Strata.RelateAsync(call.Request<RelateRequest>(), call.Cancellation))
            ),
        ];
}
