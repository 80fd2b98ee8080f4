using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>
/// What surrounds an entity: stated relationships, and references, where a field's value is the identity of another entity.
/// </summary>
internal sealed class Neighborhoods(EntityReader reader)
{
    public const int MaxDepth = 4;
    public const int MaxEntities = 500;
    public const int MaxEdgesPerEntity = 200;

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
        var truncated = false;
        var referencing = new Referencing(reader, point);
        List<EntityState> frontier = [start];
        for (var hop = 0; hop < depth && frontier.Count > 0; hop++)
        {
            var next = new List<EntityState>();
            foreach (var state in frontier)
            {
                foreach (var edge in await EdgesAsync(connection, state, referencing, point))
                {
                    if (!states.TryGetValue(edge.Other.Record.EntityNo, out var other))
                    {
                        if (states.Count >= limit)
                        {
                            truncated = true;
                            continue;
                        }
                        other = edge.Other;
                        states[other.Record.EntityNo] = other;
                        next.Add(other);
                    }
                    edges.TryAdd(edge.View.RelationshipId, edge.View);
                }
            }
            frontier = next;
        }
        return new Neighborhood(
            [.. states.Values.Select(EntityReader.View)],
            [.. edges.Values.OrderBy(e => e.RelationshipId, StringComparer.Ordinal)],
            truncated || !referencing.IsWhole
        );
    }

    private async Task<List<Edge>> EdgesAsync(UserConnection connection, EntityState state, Referencing referencing, ReadPoint point)
    {
        var edges = new List<Edge>();
        foreach (var row in await StatedAsync(connection, state.Members, point.Seq))
        {
            var outgoing = state.Members.Contains(row.FromNo);
            if (await OtherAsync(connection, outgoing ? row.ToNo : row.FromNo, point) is { } other && other.Record.EntityNo != state.Record.EntityNo)
            {
                var (from, to) = outgoing ? (state, other) : (other, state);
                edges.Add(new Edge(other, View(Ids.Decision(row.Seq), row.Type, from, to, "stated", null)));
            }
        }
        foreach (var field in state.Schema.Fields.Values.Where(f => f.Reference is not null).OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            edges.AddRange(await ReferencedAsync(connection, state, field, point));
        }
        foreach (var (other, field, relationship) in await referencing.OfAsync(connection, state))
        {
            edges.Add(new Edge(other, View(RefId(other, field, state), relationship, other, state, "reference", field.Name)));
        }
        return edges;
    }

    private static Task<IReadOnlyList<StatedRow>> StatedAsync(UserConnection connection, IReadOnlyList<long> members, long seq) =>
        // What stood at a past position follows from the decisions about the relationship, the last of which holds.
        connection.QueryAsync<StatedRow>(
            """
            select r.seq, r.type, r.from_no, r.to_no from relationships r
            where r.user_id = @user and (r.from_no IN_LIST(@members) or r.to_no IN_LIST(@members)) and r.seq <= @seq
              and (select d.kind from decisions d
                   where d.user_id = r.user_id and d.target_seq = r.seq and d.kind in ('relate', 'unrelate') and d.seq <= @seq
                   order by d.seq desc limit 1) = 'relate'
            order by r.seq limit @max
            """,
            new
            {
                members,
                seq,
                max = (long)MaxEdgesPerEntity,
            }
        );

    /// <summary>Entities that the field's values name by one of their identity rules.</summary>
    private async Task<List<Edge>> ReferencedAsync(UserConnection connection, EntityState state, SchemaField field, ReadPoint point)
    {
        var edges = new List<Edge>();
        if (state.Fields[field.Name] is not { } json || field.Reference is not { } reference || point.Schemas.Find(reference.EntityType) is not { } target)
        {
            return edges;
        }
        var keys = JsonArrays
            .Elements(json)
            .SelectMany(value => SingleKeys(target, value))
            .ToList();
        var nos = await PastValues.KnownByAsync(connection, reader.Schemas, keys, point);
        foreach (var no in nos.Take(MaxEdgesPerEntity))
        {
            if (await OtherAsync(connection, no, point) is { } other && other.Record.EntityNo != state.Record.EntityNo)
            {
                edges.Add(new Edge(other, View(RefId(state, field, other), reference.Relationship, state, other, "reference", field.Name)));
            }
        }
        return edges;
    }

    private Task<EntityState?> OtherAsync(UserConnection connection, long entityNo, ReadPoint point) =>
        StandingAsync(reader, connection, entityNo, point);

    /// <summary>The state of the entity's root at the point; null where there was none or it was deleted.</summary>
    public static async Task<EntityState?> StandingAsync(EntityReader reader, UserConnection connection, long entityNo, ReadPoint point) =>
        await reader.FindStateAsync(connection, await EntityReader.RecordAsync(connection, entityNo), point) is { Deleted: false } state
            ? state
            : null;

    private static IEnumerable<string> SingleKeys(SchemaDefinition target, string json)
    {
        var value = JsonText.Element(json);
        return target
            .Identity.Where(r => r.Fields.Count == 1)
            .Select(r => r.KeyOf(_ => value))
            .OfType<string>()
            .Select(key => EntityKeys.Stored(target.EntityType, key));
    }

    private static string RefId(EntityState from, SchemaField field, EntityState to) =>
        $"ref_{from.Record.EntityNo}_{field.Name}_{to.Record.EntityNo}";

    private static RelationshipView View(string id, string type, EntityState from, EntityState to, string origin, string? field) =>
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

    private sealed record StatedRow(long Seq, string Type, long FromNo, long ToNo);
}
