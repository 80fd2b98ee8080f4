using System.Buffers.Text;
using System.Security.Cryptography;
using Strata.Schemas;

namespace Strata.Ledger;

/// <summary>Computes the identity keys of an observation, strongest rule first.</summary>
internal static class EntityKeys
{
    public const char Separator = '\u001f';

    /// <summary>Rule name of place keys; not a field's name, unlike all others.</summary>
    public const string PlaceRule = "(place)";

    /// <summary>Rule name of content keys, which only types have whose equal records are the same.</summary>
    public const string ContentRule = "(content)";

    /// <param name="Rule">Fields of the rule, joined by "+".</param>
    /// <param name="Text">Type, rule and normalised values.</param>
    /// <param name="Key">As stored in <c>entity_keys</c>.</param>
    /// <param name="Index">Position of the rule in the schema: 0 is the strongest.</param>
    public sealed record IdentityKey(string Rule, string Text, string Key, int Index);

    /// <param name="repeats">Which of several equal records it is; see <see cref="Repeats"/>.</param>
    /// <param name="origin">Where local identifiers come from; "" for the origin that structured records share.</param>
    public static IReadOnlyList<IdentityKey> Of(SchemaDefinition schema, FieldList fields, string? repeats = null, string origin = "")
    {
        if (fields.Count == 0 || (schema.Identity.Count == 0 && !schema.SameIfEqual))
        {
            return [];
        }
        List<IdentityKey>? keys = null;
        for (var i = 0; i < schema.Identity.Count; i++)
        {
            var rule = schema.Identity[i];
            if (rule.KeyOf(fields) is { } key)
            {
                key = Scoped(rule, key, origin);
                var text = Full(schema.EntityType, repeats is null ? key : Nth(key, Repeats.Nth(repeats, i)));
                (keys ??= []).Add(new(rule.Name, text, Short(text), i));
            }
        }
        return keys ?? (schema.SameIfEqual ? [OfContent(schema, fields)] : (IReadOnlyList<IdentityKey>)[]);
    }

    /// <summary>Whether nothing but its content identifies a record. What was read from a source is known by its place instead.</summary>
    public static bool IsOfContent(IReadOnlyList<IdentityKey> keys) =>
        keys is [var only] && string.Equals(only.Rule, ContentRule, StringComparison.Ordinal);

    private static IdentityKey OfContent(SchemaDefinition schema, FieldList fields)
    {
        var text = Full(schema.EntityType, $"{ContentRule}{Separator}{CanonicalJson.Hash(fields.ToJson())}");
        return new(ContentRule, text, Short(text), schema.Identity.Count);
    }

    /// <summary>Returns what the rule yields as a key of the origin, if its values mean something there only.</summary>
    public static string Scoped(IdentityRule rule, string key, string origin) =>
        origin.Length == 0 || !rule.IsLocal || LocalIdentifiers.IsGlobal(key.AsSpan(rule.Name.Length + 1))
            ? key
            : $"{key}{Separator}@{origin}";

    /// <summary>Whether the stronger rule covers every field of the weaker one.</summary>
    public static bool Refines(SchemaDefinition schema, IdentityKey stronger, IdentityKey weaker) =>
        stronger.Index < weaker.Index
        && schema
            .Identity[weaker.Index]
            .Fields.All(w => schema.Identity[stronger.Index].Fields.Any(s => string.Equals(s.Field, w.Field, StringComparison.Ordinal)));

    /// <summary>
    /// Returns the key of an observation that no rule identifies: its place, so that rereading the same bytes finds the same entity.
    /// </summary>
    /// <param name="place">Digest of the source, and position in it.</param>
    public static IdentityKey OfPlace(SchemaDefinition schema, string place)
    {
        var text = Full(schema.EntityType, InPlace(place));
        return new(PlaceRule, text, Short(text), schema.Identity.Count);
    }

    /// <summary>Returns a place key as stored.</summary>
    public static string StoredPlace(string entityType, string place) => Stored(entityType, InPlace(place));

    /// <param name="key">What the rule yields: its name and the normalised values.</param>
    public static string Stored(string entityType, string key) => Short(Full(entityType, key));

    /// <summary>
    /// Returns the name of an entity created at ledger position <paramref name="seq"/> with a key that another is named after.
    /// </summary>
    public static string Name(string text, long seq) => string.Create(CultureInfo.InvariantCulture, $"{text}{Separator}{seq}");

    /// <summary>Whether the entity's id derives from the key.</summary>
    public static bool Names(UserId user, EntityRecord entity, string text) =>
        string.Equals(entity.EntityId, Ids.Entity(user, entity.EntityType, text), StringComparison.Ordinal)
        || string.Equals(entity.EntityId, Ids.Entity(user, entity.EntityType, Name(text, entity.EntityNo)), StringComparison.Ordinal);

    /// <summary>The first keeps the key of an uncounted observation.</summary>
    private static string Nth(string key, int nth) =>
        nth == 1 ? key : string.Create(CultureInfo.InvariantCulture, $"{key}{Separator}#{nth}");

    private static string InPlace(string place) => $"{PlaceRule}{Separator}{place}";

    /// <summary>
    /// Replaces NUL, which no engine accepts in text, by U+FFFD: files with NUL in an identifying field are still ingested.
    /// </summary>
    private static string Full(string entityType, string key) => $"{entityType}{Separator}{key.Replace('\0', '\uFFFD')}";

    /// <summary>
    /// Returns the start of the first value and 96 bits of SHA-256 of the whole key: short for any values, yet in their order, so that
    /// records arriving in order of number or date are written next to each other.
    /// </summary>
    private static string Short(string text)
    {
        const int Beginning = 10;
        const int HashBytes = 12;
        Span<char> key = stackalloc char[Beginning + (HashBytes / 3 * 4)];
        var length = 0;
        foreach (var c in text.AsSpan(text.IndexOf(Separator, text.IndexOf(Separator, StringComparison.Ordinal) + 1) + 1))
        {
            if (length == Beginning || c is < ' ' or > '~')
            {
                break;
            }
            key[length++] = c;
        }
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        CanonicalJson.Digest(text, hash);
        length += Base64Url.EncodeToChars(hash[..HashBytes], key[length..]);
        return key[..length].ToString();
    }
}
