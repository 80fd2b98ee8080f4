using Strata.Database;
using Strata.Findings;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>Decides about some subjects of a run what was decided about those that they follow, within one transaction.</summary>
internal sealed class FollowStep(LedgerSession session, FollowPlan plan, long decision, Decision by)
{
    private const string None = "null";

    private static readonly BulkTable Table = new(
        "finding_follows",
        ["finding_no"],
        [
            new("finding_no", BulkType.Integer),
            new("follows_no", BulkType.Integer),
            new("review", BulkType.Text),
            new("value", BulkType.Text),
            new("decided_no", BulkType.Integer),
            new("unchanged", BulkType.Integer),
            new("seq", BulkType.Integer),
        ]
    );

    private readonly UserTransaction _tx = session.Transaction;

    public async Task<(long Kept, long Asked, long Gone)> PairsAsync(IReadOnlyList<FollowPair> pairs, RunFollow follow)
    {
        var found = await FindingsAsync(pairs.Select(p => p.Subject.SubjectNo));
        var earlier = await FindingsAsync(pairs.Select(p => p.Earlier.SubjectNo));
        var retried = await RetriedAsync(pairs.Select(p => p.Earlier.SubjectNo), follow);
        var before = await FindingFollows.OfAsync(_tx, earlier.SelectMany(g => g).Concat(retried.Values).Select(f => f.FindingNo));
        var previous = await RunFollow.FindAsync(_tx, follow.PreviousNo);
        var (links, moves, gone, decided) = (new List<FindingFollow>(), new List<FindingMove>(), new List<FindingMove>(), new List<long>());
        var seq = session.Next().Seq;
        foreach (var pair in pairs)
        {
            await InheritAsync(pair);
            var left = earlier[pair.Earlier.SubjectNo].GroupBy(f => f.Field).ToDictionary(g => g.Key, g => new Queue<FindingRecord>(g));
            foreach (var finding in found[pair.Subject.SubjectNo])
            {
                if (!left.TryGetValue(finding.Field, out var queue) || !queue.TryDequeue(out var one))
                {
                    continue;
                }
                one = retried.GetValueOrDefault(one.FindingNo) ?? one;
                var known = before.GetValueOrDefault(one.FindingNo);
                if (LinkOf(finding, one, known, plan.IsUnchanged(pair, finding, one), previous?.DecisionNo, seq) is not { } link)
                {
                    continue;
                }
                links.Add(link);
                if (finding.ReviewSeq > 0)
                {
                    decided.Add(one.SubjectNo); // A person was faster.
                }
                else if (link.Unchanged != 0 && MoveOf(finding, link) is { } move)
                {
                    moves.Add(move);
                }
            }
            if (pair is { IsSame: false, Earlier.Kind: SubjectRecord.OfBlock })
            {
                gone.AddRange(Withdrawn(left.Values.SelectMany(q => q)));
            }
        }
        await _tx.BulkAsync(Table, BulkMode.InsertIfAbsent, [.. links.Select(Row)]);
        await MoveAsync([.. moves, .. gone]);
        await FindingDecisions.SettleAsync(session, [.. decided.Distinct().Order()], by);
        return (moves.Count, links.Count - moves.Count, gone.Count);
    }

    /// <summary>Withdraws what stands of subjects whose blocks are gone; returns of how many findings.</summary>
    public async Task<long> GoneAsync(IReadOnlyList<long> subjectNos)
    {
        List<FindingMove> gone = [.. Withdrawn((await FindingsAsync(subjectNos)).SelectMany(g => g))];
        await MoveAsync(gone);
        return gone.Count;
    }

    /// <summary>The state stays; that this decision gave it says that the block is gone.</summary>
    private IEnumerable<FindingMove> Withdrawn(IEnumerable<FindingRecord> findings) =>
        findings
            .Where(f => f.Review is FindingRecord.Confirmed or FindingRecord.Corrected && f.ReviewSeq < decision)
            .Select(f => new FindingMove(f, f.Review, f.Reviewed));

    private Task MoveAsync(IReadOnlyList<FindingMove> moves) =>
        moves.Count == 0 ? Task.CompletedTask : FindingDecisions.MoveAsync(session, moves, decision, by);

    /// <summary>Returns what was decided about the earlier finding, or about the one that it follows; null: nothing was.</summary>
    /// <param name="known">What was decided about that one's predecessor.</param>
    /// <param name="followed">The decision by which the earlier run's findings followed.</param>
    private static FindingFollow? LinkOf(
        FindingRecord finding,
        FindingRecord earlier,
        FindingFollow? known,
        bool isUnchanged,
        long? followed,
        long seq
    ) =>
        earlier.Review == FindingRecord.Staged
            ? known is null
                ? null
                : known with
                {
                    FindingNo = finding.FindingNo,
                    Unchanged = isUnchanged ? known.Unchanged : 0,
                    Seq = seq,
                }
            : new(
                finding.FindingNo,
                earlier.FindingNo,
                earlier.Review,
                earlier.Reviewed ?? earlier.Value,
                known is not null && earlier.StateSeq == followed ? known.DecidedNo : earlier.StateSeq,
                isUnchanged ? 1 : 0,
                seq
            );

    private FindingMove? MoveOf(FindingRecord finding, FindingFollow link)
    {
        var (action, value) = link.Review switch
        {
            FindingRecord.Corrected when link.Value == None => (ReviewAction.Clear, null),
            FindingRecord.Corrected => (ReviewAction.Correct, link.Value),
            FindingRecord.Rejected => (ReviewAction.Reject, (string?)null),
            _ => (ReviewAction.Confirm, null),
        };
        var isProposed = link.Review == FindingRecord.Corrected || finding.Value == link.Value;
        return isProposed && FindingRules.Refuse(finding, action.Name(), value, session.Schemas) is null
            ? FindingRules.Move(finding, action.Name(), value)
            : null;
    }

    /// <summary>A block that is the same or changed keeps its entity, which is known by the place that its first version had.</summary>
    private Task InheritAsync(FollowPair pair) =>
        pair.Earlier.Place is not { } place || place == pair.Subject.Place
            ? Task.CompletedTask
            : _tx.ExecuteAsync(
                """
                update finding_subjects set place = (
                    select o.place from finding_subjects o where o.user_id = @user and o.subject_no = @earlier)
                where user_id = @user and subject_no = @no and confirmed_seq is null and corrected_seq is null
                """,
                new { no = pair.Subject.SubjectNo, earlier = pair.Earlier.SubjectNo }
            );

    private async Task<ILookup<long, FindingRecord>> FindingsAsync(IEnumerable<long> subjectNos) =>
        (
            await _tx.QueryAsync<FindingRecord>(
                $"select {FindingRecord.Columns} from findings where user_id = @user and subject_no IN_LIST(@nos) order by finding_no",
                new { nos = subjectNos.ToList() }
            )
        ).ToLookup(f => f.SubjectNo);

    /// <summary>Returns decided findings of retries by the finding that each asked again about, the latest of each.</summary>
    private async Task<IReadOnlyDictionary<long, FindingRecord>> RetriedAsync(IEnumerable<long> subjectNos, RunFollow follow)
    {
        var found = await _tx.QueryAsync<Retried>(
            """
            select w.follows_no, w.finding_no from findings f
            join finding_follows w on w.user_id = f.user_id and w.follows_no = f.finding_no
            join findings n on n.user_id = w.user_id and n.finding_no = w.finding_no
            join run_follows r on r.user_id = n.user_id and r.run_no = n.run_no
            where f.user_id = @user and f.subject_no IN_LIST(@nos) and n.review <> 'staged' and r.previous_no = @previous and r.is_whole = 0
                and n.run_no < @run
            order by w.finding_no
            """,
            new
            {
                nos = subjectNos.ToList(),
                previous = follow.PreviousNo,
                run = follow.RunNo,
            }
        );
        var latest = found.GroupBy(r => r.FollowsNo).ToDictionary(g => g.Last().FindingNo, g => g.Key);
        return (
            latest.Count == 0
                ? []
                : await _tx.QueryAsync<FindingRecord>(
                    $"select {FindingRecord.Columns} from findings where user_id = @user and finding_no IN_LIST(@nos)",
                    new { nos = latest.Keys.ToList() }
                )
        ).ToDictionary(f => latest[f.FindingNo]);
    }

    private static object?[] Row(FindingFollow f) => [f.FindingNo, f.FollowsNo, f.Review, f.Value, f.DecidedNo, f.Unchanged, f.Seq];

    private sealed record Retried(long FollowsNo, long FindingNo);
}
