using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Finds the owners of identity keys at a point. For the present that is the stored owner; for the past, the entity with the first
/// observation, in force at the point, that gave the key.
/// </summary>
internal static class PastKeys
{
    private const int Batch = 500;

    /// <summary>Returns the keys that were owned, with the entity whose own observations gave them, merged or not.</summary>
    /// <param name="keys">Stored keys.</param>
    public static async Task<IReadOnlyDictionary<string, long>> OwnersAsync(
        UserConnection connection,
        SchemaStore schemas,
        IReadOnlyCollection<string> keys,
        ReadPoint point
    )
    {
        var owners = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var some in keys.Chunk(Batch))
        {
            foreach (var (key, no) in await SomeAsync(connection, schemas, some, point))
            {
                owners[key] = no;
            }
        }
        return owners;
    }

    private static async Task<IEnumerable<(string Key, long EntityNo)>> SomeAsync(
        UserConnection connection,
        SchemaStore schemas,
        string[] keys,
        ReadPoint point
    )
    {
        const string Owners = "select key, entity_no from entity_keys where user_id = @user and key IN_LIST(@keys)";
        if (point.IsNow)
        {
            return (await connection.QueryAsync<KeyRow>(Owners, new { keys })).Select(r => (r.Key, r.EntityNo));
        }
        // An entity that lost a key by a retraction keeps its claim.
        const string Claims = "select key, entity_no from key_claims where user_id = @user and key IN_LIST(@keys)";
        var asked = (await connection.QueryAsync<KeyRow>($"{Owners} union {Claims}", new { keys }))
            .Where(r => r.EntityNo <= point.Seq)
            .ToHashSet();
        if (asked.Count == 0)
        {
            return [];
        }
        var nos = asked.Select(r => r.EntityNo).Distinct().Order().ToList();
        var entities = await EntityRecords.ByNoAsync(connection, nos);
        var every = await schemas.EveryAsync(connection);
        var retracted = await ObservationReader.RetractionsAsync(connection, nos, point.Seq);
        var first = new Dictionary<string, (long Since, long EntityNo)>(StringComparer.Ordinal);
        await foreach (var record in ObservationReader.StreamAsync(connection, nos, point.Seq, point.ObservedBy))
        {
            foreach (var claim in KeyClaim.Of(every, entities[record.EntityNo], record, FieldList.Parse(record.Fields), retracted))
            {
                if (
                    claim.Since is { } since
                    && asked.Contains(new KeyRow(claim.Key, record.EntityNo))
                    && !(first.TryGetValue(claim.Key, out var earlier) && earlier.Since <= since)
                )
                {
                    first[claim.Key] = (since, record.EntityNo);
                }
            }
        }
        return first.Select(f => (f.Key, f.Value.EntityNo));
    }
}
