using Strata.Database;
using Strata.Documents;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>Approvals of documents, each a decision about the document's number.</summary>
internal static class DocumentReviews
{
    public static async Task<DocumentReview> GetAsync(UserConnection connection, string documentId)
    {
        var document = (await DocumentQueries.FindAsync(connection, documentId)).DocumentNo;
        var counts =
            await connection.QueryFirstOrDefaultAsync<Counts>(
                $"""
                select count(*) as staged, cast(coalesce(sum(case when admission <> 'admitted' then 1 else 0 end), 0) as bigint) as flags
                from findings f where f.user_id = @user and f.document_no = @document and f.review = 'staged' and {RunRecord.StandsSql} and f.source_no = (
                    select d.source_no from documents d where d.user_id = @user and d.document_no = @document)
                """,
                new { document }
            ) ?? throw new InvalidDataException("A count has no row.");
        var last = await LastAsync(connection, document);
        var approval = last is { Kind: DecisionKind.ApproveDocument } ? last : null;
        return new DocumentReview
        {
            DocumentId = documentId,
            Staged = counts.Staged,
            OpenFlags = counts.Flags,
            Approved = approval is not null,
            DecisionId = approval is null ? null : Ids.Decision(approval.Seq),
            ApprovedBy = approval?.Actor,
            ApprovedAt = approval is null ? null : UnixTime.Time(approval.RecordedAt),
            Reason = approval?.Reason,
            SignedOff = approval is null ? null : JsonText.Element(approval.Payload).GetProperty("sign_off").GetBoolean(),
        };
    }

    /// <summary>Appends an approval.</summary>
    /// <exception cref="StrataException">OPEN_FLAGS; CONFLICT: it is approved.</exception>
    public static async Task ApproveAsync(LedgerSession session, ApproveDocument request, Decision by)
    {
        await session.FlushAsync();
        var now = await GetAsync(session.Transaction, request.DocumentId);
        if (now.Approved)
        {
            throw new StrataException(ErrorCode.Conflict, $"Document '{request.DocumentId}' is approved already, by {now.DecisionId}.");
        }
        if (now.OpenFlags > 0 && !request.SignOff)
        {
            throw new StrataException(
                ErrorCode.OpenFlags,
                $"{now.OpenFlags} flagged or quarantined findings of '{request.DocumentId}' are open: decide about them, or pass sign_off."
            );
        }
        session.Decide(
            by with
            {
                Kind = DecisionKind.ApproveDocument,
                TargetSeq = (await DocumentQueries.FindAsync(session.Transaction, request.DocumentId)).DocumentNo,
                Payload = $$"""{"open_flags":{{now.OpenFlags}},"sign_off":{{(now.OpenFlags > 0 ? "true" : "false")}}}""",
            }
        );
        await session.FlushAsync();
    }

    /// <summary>Undoes an approval or its withdrawal; returns the decision that does.</summary>
    /// <exception cref="StrataException">CONFLICT: another decision came after it.</exception>
    public static async Task<long> UndoAsync(LedgerSession session, DecisionRecord decision, Decision by)
    {
        if ((await LastAsync(session.Transaction, decision.Target))?.Seq != decision.Seq)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"Decision '{Ids.Decision(decision.Seq)}' is already undone or superseded by another decision."
            );
        }
        var (seq, _) = session.Decide(
            by with
            {
                Kind = decision.Kind == DecisionKind.ApproveDocument ? DecisionKind.WithdrawApproval : DecisionKind.ApproveDocument,
                TargetSeq = decision.Target,
                Payload = $$"""{"sign_off":true,"undoes":"{{Ids.Decision(decision.Seq)}}"}""",
            }
        );
        return seq;
    }

    private static Task<DecisionRecord?> LastAsync(UserConnection connection, long document) =>
        connection.QueryFirstOrDefaultAsync<DecisionRecord>(
            $"""
            select {DecisionRecord.Columns} from decisions
            where user_id = @user and target_seq = @document and kind IN_LIST(@kinds) order by seq desc limit 1
            """,
            new { document, kinds = new List<string> { DecisionKind.ApproveDocument, DecisionKind.WithdrawApproval } }
        );

    private sealed record Counts(long Staged, long Flags);
}
