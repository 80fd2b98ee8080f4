using System.Collections.Concurrent;
using System.Collections.Frozen;

namespace Strata.Schemas;

/// <summary>A user's active schemas at one ledger position.</summary>
/// <param name="reduced">Per type, the last activation up to then that reduced its entities again, and its time.</param>
internal sealed class SchemaSet(
    IEnumerable<SchemaDefinition> active,
    IReadOnlyDictionary<(string Type, string Field), long> fieldNos,
    IReadOnlyDictionary<string, (long Seq, long RecordedAt)> reduced
)
{
    public const string GenericType = "generic";

    /// <summary>Whether the type is the one for untyped entities.</summary>
    public static bool IsUntyped(string entityType) => string.Equals(entityType, GenericType, StringComparison.Ordinal);

    /// <summary>Types that were deleted.</summary>
    public IReadOnlySet<string> Removed { get; init; } = FrozenSet<string>.Empty;

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
            $"There is no schema for entity type '{entityType}'.{NearNames.Question(Near(entityType))} Known types: {string.Join(", ", All.Select(s => s.EntityType))}."
        );

    /// <summary>Types of that title or name in another language, or else of a similar name.</summary>
    private IReadOnlyList<string> Near(string entityType)
    {
        var folded = FieldNames.Fold(entityType);
        var called = All.Where(s => s.Names.Any(n => string.Equals(FieldNames.Fold(n), folded, StringComparison.Ordinal))).ToList();
        return called.Count is > 0 and <= 3 ? called.ConvertAll(s => s.EntityType) : NearNames.Of(entityType, _active.Keys);
    }

    /// <summary>Returns the last activation that reduced the type's entities again; null if there is none.</summary>
    public (long Seq, long RecordedAt)? Reduced(string entityType) => reduced.TryGetValue(entityType, out var last) ? last : null;

    /// <summary>Returns the number of a field in the value index; null if the type never declared it.</summary>
    public long? FieldNo(string entityType, string field) => fieldNos.TryGetValue((entityType, field), out var no) ? no : null;

    /// <summary>Returns a type's indexed fields, as its schema declares them now.</summary>
    public FrozenDictionary<string, IndexedField> Indexed(string entityType) =>
        _indexed.GetOrAdd(
            entityType,
            type =>
                Get(type)
                    .Fields.Where(f => FieldNo(type, f.Key) is not null)
                    .ToFrozenDictionary(f => f.Key, f => new IndexedField(fieldNos[(type, f.Key)], f.Value.Kind), StringComparer.Ordinal)
        );
}

/// <param name="No">Its number in the value index.</param>
internal readonly record struct IndexedField(long No, FieldKind Kind);
