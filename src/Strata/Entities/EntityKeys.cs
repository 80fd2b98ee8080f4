using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Entities;

/// <summary>Identity: the keys that an observation yields, strongest rule first.</summary>
internal static class EntityKeys
{
    public const char Separator = '\u001f';

    /// <param name="Rule">Fields of the rule, joined by "+".</param>
    /// <param name="Key">As stored in <c>entity_keys</c>: type, rule, normalised values.</param>
    /// <param name="Index">Position of the rule in the schema: 0 is the strongest.</param>
    public readonly record struct Found(string Rule, string Key, int Index);

    public static IReadOnlyList<Found> Of(SchemaDefinition schema, FieldList fields)
    {
        if (schema.Identity.Count == 0 || fields.Count == 0)
        {
            return [];
        }
        List<Found>? keys = null;
        for (var i = 0; i < schema.Identity.Count; i++)
        {
            var rule = schema.Identity[i];
            if (rule.KeyOf(name => fields[name] is { } json ? JsonText.Element(json) : null) is { } key)
            {
                (keys ??= []).Add(new(rule.Name, Stored(schema.EntityType, key), i));
            }
        }
        return keys ?? (IReadOnlyList<Found>)[];
    }

    /// <summary>Whether the stronger rule says all that the weaker one says, and more.</summary>
    public static bool Refines(SchemaDefinition schema, Found stronger, Found weaker) =>
        stronger.Index < weaker.Index
        && schema.Identity[weaker.Index].Fields.All(w =>
            schema.Identity[stronger.Index].Fields.Any(s => string.Equals(s.Field, w.Field, StringComparison.Ordinal))
        );

    /// <summary>NUL, which no engine's text may hold, stands as U+FFFD in keys: files that have it in an identifying field are still taken in.</summary>
    public static string Stored(string entityType, string key) => $"{entityType}{Separator}{key.Replace('\0', '\uFFFD')}";
}
