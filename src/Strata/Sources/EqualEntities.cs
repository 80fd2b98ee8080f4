using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Sources;

/// <summary>
/// Looks for entities that are equal to records without a key, before these are written. Bounded: a few rows of the value index for each of
/// a few records, read outside the writing transaction.
/// </summary>
internal static class EqualEntities
{
    private const int MaxRecords = 50;
    private const int MaxFields = 3;
    private const int MaxAlike = 50;

    /// <summary>Returns the equal entity's id by the place of the record; records without one are left out.</summary>
    public static async Task<IReadOnlyDictionary<int, string>> OfAsync(UserConnection connection, RecordBatch batch)
    {
        var found = new Dictionary<int, string>();
        var looked = 0;
        for (var i = 0; i < batch.Records.Count && looked < MaxRecords; i++)
        {
            var record = batch.Records[i].Observation;
            if (record.Keys.Count > 0 || record.Fields.Count == 0)
            {
                continue;
            }
            looked++;
            if (await OfAsync(connection, record, batch.Schemas.Indexed(record.Schema.EntityType)) is { } id)
            {
                found[i] = id;
            }
        }
        return found;
    }

    private static async Task<string?> OfAsync(
        UserConnection connection,
        NewObservation record,
        IReadOnlyDictionary<string, IndexedField> indexed
    )
    {
        var telling = record
            .Fields.Span.ToArray()
            .Where(f => indexed.ContainsKey(f.Key) && f.Value[0] is not ('[' or '{' or 'n' or 't' or 'f'))
            .OrderByDescending(f => f.Value.Length)
            .ThenBy(f => f.Key, StringComparer.Ordinal)
            .Take(MaxFields);
        var alike = new HashSet<long>();
        foreach (var (name, json) in telling)
        {
            var nos = await connection.QueryAsync<long>(
                """
                select entity_no from entity_values
                where user_id = @user and field_no = @fieldNo and value = @value order by entity_no limit @most
                """,
                new
                {
                    fieldNo = indexed[name].No,
                    value = ValueKey.Of(indexed[name].Kind, json),
                    most = (long)MaxAlike,
                }
            );
            alike.UnionWith(nos);
            if (nos.Count < MaxAlike)
            {
                // These are all that have the value.
                alike.IntersectWith(nos);
                break;
            }
        }
        var hash = Reducer.Hash(record.Schema.EntityType, record.Fields.ToJson());
        return (await EntityRecords.ByNoAsync(connection, [.. alike]))
            .Values.Where(r => r is { IsMerged: false, State: EntityRecord.Active } && r.Hash.AsSpan().SequenceEqual(hash))
            .MinBy(r => r.EntityNo)
            ?.EntityId;
    }
}
