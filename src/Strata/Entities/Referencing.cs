using Strata.Database;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Entities whose reference fields name another, for one question about one point.</summary>
internal sealed class Referencing(EntityReader reader, ReadPoint point)
{
    private PastValues? _past;
    private bool _passedOver;

    /// <summary>Whether nothing was passed over that might name what was asked about.</summary>
    public bool IsWhole => !_passedOver && (_past?.IsWhole ?? true);

    public async Task<IReadOnlyList<(EntityState Other, SchemaField Field, string Relationship)>> OfAsync(UserConnection connection, EntityState state)
    {
        var found = new List<(EntityState, SchemaField, string)>();
        var titles = state
            .Schema.Identity.Where(r => r.Fields.Count == 1)
            .Select(r => state.Fields[r.Fields[0].Field])
            .Where(json => json is not (null or ['[' or '{', ..]))
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToList();
        foreach (var schema in point.Schemas.All)
        {
            foreach (var field in schema.Fields.Values)
            {
                if (
                    field.Reference is not { } reference
                    || !string.Equals(reference.EntityType, state.Schema.EntityType, StringComparison.Ordinal)
                    || point.Schemas.FieldNo(schema.EntityType, field.Name) is not { } fieldNo
                )
                {
                    continue;
                }
                foreach (var title in titles)
                {
                    foreach (var other in await HoldingAsync(connection, schema, field, fieldNo, title))
                    {
                        if (other.Record.EntityNo != state.Record.EntityNo)
                        {
                            found.Add((other, field, reference.Relationship));
                        }
                    }
                }
            }
        }
        return found;
    }

    /// <summary>In the order of their numbers.</summary>
    private async Task<IReadOnlyList<EntityState>> HoldingAsync(UserConnection connection, SchemaDefinition schema, SchemaField field, long fieldNo, string title)
    {
        var value = ValueKey.Of(field.Kind, title);
        var (nos, isWhole) = await Holders.OfAsync(connection, [(schema.EntityType, field.Name, fieldNo)], title, value, 0, Neighborhoods.MaxEdgesPerEntity);
        _passedOver |= !isWhole;
        var holding = new SortedDictionary<long, EntityState>();
        foreach (var no in nos)
        {
            if (await Neighborhoods.StandingAsync(reader, connection, no, point) is not { } other)
            {
                continue;
            }
            if (point.IsNow || (other.Record.EntityNo == no && PastValues.Holds(other, field.Name, value, title)))
            {
                holding[no] = other;
            }
        }
        if (!point.IsNow)
        {
            _past ??= await PastValues.AtAsync(connection, reader, point);
            foreach (var other in _past.Touched.Where(t => string.Equals(t.Schema.EntityType, schema.EntityType, StringComparison.Ordinal)))
            {
                if (PastValues.Holds(other, field.Name, value, title))
                {
                    holding[other.Record.EntityNo] = other;
                }
            }
        }
        return [.. holding.Values.Take(Neighborhoods.MaxEdgesPerEntity)];
    }
}
