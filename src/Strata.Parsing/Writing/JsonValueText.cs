namespace Strata.Parsing.Writing;

/// <summary>Writes JSON values (RFC 8259, section 7).</summary>
internal static class JsonValueText
{
    public static WrittenValue Write(ValuePlace place, NewValue value)
    {
        if (place.Field is { Json: not ['"', ..] })
        {
            return place.IsWhole ? new(value.Json) : WrittenValue.Not("it is only a part of a value that is no text");
        }
        // Inside the quotes, so text stays text. A list replaces the quotes too.
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
                // YAML reads the last three as line ends; TOML forbids the others.
                < ' ' or '\u007F' or '\u0085' or '\u2028' or '\u2029' => escaped.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}"),
                _ => escaped.Append(c),
            };
        }
        return escaped.ToString();
    }
}
