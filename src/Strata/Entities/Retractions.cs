using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Retracts and reinstates observations. A retracted observation stays in the ledger but no longer counts.</summary>
internal static class Retractions
{
    public static async Task<(Done Done, WorkingEntity? Root)> RetractAsync(LedgerSession session, long observationSeq, Decision decision)
    {
        var entity = await EntityOfAsync(session, observationSeq);
        if (await IsRetractedAsync(session, entity.No, observationSeq))
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Observation '{Ids.Observation(observationSeq)}' is already retracted; retract that decision to undo it."
            );
        }
        return await SetAsync(session, entity, observationSeq, DecisionKind.Retract, decision);
    }

    public static async Task<(Done Done, WorkingEntity? Root)> ReinstateAsync(LedgerSession session, long observationSeq, Decision decision)
    {
        var entity = await EntityOfAsync(session, observationSeq);
        if (!await IsRetractedAsync(session, entity.No, observationSeq))
        {
            throw new StrataException(ErrorCode.Conflict, $"Observation '{Ids.Observation(observationSeq)}' is not retracted.");
        }
        var since = await KeyReassignment.SinceAsync(session, entity, observationSeq);
        if (since != observationSeq)
        {
            decision = decision with { Payload = Retracted.WithKeysSince(decision.Payload, since) };
        }
        var (done, root) = await SetAsync(session, entity, observationSeq, DecisionKind.Reinstate, decision);
        if (await KeyReassignment.AgainAsync(session, entity, observationSeq) is { } again)
        {
            await session.ClaimAgainAsync(again, entity, done.Seq);
        }
        return (done, root);
    }

    private static async Task<(Done Done, WorkingEntity? Root)> SetAsync(
        LedgerSession session,
        WorkingEntity entity,
        long observationSeq,
        string kind,
        Decision decision
    )
    {
        var (seq, root) = await DecideAsync(session, entity, observationSeq, kind, decision);
        await session.ReduceAgainAsync(root);
        await KeyReassignment.SettleAsync(session, entity);
        return (Decisions.Decided(kind, seq), root);
    }

    /// <summary>
    /// Retracts one of many observations of an entity. The observation must be in force; the caller reduces the returned root and settles
    /// its keys at the end.
    /// </summary>
    public static async Task<WorkingEntity> RetractUnreducedAsync(
        LedgerSession session,
        WorkingEntity entity,
        long observationSeq,
        Decision decision
    ) => (await DecideAsync(session, entity, observationSeq, DecisionKind.Retract, decision)).Root;

    private static async Task<(long Seq, WorkingEntity Root)> DecideAsync(
        LedgerSession session,
        WorkingEntity entity,
        long observationSeq,
        string kind,
        Decision decision
    )
    {
        var (seq, recordedAt) = session.Decide(decision with { Kind = kind, EntityNo = entity.No, TargetSeq = observationSeq });
        var root = await session.RootAsync(entity);
        session.Touch(root, seq, recordedAt);
        if (entity != root)
        {
            session.Touch(entity, seq, recordedAt);
        }
        return (seq, root);
    }

    /// <exception cref="StrataException">ENTITY_ACCESS_DENIED.</exception>
    public static async Task<WorkingEntity> EntityOfAsync(LedgerSession session, long observationSeq)
    {
        var entityNo = await session.Transaction.QueryFirstOrDefaultAsync<long?>(
            "select entity_no from observations where user_id = @user and seq = @observationSeq",
            new { observationSeq }
        );
        return entityNo is { } no
            ? await session.GetAsync(no)
            : throw new StrataException(
                ErrorCode.EntityAccessDenied,
                $"Observation '{Ids.Observation(observationSeq)}' does not exist or is not yours to retract."
            );
    }

    public static async Task<bool> IsRetractedAsync(LedgerSession session, long entityNo, long observationSeq) =>
        (await ObservationReader.RetractedAsync(session.Transaction, [entityNo], long.MaxValue)).Contains(observationSeq);
}
