namespace Strata.Rules.Values;

/// <summary>
/// Lists in one text: a JSON array; a YAML one (<c>[a, b]</c> or lines beginning with <c>-</c>); or items separated by line ends, else
/// <c>;</c>, else <c>|</c>, else <c>,</c>. Order and repetition are kept.
/// </summary>
internal static class ArrayText
{
    private static readonly char[] Separators = ['\n', ';', '|', ','];

    public static Reading Read(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        if (text is ['[', .., ']'])
        {
            if (JsonValue.TryCanonical(text, out var json))
            {
                return Reading.Of(json);
            }
            text = text[1..^1].Trim();
        }
        var separator = '\0';
        foreach (var candidate in Separators)
        {
            if (text.Contains(candidate))
            {
                separator = candidate;
                break;
            }
        }
        var array = new StringBuilder("[");
        foreach (var range in text.Split(separator))
        {
            var item = Item(text[range]);
            if (!item.IsEmpty)
            {
                array.Append(array.Length > 1 ? "," : "").Append(JsonString.Quote(item));
            }
        }
        return Reading.Of(array.Append(']').ToString());
    }

    private static ReadOnlySpan<char> Item(ReadOnlySpan<char> text)
    {
        text = text.Trim();
        text = text.StartsWith("- ") ? text[2..].TrimStart() : text;
        return text is ['"', .., '"'] or ['\'', .., '\''] && text.Length > 1 ? text[1..^1] : text;
    }
}
