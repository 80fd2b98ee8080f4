using System.Collections.Frozen;
using Strata.Schemas.Validation;

namespace Strata.Schemas;

/// <summary>One version of a schema, compiled. Immutable and thread-safe.</summary>
public sealed class SchemaDefinition
{
    private const string IdColumn = "id";

    private readonly FrozenDictionary<string, SchemaField> _byAlias;
    private readonly FrozenDictionary<FieldRole, SchemaField> _byRole;
    private readonly SchemaNode? _others;

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
        Names = reading.Names;
        Titles = reading.Titles;
        TitleFields = [.. reading.Titles.SelectMany(title => title).Distinct(StringComparer.Ordinal)];
        Fields = reading.Fields.ToFrozenDictionary(f => f.Name, StringComparer.Ordinal);
        FieldOrder = [.. reading.Fields.Select(f => f.Name)];
        Identity = reading.Identity;
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
        IdRule = Identity.ToList().FindIndex(r => r is { Repeats: false, Fields: [var only] } && Match(IdColumn)?.Name == only.Field);
    }

    public string EntityType { get; }
    public int Version { get; }

    /// <summary>The schema as canonical JSON.</summary>
    public string Body { get; }

    /// <summary>SHA-256 (hex) of <see cref="Body"/>.</summary>
    public string Hash { get; }

    /// <summary>
    /// Hash of only what decides snapshots: field names, their constraints, their strategies. Equal hashes: no entity need be reduced
    /// again.
    /// </summary>
    public string ReductionHash { get; }
    public string? Title { get; }
    public string? Description { get; }
    public SchemaKind Kind { get; }

    /// <summary>What documents call this type of entity, folded: "invoice", "rechnung", …; the type's own name first.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>What can stand for the entity, best first: a field, or several whose values are read together.</summary>
    public IReadOnlyList<IReadOnlyList<string>> Titles { get; }

    /// <summary>The fields of <see cref="Titles"/>, each once.</summary>
    public IReadOnlyList<string> TitleFields { get; }
    public string? TitleField => TitleFields.Count > 0 ? TitleFields[0] : null;

    /// <summary>Declared top-level properties.</summary>
    public FrozenDictionary<string, SchemaField> Fields { get; }

    /// <summary>Names of <see cref="Fields"/> in the order in which the schema declares them.</summary>
    public IReadOnlyList<string> FieldOrder { get; }

    /// <summary>
    /// Fields of which every record that is read should fill one, though none of them is required; empty where nothing is expected.
    /// </summary>
    public IReadOnlyList<string> Expects { get; }

    /// <summary>Whether some of its numbers are sums of others, or of an array's.</summary>
    public bool HasSums { get; }

    /// <summary>Strongest first.</summary>
    public IReadOnlyList<IdentityRule> Identity { get; }

    /// <summary>
    /// Position of the identity rule that is the field alone which a column <c>id</c> is read as; −1: there is none. Two files may number
    /// different things alike.
    /// </summary>
    public int IdRule { get; }

    /// <summary>The fields that tell what an entity is beside its id: of the other identity rules and its titles.</summary>
    public IReadOnlyList<IdentityField> Describing { get; }
    public IReadOnlyList<string> Required { get; }

    /// <summary>Rules by relationship type, those of references included.</summary>
    public FrozenDictionary<string, RelationshipRule> Relationships { get; }

    /// <exception cref="StrataException"><see cref="ErrorCode.SchemaValidationFailed"/> with every fault and its JSON pointer.</exception>
    public static SchemaDefinition Parse(string entityType, int version, JsonElement schema) =>
        SchemaReader.Read(entityType, version, schema, isKept: false);

    /// <summary>The same of a schema that was registered once, perhaps by an earlier release that refused less.</summary>
    internal static SchemaDefinition Kept(string entityType, int version, JsonElement schema) =>
        SchemaReader.Read(entityType, version, schema, isKept: true);

    public bool Declares(string field) => Fields.ContainsKey(field);

    /// <summary>Null where the value fits the field's schema, otherwise why not. JSON null always fits: it clears the field.</summary>
    public string? Reject(string field, JsonElement value) =>
        Fields.TryGetValue(field, out var declared) ? declared.Reject(value) : "is not declared";

    /// <summary>
    /// Null where the schema lets a record have a field beside those it declares, with this value; otherwise why not
    /// (<c>additionalProperties</c>).
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

    /// <summary>The field that a column header, key or label means, by name or alias.</summary>
    public SchemaField? Match(string label) => MatchFolded(FieldNames.Fold(label));

    /// <param name="folded">A label that has been through <see cref="FieldNames.Fold"/>.</param>
    public SchemaField? MatchFolded(string folded) => _byAlias.GetValueOrDefault(folded);

    /// <summary>
    /// What to call the entity: the first title of which a field has a value; of several fields all values, a space between.
    /// </summary>
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
        var id = reading.Fields.FirstOrDefault(f => f.Aliases.Contains(FieldNames.Fold(IdColumn)))?.Name;
        var names = reading
            .Identity.SelectMany(r => r.Fields)
            .Select(f => f.Field)
            .Concat(reading.Titles.SelectMany(title => title))
            .ToHashSet(StringComparer.Ordinal);
        return reading.Fields.Where(f => f.Name != id && names.Contains(f.Name)).Select(f => new IdentityField(f.Name, f.Normaliser));
    }

    private static string? TextOf(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString() is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null,
            JsonValueKind.Number => CanonicalJson.Of(value),
            _ => null,
        };
}
