using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Relationships around an entity: stated ones, and references, where a field's value is the identity of another entity.</summary>
internal sealed class Neighborhoods(EntityReader reader)
{
    public const int MaxDepth = 4;
    public const int MaxEntities = 5_000;

    private const int MaxRelationships = 20_000;

    // Relationships per entity still read once the entity limit is reached, as they may lead to entities already found.
    private const int MaxBeyond = 200;
    private const int Batch = 1_000;

    public async Task<Neighborhood> GetAsync(UserConnection connection, string entityId, int depth, int limit, ReadPoint point)
    {
        if (depth is < 1 or > MaxDepth || limit is < 1 or > MaxEntities)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"'depth' is 1 to {MaxDepth} and 'limit' 1 to {MaxEntities}, not {depth} and {limit}."
            );
        }
        var start = await reader.StateAsync(connection, entityId, point);
        var states = new Dictionary<long, EntityState> { [start.Record.EntityNo] = start };
        var edges = new Dictionary<string, RelationshipView>(StringComparer.Ordinal);
        var referencing = new Referencing(reader, point);
        var (isFull, isCrowded) = (false, false);
        List<EntityState> frontier = [start];
        for (var hop = 0; hop < depth && frontier.Count > 0 && !isCrowded; hop++)
        {
            var next = new List<EntityState>();
            foreach (var state in frontier)
            {
                var beyond = 0;
                await foreach (var edge in EdgesAsync(connection, state, referencing, point))
                {
                    if (!states.TryGetValue(edge.Other.Record.EntityNo, out var other))
                    {
                        if (states.Count >= limit)
                        {
                            isFull = true;
                            if (++beyond > MaxBeyond)
                            {
                                break;
                            }
                            continue;
                        }
                        other = edge.Other;
                        states[other.Record.EntityNo] = other;
                        next.Add(other);
                    }
                    if (edges.Count >= MaxRelationships && !edges.ContainsKey(edge.View.RelationshipId))
                    {
                        isCrowded = true;
                        break;
                    }
                    edges.TryAdd(edge.View.RelationshipId, edge.View);
                }
            }
            frontier = next;
        }
        var incomplete =
            isCrowded ? $"there are more than {MaxRelationships} relationships"
            : isFull ? $"there are more than {limit} entities{(limit < MaxEntities ? $": 'limit' may be up to {MaxEntities}" : "")}"
            : referencing.Incomplete;
        return new Neighborhood(
            await EntityReader.ViewsAsync(connection, states.Values),
            [.. edges.Values.OrderBy(e => e.RelationshipId, StringComparer.Ordinal)],
            incomplete is not null,
            incomplete
        );
    }

    private async IAsyncEnumerable<Edge> EdgesAsync(UserConnection connection, EntityState state, Referencing referencing, ReadPoint point)
    {
        await foreach (var edge in StatedAsync(connection, state, point))
        {
            yield return edge;
        }
        foreach (var name in state.Schema.FieldOrder)
        {
            await foreach (var edge in ReferencedAsync(connection, state, state.Schema.Fields[name], point))
            {
                yield return edge;
            }
        }
        await foreach (var (other, field, relationship) in referencing.OfAsync(connection, state))
        {
            yield return new Edge(
                other,
                View(RefId(other, field, state), relationship, other, state, RelationshipOrigin.Reference, field.Name)
            );
        }
    }

    /// <summary>Returns stated relationships in the order they were stated.</summary>
    private async IAsyncEnumerable<Edge> StatedAsync(UserConnection connection, EntityState state, ReadPoint point)
    {
        // A relationship stated again with an earlier time counts once.
        var seen = new HashSet<(string, long, long)>();
        long after = 0;
        while (true)
        {
            // The last decision about a relationship up to the position decides whether it was in force.
            var rows = await connection.QueryAsync<StatedRow>(
                """
                select r.seq, r.type, r.from_no, r.to_no, r.recorded_at, s.payload from relationships r
                join decisions s on s.user_id = r.user_id and s.seq = r.seq
                where r.user_id = @user and (r.from_no IN_LIST(@members) or r.to_no IN_LIST(@members)) and r.seq > @after and r.seq <= @seq
                  and (select d.kind from decisions d
                       where d.user_id = r.user_id and d.target_seq = r.seq and d.kind in ('relate', 'unrelate') and d.seq <= @seq
                       order by d.seq desc limit 1) = 'relate'
                order by r.seq limit @batch
                """,
                new
                {
                    members = state.Members,
                    after,
                    seq = point.Seq,
                    batch = (long)Batch,
                }
            );
            var observed = rows.Where(r =>
                    point.ObservedBy == long.MaxValue || Relationships.ObservedAt(r.Payload, r.RecordedAt) <= point.ObservedBy
                )
                .ToList();
            var others = await StandingAsync(reader, connection, [.. observed.Select(Other).Distinct()], point);
            foreach (var row in observed)
            {
                if (
                    others.TryGetValue(Other(row), out var other)
                    && other.Record.EntityNo != state.Record.EntityNo
                    && seen.Add((row.Type, row.FromNo, row.ToNo))
                )
                {
                    var (from, to) = state.Members.Contains(row.FromNo) ? (state, other) : (other, state);
                    yield return new Edge(other, View(Ids.Decision(row.Seq), row.Type, from, to, RelationshipOrigin.Stated, null));
                }
            }
            if (rows.Count < Batch)
            {
                yield break;
            }
            after = rows[^1].Seq;
        }
        long Other(StatedRow row) => state.Members.Contains(row.FromNo) ? row.ToNo : row.FromNo;
    }

    /// <summary>Returns references to the entities that the field's values name by an identity rule.</summary>
    private async IAsyncEnumerable<Edge> ReferencedAsync(UserConnection connection, EntityState state, SchemaField field, ReadPoint point)
    {
        if (
            field.Reference is not { } reference
            || state.Fields[field.Name] is not { } json
            || point.Schemas.Find(reference.EntityType) is not { } target
        )
        {
            yield break;
        }
        var owners = await PastKeys.OwnersAsync(
            connection,
            reader.Schemas,
            [.. References.KeysOf(target, json, await Origins.AllAsync(connection)).Distinct(StringComparer.Ordinal)],
            point
        );
        foreach (var some in owners.Values.Distinct().Order().Chunk(Batch))
        {
            var others = await StandingAsync(reader, connection, some, point);
            foreach (var no in some)
            {
                if (others.TryGetValue(no, out var other) && other.Record.EntityNo != state.Record.EntityNo)
                {
                    yield return new Edge(
                        other,
                        View(RefId(state, field, other), reference.Relationship, state, other, RelationshipOrigin.Reference, field.Name)
                    );
                }
            }
        }
    }

    /// <summary>
    /// Returns the states of the entities' roots at the point, by the requested number; entities that didn't exist or were deleted are left
    /// out.
    /// </summary>
    public static async Task<IReadOnlyDictionary<long, EntityState>> StandingAsync(
        EntityReader reader,
        UserConnection connection,
        IReadOnlyList<long> entityNos,
        ReadPoint point
    )
    {
        if (entityNos.Count == 0)
        {
            return new Dictionary<long, EntityState>();
        }
        var records = await EntityRecords.ByNoAsync(connection, entityNos);
        var states = await reader.FindStatesAsync(connection, [.. records.Values], point);
        return states.Where(s => !s.Value.Deleted).ToDictionary(s => s.Key, s => s.Value);
    }

    private static string RefId(EntityState from, SchemaField field, EntityState to) =>
        string.Create(CultureInfo.InvariantCulture, $"ref_{from.Record.EntityNo}_{field.Name}_{to.Record.EntityNo}");

    private static RelationshipView View(
        string id,
        string type,
        EntityState from,
        EntityState to,
        RelationshipOrigin origin,
        string? field
    ) =>
        new()
        {
            RelationshipId = id,
            Type = type,
            From = from.Record.EntityId,
            To = to.Record.EntityId,
            Origin = origin,
            Field = field,
        };

    private sealed record Edge(EntityState Other, RelationshipView View);

    private sealed record StatedRow(long Seq, string Type, long FromNo, long ToNo, long RecordedAt, string Payload);
}
