using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Finds the entities whose reference fields name a given entity, at one read point.</summary>
internal sealed class Referencing(EntityReader reader, ReadPoint point)
{
    private const int Batch = 250;

    private readonly Dictionary<(long FieldNo, string Type), ReferringValues> _values = [];
    private readonly SortedDictionary<long, EntityState> _touched = [];
    private IReadOnlyDictionary<(string Type, int Version), SchemaDefinition>? _every;
    private PastValues? _past;
    private IReadOnlyList<string> _origins = [];

    /// <summary>What was not looked at although it might name the entity, and why; null if everything was.</summary>
    public string? Incomplete { get; private set; }

    /// <summary>Returns the referring entities field by field, each in order of entity number.</summary>
    public async IAsyncEnumerable<(EntityState Other, SchemaField Field, string Relationship)> OfAsync(
        UserConnection connection,
        EntityState state
    )
    {
        var referring = Referring(state.Schema).ToList();
        if (referring.Count == 0)
        {
            yield break;
        }
        _every ??= await reader.Schemas.EveryAsync(connection);
        _origins = await Origins.AllAsync(connection);
        var known = await References.KnownByAsync(connection, reader.Schemas, _every, state, point);
        if (!known.IsWhole)
        {
            Incomplete ??=
                $"{state.Record.EntityId} has more than {PastValues.MaxLooked} observations; what it is called in others than those was not looked for";
        }
        if (known.Keys.Count == 0)
        {
            yield break;
        }
        foreach (var (schema, field, reference, fieldNo) in referring)
        {
            await foreach (var other in NamingAsync(connection, schema, field, fieldNo, state, known))
            {
                yield return (other, field, reference.Relationship);
            }
        }
    }

    private IEnumerable<(SchemaDefinition Schema, SchemaField Field, FieldReference Reference, long FieldNo)> Referring(
        SchemaDefinition target
    )
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

    private async IAsyncEnumerable<EntityState> NamingAsync(
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
            _values[(fieldNo, state.Schema.EntityType)] = values = await ReferringValues.OfAsync(
                connection,
                field.Kind,
                fieldNo,
                state.Schema
            );
        }
        if (!values.IsWhole)
        {
            Incomplete ??=
                $"'{field.Name}' of {schema.EntityType} has more than {ReferringValues.MaxValues} different values; others than those were compared as they are written";
        }
        var holding = values.That(known).Select(value => HoldingAsync(connection, fieldNo, value));
        if (!point.IsNow)
        {
            holding = holding.Append((await TouchedAsync(connection)).Keys.ToAsyncEnumerable());
        }
        await foreach (var nos in MergedAsync(holding).Chunk(Batch))
        {
            var standing = await Neighborhoods.StandingAsync(reader, connection, [.. nos.Where(no => !_touched.ContainsKey(no))], point);
            foreach (var no in nos)
            {
                var other = _touched.GetValueOrDefault(no) ?? standing.GetValueOrDefault(no);
                if (other?.Record.EntityNo == no && Names(other, schema, field, state, known))
                {
                    yield return other;
                }
            }
        }
    }

    /// <summary>Returns the entities that hold a value now, in order of entity number.</summary>
    private static async IAsyncEnumerable<long> HoldingAsync(UserConnection connection, long fieldNo, byte[] value)
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
            foreach (var no in nos)
            {
                yield return no;
            }
            if (nos.Count < Batch)
            {
                yield break;
            }
            after = nos[^1];
        }
    }

    /// <summary>Returns the entities changed since the point, in their state at the point, by entity number.</summary>
    private async Task<SortedDictionary<long, EntityState>> TouchedAsync(UserConnection connection)
    {
        if (_past is null)
        {
            _past = await PastValues.AtAsync(connection, reader, point);
            foreach (var state in _past.Touched)
            {
                _touched[state.Record.EntityNo] = state;
            }
        }
        if (!_past.IsWhole)
        {
            Incomplete ??= $"more than {PastValues.MaxLooked} entities have changed since; the others of them were not looked at";
        }
        return _touched;
    }

    /// <summary>Merges ascending sequences into one without duplicates.</summary>
    private static async IAsyncEnumerable<long> MergedAsync(IEnumerable<IAsyncEnumerable<long>> rising)
    {
        var sequences = rising.Select(r => r.GetAsyncEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<IAsyncEnumerator<long>, long>();
            foreach (var sequence in sequences)
            {
                await AdvanceAsync(sequence);
            }
            var last = long.MinValue;
            while (next.TryDequeue(out var sequence, out var no))
            {
                if (no != last)
                {
                    yield return last = no;
                }
                await AdvanceAsync(sequence);
            }
            async Task AdvanceAsync(IAsyncEnumerator<long> sequence)
            {
                if (await sequence.MoveNextAsync())
                {
                    next.Enqueue(sequence, sequence.Current);
                }
            }
        }
        finally
        {
            foreach (var sequence in sequences)
            {
                await sequence.DisposeAsync();
            }
        }
    }

    private bool Names(EntityState other, SchemaDefinition schema, SchemaField field, EntityState state, KnownBy known) =>
        other.Record.EntityNo != state.Record.EntityNo
        && string.Equals(other.Schema.EntityType, schema.EntityType, StringComparison.Ordinal)
        && other.Fields[field.Name] is { } json
        && known.Includes(References.KeysOf(state.Schema, json, _origins));
}
