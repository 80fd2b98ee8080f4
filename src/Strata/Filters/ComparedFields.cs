using Strata.Indexing;
using Strata.Schemas;

namespace Strata.Filters;

/// <summary>The fields that a filter can name, and the day that its dates are relative to.</summary>
/// <param name="entityType">Null for any type.</param>
internal sealed class ComparedFields(SchemaSet schemas, string? entityType, LocalDay day)
{
    private readonly IReadOnlyList<SchemaDefinition> _types = entityType is null ? [.. schemas.All] : [schemas.Get(entityType)];

    /// <summary>A field that no type declares may be one of an entity's undeclared fields.</summary>
    public ComparedField Field(string text, FilterToken name)
    {
        var kinds = _types.Select(t => FieldPath.Declared(t, name.Text)?.Kind).OfType<FieldKind>().Distinct().ToList();
        return new ComparedField(text, name.Text, kinds, _types, day);
    }
}
