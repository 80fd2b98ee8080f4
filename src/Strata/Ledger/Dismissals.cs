namespace Strata.Ledger;

/// <summary>Two entities that were filed as possible duplicates are not the same: decided, and undone, like everything else.</summary>
internal static class Dismissals
{
    public const string Open = "open";
    public const string Dismissed = "dismissed";

    public static Task<(Done, WorkingEntity?)> DismissAsync(LedgerSession session, WorkingEntity a, WorkingEntity b, Decision by) =>
        ChangeAsync(session, a.No, b.No, Dismissed, by);

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
            throw new StrataException(ErrorCode.Conflict, "The two are not filed as possible duplicates; there is nothing to dismiss.");
        }
        if (string.Equals(known, state, StringComparison.Ordinal))
        {
            throw new StrataException(ErrorCode.Conflict, $"The pair is {state} already.");
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
