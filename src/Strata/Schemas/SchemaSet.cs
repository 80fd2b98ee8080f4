using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Strata.Schemas;

/// <summary>The schemas in force for one user at one point of the ledger.</summary>
/// <param name="reduced">By type, the last activation up to then that had its entities reduced again, and when it was recorded.</param>
internal sealed class SchemaSet(
    IEnumerable<SchemaDefinition> active,
    IReadOnlyDictionary<(string Type, string Field), long> fieldNos,
    IReadOnlyDictionary<string, (long Seq, long RecordedAt)> reduced
)
{
    public const string GenericType = "generic";

    /// <summary>Whether entities of that type are of no known one.</summary>
    public static bool IsUntyped(string entityType) => string.Equals(entityType, GenericType, StringComparison.Ordinal);

    private readonly FrozenDictionary<string, SchemaDefinition> _active = active.ToFrozenDictionary(
        s => s.EntityType,
        StringComparer.Ordinal
    );

    private readonly ConcurrentDictionary<string, FrozenDictionary<string, IndexedField>> _indexed = new(StringComparer.Ordinal);

    public IEnumerable<SchemaDefinition> All => _active.Values.OrderBy(s => s.EntityType, StringComparer.Ordinal);

    public bool IsEmpty => _active.Count == 0;

    public SchemaDefinition? Find(string entityType) => _active.GetValueOrDefault(entityType);

    public SchemaDefinition Get(string entityType) =>
        Find(entityType)
        ?? throw new StrataException(
            ErrorCode.SchemaNotFound,
            $"There is no schema for entity type '{entityType}'. Known types: {string.Join(", ", All.Select(s => s.EntityType))}."
        );

    /// <summary>The last activation that had the type's entities reduced again; null where none had.</summary>
    public (long Seq, long RecordedAt)? Reduced(string entityType) => reduced.TryGetValue(entityType, out var last) ? last : null;

    /// <summary>The number under which a field's values are indexed; null where the type never declared it.</summary>
    public long? FieldNo(string entityType, string field) => fieldNos.TryGetValue((entityType, field), out var no) ? no : null;

    /// <summary>The fields of a type whose values are indexed, as its schema declares them now.</summary>
    public FrozenDictionary<string, IndexedField> Indexed(string entityType) =>
        _indexed.GetOrAdd(
            entityType,
            type =>
                Get(type)
                    .Fields.Where(f => FieldNo(type, f.Key) is not null)
                    .ToFrozenDictionary(f => f.Key, f => new IndexedField(fieldNos[(type, f.Key)], f.Value.Kind), StringComparer.Ordinal)
        );
}

/// <param name="No">Under which its values are indexed.</param>
internal readonly record struct IndexedField(long No, FieldKind Kind);
