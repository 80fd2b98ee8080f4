namespace Strata.Schemas;

/// <summary>Fields that together identify an entity within its type.</summary>
/// <param name="Name">The fields joined by "+", optional ones with "?".</param>
/// <param name="Repeats">Whether equal records can be different things: the second equal record of a file is another entity.</param>
/// <param name="IsLocal">Whether its values mean something within one origin only (<see cref="LocalIdentifiers"/>).</param>
public sealed record IdentityRule(string Name, IReadOnlyList<IdentityField> Fields, bool Repeats = false, bool IsLocal = false)
{
    private const char Separator = '\u001f';
    private const int MaxValueLength = 100;

    /// <summary>
    /// Returns the rule's name and the normalised values, joined by U+001F; null if a required field is absent, null or empty. Values
    /// longer than 100 characters are replaced by <c>sha256:</c> and their hash.
    /// </summary>
    public string? KeyOf(Func<string, JsonElement?> field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return KeyOf(field, static (field, of) => field(of.Field) is { } value ? Normalisation.Of(of.Normaliser, value) : null);
    }

    /// <summary>The same for fields as canonical JSON.</summary>
    internal string? KeyOf(FieldList fields) =>
        KeyOf(fields, static (fields, of) => fields[of.Field] is { } json ? Normalisation.Of(of.Normaliser, json) : null);

    private string? KeyOf<T>(T values, Func<T, IdentityField, string?> normalised)
    {
        var parts = new string[Fields.Count + 1];
        parts[0] = Name;
        for (var i = 0; i < Fields.Count; i++)
        {
            var text = normalised(values, Fields[i]);
            if (text is null && !Fields[i].Optional)
            {
                return null;
            }
            parts[i + 1] = Bounded(text ?? "");
        }
        return string.Join(Separator, parts);
    }

    // A separator inside a value would let different value lists share a key; PostgreSQL text can't hold NUL.
    private static string Bounded(string text) =>
        text.Length > MaxValueLength || text.Contains(Separator, StringComparison.Ordinal) || text.Contains('\0', StringComparison.Ordinal)
            ? "sha256:" + CanonicalJson.Hash(text)
            : text;
}

/// <param name="Optional">Part of the key if present, but not required for the rule to apply (written <c>"field?"</c>).</param>
public sealed record IdentityField(string Field, Normaliser Normaliser, bool Optional = false);
