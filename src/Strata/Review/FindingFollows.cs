using Strata.Database;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>A row of <c>finding_follows</c>: what was decided about a finding's predecessor.</summary>
/// <param name="Value">What it was decided to be, canonical JSON; of a rejection the value that was refused.</param>
/// <param name="DecidedNo">The decision of a person, however often it followed since.</param>
/// <param name="Unchanged">1 if the content is the same.</param>
internal sealed record FindingFollow(long FindingNo, long FollowsNo, string Review, string Value, long DecidedNo, long Unchanged, long Seq)
{
    public const string Columns = "finding_no, follows_no, review, value, decided_no, unchanged, seq";
}

/// <summary>Findings whose predecessors were decided about (docs/adr/0057-decisions-follow-content.md).</summary>
internal static class FindingFollows
{
    /// <summary>SQL of <c>findings f</c> that hold although a person decided otherwise: none that follows is decided, and it isn't gone.</summary>
    public const string Stands = """
        not exists (
            select 1 from finding_follows w join findings n on n.user_id = w.user_id and n.finding_no = w.finding_no
            where w.user_id = f.user_id and w.follows_no = f.finding_no and n.review <> 'staged')
        and not exists (
            select 1 from run_follows g where g.user_id = f.user_id and g.decision_no = f.state_seq and g.run_no <> f.run_no)
        """;

    /// <summary>SQL of <c>findings f</c> of a run that another follows: nobody is asked about them any more.</summary>
    /// <param name="until">SQL of the ledger position; null: now.</param>
    public static string Outdated(string? until) =>
        $"""
            f.run_no in (
                select v.previous_no from run_follows v join runs r on r.user_id = v.user_id and r.run_no = v.run_no
                where v.user_id = @user and v.is_whole = 1 and (r.deleted_seq is null{(
                until is null ? "" : $" or r.deleted_seq > {until}"
            )})
                    {(until is null ? "" : $"and v.seq <= {until}")})
            """;

    /// <summary>SQL of <c>findings f</c> whose state a person's decision about another finding gave them.</summary>
    public const string Followed =
        "f.state_seq in (select c.decision_no from run_follows c where c.user_id = @user and c.decision_no is not null)";

    /// <exception cref="StrataException">CONFLICT: decisions still follow by this one.</exception>
    public static async Task RefuseApplyingAsync(UserConnection connection, long seq)
    {
        var applying = await connection.QueryFirstOrDefaultAsync<long>(
            "select count(*) from run_follows where user_id = @user and decision_no = @seq and state = 'applying'",
            new { seq }
        );
        if (applying > 0)
        {
            throw new StrataException(ErrorCode.Conflict, $"{Ids.Decision(seq)} is still being applied: undo it when it is done.");
        }
    }

    public static async Task<IReadOnlyDictionary<long, FindingFollow>> OfAsync(UserConnection connection, IEnumerable<long> findingNos) =>
        (
            await connection.QueryAsync<FindingFollow>(
                $"select {FindingFollow.Columns} from finding_follows where user_id = @user and finding_no IN_LIST(@nos)",
                new { nos = findingNos.ToList() }
            )
        ).ToDictionary(f => f.FindingNo);

    /// <summary>Returns earlier decisions as callers see them.</summary>
    /// <param name="until">Only what was known at this ledger position.</param>
    public static async Task<IReadOnlyDictionary<long, EarlierReview>> ViewsAsync(
        UserConnection connection,
        IEnumerable<long> findingNos,
        long? until
    )
    {
        var follows = (await OfAsync(connection, findingNos)).Values.Where(f => until is null || f.Seq <= until).ToList();
        var decisions = (
            follows.Count == 0
                ? []
                : await connection.QueryAsync<DecisionRecord>(
                    $"select {DecisionRecord.Columns} from decisions where user_id = @user and seq IN_LIST(@nos)",
                    new { nos = follows.Select(f => f.DecidedNo).Distinct().ToList() }
                )
        ).ToDictionary(d => d.Seq);
        return follows.ToDictionary(
            f => f.FindingNo,
            f =>
            {
                var decision = decisions.GetValueOrDefault(f.DecidedNo);
                return new EarlierReview
                {
                    FindingId = Ids.Finding(f.FollowsNo),
                    State = EnumNames.Parse<ReviewState>(f.Review),
                    Value = JsonText.Element(f.Value),
                    Unchanged = f.Unchanged != 0,
                    DecisionId = Ids.Decision(f.DecidedNo),
                    By = decision?.Actor,
                    At = decision is null ? null : UnixTime.Time(decision.RecordedAt),
                    Reason = decision?.Reason,
                };
            }
        );
    }
}
