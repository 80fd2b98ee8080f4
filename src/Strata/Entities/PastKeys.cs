using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// Whose identity keys were at a point: now as they are kept, else of the entity for which an observation that stood then had given it
/// first.
/// </summary>
internal static class PastKeys
{
    private const int Batch = 500;

    /// <summary>Those of the keys that anybody had, with the entity whose own observations gave it, be it merged or not.</summary>
    /// <param name="keys">As stored.</param>
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
        // Who had a key until an observation was retracted claims it still.
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
