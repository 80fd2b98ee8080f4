using Strata.Schemas;

namespace Strata.Indexing;

/// <summary>Key range of one field that contains every match.</summary>
/// <param name="IsSingle">Whether an entity has at most one key of the field.</param>
internal sealed record ValueRange(long FieldNo, byte[] From, byte[] To, bool IsSingle)
{
    /// <summary>Whether it is one key, so that entities come in their own order.</summary>
    public bool IsPoint => IsSingle && To.Length == From.Length + 1 && To[^1] == 0 && To.AsSpan().StartsWith(From);
}

/// <summary>A query's condition on one field, as ranges of the value index: one per type with the field.</summary>
internal sealed record FieldCondition(IReadOnlyList<ValueRange> Ranges)
{
    /// <summary>Returns the conditions that the index can answer; the others are checked on entities.</summary>
    public static IReadOnlyList<FieldCondition> Of(IReadOnlyList<FilterTerm> terms, string? entityType, SchemaSet schemas)
    {
        IReadOnlyList<SchemaDefinition> types = entityType is null ? [.. schemas.All] : [schemas.Get(entityType)];
        return [.. terms.GroupBy(t => t.Field, StringComparer.Ordinal).Select(g => Of([.. g], types, schemas)).OfType<FieldCondition>()];
    }

    /// <summary>The condition that entities meet which meet any of them.</summary>
    public static FieldCondition AnyOf(IEnumerable<FieldCondition> conditions) => new([.. conditions.SelectMany(c => c.Ranges).Distinct()]);

    private static FieldCondition? Of(IReadOnlyList<FilterTerm> terms, IReadOnlyList<SchemaDefinition> types, SchemaSet schemas)
    {
        var name = terms[0].Field;
        var ranges = new List<ValueRange>();
        foreach (var schema in types)
        {
            if (FieldPath.Split(schema, name).Part is not null)
            {
                return null; // members of objects are not indexed
            }
            if (!schema.Fields.TryGetValue(name, out var field) || schemas.FieldNo(schema.EntityType, name) is not { } fieldNo)
            {
                if (terms.All(t => t.Range(FieldKind.String, isSingle: true) is null))
                {
                    return null; // entities without the field may match
                }
                continue;
            }
            if (Range(terms, field, fieldNo) is not { } range)
            {
                return null;
            }
            ranges.Add(range);
        }
        return new FieldCondition(ranges);
    }

    private static ValueRange? Range(IReadOnlyList<FilterTerm> terms, SchemaField field, long fieldNo)
    {
        if (field.Kind == FieldKind.Object)
        {
            return null;
        }
        var isSingle = field.Kind is not (FieldKind.Any or FieldKind.Array) && field.Strategy != MergeStrategy.MergeArray;
        ValueRange? all = null;
        foreach (var term in terms)
        {
            if (term.Range(field.Kind, isSingle) is not var (from, to))
            {
                continue;
            }
            if (all is null)
            {
                all = new ValueRange(fieldNo, from, to, isSingle);
            }
            else if (isSingle) // with several values, each may meet one term
            {
                all = all with
                {
                    From = from.AsSpan().SequenceCompareTo(all.From) > 0 ? from : all.From,
                    To = to.AsSpan().SequenceCompareTo(all.To) < 0 ? to : all.To,
                };
            }
        }
        return all;
    }
}
