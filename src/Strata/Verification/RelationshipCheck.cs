using Strata.Database;
using Strata.Ledger;

namespace Strata.Verification;

/// <summary>Compares stored relationships with the decisions that made and removed them.</summary>
/// <param name="Wrong">Missing or different ones, as they should be.</param>
/// <param name="Extra">Positions of stored ones that no decision made.</param>
internal sealed record RelationshipCheck(IReadOnlyList<RelationshipRecord> Wrong, IReadOnlyList<long> Extra)
{
    /// <summary>Returns the relationships made at these ledger positions.</summary>
    public static async Task<RelationshipCheck> OfAsync(UserConnection connection, long first, long last)
    {
        var range = new { first, last };
        var asked = connection.Ask<RelationshipRecord>(
            $"select {RelationshipRecord.Columns} from relationships where user_id = @user and seq >= @first and seq <= @last order by seq",
            range
        );
        var stated = RelationshipRecord.Of(
            await connection.QueryAsync<DecisionRecord>(
                $"""
                select {DecisionRecord.Columns} from decisions
                where user_id = @user and target_seq >= @first and target_seq <= @last and kind in ('relate', 'unrelate')
                order by seq
                """,
                range
            )
        );
        var held = (await asked.RowsAsync()).ToDictionary(r => r.Seq);
        return new RelationshipCheck(
            [.. stated.Values.Where(r => held.GetValueOrDefault(r.Seq) != r)],
            [.. held.Keys.Where(seq => !stated.ContainsKey(seq)).Order()]
        );
    }

    public StateDifferences Differences()
    {
        var differences = new StateDifferences();
        foreach (var seq in Wrong.Select(r => r.Seq).Concat(Extra).Order())
        {
            differences.Add(StateDifferences.Relationships, Ids.Decision(seq));
        }
        return differences;
    }

    public async Task MendAsync(UserTransaction tx)
    {
        if (Extra.Count > 0)
        {
            await tx.BulkAsync(RelationshipRecord.Table, BulkMode.Delete, [.. Extra.Select(seq => new object?[] { seq })]);
        }
        if (Wrong.Count > 0)
        {
            await tx.BulkAsync(RelationshipRecord.Table, BulkMode.Upsert, [.. Wrong.Select(r => r.Row)]);
        }
    }
}
