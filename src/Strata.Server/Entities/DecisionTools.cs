using Strata.Server.Mcp;

namespace Strata.Server.Entities;

internal static class DecisionTools
{
    public static IReadOnlyList<StrataTool> All =>
        [
            new(
                "correct",
                ToolEffect.Decides,
                "Sets fields by hand: wins over all else until retracted; null clears one. Gives the id that retract takes.",
                [
                    ToolParameters.EntityId,
                    ToolParameters.Object("fields").Needed(),
                    ToolParameters.Reason,
                    ToolParameters.Time("observed_at"),
                    ToolParameters.Key,
                ],
                OutputSchemas.Decision,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Decisions.CorrectAsync(
                            call.Needed("entity_id"),
                            call.Request<CorrectRequest>("entity_id"),
                            call.Cancellation
                        )
                    )
            ),
            new(
                "retract",
                ToolEffect.Decides,
                "Withdraws an observation or correction (obs_…) or undoes a decision (dec_…). Nothing is erased.",
                [ToolParameters.Text("id", "obs_… or dec_…").Needed(), ToolParameters.Reason, ToolParameters.Key],
                OutputSchemas.Decision,
                call => ToolResult.OneAsync(call.Strata.Decisions.RetractAsync(call.Needed("id"), call.Decision, call.Cancellation))
            ),
            new(
                "merge_entities",
                ToolEffect.Decides,
                "Two entities are the same: from becomes part of to. unmerge_entities restores both exactly.",
                [
                    ToolParameters.Text("from_entity_id").Needed(),
                    ToolParameters.Text("to_entity_id").Needed(),
                    ToolParameters.Reason,
                    ToolParameters.Key,
                ],
                OutputSchemas.Decision,
                call =>
                    ToolResult.OneAsync(
                        call.Strata.Decisions.MergeAsync(
                            call.Needed("from_entity_id"),
                            call.Needed("to_entity_id"),
                            call.Decision,
                            call.Cancellation
                        )
                    )
            ),
            new(
                "unmerge_entities",
                ToolEffect.Decides,
                "Takes a merged entity out again.",
                [ToolParameters.Text("entity_id", "The one that was merged away.").Needed(), ToolParameters.Reason, ToolParameters.Key],
                OutputSchemas.Decision,
                call => ToolResult.OneAsync(call.Strata.Decisions.UnmergeAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "delete_entity",
                ToolEffect.Decides,
                "Hides an entity; everything is kept and restore_entity brings it back.",
                [ToolParameters.EntityId, ToolParameters.Reason, ToolParameters.Key],
                OutputSchemas.Decision,
                call => ToolResult.OneAsync(call.Strata.Decisions.DeleteAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "restore_entity",
                ToolEffect.Decides,
                "Shows a deleted entity again, with all that was stored for it meanwhile.",
                [ToolParameters.EntityId, ToolParameters.Reason, ToolParameters.Key],
                OutputSchemas.Decision,
                call => ToolResult.OneAsync(call.Strata.Decisions.RestoreAsync(call.Needed("entity_id"), call.Decision, call.Cancellation))
            ),
            new(
                "relate",
                ToolEffect.Adds,
                "Relates two existing entities.",
                [
                    ToolParameters.Text("from", "ent_…").Needed(),
                    ToolParameters.Text("to", "ent_…").Needed(),
                    ToolParameters.Text("type", "Such as works_for.").Needed(),
                    ToolParameters.Time("observed_at"),
                    ToolParameters.Key,
                ],
                OutputSchemas.Relationship,
                call => ToolResult.OneAsync(call.Strata.Decisions.RelateAsync(call.Request<RelateRequest>(), call.Cancellation))
            ),
        ];
}
