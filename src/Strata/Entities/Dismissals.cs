using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Dismisses pairs of possible duplicates, and undoes dismissals, by decisions.</summary>
internal static class Dismissals
{
    public const string Open = "open";
    public const string Dismissed = "dismissed";

    /// <summary>Dismisses the pair of the two entities' current roots.</summary>
    public static async Task<(Done, WorkingEntity?)> DismissAsync(LedgerSession session, WorkingEntity a, WorkingEntity b, Decision by)
    {
        await session.FlushAsync();
        var (first, second) = (a.Record.RootNo, b.Record.RootNo);
        if (first == second)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                "The two are already merged. Undo the merge (retract or unmerge) before you dismiss the pair."
            );
        }
        await FileAsync(session, Math.Min(first, second), Math.Max(first, second));
        return await ChangeAsync(session, first, second, Dismissed, by);
    }

    /// <summary>
    /// Files the pair of two roots, if it isn't filed yet, as a copy of the highest-scored open pair among their members. The members' own
    /// pairs stay as they are, in case a root is unmerged.
    /// </summary>
    private static Task FileAsync(LedgerSession session, long entity, long other) =>
        session.Transaction.ExecuteAsync(
            """
            insert into duplicate_candidates (user_id, entity_no, other_no, seq, rule, state, score, weight, model_version, evidence)
            select c.user_id, @entity, @other, c.seq, c.rule, c.state, c.score, c.weight, c.model_version, c.evidence
            from duplicate_candidates c
            join entities a on a.user_id = c.user_id and a.entity_no = c.entity_no
            join entities b on b.user_id = c.user_id and b.entity_no = c.other_no
            where c.user_id = @user and c.state = 'open'
              and c.entity_no in (
                select m.entity_no from entities m where m.user_id = @user and m.root_no in (@entity, @other) and m.parent_no is not null
                union all select @entity union all select @other)
              and ((a.root_no = @entity and b.root_no = @other) or (a.root_no = @other and b.root_no = @entity))
              and not exists (select 1 from duplicate_candidates d where d.user_id = @user and d.entity_no = @entity and d.other_no = @other)
            order by c.score desc, c.entity_no, c.other_no limit 1
            """,
            new { entity, other }
        );

    /// <summary>Undoes a dismissal, or the undoing of one.</summary>
    public static Task<(Done, WorkingEntity?)> UndoAsync(LedgerSession session, DecisionRecord decision, Decision by) =>
        ChangeAsync(
            session,
            decision.Entity,
            decision.OtherNo ?? 0,
            string.Equals(decision.Kind, DecisionKind.DismissDuplicate, StringComparison.Ordinal) ? Open : Dismissed,
            by
        );

    private static async Task<(Done, WorkingEntity?)> ChangeAsync(LedgerSession session, long first, long second, string state, Decision by)
    {
        await session.FlushAsync();
        var (entity, other) = first < second ? (first, second) : (second, first);
        var known = await session.Transaction.QueryFirstOrDefaultAsync<string>(
            "select state from duplicate_candidates where user_id = @user and entity_no = @entity and other_no = @other",
            new { entity, other }
        );
        if (known is null)
        {
            throw new StrataException(ErrorCode.Conflict, "The two are not listed as possible duplicates; there is nothing to dismiss.");
        }
        if (string.Equals(known, state, StringComparison.Ordinal))
        {
            throw new StrataException(ErrorCode.Conflict, $"The pair is already {state}.");
        }
        var kind = string.Equals(state, Dismissed, StringComparison.Ordinal) ? DecisionKind.DismissDuplicate : DecisionKind.ReopenDuplicate;
        var (seq, _) = session.Decide(by with { Kind = kind, EntityNo = entity, OtherNo = other });
        await session.Transaction.ExecuteAsync(
            "update duplicate_candidates set state = @state where user_id = @user and entity_no = @entity and other_no = @other",
            new
            {
                state,
                entity,
                other,
            }
        );
        return (Decisions.Decided(kind, seq), null);
    }
}
