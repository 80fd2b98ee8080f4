using Strata.Database;
using Strata.Entities;
using Strata.Findings;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>Decides about findings, one by one or many by a filter, and undoes it.</summary>
internal sealed class ReviewService(IDatabase database, LedgerServices services, JobQueue queue, Calibrations calibrations)
{
    public const int MaxChanges = 200;
    private const int MaxNext = 50;
    private const int MaxComment = 2_000;

    public Task<ReviewResult> ReviewAsync(UserId user, string actor, ReviewFindings request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("review_findings", request),
            async session =>
            {
                var moves = await MovesAsync(session, request.Changes);
                var by = By(actor, request.Reason) with { Payload = ReviewPayload.Of(moves) };
                var (seq, _) = session.Decide(by with { Kind = DecisionKind.ReviewFindings });
                await FindingDecisions.MoveAsync(session, moves, seq, by with { Payload = "{}" });
                await session.FlushAsync();
                return new ReviewResult
                {
                    DecisionId = Ids.Decision(seq),
                    Seq = seq,
                    Findings = await FindingViews.OfAsync(
                        session.Transaction,
                        session.Schemas,
                        await FindAsync(session.Transaction, [.. moves.Select(m => m.Finding.FindingNo)])
                    ),
                };
            },
            ct
        );

    /// <summary>Begins a bulk change: a decision that names the filter, and a job that applies it.</summary>
    public Task<BulkReview> ReviewManyAsync(UserId user, string actor, ReviewMatching request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("review_matching", request),
            async session =>
            {
                if ((request.Action == ReviewAction.Correct) != (request.Value is not null))
                {
                    throw new StrataException(ErrorCode.InvalidContent, "Give a value with the action correct, and with no other.");
                }
                var filters = await FindingFilters.OfAsync(session.Transaction, request.Filter);
                var total = await session.Transaction.QueryFirstOrDefaultAsync<long>(
                    $"select count(*) as n from findings f where f.user_id = @user{filters.Sql}",
                    filters.Arguments
                );
                var filter = JsonSerializer.Serialize(request.Filter, StrataJson.Options);
                var value = request.Value is { } given ? CanonicalJson.Of(given) : null;
                var (seq, _) = session.Decide(
                    By(actor, request.Reason) with
                    {
                        Kind = DecisionKind.ReviewFindings,
                        Payload =
                            $$"""{"action":"{{request.Action.Name()}}","filter":{{filter}}{{(value is null ? "" : $",\"value\":{value}")}}}""",
                    }
                );
                return await BulkReviews.BeginAsync(session, queue, seq, request.Action.Name(), value, filter, total, actor);
            },
            ct
        );

    /// <summary>Undoes decisions about findings and documents that something's state still comes from.</summary>
    public DecisionUndoing Undoing =>
        new(
            database,
            services,
            kind => kind is DecisionKind.ReviewFindings or DecisionKind.ApproveDocument or DecisionKind.WithdrawApproval,
            async (session, decision, by) =>
            {
                var isReview = decision.Kind == DecisionKind.ReviewFindings;
                var undone = isReview
                    ? await UndoAsync(session, decision.Seq, Ids.Decision(decision.Seq), by)
                    : await DocumentReviews.UndoAsync(session, decision, by);
                return new DecisionResult
                {
                    Id = Ids.Decision(undone),
                    Kind =
                        isReview ? HistoryKind.ReviewFindings
                        : decision.Kind == DecisionKind.ApproveDocument ? HistoryKind.WithdrawApproval
                        : HistoryKind.ApproveDocument,
                    Seq = undone,
                };
            }
        );

    /// <exception cref="StrataException">FINDING_NOT_FOUND: the decision is about something else.</exception>
    public async Task<DecisionResult> UndoAsync(UserId user, string actor, UndoReview request, CancellationToken ct) =>
        await DecisionUndoing.KindAsync(database, user, request.DecisionId, ct) is { } kind && Undoing.Undoes(kind)
            ? await Undoing.UndoAsync(user, actor, request.DecisionId, request.Decision(), ct)
            : throw new StrataException(ErrorCode.FindingNotFound, $"'{request.DecisionId}' is no decision about findings.");

    public async Task<NextResult> NextAsync(UserId user, string actor, NextFindings request, CancellationToken ct)
    {
        if (request.Limit is < 1 or > MaxNext)
        {
            throw new StrataException(ErrorCode.InvalidContent, $"'limit' must be between 1 and {MaxNext}; got {request.Limit}.");
        }
        var calibration = await database.ReadAsync(user, calibrations.OfAsync, ct);
        return await database.WriteAsync(user, tx => ReviewQueue.NextAsync(tx, services, calibration, actor, request), ct);
    }

    public Task<DocumentReview> ApproveAsync(UserId user, string actor, ApproveDocument request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("approve_document", request),
            async session =>
            {
                await DocumentReviews.ApproveAsync(session, request, By(actor, request.Reason));
                return await DocumentReviews.GetAsync(session.Transaction, request.DocumentId);
            },
            ct
        );

    public Task<FindingAnswer> AssignAsync(UserId user, AssignFindings request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("assign_findings", request),
            async session =>
            {
                var findings = await FindAsync(session.Transaction, Numbers(request.FindingIds));
                await session.Transaction.ExecuteAsync(
                    "update findings set assignee = @to where user_id = @user and finding_no IN_LIST(@nos)",
                    new { to = request.Assignee, nos = findings.Select(f => f.FindingNo).ToList() }
                );
                return new FindingAnswer(findings.Count, null);
            },
            ct
        );

    public Task<FindingAnswer> CommentAsync(UserId user, string actor, CommentFinding request, CancellationToken ct) =>
        WriteAsync(
            user,
            request.IdempotencyKey,
            Receipts.RequestHash("comment_finding", request),
            async session =>
            {
                if (request.Text.Trim().Length is 0 or > MaxComment)
                {
                    throw new StrataException(ErrorCode.InvalidContent, $"A comment has 1 to {MaxComment} characters.");
                }
                var findings = await FindAsync(session.Transaction, Numbers([request.FindingId]));
                var (seq, _) = session.Decide(
                    By(actor, reason: null) with
                    {
                        Kind = DecisionKind.CommentFinding,
                        TargetSeq = findings[0].FindingNo,
                        Payload = $$"""{"text":{{JsonText.String(request.Text.Trim())}}}""",
                    }
                );
                return new FindingAnswer(1, Ids.Decision(seq));
            },
            ct
        );

    /// <summary>Returns the moves that changes ask for.</summary>
    /// <exception cref="StrataException">FINDING_NOT_FOUND; STALE_REVISION; SCHEMA_VALIDATION_FAILED; CONFLICT.</exception>
    private static async Task<IReadOnlyList<FindingMove>> MovesAsync(LedgerSession session, IReadOnlyList<FindingChange> changes)
    {
        if (changes.Select(c => c.FindingId).Distinct(StringComparer.Ordinal).Count() != changes.Count)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Name each finding once.");
        }
        var findings = (await FindAsync(session.Transaction, Numbers(changes.Select(c => c.FindingId)))).ToDictionary(f => f.FindingNo);
        await RefuseDeletedAsync(session.Transaction, [.. findings.Values.Select(f => f.RunNo).Distinct()]);
        var changed = changes.Select(c => (Change: c, Finding: findings[Ids.Number("fnd_", c.FindingId) ?? 0])).ToList();
        var stale = changed.Where(c => c.Change.Revision is { } read && read != c.Finding.ReviewSeq).ToList();
        if (stale.Count > 0)
        {
            throw new StrataException(
                ErrorCode.StaleRevision,
                $"{stale[0].Change.FindingId} has changed since you read it: it is {stale[0].Finding.Review} by {Ids.Decision(stale[0].Finding.ReviewSeq)}."
            )
            {
                Faults =
                [
                    .. stale.Select(c => new Fault(
                        c.Change.FindingId,
                        $"you ask to {c.Change.Action.Name()}{(c.Change.Value is { } v ? " " + v.GetRawText() : "")} at revision {c.Change.Revision}; "
                            + $"it is {c.Finding.Review}{(c.Finding.Reviewed is { } r ? " " + r : "")} at revision {c.Finding.ReviewSeq}"
                    )),
                ],
            };
        }
        var faults = new List<Fault>();
        var moves = new List<FindingMove>();
        foreach (var (change, finding) in changed)
        {
            var value = change.Value is { } given ? CanonicalJson.Of(given) : null;
            if ((change.Action == ReviewAction.Correct) != (value is not null))
            {
                throw new StrataException(
                    ErrorCode.InvalidContent,
                    $"{change.FindingId}: give a value with correct, and with no other action."
                );
            }
            if (FindingRules.Refuse(finding, change.Action.Name(), value, session.Schemas) is { } reason)
            {
                faults.Add(new Fault(change.FindingId, reason));
            }
            else
            {
                moves.Add(FindingRules.Move(finding, change.Action.Name(), value));
            }
        }
        return faults.Count == 0
            ? moves
            : throw new StrataException(ErrorCode.SchemaValidationFailed, $"{faults[0].Path}: {faults[0].Reason}.") { Faults = faults };
    }

    private static async Task RefuseDeletedAsync(UserConnection connection, List<long> runs)
    {
        var deleted = await connection.QueryFirstOrDefaultAsync<long?>(
            "select run_no from runs where user_id = @user and run_no IN_LIST(@runs) and deleted_seq is not null order by run_no limit 1",
            new { runs }
        );
        if (deleted is { } no)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"{Ids.Run(no)} is deleted, with all that it found: bring it back first (retract)."
            );
        }
    }

    private async Task<long> UndoAsync(LedgerSession session, long seq, string id, Decision by)
    {
        var tx = session.Transaction;
        await session.FlushAsync();
        var count = await tx.QueryFirstOrDefaultAsync<long>(
            """
            select count(*) as n from finding_reviews h join findings f on f.user_id = h.user_id and f.finding_no = h.finding_no
            where h.user_id = @user and h.seq = @seq and (f.review_seq = @seq or f.state_seq = @seq)
            """,
            new { seq }
        );
        if (count == 0)
        {
            throw new StrataException(ErrorCode.Conflict, $"Decision '{id}' is already undone or superseded by later decisions.");
        }
        var runs = await tx.QueryAsync<long>(
            "select distinct run_no from findings where user_id = @user and (review_seq = @seq or state_seq = @seq)",
            new { seq }
        );
        await RefuseDeletedAsync(tx, [.. runs]);
        await BulkReviews.RefuseApplyingAsync(tx, seq);
        await FindingFollows.RefuseApplyingAsync(tx, seq);
        var (undoing, _) = session.Decide(
            by with
            {
                Kind = DecisionKind.ReviewFindings,
                TargetSeq = seq,
                Payload = $$"""{"undoes":"{{id}}"}""",
            }
        );
        if (count > MaxChanges)
        {
            await BulkReviews.BeginAsync(
                session,
                queue,
                undoing,
                BulkReviews.Undo,
                null,
                $$"""{"undoes":{{seq}}}""",
                count,
                by.Actor ?? ""
            );
            return undoing;
        }
        var findings = await tx.QueryAsync<FindingRecord>(
            $"select {FindingRecord.Columns} from findings where user_id = @user and (review_seq = @seq or state_seq = @seq) and finding_no in (select finding_no from finding_reviews where user_id = @user and seq = @seq)",
            new { seq }
        );
        await FindingDecisions.MoveAsync(session, await FindingRules.BackAsync(tx, findings, seq), undoing, by);
        return undoing;
    }

    /// <exception cref="StrataException">FINDING_NOT_FOUND.</exception>
    public static async Task<IReadOnlyList<FindingRecord>> FindAsync(UserConnection connection, IReadOnlyList<long> nos)
    {
        var found = await connection.QueryAsync<FindingRecord>(
            $"select {FindingRecord.Columns} from findings where user_id = @user and finding_no IN_LIST(@nos)",
            new { nos = nos.ToList() }
        );
        var byNo = found.ToDictionary(f => f.FindingNo);
        return [.. nos.Select(no => byNo.GetValueOrDefault(no) ?? throw Missing(Ids.Finding(no)))];
    }

    private static List<long> Numbers(IEnumerable<string> ids)
    {
        var nos = ids.Select(id => Ids.Number("fnd_", id) ?? throw Missing(id)).ToList();
        return nos.Count is >= 1 and <= MaxChanges
            ? nos
            : throw new StrataException(
                ErrorCode.InvalidContent,
                $"Name 1 to {MaxChanges} findings at once; got {nos.Count}. review_matching takes any number."
            );
    }

    private static StrataException Missing(string id) => new(ErrorCode.FindingNotFound, $"There is no finding '{id}'.");

    private static Decision By(string actor, string? reason) => new("") { Actor = actor, Reason = reason };

    private Task<T> WriteAsync<T>(UserId user, string? key, string requestHash, Func<LedgerSession, Task<T>> write, CancellationToken ct)
        where T : class =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                if (await Receipts.FindAsync<T>(session, key, requestHash) is { } known)
                {
                    return known;
                }
                var result = await write(session);
                Receipts.Keep(session, key, requestHash, result);
                return result;
            },
            ct
        );
}

/// <summary>The payload of a decision about named findings.</summary>
internal static class ReviewPayload
{
    public static string Of(IReadOnlyList<FindingMove> moves) =>
        "{\"findings\":["
        + string.Join(
            ',',
            moves.Select(m =>
                $"{{\"finding\":\"{Ids.Finding(m.Finding.FindingNo)}\",{(m.Reviewed is null ? "" : $"\"reviewed\":{m.Reviewed},")}\"state\":\"{m.Review}\"}}"
            )
        )
        + "]}";
}
