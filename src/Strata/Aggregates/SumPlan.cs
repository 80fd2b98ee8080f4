using Strata.Filters;
using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Aggregates;

/// <summary>What is summed and how it is grouped, checked against the schema.</summary>
internal sealed class SumPlan
{
    public const int MaxDimensions = 3;

    private SumPlan(SchemaDefinition? schema, string? field, IReadOnlyList<Dimension> dimensions, string? currency)
    {
        (Schema, Field, Dimensions, Currency) = (schema, field, dimensions, currency);
    }

    /// <summary>Null: entities of any type are counted.</summary>
    public SchemaDefinition? Schema { get; }

    /// <summary>Null: entities are counted.</summary>
    public string? Field { get; }

    /// <summary>The last one is the currency's, if there is one.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>The field with the currency; null: the sum is no money.</summary>
    public string? Currency { get; }

    /// <summary>Whether each number has a currency of its own, beside it in the same object of an array.</summary>
    public bool IsCurrencyBeside { get; private init; }

    public static SumPlan Of(string? entityType, string? field, IReadOnlyList<string> by, LocalDay day, SchemaSet schemas)
    {
        if (by.Count > MaxDimensions)
        {
            throw Refused($"Entities are grouped by at most {MaxDimensions} things, not {by.Count}.");
        }
        var schema = entityType is null ? null : schemas.Get(entityType);
        var dimensions = by.Select(b => Dimension.Of(b, schema, day)).ToList();
        if (dimensions.GroupBy(d => d.Name, StringComparer.Ordinal).FirstOrDefault(g => g.Count() > 1) is { } twice)
        {
            throw Refused($"'{twice.Key}' is given twice to group by.");
        }
        if (field is null)
        {
            return new SumPlan(schema, null, dimensions, null);
        }
        if (schema is null)
        {
            throw Refused("A sum needs an entity type; without one, entities can be counted only.");
        }
        FilterTerm.RequireField(schema, field);
        var declared = FieldPath.Declared(schema, field);
        if (declared is not null and not { Kind: FieldKind.Number or FieldKind.Integer or FieldKind.Any or FieldKind.Array })
        {
            throw Refused($"'{field}' holds no numbers, so it has no sum. Count entities by it instead, without a field to sum.");
        }
        var currency = declared is null ? null : CurrencyOf(schema, field, declared);
        if (currency is not null && !dimensions.Exists(d => d.Name == currency))
        {
            dimensions.Add(Dimension.Of(currency, schema, day));
        }
        else if (currency is not null)
        {
            // The currency is last, whatever its place was.
            dimensions = [.. dimensions.Where(d => d.Name != currency), dimensions.Find(d => d.Name == currency)!]; // it is there
        }
        return new SumPlan(schema, field, dimensions, currency)
        {
            IsCurrencyBeside =
                currency is not null
                && FieldPath.Split(schema, currency) is (var array, { })
                && FieldPath.Split(schema, field) is (var own, { })
                && string.Equals(array, own, StringComparison.Ordinal),
        };
    }

    private static string? CurrencyOf(SchemaDefinition schema, string field, SchemaField declared)
    {
        var (own, part) = FieldPath.Split(schema, field);
        return Money.CurrencyOf(schema, declared, part is null ? null : schema.Fields[own]);
    }

    private static StrataException Refused(string reason) => new(ErrorCode.InvalidContent, reason);
}
