using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Verification;

/// <summary>
/// Finds entities that a local id alone has made of records of several files, from before ids had an origin
/// (docs/adr/0035-identity-by-origin.md): what the files say of them has nothing in common.
/// </summary>
internal static class FusionCheck
{
    private const int MaxCompared = 20;

    /// <param name="suspect">Called with the path of each such entity and the reason.</param>
    public static async Task RunAsync(
        UserConnection connection,
        IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> schemas,
        Action<string, string> suspect
    )
    {
        var rules = schemas.Values.SelectMany(s => s.Identity).Where(r => r.IsLocal).Select(r => r.Name).Distinct().ToList();
        if (rules.Count == 0)
        {
            return;
        }
        var some = new List<Row>();
        await foreach (
            var row in connection.StreamAsync<Row>(
                """
                select o.entity_no, e.entity_id, e.entity_type, o.schema_version, o.source_no, o.fields, o.rule from observations o
                join sources s on s.user_id = o.user_id and s.source_no = o.source_no
                join entities e on e.user_id = o.user_id and e.entity_no = o.entity_no
                where o.user_id = @user and o.class = @interpretation and o.rule IN_LIST(@rules) and s.id_origin = ''
                    and not exists (
                        select 1 from decisions d where d.user_id = o.user_id and d.target_seq = o.seq and d.kind = 'retract')
                order by o.entity_no, o.seq
                """,
                new { interpretation = (long)ObservationClass.Interpretation, rules }
            )
        )
        {
            if (some.Count > 0 && some[0].EntityNo != row.EntityNo)
            {
                Check(some);
                some.Clear();
            }
            if (some.Count < MaxCompared && !some.Exists(r => r.SourceNo == row.SourceNo))
            {
                some.Add(row);
            }
        }
        Check(some);

        void Check(List<Row> rows)
        {
            for (var i = 1; i < rows.Count; i++)
            {
                if (
                    schemas.TryGetValue((rows[0].EntityType, (int)rows[0].SchemaVersion), out var schema)
                    && Contradict(schema, rows[0], rows[i])
                )
                {
                    suspect(
                        $"entities/{rows[0].EntityId}",
                        $"its sources have nothing in common but {rows[0].Rule}: perhaps two things; see 'strata entities split'"
                    );
                    return;
                }
            }
        }
    }

    private static bool Contradict(SchemaDefinition schema, Row row, Row other)
    {
        var (one, two) = (FieldList.Parse(row.Fields), FieldList.Parse(other.Fields));
        var compared = 0;
        foreach (var (name, normaliser, _) in schema.Describing)
        {
            if (
                one[name] is { } a
                && two[name] is { } b
                && Normalisation.Of(normaliser, a) is { } first
                && Normalisation.Of(normaliser, b) is { } second
            )
            {
                if (string.Equals(first, second, StringComparison.Ordinal))
                {
                    return false;
                }
                compared++;
            }
        }
        return compared > 0;
    }

    private sealed record Row(
        long EntityNo,
        string EntityId,
        string EntityType,
        long SchemaVersion,
        long SourceNo,
        string Fields,
        string Rule
    );
}
