using Strata.Database;
using Strata.Entities;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Runs.Deletion;

/// <summary>Deletes runs and brings them back: one decision, which a job applies to the observations a few at a time.</summary>
internal sealed class RunDeletionService(IDatabase database, LedgerServices services, JobQueue queue)
{
    /// <summary>So that others of the user wait for less than 100 ms; so few are applied at once without a job.</summary>
    private const int AtOnce = 40;

    /// <summary>SQL: the observations of <c>@run</c>, and those that were made of its findings later.</summary>
    private const string Made = """
        (select o.seq, o.entity_no from observations o
            where o.user_id = @user and o.seq > @after and o.seq > @run and o.seq <= @last and o.run_no = @run
        union
        select o.seq, o.entity_no from finding_subjects s
            join subject_observations b on b.user_id = s.user_id and b.subject_no = s.subject_no
            join observations o on o.user_id = b.user_id and o.seq = b.seq
            where s.user_id = @user and s.run_no = @run and o.seq > @after)
        """;

    public Task<RunDeletion> DeleteAsync(UserId user, string actor, DeleteRun request, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("delete_run", request);
                if (await Receipts.FindAsync<RunDeletion>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                await session.FlushAsync();
                var run = await RunQueries.FindAsync(tx, request.RunId);
                if (run.IsRunning)
                {
                    throw new StrataException(ErrorCode.Conflict, $"Run '{request.RunId}' has not ended: cancel it first (cancel_run).");
                }
                if (run.DeletedSeq is { } by)
                {
                    throw new StrataException(ErrorCode.Conflict, $"Run '{request.RunId}' is deleted already, by {Ids.Decision(by)}.");
                }
                var begun = await BeginAsync(session, run, undoes: null, actor, request.Reason);
                Receipts.Keep(session, request.IdempotencyKey, hash, begun.View());
                return begun.View();
            },
            ct
        );

    /// <summary>Brings back deleted runs; undoing that deletes them again.</summary>
    public DecisionUndoing Undoing =>
        new(
            database,
            services,
            kind => kind is DecisionKind.DeleteRun or DecisionKind.RestoreRun,
            async (session, decision, by) =>
            {
                var tx = session.Transaction;
                var deletion =
                    await DeletionRecord.FindAsync(tx, decision.Seq)
                    ?? throw new InvalidDataException($"Deletion {decision.Seq} is missing.");
                if (deletion.State == DeletionRecord.Applying)
                {
                    throw new StrataException(
                        ErrorCode.Conflict,
                        $"{Ids.Decision(decision.Seq)} is still being applied ({deletion.Changed} of {deletion.Total}): undo it when it is done."
                    );
                }
                if ((await DeletionRecord.LastAsync(tx, deletion.RunNo))?.DeletionNo != decision.Seq)
                {
                    throw DecisionUndoing.Superseded(decision.Seq);
                }
                var run = await RunQueries.FindAsync(tx, Ids.Run(deletion.RunNo));
                var undone = await BeginAsync(session, run, deletion.Undoes is null ? decision.Seq : null, by.Actor ?? "", by.Reason);
                return new DecisionResult
                {
                    Id = Ids.Decision(undone.DeletionNo),
                    Kind = undone.Undoes is null ? HistoryKind.DeleteRun : HistoryKind.RestoreRun,
                    Seq = undone.DeletionNo,
                };
            }
        );

    /// <summary>Applies the next few; the record after that.</summary>
    public async Task<DeletionRecord> NextAsync(UserTransaction tx, long no)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var deletion = await DeletionRecord.FindAsync(tx, no) ?? throw new InvalidDataException($"Deletion {no} is missing.");
        if (deletion.State == DeletionRecord.Applying)
        {
            var run = await RunQueries.FindAsync(tx, Ids.Run(deletion.RunNo));
            deletion = await StepAsync(session, run, deletion);
            await session.FlushAsync();
            session.ForgetClean();
        }
        return deletion;
    }

    private async Task<DeletionRecord> BeginAsync(LedgerSession session, RunRecord run, long? undoes, string actor, string? reason)
    {
        var tx = session.Transaction;
        var total = await tx.QueryFirstOrDefaultAsync<long>(
            $"select count(*) as n from {Made} m",
            new
            {
                run = run.RunNo,
                last = run.LastSeq,
                after = 0L,
            }
        );
        var (seq, _) = session.Decide(
            new Decision(undoes is null ? DecisionKind.DeleteRun : DecisionKind.RestoreRun)
            {
                TargetSeq = run.RunNo,
                Actor = actor,
                Reason = reason,
                Payload = undoes is { } no ? $$"""{"undoes":"{{Ids.Decision(no)}}"}""" : "{}",
            }
        );
        await tx.ExecuteAsync(
            "update runs set deleted_seq = @deleted where user_id = @user and run_no = @run",
            new { run = run.RunNo, deleted = undoes is null ? seq : (long?)null }
        );
        var deletion = new DeletionRecord(seq, run.RunNo, undoes, actor, reason, total, 0, 0, DeletionRecord.Applying);
        await DeletionRecord.AddAsync(tx, deletion);
        if (total >= AtOnce)
        {
            await queue.EnqueueAsync(tx, RunDeletionJob.New(seq, actor));
            return deletion;
        }
        return await StepAsync(session, run, deletion);
    }

    private static async Task<DeletionRecord> StepAsync(LedgerSession session, RunRecord run, DeletionRecord deletion)
    {
        var tx = session.Transaction;
        await session.FlushAsync();
        var rows = await tx.QueryAsync<Row>(
            $"select m.seq, m.entity_no from {Made} m order by m.seq limit @most",
            new
            {
                run = run.RunNo,
                last = run.LastSeq,
                after = deletion.AfterNo,
                most = (long)AtOnce,
            }
        );
        var by = new Decision("")
        {
            Actor = deletion.Actor,
            Reason = deletion.Reason ?? $"{(deletion.Undoes is null ? "deletion" : "return")} of {Ids.Run(run.RunNo)}",
            Payload = MarkOf(deletion.DeletionNo),
        };
        var changed = deletion.Undoes is { } undone
            ? await ReinstateAsync(session, rows, undone, by)
            : await RetractAsync(session, rows, by);
        deletion = deletion with
        {
            AfterNo = rows.Count == 0 ? deletion.AfterNo : rows[^1].Seq,
            Changed = deletion.Changed + changed,
            State = rows.Count < AtOnce ? DeletionRecord.Applied : DeletionRecord.Applying,
        };
        await DeletionRecord.MoveAsync(tx, deletion);
        return deletion;
    }

    private static async Task<long> RetractAsync(LedgerSession session, IReadOnlyList<Row> rows, Decision by)
    {
        var tx = session.Transaction;
        var retracted = await ObservationReader.RetractedAsync(tx, [.. rows.Select(r => r.EntityNo).Distinct()], long.MaxValue);
        var (roots, entities, changed) = (new HashSet<WorkingEntity>(), new HashSet<long>(), 0L);
        foreach (var row in rows.Where(r => !retracted.Contains(r.Seq)))
        {
            roots.Add(await Retractions.RetractUnreducedAsync(session, await session.GetAsync(row.EntityNo), row.Seq, by));
            entities.Add(row.EntityNo);
            changed++;
        }
        // Each root is reduced once, as reducing takes as long as its history.
        foreach (var root in roots)
        {
            await session.ReduceAgainAsync(root);
        }
        foreach (var no in entities)
        {
            await KeyReassignment.SettleAsync(session, await session.GetAsync(no));
        }
        return changed;
    }

    /// <summary>Reinstates those that the deletion retracted and nobody has decided about since.</summary>
    private static async Task<long> ReinstateAsync(LedgerSession session, IReadOnlyList<Row> rows, long undone, Decision by)
    {
        var last = await session.Transaction.QueryAsync<LastRow>(
            """
            select d.target_seq as seq, d.kind, d.payload from decisions d
            where d.user_id = @user and d.target_seq IN_LIST(@seqs) and d.kind in ('retract', 'reinstate') and d.seq = (
                select max(l.seq) from decisions l where l.user_id = @user and l.target_seq = d.target_seq and l.kind in ('retract', 'reinstate'))
            """,
            new { seqs = rows.Select(r => r.Seq).ToList() }
        );
        var changed = 0L;
        foreach (var seq in last.Where(l => l.Kind == DecisionKind.Retract && IsMarked(l.Payload, undone)).Select(l => l.Seq).Order())
        {
            await Retractions.ReinstateAsync(session, seq, by);
            changed++;
        }
        return changed;
    }

    private static string MarkOf(long deletionNo) => $$"""{"deletion":"{{Ids.Decision(deletionNo)}}"}""";

    private static bool IsMarked(string payload, long deletionNo) =>
        JsonText.Element(payload).TryGetProperty("deletion", out var by) && by.GetString() == Ids.Decision(deletionNo);

    private sealed record Row(long Seq, long EntityNo);

    private sealed record LastRow(long Seq, string Kind, string Payload);
}
