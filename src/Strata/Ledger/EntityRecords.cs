using Strata.Database;

namespace Strata.Ledger;

/// <summary>Reads entity rows by number.</summary>
internal static class EntityRecords
{
    private const int MaxBatch = 1_024;

    /// <summary>Reads the rows of a list of entity numbers in growing batches, keeping the order.</summary>
    public static async IAsyncEnumerable<EntityRecord> RecordsAsync(
        UserConnection connection,
        IReadOnlyList<long> entityNos,
        int firstBatch
    )
    {
        var size = firstBatch;
        for (var i = 0; i < entityNos.Count; i += size, size = Math.Min(size * 2, MaxBatch))
        {
            var batch = entityNos.Skip(i).Take(size).ToList();
            var byNo = await ByNoAsync(connection, batch);
            foreach (var no in batch)
            {
                if (byNo.TryGetValue(no, out var row))
                {
                    yield return row;
                }
            }
        }
    }

    public static async Task<IReadOnlyDictionary<long, EntityRecord>> ByNoAsync(UserConnection connection, IReadOnlyList<long> entityNos) =>
        entityNos.Count == 0
            ? new Dictionary<long, EntityRecord>()
            : (
                await connection.QueryAsync<EntityRecord>(
                    $"select {EntityRecord.Columns} from entities where user_id = @user and entity_no IN_LIST(@entityNos)",
                    new { entityNos }
                )
            ).ToDictionary(r => r.EntityNo);
}
