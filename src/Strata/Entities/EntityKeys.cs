using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Identity: the keys that an observation yields, strongest rule first.</summary>
internal static class EntityKeys
{
    public const char Separator = '\u001f';

    /// <param name="Rule">Fields of the rule, joined by "+".</param>
    /// <param name="Key">As stored in <c>entity_keys</c>: type, rule, normalised values.</param>
    public readonly record struct Found(string Rule, string Key);

    public static IReadOnlyList<Found> Of(SchemaDefinition schema, FieldList fields)
    {
        if (schema.Identity.Count == 0 || fields.Count == 0)
        {
            return [];
        }
        List<Found>? keys = null;
        foreach (var rule in schema.Identity)
        {
            if (rule.KeyOf(name => fields[name] is { } json ? JsonText.Element(json) : null) is { } key)
            {
                (keys ??= []).Add(new(rule.Name, Stored(schema.EntityType, key)));
            }
        }
        return keys ?? (IReadOnlyList<Found>)[];
    }

    public static string Stored(string entityType, string key) => $"{entityType}{Separator}{key}";
}
