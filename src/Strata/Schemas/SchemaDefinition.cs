using System.Collections.Frozen;
using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>One version of a schema, compiled. Immutable and thread-safe.</summary>
public sealed class SchemaDefinition
{
    private readonly FrozenDictionary<string, SchemaField> _byAlias;
    private readonly FrozenDictionary<FieldRole, SchemaField> _byRole;
    private readonly SchemaNode? _others;
    private readonly FrozenSet<string> _appliesTo;

    internal SchemaDefinition(string entityType, int version, string body, string reductionHash, SchemaReading reading)
    {
        EntityType = entityType;
        Version = version;
        Body = body;
        Hash = CanonicalJson.Hash(body);
        ReductionHash = reductionHash;
        Title = reading.Title;
        Description = reading.Description;
        Kind = reading.Kind;
        _appliesTo = reading.AppliesTo.ToFrozenSet(StringComparer.Ordinal);
        Prompt = reading.Prompt;
        Names = reading.Names;
        Titles = reading.Titles;
        TitleFields = [.. reading.Titles.SelectMany(title => title).Distinct(StringComparer.Ordinal)];
        Fields = reading.Fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        FieldOrder = [.. reading.Fields.Select(f => f.Name)];
        Identity = reading.Identity;
        SameIfEqual = reading.SameIfEqual;
        Relationships = reading.Relationships.ToFrozenDictionary(r => r.Type, StringComparer.Ordinal);
        Required = reading.Required;
        _others = reading.Others;
        Expects = reading.Expects;
        HasSums = reading.Fields.Any(f => f.Addends.Count > 0 || f.Sums.Count > 0);
        Describing = [.. Described(reading)];
        _byAlias = reading
            .Fields.SelectMany(f => f.Aliases.Select(a => (Alias: a, Field: f)))
            .ToFrozenDictionary(a => a.Alias, a => a.Field, StringComparer.Ordinal);
        _byRole = reading.Fields.Where(f => f.Role is not null).ToFrozenDictionary(f => f.Role.GetValueOrDefault());
    }

    public string EntityType { get; }
    public int Version { get; }

    /// <summary>The schema as canonical JSON.</summary>
    public string Body { get; }

    /// <summary>SHA-256 (hex) of <see cref="Body"/>.</summary>
    public string Hash { get; }

    /// <summary>
    /// Hash of the parts that decide snapshots: field names, constraints, strategies. Equal hashes need no new reduction.
    /// </summary>
    public string ReductionHash { get; }
    public string? Title { get; }
    public string? Description { get; }
    public SchemaKind Kind { get; }

    /// <summary>Instructions to a model, as canonical JSON; null: none.</summary>
    public string? Prompt { get; }

    /// <summary>Whether an annotation schema is for blocks of this type.</summary>
    public bool AppliesTo(string blockType) => _appliesTo.Count == 0 || _appliesTo.Contains(blockType);

    /// <summary>Folded words for the type in documents: "invoice", "rechnung", …; the type's own name first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What can name the entity, best first: a field, or several whose values are joined.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Titles { get; }

    /// <summary>Fields of <see cref="Titles"/>, each once.</summary>
    public IReadOnlyList<string> TitleFields { get; }
    public string? TitleField => TitleFields.Count > 0 ? TitleFields[0] : null;

    /// <summary>Declared top-level properties.</summary>
    public FrozenDictionary<string, SchemaField> Fields { get; }

    /// <summary>Names of <see cref="Fields"/> in order of declaration.</summary>
    public IReadOnlyList<string> FieldOrder { get; }

    /// <summary>Fields of which every record should fill at least one, though none is required; empty if nothing is expected.</summary>
    public IReadOnlyList<string> Expects { get; }

    /// <summary>Whether some numbers are sums of others, or of an array's.</summary>
    public bool HasSums { get; }

    /// <summary>Strongest first.</summary>
    public IReadOnlyList<IdentityRule> Identity { get; }

    /// <summary>Whether records that no identity rule identifies are the same if all their fields are equal.</summary>
    public bool SameIfEqual { get; }

    /// <summary>Fields that describe an entity beside its id: those of the other identity rules and of titles, without ids.</summary>
    public IReadOnlyList<IdentityField> Describing { get; }
    public IReadOnlyList<string> Required { get; }

    /// <summary>Rules per relationship type, including those of references.</summary>
    public FrozenDictionary<string, RelationshipRule> Relationships { get; }

    /// <exception cref="StrataException"><see cref="ErrorCode.SchemaValidationFailed"/> with every fault and its JSON pointer.</exception>
    public static SchemaDefinition Parse(string entityType, int version, JsonElement schema) =>
        SchemaReader.Read(entityType, version, schema, isKept: false);

    /// <summary>The same for a registered schema, perhaps from an earlier release that refused less.</summary>
    internal static SchemaDefinition Kept(string entityType, int version, JsonElement schema) =>
        SchemaReader.Read(entityType, version, schema, isKept: true);

    public bool Declares(string field) => Fields.ContainsKey(field);

    /// <summary>Returns, for a refusal, that the type has no such field, which may have been meant, and which it has.</summary>
    public string Lacks(string field)
    {
        var near = Match(field) is { } meant ? [meant.Name] : NearNames.Of(field, FieldOrder);
        return near.Count == 0
            ? $"{EntityType} has no field '{field}'; it has: {string.Join(", ", Fields.Keys.Order(StringComparer.Ordinal))}"
            : $"{EntityType} has no field '{field}'.{NearNames.Question(near)} It has: {string.Join(", ", Fields.Keys.Order(StringComparer.Ordinal))}";
    }

    /// <summary>Returns why a value doesn't fit the field's schema; null if it does. JSON null always fits: it clears the field.</summary>
    public string? Reject(string field, JsonElement value) =>
        Fields.TryGetValue(field, out var declared) ? declared.Reject(value) : "is not declared";

    /// <summary>
    /// Returns why a record can't have an undeclared field with this value (<c>additionalProperties</c>); null if it can.
    /// </summary>
    public string? RejectUndeclared(JsonElement value) =>
        _others is null ? null
        : _others.Never ? NoOthers
        : SchemaField.Reject(_others, value);

    /// <param name="json">Canonical.</param>
    internal string? RejectUndeclared(string json) =>
        _others is null ? null
        : _others.Never ? NoOthers
        : SchemaField.Reject(_others, JsonElement.Parse(json));

    private string NoOthers => $"schema '{EntityType}' allows no other fields than those it declares";

    /// <summary>The field with that role; null if none has it.</summary>
    public SchemaField? Of(FieldRole role) => _byRole.GetValueOrDefault(role);

    /// <summary>Returns the field that a column header, key or label names, by name or alias.</summary>
    public SchemaField? Match(string label) => MatchFolded(FieldNames.Fold(label));

    /// <param name="folded">A label folded by <see cref="FieldNames.Fold"/>.</param>
    public SchemaField? MatchFolded(string folded) => _byAlias.GetValueOrDefault(folded);

    /// <summary>Returns the first title with a value; for several fields, their values separated by spaces.</summary>
    public string? TitleOf(IReadOnlyDictionary<string, JsonElement> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        foreach (var title in Titles)
        {
            var parts = title.Select(name => fields.TryGetValue(name, out var value) ? TextOf(value) : null).OfType<string>().ToArray();
            if (parts.Length > 0)
            {
                return string.Join(' ', parts);
            }
        }
        return null;
    }

    private static IEnumerable<IdentityField> Described(SchemaReading reading)
    {
        var ids = reading.Identity.Where(r => r.IsLocal).SelectMany(r => r.Fields).Select(f => f.Field);
        var names = reading
            .Identity.SelectMany(r => r.Fields)
            .Select(f => f.Field)
            .Concat(reading.Titles.SelectMany(title => title))
            .Except(ids, StringComparer.Ordinal)
            .ToHashSet(StringComparer.Ordinal);
        return reading.Fields.Where(f => names.Contains(f.Name)).Select(f => new IdentityField(f.Name, f.Normaliser));
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null,
            JsonValueKind.Number => CanonicalJson.Of(value),
            _ => null,
        };
}
