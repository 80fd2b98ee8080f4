using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An identity key that one observation gives.</summary>
/// <param name="Since">Since which position of the ledger the observation stands; null: it is retracted.</param>
/// <param name="IsCertain">
/// Whether the key is the entity's own. Of what was observed of it while it stood under an entity of another type that is not known: it has
/// those keys that it was given then.
/// </param>
internal readonly record struct KeyClaim(string Key, long? Since, bool IsCertain)
{
    /// <summary>
    /// The keys that an observation gives. A key leads to the entity for which it stands since the earliest position; who writes and who
    /// verifies and rebuilds ask here.
    /// </summary>
    /// <param name="schemas">Every version of every type.</param>
    public static IReadOnlyList<KeyClaim> Of(
        IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> schemas,
        EntityRecord entity,
        ObservationRecord record,
        FieldList fields,
        Retracted retracted
    )
    {
        if (fields.Count == 0)
        {
            return [];
        }
        var since = retracted.Since(record.Seq);
        var (read, isCertain) = SchemasOf(schemas, entity.EntityType, record);
        var claims = new List<KeyClaim>();
        foreach (var schema in read)
        {
            foreach (var key in EntityKeys.Of(schema, fields, record.Repeats))
            {
                claims.Add(new KeyClaim(key.Key, since, isCertain));
            }
        }
        return claims;
    }

    /// <summary>
    /// The schemas by which an observation of an entity of the type may give keys, and whether it was made by the only one.
    /// </summary>
    public static (IEnumerable<SchemaDefinition> Schemas, bool IsCertain) SchemasOf(
        IReadOnlyDictionary<(string Type, int Version), SchemaDefinition> schemas,
        string entityType,
        ObservationRecord record
    ) =>
        schemas.TryGetValue((entityType, (int)record.SchemaVersion), out var schema) && schema.Fields.Count > 0
            ? ([schema], true)
            : (schemas.Where(s => s.Key.Version == record.SchemaVersion).Select(s => s.Value), false);
}

/// <summary>The identity keys that one entity's own observations give, and which of them stand.</summary>
internal sealed class StandingKeys
{
    private readonly Dictionary<string, (long? Since, bool IsCertain)> _keys = new(StringComparer.Ordinal);

    /// <summary>Of every observation of the entity, retracted ones too.</summary>
    public IReadOnlyCollection<string> All => _keys.Keys;

    /// <summary>Since when the key stands; null where no observation that stands gives it.</summary>
    public long? Since(string key) => _keys.GetValueOrDefault(key).Since;

    /// <summary>As <see cref="KeyClaim.IsCertain"/>, of one observation at least.</summary>
    public bool IsCertain(string key) => _keys.GetValueOrDefault(key).IsCertain;

    public void Take(IEnumerable<KeyClaim> claims)
    {
        foreach (var (key, since, isCertain) in claims)
        {
            var held = _keys.GetValueOrDefault(key);
            _keys[key] = (held.Since is { } earlier && !(since < earlier) ? earlier : since, held.IsCertain || isCertain);
        }
    }
}
