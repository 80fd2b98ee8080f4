using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Undoes a decision by recording its opposite as a new decision.</summary>
internal static class Undoing
{
    public static async Task<(Done Done, WorkingEntity? Root)> UndoAsync(LedgerSession session, long decisionSeq, Decision by)
    {
        var decision =
            await session.Transaction.QueryFirstOrDefaultAsync<DecisionRecord>(
                $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq = @decisionSeq",
                new { decisionSeq }
            )
            ?? throw new StrataException(
                ErrorCode.EntityAccessDenied,
                $"Decision '{Ids.Decision(decisionSeq)}' does not exist or is not yours to undo."
            );
        await HoldsAsync(session, decision);
        by = by with { Payload = $$"""{"undoes":"{{Ids.Decision(decisionSeq)}}"}""" };
        return decision.Kind switch
        {
            DecisionKind.Merge => await UnmergeAsync(session, decision, by),
            DecisionKind.Unmerge => await RejoinAsync(session, decision, by),
            DecisionKind.Split => await Splits.UndoAsync(session, decision, by),
            DecisionKind.Unsplit => throw new StrataException(ErrorCode.Conflict, "To undo this, split the entity again."),
            DecisionKind.Delete => await ChangeStateAsync(session, decision, DecisionKind.Restore, by),
            DecisionKind.Restore => await ChangeStateAsync(session, decision, DecisionKind.Delete, by),
            DecisionKind.Retract => await Retractions.ReinstateAsync(session, decision.Target, by),
            DecisionKind.Reinstate => await Retractions.RetractAsync(session, decision.Target, by),
            DecisionKind.Relate => await Relationships.RemoveAsync(session, decision.Target, by),
            DecisionKind.Unrelate => await Relationships.RestoreAsync(session, decision.Target, by),
            DecisionKind.DismissDuplicate or DecisionKind.ReopenDuplicate => await Dismissals.UndoAsync(session, decision, by),
            DecisionKind.DismissMatch or DecisionKind.ReopenMatch => await MatchDismissals.UndoAsync(session, decision, by),
            DecisionKind.ActivateSchema => (await UndoActivationAsync(session, decision, by), null),
            DecisionKind.DeleteSchema => (await UndoSchemaDeletionAsync(session, decision, by), null),
            DecisionKind.RollBackPromotion => throw new StrataException(
                ErrorCode.Conflict,
                "To undo a rollback, promote the fragments again."
            ),
            _ => throw new StrataException(ErrorCode.Conflict, $"Decisions of kind '{decision.Kind}' cannot be undone."),
        };
    }

    /// <summary>
    /// Throws if the decision is no longer in force. A merge that was undone and then made anew is not: undoing it would undo the later
    /// one. The same holds for deletions. A decision whose undoing was itself undone is in force.
    /// </summary>
    /// <exception cref="StrataException">CONFLICT.</exception>
    private static async Task HoldsAsync(LedgerSession session, DecisionRecord decision)
    {
        string[] kinds = decision.Kind switch
        {
            DecisionKind.Merge or DecisionKind.Unmerge => [DecisionKind.Merge, DecisionKind.Unmerge],
            DecisionKind.Delete or DecisionKind.Restore => [DecisionKind.Delete, DecisionKind.Restore],
            _ => [],
        };
        if (kinds.Length == 0)
        {
            return;
        }
        var later = await session.Transaction.QueryAsync<DecisionRecord>(
            $"""
            select {DecisionRecord.Columns} from decisions
            where user_id = @user and entity_no = @entity and seq > @seq and kind IN_LIST(@kinds) order by seq desc
            """,
            new
            {
                entity = decision.Entity,
                seq = decision.Seq,
                kinds,
            }
        );
        var undone = new HashSet<string>(StringComparer.Ordinal);
        foreach (var next in later.Where(d => !undone.Contains(Ids.Decision(d.Seq))))
        {
            if (
                next.Payload.Length > 0
                && JsonText.Element(next.Payload).TryGetProperty("undoes", out var undoes)
                && undoes.GetString() is { } id
            )
            {
                undone.Add(id);
            }
            else
            {
                undone.Add(Ids.Decision(decision.Seq));
            }
        }
        if (undone.Contains(Ids.Decision(decision.Seq)))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' is already undone or superseded by another decision."
            );
        }
    }

    private static async Task<(Done, WorkingEntity?)> UnmergeAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var from = await session.GetAsync(decision.Entity);
        if (from.Record.ParentNo != decision.OtherNo)
        {
            throw new StrataException(ErrorCode.Conflict, $"Decision '{Ids.Decision(decision.Seq)}' is already undone.");
        }
        return (Decisions.Decided(DecisionKind.Unmerge, await Merges.UnmergeAsync(session, from, by)), from);
    }

    private static async Task<(Done, WorkingEntity?)> RejoinAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var from = await session.GetAsync(decision.Entity);
        var parent = await session.GetAsync(decision.OtherNo ?? 0);
        var seq = await Merges.RejoinAsync(session, from, parent, by);
        return (Decisions.Decided(DecisionKind.Merge, seq), await session.RootAsync(parent));
    }

    private static async Task<(Done, WorkingEntity?)> ChangeStateAsync(
        LedgerSession session,
        DecisionRecord decision,
        string kind,
        Decision by
    )
    {
        var entity = await session.GetAsync(decision.Entity);
        return entity.Record.IsMerged
            ? throw new StrataException(
                ErrorCode.Conflict,
                $"Entity '{entity.Record.EntityId}' has since been merged. Unmerge it before you undo earlier decisions about it."
            )
            : (Decisions.Decided(kind, Deletions.Change(session, entity, kind, by)), entity);
    }

    private static async Task<Done> UndoSchemaDeletionAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var payload = JsonText.Element(decision.Payload);
        var entityType = payload.GetProperty("entity_type").GetString() ?? "";
        if (session.Schemas.Find(entityType) is not null)
        {
            throw new StrataException(ErrorCode.Conflict, $"Schema '{entityType}' is in use again: there is nothing to undo.");
        }
        var version = payload.GetProperty("version").GetInt32();
        var seq = await SchemaActivation.ActivateAsync(session, entityType, version, by with { TargetSeq = decision.Seq });
        return Decisions.Decided(DecisionKind.ActivateSchema, seq);
    }

    private static async Task<Done> UndoActivationAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var payload = JsonText.Element(decision.Payload);
        var entityType = payload.GetProperty("entity_type").GetString() ?? "";
        if (!payload.TryGetProperty("previous_version", out var previous) || previous.ValueKind != JsonValueKind.Number)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' activated the first version of '{entityType}': there is no earlier version to return to."
            );
        }
        if (session.Schemas.Find(entityType)?.Version != payload.GetProperty("version").GetInt32())
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' is already undone, or another version of '{entityType}' has since been activated."
            );
        }
        var seq = await SchemaActivation.ActivateAsync(session, entityType, previous.GetInt32(), by with { TargetSeq = decision.Seq });
        return Decisions.Decided(DecisionKind.ActivateSchema, seq);
    }
}
