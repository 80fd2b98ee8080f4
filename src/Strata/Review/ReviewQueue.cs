using Strata.Database;
using Strata.Findings;
using Strata.Ledger;
using Strata.Review.Calibrating;

namespace Strata.Review;

/// <summary>Chooses what a reviewer looks at next.</summary>
internal static class ReviewQueue
{
    /// <summary>Findings of a document that are looked at for those that are alike.</summary>
    private const long Near = 500;

    /// <summary>Documents that are looked through for as many as are asked for.</summary>
    private const int MaxDocuments = 50;

    /// <summary>One finding in so many that nothing is wrong with is shown without its value: what is overlooked can be measured by these only.</summary>
    private const long BlindEvery = 20;

    private static readonly TimeSpan LeaseTime = TimeSpan.FromMinutes(5);

    public static async Task<NextResult> NextAsync(
        UserTransaction tx,
        LedgerServices services,
        Calibration calibration,
        string actor,
        NextFindings request
    )
    {
        var now = UnixTime.Microseconds(services.Time.GetUtcNow());
        var filters = await FindingFilters.OfAsync(tx, request with { State = ReviewState.Staged });
        const string free = "(f.leased_until is null or f.leased_until < @now or f.leased_by = @actor)";
        var left = await tx.QueryFirstOrDefaultAsync<long>(
            $"select count(*) as n from findings f where f.user_id = @user{filters.Sql}",
            filters.Arguments
        );
        var groups = new List<IGrouping<(string, string, string), FindingRecord>>();
        var seen = new List<long>();
        while (groups.Count < request.Limit && seen.Count < MaxDocuments)
        {
            var next = await tx.QueryFirstOrDefaultAsync<long?>(
                $"""
                select f.document_no from findings f where f.user_id = @user{filters.Sql} and {free} and not (f.document_no IN_LIST(@seen))
                order by f.finding_no limit 1
                """,
                filters.With(("now", now), ("actor", actor), ("seen", seen))
            );
            if (next is not { } document)
            {
                break;
            }
            seen.Add(document);
            var near = await tx.QueryAsync<FindingRecord>(
                $"""
                select {FindingRecord.Columns} from findings f
                where f.user_id = @user{filters.Sql} and {free} and f.document_no = @of
                order by case f.admission when 'quarantined' then 0 when 'unparsed' then 0 when 'flagged' then 1 else 2 end, f.confidence, f.finding_no
                limit @most
                """,
                filters.With(("now", now), ("actor", actor), ("of", document), ("most", Near))
            );
            groups.AddRange(near.GroupBy(f => (f.EntityType, f.Field, Likeness(f.Value))).Take(request.Limit - groups.Count));
        }
        if (request.Lease && groups.Count > 0)
        {
            await tx.ExecuteAsync(
                "update findings set leased_by = @actor, leased_until = @until where user_id = @user and finding_no IN_LIST(@nos)",
                new
                {
                    actor,
                    until = now + (LeaseTime.Ticks / TimeSpan.TicksPerMicrosecond),
                    nos = groups.SelectMany(g => g).Select(f => f.FindingNo).ToList(),
                }
            );
        }
        var views = await FindingViews.OfAsync(
            tx,
            await services.Schemas.CurrentAsync(tx),
            [.. groups.Select(g => g.First())],
            calibration: calibration
        );
        return new NextResult
        {
            Left = left,
            Items =
            [
                .. groups.Zip(
                    views,
                    (group, view) =>
                        new NextItem(IsBlind(group.First()) ? Blind(view) : view, [.. group.Skip(1).Select(f => Ids.Finding(f.FindingNo))])
                ),
            ],
        };
    }

    /// <summary>What near-duplicates have in common: letters, digits and signs of numbers, whatever their case.</summary>
    private static string Likeness(string value) =>
        value.Any(char.IsLetter) ? string.Concat(value.Where(char.IsLetterOrDigit)).ToUpperInvariant() : value;

    private static bool IsBlind(FindingRecord finding) =>
        finding.Admission == FindingRecord.Admitted
        && CanonicalJson.Digest(finding.FindingNo.ToString(CultureInfo.InvariantCulture))[0] % BlindEvery == 0;

    private static FindingView Blind(FindingView view) =>
        view with
        {
            Value = null,
            Quote = null,
            Locator = null,
            Joins = null,
            Earlier = null,
            Blind = true,
        };
}
