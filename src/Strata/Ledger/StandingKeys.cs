using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>An identity key that one observation yields.</summary>
/// <param name="Since">The ledger position since which the observation counts; null if it is retracted.</param>
/// <param name="IsCertain">
/// Whether the key is known to be the entity's own. Unknown for what was observed while the entity was merged under another type: it has
/// the keys that it was given then.
/// </param>
internal readonly record struct KeyClaim(string Key, long? Since, bool IsCertain)
{
    /// <summary>
    /// Returns an observation's keys. A key belongs to the entity whose claim counts since the earliest position. Used for writing,
    /// verification and rebuild.
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
            var keys = EntityKeys.Of(schema, fields, record.Repeats, record.Origin);
            if (EntityKeys.IsOfContent(keys) && string.Equals(record.Rule, EntityKeys.PlaceRule, StringComparison.Ordinal))
            {
                continue; // It was known by its place.
            }
            foreach (var key in keys)
            {
                claims.Add(new KeyClaim(key.Key, since, isCertain));
            }
        }
        return claims;
    }

    /// <summary>
    /// Returns the schemas by which an observation of an entity of the type may yield keys, and whether that schema is certain.
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

/// <summary>The identity keys that one entity's own observations yield, and which of them count.</summary>
internal sealed class StandingKeys
{
    private readonly Dictionary<string, (long? Since, bool IsCertain)> _keys = new(StringComparer.Ordinal);

    /// <summary>Keys of all the entity's observations, retracted ones too.</summary>
    public IReadOnlyCollection<string> All => _keys.Keys;

    /// <summary>Returns since when the key counts; null if only retracted observations yield it.</summary>
    public long? Since(string key) => _keys.GetValueOrDefault(key).Since;

    /// <summary>Like <see cref="KeyClaim.IsCertain"/>, of at least one observation.</summary>
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
