using Strata.Database;
using Strata.Runs;

namespace Strata.Review;

/// <summary>Reads the findings of two runs side by side, in one pass.</summary>
internal static class RunComparisons
{
    public static async Task<RunComparison> OfAsync(UserConnection connection, CompareRuns request)
    {
        var limit = Paging.Limit(request.Limit);
        var (run, other) = (await RunQueries.FindAsync(connection, request.RunId), await RunQueries.FindAsync(connection, request.OtherId));
        return run.RunNo == other.RunNo
            ? throw new StrataException(ErrorCode.InvalidContent, "Name two different runs.")
            : await OfAsync(connection, [run.RunNo], [other.RunNo], limit);
    }

    /// <summary>Compares what two sets of runs found.</summary>
    public static async Task<RunComparison> OfAsync(
        UserConnection connection,
        IReadOnlyList<long> runs,
        IReadOnlyList<long> others,
        int limit
    )
    {
        // A run that both have is the same in both.
        var shared = runs.Intersect(others).ToList();
        var (first, second) = (runs.Except(shared).ToHashSet(), others.Except(shared).ToList());
        var alike = await FindingQueries.CountsAsync(connection, shared);
        var differences = new List<FindingDifference>();
        var counts = new Dictionary<FindingDifferenceKind, long>();
        long same = 0;
        Row? left = null;
        await foreach (
            var row in connection.StreamAsync<Row>(
                """
                select f.finding_no, f.run_no, f.field, f.value, f.start_at, f.length,
                    coalesce(s.place, '') as place, f.document_no, f.block,
                    row_number() over (partition by f.run_no, f.source_no, coalesce(s.place, ''), f.document_no, f.block, f.field order by f.finding_no) as nth
                from findings f join finding_subjects s on s.user_id = f.user_id and s.subject_no = f.subject_no
                where f.user_id = @user and f.run_no IN_LIST(@all)
                order by f.source_no, place, f.document_no, f.block, f.field, nth, case when f.run_no IN_LIST(@runs) then 0 else 1 end
                """,
                new { all = first.Concat(second).ToList(), runs = first.ToList() }
            )
        )
        {
            if (first.Contains(row.RunNo))
            {
                Take(left, null);
                left = row;
            }
            else if (left is not null && row.IsAt(left))
            {
                Take(left, row);
                left = null;
            }
            else
            {
                Take(left, null);
                Take(null, row);
                left = null;
            }
        }
        Take(left, null);
        return new RunComparison
        {
            Same = same + alike.Staged + alike.Confirmed + alike.Corrected + alike.Rejected,
            Gained = counts.GetValueOrDefault(FindingDifferenceKind.Gained),
            Lost = counts.GetValueOrDefault(FindingDifferenceKind.Lost),
            Changed = counts.GetValueOrDefault(FindingDifferenceKind.Changed),
            Moved = counts.GetValueOrDefault(FindingDifferenceKind.Moved),
            Counts = await FindingQueries.CountsAsync(connection, runs),
            OtherCounts = await FindingQueries.CountsAsync(connection, others),
            Cost = await CostAsync(connection, runs),
            OtherCost = await CostAsync(connection, others),
            Differences = differences,
        };

        void Take(Row? one, Row? two)
        {
            if ((one ?? two) is not { } either)
            {
                return;
            }
            var change =
                one is null ? FindingDifferenceKind.Gained
                : two is null ? FindingDifferenceKind.Lost
                : one.Value != two.Value ? FindingDifferenceKind.Changed
                : (one.StartAt, one.Length) != (two.StartAt, two.Length) ? FindingDifferenceKind.Moved
                : (FindingDifferenceKind?)null;
            if (change is not { } differs)
            {
                same++;
                return;
            }
            counts[differs] = counts.GetValueOrDefault(differs) + 1;
            if (differences.Count < limit)
            {
                differences.Add(
                    new FindingDifference(
                        differs,
                        either.Field,
                        one is null ? null : Ids.Finding(one.FindingNo),
                        two is null ? null : Ids.Finding(two.FindingNo),
                        one is null ? null : JsonText.Element(one.Value),
                        two is null ? null : JsonText.Element(two.Value),
                        one?.Locator,
                        two?.Locator
                    )
                );
            }
        }
    }

    private static async Task<RunCost> CostAsync(UserConnection connection, IReadOnlyList<long> runs)
    {
        var nos = runs.ToList();
        var took = await connection.QueryFirstOrDefaultAsync<long>(
            """
            select cast(coalesce(sum(finished_at - started_at), 0) as bigint) as took from runs
            where user_id = @user and run_no IN_LIST(@nos) and finished_at is not null
            """,
            new { nos }
        );
        var requests = await connection.QueryFirstOrDefaultAsync<long>(
            "select count(*) as n from packs where user_id = @user and run_no IN_LIST(@nos)",
            new { nos }
        );
        return new RunCost(Math.Round(took / 1e6, 3), requests);
    }

    private sealed record Row(
        long FindingNo,
        long RunNo,
        string Field,
        string Value,
        long? StartAt,
        long? Length,
        string Place,
        long DocumentNo,
        long Block,
        long Nth
    )
    {
        public ByteLocator? Locator => StartAt is { } start && Length is { } length ? new ByteLocator(start, length) : null;

        public bool IsAt(Row other) =>
            (Place, DocumentNo, Block, Field, Nth) == (other.Place, other.DocumentNo, other.Block, other.Field, other.Nth);
    }
}
