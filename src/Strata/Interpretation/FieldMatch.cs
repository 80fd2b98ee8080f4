using Strata.Schemas;

namespace Strata.Interpretation;

/// <summary>Names in inputs → fields of a schema.</summary>
internal static class FieldMatch
{
    /// <summary>By folded name or alias; what is in brackets after the name is left aside if need be: <c>Amount (EUR)</c>.</summary>
    public static SchemaField? Find(SchemaDefinition schema, string name)
    {
        if (schema.Match(name) is { } field)
        {
            return field;
        }

        var bracket = name.AsSpan().IndexOfAny('(', '[');
        return bracket > 0 ? schema.Match(name[..bracket]) : null;
    }

    /// <summary>Where a currency that is written beside an amount belongs; null where the schema has no place for it.</summary>
    public static SchemaField? Currency(SchemaDefinition schema)
    {
        var all = schema.FieldOrder.Select(name => schema.Fields[name]).Where(f => f.Kind == FieldKind.Currency).ToArray();
        return Array.Find(all, f => f.Name == "currency") ?? all.FirstOrDefault();
    }
}
