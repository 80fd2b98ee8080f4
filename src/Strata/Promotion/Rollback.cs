using Strata.Database;
using Strata.Entities;
using Strata.Ledger;

namespace Strata.Promotion;

/// <summary>Rolls a promotion back: restores the schema, retracts the observations and unmerges the untyped entities.</summary>
internal sealed class Rollback(LedgerServices services)
{
    private const int Batch = 200;

    /// <exception cref="StrataException">CONFLICT: already rolled back, or a later schema version is active.</exception>
    public static async Task<DecisionResult> DecideAsync(LedgerSession session, long seq, Decision by)
    {
        var tx = session.Transaction;
        await session.FlushAsync();
        var row =
            await PromotionRow.FindAsync(tx, seq)
            ?? throw new StrataException(
                ErrorCode.EntityAccessDenied,
                $"Promotion '{Ids.Decision(seq)}' does not exist or is not yours to undo."
            );
        if (row.State is PromotionRow.RollingBack or PromotionRow.RolledBack)
        {
            throw new StrataException(ErrorCode.Conflict, $"Promotion '{Ids.Decision(seq)}' is already rolled back.");
        }
        var (decision, _) = session.Decide(by);
        if (row.PreviousVersion is { } previous)
        {
            if (session.Schemas.Find(row.ToType)?.Version != row.Version)
            {
                throw new StrataException(
                    ErrorCode.Conflict,
                    $"Another version of '{row.ToType}' was activated after promotion '{Ids.Decision(seq)}'. Activate version {row.Version} first."
                );
            }
            await SchemaActivation.ActivateAsync(
                session,
                row.ToType,
                (int)previous,
                new Decision("") { Actor = by.Actor, Reason = by.Reason }
            );
        }
        await tx.ExecuteAsync(
            "update promotions set state = @state, after_seq = @after, finished_at = null where user_id = @user and seq = @seq",
            new
            {
                state = PromotionRow.RollingBack,
                after = long.MaxValue,
                seq,
            }
        );
        return new DecisionResult
        {
            Id = Ids.Decision(decision),
            Kind = EnumNames.Parse<HistoryKind>(by.Kind),
            Seq = decision,
        };
    }

    /// <summary>Rolls back one batch, newest first; does nothing if another process has done it meanwhile.</summary>
    public Task StepAsync(IUserWrites writes, PromotionRow row) =>
        writes.WriteAsync(async tx =>
        {
            var session = await LedgerSession.OpenAsync(tx, services);
            if (await PromotionRow.FindAsync(tx, row.Seq) is { State: PromotionRow.RollingBack } now && now.AfterSeq == row.AfterSeq)
            {
                await TakeBackAsync(session, row);
            }
            return 0;
        });

    private static async Task TakeBackAsync(LedgerSession session, PromotionRow row)
    {
        var tx = session.Transaction;
        await session.FlushAsync();
        var rows = await tx.QueryAsync<PromotedRow>(
            """
            select seq, entity_no, created, merged_no from promoted
            where user_id = @user and promotion_seq = @promotion and seq < @after order by seq desc limit @batch
            """,
            new
            {
                promotion = row.Seq,
                after = row.AfterSeq,
                batch = (long)Batch,
            }
        );
        var by = new Decision("") { Actor = row.Actor, Reason = $"roll-back of {Ids.Decision(row.Seq)}" };
        var retracted = await ObservationReader.RetractedAsync(tx, [.. rows.Select(r => r.EntityNo).Distinct()], long.MaxValue);
        var changed = new HashSet<WorkingEntity>();
        var withdrawn = new HashSet<long>();
        foreach (var promoted in rows)
        {
            var entity = await session.GetAsync(promoted.EntityNo);
            if (
                promoted.MergedNo is { } mergedNo
                && await session.GetAsync(mergedNo) is { Record.ParentNo: { } parent } untyped
                && parent == entity.Record.RootNo
            )
            {
                changed.Add((await Merges.UnmergeUnreducedAsync(session, untyped, by)).Root);
            }
            if (!retracted.Contains(promoted.Seq))
            {
                changed.Add(await Retractions.RetractUnreducedAsync(session, entity, promoted.Seq, by));
                withdrawn.Add(entity.No);
            }
        }
        // Each root is reduced once per batch, as reducing takes as long as its history.
        foreach (var root in changed)
        {
            await session.ReduceAgainAsync(root);
        }
        foreach (var no in withdrawn)
        {
            await KeyReassignment.SettleAsync(session, await session.GetAsync(no));
        }
        foreach (var no in rows.Where(r => r.Created != 0).Select(r => r.EntityNo).Distinct())
        {
            var entity = await session.GetAsync(no);
            if (entity.Record is { IsMerged: false, State: EntityRecord.Active } && await IsEmptyAsync(tx, entity.No))
            {
                Deletions.Change(session, entity, DecisionKind.Delete, by);
            }
        }
        await session.FlushAsync();
        var done = rows.Count < Batch;
        await tx.ExecuteAsync(
            "update promotions set after_seq = @after, state = @state, finished_at = @finished where user_id = @user and seq = @seq",
            new
            {
                after = rows.Count == 0 ? row.AfterSeq : rows[^1].Seq,
                state = done ? PromotionRow.RolledBack : PromotionRow.RollingBack,
                finished = done ? session.RecordedAt : (long?)null,
                seq = row.Seq,
            }
        );
    }

    private static async Task<bool> IsEmptyAsync(UserConnection connection, long entityNo)
    {
        var members = await EntityGroups.MembersAsync(connection, entityNo);
        return (await ObservationReader.StandingAsync(connection, members, long.MaxValue, long.MaxValue)).Standing.Count == 0;
    }

    private sealed record PromotedRow(long Seq, long EntityNo, long Created, long? MergedNo);
}
