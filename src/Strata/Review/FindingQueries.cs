using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Findings;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>Lists findings, shows one with the text around its quote, and counts what was decided.</summary>
internal sealed class FindingQueries(LedgerServices services, BlobStore blobs, Calibrations calibrations)
{
    private const long MaxCounted = 5_000;

    /// <summary>Texts are read, not looked up.</summary>
    private const long MaxCountedByText = 500;

    public async Task<Page<FindingView>> ListAsync(UserConnection connection, ListFindings query)
    {
        var limit = Paging.Limit(query.Limit);
        var knownAt = query.KnownAt is { } at ? await ReadPoint.SeqAsync(connection, at, "known_at") : (long?)null;
        var filters = await FindingFilters.OfAsync(connection, query, knownAt);
        var rows = await connection.QueryAsync<FindingRecord>(
            $"""
            select {FindingRecord.Columns} from findings f where f.user_id = @user and f.finding_no > @after{filters.Sql}
            order by f.finding_no limit @most
            """,
            filters.With(("after", Paging.Number(query.Cursor)), ("most", limit + 1L))
        );
        IReadOnlyList<FindingRecord> shown = [.. rows.Take(limit)];
        if (knownAt is { } seq)
        {
            shown = await FindingStates.AtAsync(connection, shown, seq);
        }
        return new Page<FindingView>(
            await FindingViews.OfAsync(
                connection,
                await services.Schemas.CurrentAsync(connection),
                shown,
                knownAt,
                knownAt is null ? await calibrations.OfAsync(connection) : null
            ),
            rows.Count > limit ? shown[^1].FindingNo.ToString(CultureInfo.InvariantCulture) : null
        )
        {
            Total = query.Count ? await TotalAsync(connection, filters, query.Text is null ? MaxCounted : MaxCountedByText) : null,
        };
    }

    /// <summary>Counts what a filter shows, up to a bound.</summary>
    private static async Task<Total> TotalAsync(UserConnection connection, FindingFilters filters, long bound)
    {
        var count = await connection.QueryFirstOrDefaultAsync<long>(
            $"select count(*) as n from (select 1 as one from findings f where f.user_id = @user{filters.Sql} order by f.finding_no limit @bound) c",
            filters.With(("bound", bound + 1))
        );
        return new Total(Math.Min(count, bound), count > bound);
    }

    public async Task<FindingView> GetAsync(UserConnection connection, string findingId)
    {
        var no =
            Ids.Number("fnd_", findingId) ?? throw new StrataException(ErrorCode.FindingNotFound, $"There is no finding '{findingId}'.");
        var finding = (await ReviewService.FindAsync(connection, [no]))[0];
        var schemas = await services.Schemas.CurrentAsync(connection);
        var calibration = await calibrations.OfAsync(connection);
        var view = (await FindingViews.OfAsync(connection, schemas, [finding], calibration: calibration))[0];
        var document = await connection.QueryFirstOrDefaultAsync<DocumentRecord>(
            $"select {DocumentRecord.Columns} from documents where user_id = @user and document_no = @no",
            new { no = finding.DocumentNo }
        );
        var (before, after) = finding.Range is { } range ? await AroundAsync(connection, finding, document, range) : ("", "");
        var (places, parent) = await new PlaceFinder(connection).WithParentAsync(document, finding.Range);
        return view with
        {
            Details = new FindingDetails
            {
                Before = before,
                After = after,
                Places = places,
                Parent = parent,
                History =
                [
                    .. (
                        await connection.QueryAsync<StepRow>(
                            """
                            select h.seq, d.recorded_at, d.actor, d.reason, h.review, h.reviewed from finding_reviews h
                            join decisions d on d.user_id = h.user_id and d.seq = h.seq
                            where h.user_id = @user and h.finding_no = @no order by h.seq desc limit 100
                            """,
                            new { no }
                        )
                    ).Select(s => new FindingStep(
                        Ids.Decision(s.Seq),
                        UnixTime.Time(s.RecordedAt),
                        s.Actor,
                        s.Reason,
                        EnumNames.Parse<ReviewState>(s.Review),
                        s.Reviewed is { } reviewed ? JsonText.Element(reviewed) : null
                    )),
                ],
                Comments =
                [
                    .. (
                        await connection.QueryAsync<DecisionRecord>(
                            $"""
                            select {DecisionRecord.Columns} from decisions
                            where user_id = @user and target_seq = @no and kind = '{DecisionKind.CommentFinding}' order by seq limit 100
                            """,
                            new { no }
                        )
                    ).Select(d => new FindingComment(
                        Ids.Decision(d.Seq),
                        UnixTime.Time(d.RecordedAt),
                        d.Actor,
                        JsonText.Element(d.Payload).GetProperty("text").GetString() ?? ""
                    )),
                ],
            },
        };
    }

    /// <summary>Counts findings by schema, field and interpreter, with who decided and the reasons of rejections.</summary>
    public static async Task<ReviewStats> StatsAsync(UserConnection connection, FindingFilter filter)
    {
        var filters = await FindingFilters.OfAsync(connection, filter);
        var counts = await connection.QueryAsync<CountRow>(
            $"""
            select f.entity_type, f.field, r.interpreter, f.review, count(*) as number,
                sum(case when f.admission = 'flagged' then 1 else 0 end) as flagged,
                sum(case when f.admission in ('quarantined', 'unparsed') then 1 else 0 end) as refused
            from findings f join runs r on r.user_id = f.user_id and r.run_no = f.run_no
            where f.user_id = @user{filters.Sql}
            group by f.entity_type, f.field, r.interpreter, f.review order by f.entity_type, f.field, r.interpreter, f.review
            """,
            filters.Arguments
        );
        var reviewers = await connection.QueryAsync<ReviewerRow>(
            $"""
            select coalesce(d.actor, '') as actor, f.review, count(*) as number
            from findings f join decisions d on d.user_id = f.user_id and d.seq = f.state_seq
            where f.user_id = @user and f.review <> 'staged'{filters.Sql}
            group by 1, f.review order by 1, f.review
            """,
            filters.Arguments
        );
        var reasons = await connection.QueryAsync<ReasonRow>(
            $"""
            select coalesce(d.reason, '') as reason, count(*) as number
            from findings f join decisions d on d.user_id = f.user_id and d.seq = f.state_seq
            where f.user_id = @user and f.review = 'rejected'{filters.Sql}
            group by 1 order by 2 desc, 1 limit @most
            """,
            filters.With(("most", (long)ReviewStats.MaxReasons))
        );
        return new ReviewStats
        {
            Fields =
            [
                .. counts
                    .GroupBy(c => (c.EntityType, c.Field, c.Interpreter))
                    .Select(g => new FieldStats
                    {
                        EntityType = g.Key.EntityType,
                        Field = g.Key.Field,
                        Interpreter = g.Key.Interpreter,
                        Counts = Counts(g.Select(c => (c.Review, c.Number))),
                        Flagged = g.Sum(c => c.Flagged),
                        Quarantined = g.Sum(c => c.Refused),
                    }),
            ],
            Followed = Counts(reviewers.Where(r => r.Actor == DecisionFollowing.Actor).Select(r => (r.Review, r.Number))),
            Reviewers =
            [
                .. reviewers
                    .Where(r => r.Actor != DecisionFollowing.Actor)
                    .GroupBy(r => r.Actor, StringComparer.Ordinal)
                    .Select(g => new ReviewerStats(g.Key, Counts(g.Select(c => (c.Review, c.Number))))),
            ],
            Reasons = [.. reasons.Select(r => new ReasonStats(r.Reason, r.Number))],
            Counts = Counts(counts.GroupBy(c => c.Review, StringComparer.Ordinal).Select(g => (g.Key, g.Sum(c => c.Number)))),
        };
    }

    /// <summary>Counts the findings of runs by state.</summary>
    public static async Task<ReviewCounts> CountsAsync(UserConnection connection, IReadOnlyList<long> runNos)
    {
        var counts = await connection.QueryAsync<StateCount>(
            "select review, count(*) as number from findings where user_id = @user and run_no IN_LIST(@runs) group by review",
            new { runs = runNos.ToList() }
        );
        return Counts(counts.Select(c => (c.Review, c.Number)));
    }

    private static ReviewCounts Counts(IEnumerable<(string Review, long Number)> counts)
    {
        var by = counts.ToDictionary(c => c.Review, c => c.Number, StringComparer.Ordinal);
        var (confirmed, corrected, rejected) = (
            by.GetValueOrDefault(FindingRecord.Confirmed),
            by.GetValueOrDefault(FindingRecord.Corrected),
            by.GetValueOrDefault(FindingRecord.Rejected)
        );
        var decided = confirmed + corrected + rejected;
        return new ReviewCounts(
            by.GetValueOrDefault(FindingRecord.Staged),
            confirmed,
            corrected,
            rejected,
            decided == 0 ? null : Math.Round((double)confirmed / decided, 4)
        );
    }

    private async Task<(string Before, string After)> AroundAsync(
        UserConnection connection,
        FindingRecord finding,
        DocumentRecord? document,
        ByteRange range
    )
    {
        var source = await SourceRecords.ByNumberAsync(connection, finding.SourceNo);
        using var reader = await blobs.ReaderAsync(connection, DocumentRecord.BytesOf(document, source.Digest));
        return QuoteContext.Of(reader, Encodings.Get(document?.Encoding), range);
    }

    private sealed record StepRow(long Seq, long RecordedAt, string? Actor, string? Reason, string Review, string? Reviewed);

    private sealed record CountRow(
        string EntityType,
        string Field,
        string Interpreter,
        string Review,
        long Number,
        long Flagged,
        long Refused
    );

    private sealed record StateCount(string Review, long Number);

    private sealed record ReviewerRow(string Actor, string Review, long Number);

    private sealed record ReasonRow(string Reason, long Number);
}
