using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Filters;

/// <summary>What of a filter the value index can answer: every entity that meets the filter meets all of these.</summary>
internal static class IndexedConditions
{
    public static IReadOnlyList<FieldCondition> Of(Condition? where, string? entityType, SchemaSet schemas)
    {
        IReadOnlyList<Condition> parts = where is Every every ? every.Parts : [.. new[] { where }.OfType<Condition>()];
        // Bounds of one field are narrower together than alone.
        var compared = parts.OfType<Comparison>().Select(c => c.Term).ToList();
        return
        [
            .. FieldCondition.Of(compared, entityType, schemas),
            .. parts.OfType<Either>().Select(e => Any(e, entityType, schemas)).OfType<FieldCondition>(),
            .. parts.OfType<Every>().SelectMany(e => Of(e, entityType, schemas)),
        ];
    }

    /// <summary>Null if one of the alternatives can't be answered: then any entity may meet it.</summary>
    private static FieldCondition? Any(Either either, string? entityType, SchemaSet schemas)
    {
        var any = new List<FieldCondition>();
        foreach (var part in either.Parts)
        {
            if (part is Not || Of(part, entityType, schemas) is not [var first, ..])
            {
                return null;
            }
            any.Add(first);
        }
        return FieldCondition.AnyOf(any);
    }
}
