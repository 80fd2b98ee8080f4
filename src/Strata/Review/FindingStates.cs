using Strata.Database;
using Strata.Findings;

namespace Strata.Review;

/// <summary>The states that findings have had.</summary>
internal static class FindingStates
{
    public static readonly BulkTable Table = new(
        "finding_reviews",
        ["finding_no", "seq"],
        [
            new("finding_no", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("state_seq", BulkType.Integer),
            new("review", BulkType.Text),
            new("reviewed", BulkType.Text),
        ]
    );

    /// <summary>SQL of the state of <c>findings f</c> at <c>@knownAt</c>.</summary>
    public const string Then =
        "coalesce((select h.review from finding_reviews h where h.user_id = f.user_id and h.finding_no = f.finding_no and h.seq <= @knownAt "
        + "order by h.seq desc limit 1), 'staged')";

    /// <summary>Returns the last states of findings before a decision; a finding that had none was staged.</summary>
    public static async Task<IReadOnlyDictionary<long, StateRow>> BeforeAsync(
        UserConnection connection,
        IReadOnlyList<long> findingNos,
        long seq
    )
    {
        var rows = await connection.QueryAsync<StateRow>(
            """
            select h.finding_no, h.seq, h.state_seq, h.review, h.reviewed from finding_reviews h
            where h.user_id = @user and h.finding_no IN_LIST(@nos) and h.seq = (
                select max(b.seq) from finding_reviews b where b.user_id = @user and b.finding_no = h.finding_no and b.seq < @seq)
            """,
            new { nos = findingNos.ToList(), seq }
        );
        return rows.ToDictionary(r => r.FindingNo);
    }

    /// <summary>Returns findings as they were at a ledger position.</summary>
    public static async Task<IReadOnlyList<FindingRecord>> AtAsync(
        UserConnection connection,
        IReadOnlyList<FindingRecord> findings,
        long knownAt
    )
    {
        var then = await BeforeAsync(connection, [.. findings.Select(f => f.FindingNo)], knownAt + 1);
        return
        [
            .. findings.Select(f =>
                then.TryGetValue(f.FindingNo, out var state)
                    ? f with
                    {
                        Review = state.Review,
                        Reviewed = state.Reviewed,
                        ReviewSeq = state.Seq,
                        StateSeq = state.StateSeq,
                    }
                    : f with
                    {
                        Review = FindingRecord.Staged,
                        Reviewed = null,
                        ReviewSeq = 0,
                        StateSeq = 0,
                    }
            ),
        ];
    }
}

/// <summary>A row of <c>finding_reviews</c>.</summary>
internal sealed record StateRow(long FindingNo, long Seq, long StateSeq, string Review, string? Reviewed);
