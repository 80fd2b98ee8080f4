namespace Strata.Parsing.AsciiDoc;

/// <summary>Marker of a list item.</summary>
/// <param name="Key">Items with the same key belong to the same list.</param>
/// <param name="Content">Start of the item's text, in chars from the start of the line.</param>
/// <param name="Term">Whether it is a term of a description list, whose text ends at <see cref="TermEnd"/>.</param>
internal readonly record struct AsciiDocMarker(string Key, int Content, bool IsOrdered, int? Number, bool Term = false, int TermEnd = 0)
{
    private const int MaxLength = 6;

    /// <summary>Returns the marker that a line begins with; null if none (docs.asciidoctor.org/asciidoc/latest/lists/).</summary>
    public static AsciiDocMarker? Of(ReadOnlySpan<char> line)
    {
        var indent = line.Length - line.TrimStart(" \t").Length;
        var text = line[indent..];
        if (text.IsEmpty)
        {
            return null;
        }
        var end = text.IndexOfAny(' ', '\t');
        if (end > 0 && !text[end..].IsWhiteSpace())
        {
            var mark = text[..end];
            var content = indent + end + (text[end..].Length - text[end..].TrimStart().Length);
            if (mark.Length <= MaxLength && (mark is "-" or "•" || !mark.ContainsAnyExcept('*')))
            {
                return new(mark.ToString(), content, false, null);
            }
            if (mark.Length <= MaxLength && !mark.ContainsAnyExcept('.'))
            {
                return new(mark.ToString(), content, true, null);
            }
            if (mark is [.. var number, '.'] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var counted))
            {
                return new("1.", content, true, counted);
            }
            if (mark is [(>= 'a' and <= 'z') or (>= 'A' and <= 'Z'), '.'])
            {
                return new(char.IsAsciiLetterLower(mark[0]) ? "a." : "A.", content, true, null);
            }
            if (mark is [.. var roman, ')'] && roman.Length is > 0 and < MaxLength && !roman.ContainsAnyExcept("ivxIVX"))
            {
                return new(char.IsAsciiLetterLower(roman[0]) ? "i)" : "I)", content, true, null);
            }
            if (
                mark is ['<', .. var callout, '>']
                && (callout is "." || int.TryParse(callout, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            )
            {
                return new(
                    "<1>",
                    content,
                    true,
                    int.TryParse(callout, NumberStyles.None, CultureInfo.InvariantCulture, out var called) ? called : null
                );
            }
        }
        return TermOf(line, indent);
    }

    private static AsciiDocMarker? TermOf(ReadOnlySpan<char> line, int indent)
    {
        for (var at = indent + 1; at < line.Length; )
        {
            var next = line[at..].IndexOfAny(':', ';');
            if (next < 0)
            {
                return null;
            }
            at += next;
            var length = line[at..] is var rest && rest.IndexOfAnyExcept(line[at]) is >= 0 and var run ? run : rest.Length;
            var isMark = length is >= 2 and <= 4 && (line[at] == ':' || length == 2);
            if (isMark && (at + length == line.Length || char.IsWhiteSpace(line[at + length])))
            {
                var content = at + length;
                content += line[content..].Length - line[content..].TrimStart().Length;
                return new(line.Slice(at, length).ToString(), content, false, null, Term: true, TermEnd: at);
            }
            at += length;
        }
        return null;
    }
}
