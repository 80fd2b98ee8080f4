using System.Globalization;
using System.Text;
using System.Text.Json;
using Strata.Parsing;

namespace Strata.Ledger;

/// <summary>Where one value stands in the source, and the source's own text there.</summary>
/// <param name="Raw">The decoded bytes at the range.</param>
internal readonly record struct FieldEvidence(string Field, ByteRange Range, string Raw);

/// <summary>
/// The stored evidence of an observation: <c>{"at":start,"f":{field:[offset,length,text?]}}</c>, offsets from <c>at</c>.
/// The text is left out where it is the value's own plain text, which is the usual case.
/// </summary>
internal static class Evidence
{
    public static string? Write(IReadOnlyList<FieldEvidence> fields, Func<string, string?> value)
    {
        if (fields.Count == 0)
        {
            return null;
        }
        var at = long.MaxValue;
        foreach (var field in fields)
        {
            at = Math.Min(at, field.Range.Start);
        }
        var text = new StringBuilder(32 + (fields.Count * 24)).Append(CultureInfo.InvariantCulture, $"{{\"at\":{at},\"f\":{{");
        var first = true;
        foreach (var field in fields)
        {
            text.Append(first ? "" : ",").Append(JsonText.String(field.Field));
            text.Append(CultureInfo.InvariantCulture, $":[{field.Range.Start - at},{field.Range.Length}");
            if (value(field.Field) is not { } json || !string.Equals(JsonText.Plain(json), field.Raw, StringComparison.Ordinal))
            {
                text.Append(',').Append(JsonText.String(field.Raw));
            }
            text.Append(']');
            first = false;
        }
        return text.Append("}}").ToString();
    }

    /// <param name="value">The canonical JSON of a field's value.</param>
    public static IReadOnlyList<FieldEvidence> Read(string? evidence, Func<string, string?> value)
    {
        if (evidence is null)
        {
            return [];
        }
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(evidence));
        reader.Read();
        reader.Read();
        reader.Read();
        var at = reader.GetInt64();
        reader.Read();
        reader.Read();
        var fields = new List<FieldEvidence>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString() ?? "";
            reader.Read();
            reader.Read();
            var offset = reader.GetInt64();
            reader.Read();
            var length = reader.GetInt64();
            reader.Read();
            string? raw = null;
            if (reader.TokenType == JsonTokenType.String)
            {
                raw = reader.GetString();
                reader.Read();
            }
            fields.Add(new FieldEvidence(name, new ByteRange(at + offset, length), raw ?? JsonText.Plain(value(name) ?? "\"\"")));
        }
        return fields;
    }
}

/// <summary>
/// The stored fragments of an observation: <c>{name:{"at":[start,length],"reason":…,"value":…}}</c>.
/// </summary>
internal static class Fragments
{
    public readonly record struct Fragment(string Name, string Json, string Reason, ByteRange? Range);

    public static string? Write(IReadOnlyList<Fragment> fragments)
    {
        if (fragments.Count == 0)
        {
            return null;
        }
        var text = new StringBuilder("{");
        foreach (var fragment in fragments.OrderBy(f => f.Name, StringComparer.Ordinal))
        {
            text.Append(text.Length == 1 ? "" : ",").Append(JsonText.String(fragment.Name)).Append(":{");
            if (fragment.Range is { } range)
            {
                text.Append(CultureInfo.InvariantCulture, $"\"at\":[{range.Start},{range.Length}],");
            }
            text.Append("\"reason\":").Append(JsonText.String(fragment.Reason)).Append(",\"value\":").Append(fragment.Json).Append('}');
        }
        return text.Append('}').ToString();
    }

    public static IReadOnlyDictionary<string, FragmentView> Read(string fragments) =>
        JsonText
            .Element(fragments)
            .EnumerateObject()
            .ToDictionary(
                f => f.Name,
                f => new FragmentView(
                    f.Value.GetProperty("value"),
                    f.Value.GetProperty("reason").GetString() ?? "",
                    f.Value.TryGetProperty("at", out var at) ? new ByteLocator(at[0].GetInt64(), at[1].GetInt64()) : null
                ),
                StringComparer.Ordinal
            );
}
