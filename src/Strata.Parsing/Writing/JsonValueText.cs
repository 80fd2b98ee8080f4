namespace Strata.Parsing.Writing;

/// <summary>Values of JSON (RFC 8259, section 7).</summary>
internal static class JsonValueText
{
    public static WrittenValue Write(ValuePlace place, NewValue value)
    {
        if (place.Field is { Json: not ['"', ..] })
        {
            return place.IsWhole ? new(value.Json) : WrittenValue.Not("it is only a part of a value that is no text");
        }
        // Inside of the quotes: a text stays a text. A list takes the quotes too.
        return !value.IsNested ? new(Escaped(value.Text))
            : place.IsWhole && place.IsBetween('"') ? new(value.Json, 1, 1)
            : WrittenValue.Not("a list or an object can't be a part of a text");
    }

    public static string Escaped(string text)
    {
        var escaped = new StringBuilder(text.Length + 8);
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' => escaped.Append("\\\""),
                '\\' => escaped.Append("\\\\"),
                '\b' => escaped.Append("\\b"),
                '\f' => escaped.Append("\\f"),
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                // YAML reads these as line ends, and TOML doesn't allow the first.
                < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }
}
