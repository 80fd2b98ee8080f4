using Strata.Database;
using Strata.Ledger;

namespace Strata.Aggregates;

/// <summary>Finds current entities with doubtful values, of which there are few: rows need not bring what was noted of each.</summary>
internal static class DoubtfulEntities
{
    private const int Batch = 1_000;

    /// <param name="field">UTF-8 name; empty: any field.</param>
    public static async Task<IReadOnlySet<long>> OfAsync(UserConnection connection, byte[] field)
    {
        var doubtful = new HashSet<long>();
        for (var after = 0L; ; )
        {
            // Doubts that lost to a certain value are sorted out by what the entity notes.
            var nos = await connection.QueryAsync<long>(
                """
                select distinct entity_no from observations
                where user_id = @user and doubts is not null and entity_no > @after order by entity_no limit @most
                """,
                new { after, most = (long)Batch }
            );
            if (nos.Count == 0)
            {
                return doubtful;
            }
            var roots = await connection.QueryAsync<(long No, byte[] Winners)>(
                """
                select r.entity_no, r.winners from entities e
                join entities r on r.user_id = e.user_id and r.entity_no = e.root_no
                where e.user_id = @user and e.entity_no IN_LIST(@nos)
                """,
                new { nos }
            );
            foreach (var (no, winners) in roots)
            {
                if (SnapshotCodec.IsDoubtful(winners, field))
                {
                    doubtful.Add(no);
                }
            }
            after = nos[^1];
        }
    }
}
