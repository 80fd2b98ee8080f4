using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;

namespace Strata.Entities;

/// <summary>
/// Finds the entities that hold a value now. Where the index key of a long text is cut, the candidates' whole texts are compared.
/// </summary>
internal static class ValueHolders
{
    /// <summary>Most entities with texts of the same beginning that are read.</summary>
    public const int MaxLooked = 10_000;

    private const int Batch = 256;

    /// <param name="fields">Fields to search, each of its entity type.</param>
    /// <param name="value">The value as canonical JSON.</param>
    /// <param name="key">The value as an index key.</param>
    /// <param name="after">Returns only entities with higher numbers.</param>
    /// <param name="most">Most entities to return, in order of their numbers.</param>
    /// <returns>The entities, and whether none before the last of them was skipped.</returns>
    public static async Task<(IReadOnlyList<long> Nos, bool IsWhole)> OfAsync(
        UserConnection connection,
        IReadOnlyList<(string EntityType, string Field, long No)> fields,
        string value,
        byte[] key,
        long after,
        long most
    )
    {
        var isCut = ValueKey.IsCut(key);
        var (found, looked) = (new List<long>(), 0);
        while (true)
        {
            var nos = await connection.QueryAsync<long>(
                """
                select distinct entity_no from entity_values
                where user_id = @user and field_no IN_LIST(@fieldNos) and value = @key and entity_no > @after
                order by entity_no limit @batch
                """,
                new
                {
                    fieldNos = fields.Select(f => f.No).ToList(),
                    key,
                    after,
                    batch = isCut ? Batch : most,
                }
            );
            if (!isCut)
            {
                return (nos, true);
            }
            var records = await EntityRecords.ByNoAsync(connection, nos);
            found.AddRange(
                nos.Where(no => records.TryGetValue(no, out var record) && Holds(record, fields, value)).Take((int)most - found.Count)
            );
            looked += nos.Count;
            if (nos.Count < Batch || found.Count >= most || looked >= MaxLooked)
            {
                return (found, nos.Count < Batch || found.Count >= most);
            }
            after = nos[^1];
        }
    }

    private static bool Holds(EntityRecord record, IReadOnlyList<(string EntityType, string Field, long No)> fields, string value)
    {
        var values = FieldList.Parse(record.Fields);
        return fields.Any(f =>
            string.Equals(f.EntityType, record.EntityType, StringComparison.Ordinal)
            && values[f.Field] is { } json
            && ValueKey.IsText(json, value)
        );
    }
}
