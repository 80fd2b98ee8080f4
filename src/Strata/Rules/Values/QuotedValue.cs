using Strata.Schemas;

namespace Strata.Rules.Values;

/// <summary>Compares a value that was stated of a quote with the value that the rules read it as.</summary>
internal static class QuotedValue
{
    /// <param name="json">The stated value, canonical.</param>
    /// <returns>Null if the field is a text, or the quote has no single reading as its type (<c>3/4/2027</c>, <c>1,234</c>).</returns>
    public static bool? Agrees(SchemaField field, string quote, string json)
    {
        if (field.Kind is FieldKind.Any or FieldKind.String or FieldKind.Array or FieldKind.Object || string.IsNullOrWhiteSpace(quote))
        {
            return null;
        }
        var reader = new ValueReader(field);
        if (reader.ReadText(quote, Notation.Unknown).Json is not { } read)
        {
            return null;
        }
        var text = JsonText.Element(json) is { ValueKind: JsonValueKind.String } stated ? stated.GetString() ?? "" : json;
        return string.Equals(read, reader.ReadJson(text, json, Notation.Unknown).Json ?? json, StringComparison.Ordinal);
    }
}
