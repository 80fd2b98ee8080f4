using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Deletes and restores entities. Deletion hides an entity but keeps its data; restoring shows it again, with what was stored meanwhile.
/// </summary>
internal static class Deletions
{
    public static long Change(LedgerSession session, WorkingEntity root, string kind, Decision decision)
    {
        var delete = string.Equals(kind, DecisionKind.Delete, StringComparison.Ordinal);
        var state = delete ? EntityRecord.Deleted : EntityRecord.Active;
        if (root.Record.State == state)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Entity '{root.Record.EntityId}' is {(delete ? "already deleted" : "not deleted")}."
            );
        }
        var (seq, recordedAt) = session.Decide(decision with { Kind = kind, EntityNo = root.No });
        root.Record = root.Record with { State = state };
        session.Touch(root, seq, recordedAt);
        return seq;
    }
}
