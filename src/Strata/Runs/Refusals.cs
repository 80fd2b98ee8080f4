using Strata.Database;
using Strata.Interpretation;

namespace Strata.Runs;

/// <summary>Reads the values of a run that were rejected.</summary>
internal static class Refusals
{
    /// <summary>
    /// Returns them by document part and block, as they were at the ledger position; of a run that was a retry itself, with what it asked
    /// about the same blocks.
    /// </summary>
    public static async Task<IReadOnlyDictionary<(string Part, int Block), IReadOnlyList<Refusal>>> OfAsync(
        UserConnection connection,
        RetryOptions retry
    )
    {
        var refused = await OfRunAsync(connection, retry);
        var run = await RunQueries.FindAsync(connection, Ids.Run(retry.RunNo));
        if (InterpretationConfiguration.OptionsOf(run.Configuration).Retry is not { } before)
        {
            return refused;
        }
        var earlier = await OfAsync(connection, before);
        return refused.ToDictionary(
            b => b.Key,
            IReadOnlyList<Refusal> (b) => earlier.TryGetValue(b.Key, out var more) ? [.. more, .. b.Value] : b.Value
        );
    }

    private static async Task<Dictionary<(string Part, int Block), IReadOnlyList<Refusal>>> OfRunAsync(
        UserConnection connection,
        RetryOptions retry
    ) => (
            await connection.QueryAsync<Row>(
                """
                select d.part, f.block, f.field, f.value, x.reason from findings f
                join documents d on d.user_id = f.user_id and d.document_no = f.document_no
                join finding_reviews h on h.user_id = f.user_id and h.finding_no = f.finding_no and h.seq = (
                    select max(b.seq) from finding_reviews b where b.user_id = @user and b.finding_no = f.finding_no and b.seq <= @asOf)
                left join decisions x on x.user_id = f.user_id and x.seq = h.state_seq
                where f.user_id = @user and f.run_no = @run and h.review = 'rejected' order by f.finding_no
                """,
                new { run = retry.RunNo, asOf = retry.AsOf }
            )
        ).GroupBy(r => (r.Part, (int)r.Block)).ToDictionary(block => block.Key, IReadOnlyList<Refusal> (block) => [.. block.Select(r => new Refusal(r.Field, r.Value, r.Reason))]);

    private sealed record Row(string Part, long Block, string Field, string Value, string? Reason);
}
