using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Entities whose reference fields name another, for one question about one point.</summary>
internal sealed class Referencing(EntityReader reader, ReadPoint point)
{
    private const int Batch = 250;

    private readonly Dictionary<(long FieldNo, string Type), ReferringValues> _values = [];
    private PastValues? _past;

    /// <summary>What was passed over that might name what was asked about, and why; null: nothing.</summary>
    public string? Incomplete { get; private set; }

    /// <summary>Field by field, each in the order of the entities' numbers.</summary>
    public async IAsyncEnumerable<(EntityState Other, SchemaField Field, string Relationship)> OfAsync(UserConnection connection, EntityState state)
    {
        var referring = Referring(state.Schema).ToList();
        if (referring.Count == 0)
        {
            yield break;
        }
        var known = await References.KnownByAsync(connection, reader.Schemas, state, point);
        if (!known.IsWhole)
        {
            Incomplete ??= $"{state.Record.EntityId} has more than {PastValues.MaxLooked} observations; what it is called in others than those was not looked for";
        }
        if (known.Keys.Count == 0)
        {
            yield break;
        }
        foreach (var (schema, field, reference, fieldNo) in referring)
        {
            await foreach (var other in HoldingAsync(connection, schema, field, fieldNo, state, known))
            {
                yield return (other, field, reference.Relationship);
            }
        }
    }

    private IEnumerable<(SchemaDefinition Schema, SchemaField Field, FieldReference Reference, long FieldNo)> Referring(SchemaDefinition target)
    {
        foreach (var schema in point.Schemas.All)
        {
            foreach (var name in schema.FieldOrder)
            {
                var field = schema.Fields[name];
                if (
                    field.Reference is { } reference
                    && string.Equals(reference.EntityType, target.EntityType, StringComparison.Ordinal)
                    && point.Schemas.FieldNo(schema.EntityType, name) is { } fieldNo
                )
                {
                    yield return (schema, field, reference, fieldNo);
                }
            }
        }
    }

    private async IAsyncEnumerable<EntityState> HoldingAsync(
        UserConnection connection,
        SchemaDefinition schema,
        SchemaField field,
        long fieldNo,
        EntityState state,
        KnownBy known
    )
    {
        if (!_values.TryGetValue((fieldNo, state.Schema.EntityType), out var values))
        {
            _values[(fieldNo, state.Schema.EntityType)] = values = await ReferringValues.OfAsync(connection, field.Kind, fieldNo, state.Schema);
        }
        if (!values.IsWhole)
        {
            Incomplete ??= $"'{field.Name}' of {schema.EntityType} has more than {ReferringValues.MaxValues} different values; others than those were compared as they are written";
        }
        var seen = new HashSet<long>();
        foreach (var value in values.That(known))
        {
            long after = 0;
            while (true)
            {
                var nos = await connection.QueryAsync<long>(
                    """
                    select entity_no from entity_values
                    where user_id = @user and field_no = @fieldNo and value = @value and entity_no > @after
                    order by entity_no limit @batch
                    """,
                    new
                    {
                        fieldNo,
                        value,
                        after,
                        batch = (long)Batch,
                    }
                );
                var standing = await Neighborhoods.StandingAsync(reader, connection, [.. nos.Where(seen.Add)], point);
                foreach (var no in nos)
                {
                    if (standing.TryGetValue(no, out var other) && other.Record.EntityNo == no && Names(other, schema, field, state, known))
                    {
                        yield return other;
                    }
                }
                if (nos.Count < Batch)
                {
                    break;
                }
                after = nos[^1];
            }
        }
        if (point.IsNow)
        {
            yield break;
        }
        _past ??= await PastValues.AtAsync(connection, reader, point);
        if (!_past.IsWhole)
        {
            Incomplete ??= $"more than {PastValues.MaxLooked} entities have changed since; the others of them were not looked at";
        }
        foreach (var other in _past.Touched.Where(t => seen.Add(t.Record.EntityNo) && Names(t, schema, field, state, known)).OrderBy(t => t.Record.EntityNo))
        {
            yield return other;
        }
    }

    private static bool Names(EntityState other, SchemaDefinition schema, SchemaField field, EntityState state, KnownBy known) =>
        other.Record.EntityNo != state.Record.EntityNo
        && string.Equals(other.Schema.EntityType, schema.EntityType, StringComparison.Ordinal)
        && other.Fields[field.Name] is { } json
        && known.Includes(References.KeysOf(state.Schema, json));
}
