using System.Text.Json;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Undoing a decision is deciding its opposite, recorded like any other.</summary>
internal static class Undoing
{
    public static async Task<(Done Done, WorkingEntity? Root)> UndoAsync(LedgerSession session, long decisionSeq, Decision by)
    {
        var decision =
            await session.Transaction.QueryFirstOrDefaultAsync<DecisionRecord>(
                $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq = @decisionSeq",
                new { decisionSeq }
            )
            ?? throw new StrataException(ErrorCode.EntityAccessDenied, $"Decision '{Ids.Decision(decisionSeq)}' is not one of yours to undo.");
        by = by with { Payload = $$"""{"undoes":"{{Ids.Decision(decisionSeq)}}"}""" };
        return decision.Kind switch
        {
            DecisionKind.Merge => await UnmergeAsync(session, decision, by),
            DecisionKind.Unmerge => await MergeAsync(session, decision, by),
            DecisionKind.Delete => await ChangeStateAsync(session, decision, DecisionKind.Restore, by),
            DecisionKind.Restore => await ChangeStateAsync(session, decision, DecisionKind.Delete, by),
            DecisionKind.Retract => await Retractions.ReinstateAsync(session, decision.Target, by),
            DecisionKind.Reinstate => await Retractions.RetractAsync(session, decision.Target, by),
            DecisionKind.Relate => await Relationships.RemoveAsync(session, decision.Target, by),
            DecisionKind.Unrelate => await Relationships.RestoreAsync(session, decision.Target, by),
            DecisionKind.ActivateSchema => (await UndoActivationAsync(session, decision, by), null),
            _ => throw new StrataException(ErrorCode.Conflict, $"A decision of kind '{decision.Kind}' can't be undone."),
        };
    }

    private static async Task<(Done, WorkingEntity?)> UnmergeAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var from = await session.GetAsync(decision.Entity);
        if (from.Record.ParentNo != decision.OtherNo)
        {
            throw new StrataException(ErrorCode.Conflict, $"Decision '{Ids.Decision(decision.Seq)}' is undone already.");
        }
        return (Decisions.Decided(DecisionKind.Unmerge, await Merges.UnmergeAsync(session, from, by)), from);
    }

    private static async Task<(Done, WorkingEntity?)> MergeAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var from = await session.GetAsync(decision.Entity);
        var to = await session.GetAsync(decision.OtherNo ?? 0);
        return (Decisions.Decided(DecisionKind.Merge, await Merges.MergeAsync(session, from, to, by)), to);
    }

    private static async Task<(Done, WorkingEntity?)> ChangeStateAsync(LedgerSession session, DecisionRecord decision, string kind, Decision by)
    {
        var root = await session.RootAsync(await session.GetAsync(decision.Entity));
        return (Decisions.Decided(kind, Deletions.Change(session, root, kind, by)), root);
    }

    private static async Task<Done> UndoActivationAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        var payload = JsonText.Element(decision.Payload);
        var entityType = payload.GetProperty("entity_type").GetString() ?? "";
        if (!payload.TryGetProperty("previous_version", out var previous) || previous.ValueKind != JsonValueKind.Number)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' activated the first version of '{entityType}': there is none before it to go back to."
            );
        }
        var seq = await SchemaActivation.ActivateAsync(session, entityType, previous.GetInt32(), by);
        return Decisions.Decided(DecisionKind.ActivateSchema, seq);
    }
}

/// <summary>A row of <c>decisions</c>.</summary>
internal sealed record DecisionRecord(
    long Seq,
    string Kind,
    long? EntityNo,
    long? OtherNo,
    long? TargetSeq,
    string Payload,
    string? Actor,
    string? Reason,
    long RecordedAt
)
{
    public const string Columns = "seq, kind, entity_no, other_no, target_seq, payload, actor, reason, recorded_at";

    public long Entity => EntityNo ?? throw new InvalidDataException($"Decision {Seq} of kind {Kind} names no entity.");

    public long Target => TargetSeq ?? throw new InvalidDataException($"Decision {Seq} of kind {Kind} names no target.");
}
