using Strata.Database;
using Strata.Findings;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>A bulk change, and how far it is applied.</summary>
public sealed record BulkReview
{
    /// <summary>Pass it to retract to undo all of it, once it is applied.</summary>
    public required string DecisionId { get; init; }

    public required ApplyState State { get; init; }

    /// <summary>Findings that matched when it was decided.</summary>
    public required long Total { get; init; }
    public required long Changed { get; init; }

    /// <summary>Numbers of findings that were left as they are, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Skipped { get; init; }
}

/// <summary>Begins, applies and reads bulk changes.</summary>
internal static class BulkReviews
{
    public const string Undo = "undo";
    public const string Applying = "applying";
    public const string Applied = "applied";

    /// <summary>Findings at once, so that others of the user wait for less than 100 ms.</summary>
    public const long AtOnce = 100;

    /// <summary>Undoing reduces each entity again.</summary>
    private const long UndoneAtOnce = 40;

    public static async Task<BulkReview> BeginAsync(
        LedgerSession session,
        JobQueue queue,
        long seq,
        string action,
        string? value,
        string filter,
        long total,
        string actor
    )
    {
        var record = new BulkRecord(seq, action, value, filter, actor, total, 0, 0, "{}", total == 0 ? Applied : Applying);
        await session.Transaction.ExecuteAsync(
            """
            insert into bulk_reviews (user_id, review_no, action, value, filter, actor, total, after_no, changed, skipped, state)
            values (@user, @ReviewNo, @Action, @Value, @Filter, @Actor, @Total, @AfterNo, @Changed, @Skipped, @State)
            """,
            record
        );
        if (total >= AtOnce)
        {
            await queue.EnqueueAsync(session.Transaction, BulkReviewJob.New(seq, actor));
        }
        else if (total > 0)
        {
            record = await NextAsync(session, record);
        }
        return record.View();
    }

    public static async Task<BulkReview> GetAsync(UserConnection connection, string decisionId) =>
        Ids.Number("dec_", decisionId) is { } no && await FindAsync(connection, no) is { } record
            ? record.View()
            : throw new StrataException(ErrorCode.FindingNotFound, $"There is no bulk change '{decisionId}'.");

    public static Task<BulkRecord?> FindAsync(UserConnection connection, long no) =>
        connection.QueryFirstOrDefaultAsync<BulkRecord>(
            $"select {BulkRecord.Columns} from bulk_reviews where user_id = @user and review_no = @no",
            new { no }
        );

    /// <exception cref="StrataException">CONFLICT: the decision is still being applied.</exception>
    public static async Task RefuseApplyingAsync(UserConnection connection, long no)
    {
        if (await FindAsync(connection, no) is { State: Applying } bulk)
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"{Ids.Decision(no)} is still being applied ({bulk.Changed} of {bulk.Total}): undo it when it is done."
            );
        }
    }

    /// <summary>Applies the next few; the record after that.</summary>
    public static async Task<BulkRecord> NextAsync(UserTransaction tx, LedgerServices services, long no)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync();
        var bulk = await FindAsync(tx, no) ?? throw new InvalidDataException($"Bulk change {no} is missing.");
        return bulk.State == Applied ? bulk : await NextAsync(session, bulk);
    }

    private static async Task<BulkRecord> NextAsync(LedgerSession session, BulkRecord bulk)
    {
        var tx = session.Transaction;
        await session.FlushAsync();
        var isUndo = bulk.Action == Undo;
        var findings = isUndo ? await UndoneAsync(tx, bulk) : await MatchingAsync(tx, bulk);
        var skipped = new SortedDictionary<string, long>(bulk.View().Skipped.ToDictionary(), StringComparer.Ordinal);
        IReadOnlyList<FindingMove> moves;
        if (isUndo)
        {
            moves = await FindingRules.BackAsync(tx, findings, UndoneBy(bulk));
        }
        else
        {
            var fitting = new List<FindingMove>();
            foreach (var finding in findings)
            {
                var reason =
                    finding.ReviewSeq > bulk.ReviewNo ? "changed since"
                    : FindingRules.Refuse(finding, bulk.Action, bulk.Value, session.Schemas) is { } refused ? refused
                    : null;
                if (reason is null)
                {
                    fitting.Add(FindingRules.Move(finding, bulk.Action, bulk.Value));
                }
                else
                {
                    skipped[reason] = skipped.GetValueOrDefault(reason) + 1;
                }
            }
            moves = fitting;
        }
        if (moves.Count > 0)
        {
            await FindingDecisions.MoveAsync(session, moves, bulk.ReviewNo, new Decision("") { Actor = bulk.Actor });
        }
        bulk = bulk with
        {
            AfterNo = findings.Count == 0 ? bulk.AfterNo : findings[^1].FindingNo,
            Changed = bulk.Changed + moves.Count,
            Skipped = JsonSerializer.Serialize<IReadOnlyDictionary<string, long>>(skipped, StrataJson.Options),
            State = findings.Count < (isUndo ? UndoneAtOnce : AtOnce) ? Applied : Applying,
        };
        await tx.ExecuteAsync(
            "update bulk_reviews set after_no = @AfterNo, changed = @Changed, skipped = @Skipped, state = @State where user_id = @user and review_no = @ReviewNo",
            bulk
        );
        await session.FlushAsync();
        session.ForgetClean();
        return bulk;
    }

    /// <summary>Returns the next findings that matched when it was decided; those found since are left out.</summary>
    private static async Task<IReadOnlyList<FindingRecord>> MatchingAsync(UserConnection connection, BulkRecord bulk)
    {
        var filter = JsonSerializer.Deserialize<FindingFilter>(bulk.Filter, StrataJson.Options) ?? new FindingFilter();
        var filters = await FindingFilters.OfAsync(connection, filter, knownAt: bulk.ReviewNo - 1);
        return await connection.QueryAsync<FindingRecord>(
            $"""
            select {FindingRecord.Columns} from findings f where f.user_id = @user and f.finding_no > @after{filters.Sql}
            order by f.finding_no limit @most
            """,
            filters.With(("after", bulk.AfterNo), ("most", AtOnce))
        );
    }

    private static Task<IReadOnlyList<FindingRecord>> UndoneAsync(UserConnection connection, BulkRecord bulk) =>
        connection.QueryAsync<FindingRecord>(
            $"""
            select {FindingRecord.Columns} from findings f
            where f.user_id = @user and f.finding_no > @after and (f.review_seq = @seq or f.state_seq = @seq) and f.review_seq < @undoing and exists (
                select 1 from finding_reviews h where h.user_id = @user and h.finding_no = f.finding_no and h.seq = @seq)
            order by f.finding_no limit @most
            """,
            new
            {
                after = bulk.AfterNo,
                undoing = bulk.ReviewNo,
                seq = UndoneBy(bulk),
                most = UndoneAtOnce,
            }
        );

    private static long UndoneBy(BulkRecord bulk) => JsonText.Element(bulk.Filter).GetProperty("undoes").GetInt64();
}
