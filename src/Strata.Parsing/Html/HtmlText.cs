using AngleSharp.Html;

namespace Strata.Parsing.Html;

/// <summary>
/// Text as HTML's source writes it: with character references (HTML, section 13.5) and white space that a reader does not see.
/// </summary>
public static class HtmlText
{
    private const int MaxReferenceLength = 40;

    /// <summary>Text as it is put into a page, between tags or into an attribute in double quotes.</summary>
    public static string Encode(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>
    /// Where a part of a text stands in the source that the text was read from. Null where the source does not say the text in this order,
    /// or has tags inside of the part.
    /// </summary>
    /// <param name="source">The source of one text, or of several with their tags.</param>
    /// <param name="text">What a reader sees of it.</param>
    public static (int Start, int End)? Find(string source, string text, int start, int length)
    {
        var (at, from, hasTag) = (0, -1, false);
        for (var i = 0; i < text.Length && i < start + length; )
        {
            if (Step(source, ref at, text, i, ref hasTag) is not { } step)
            {
                return null;
            }
            if (i <= start && i + step.Chars > start)
            {
                (from, hasTag) = (step.From, false);
            }
            i += step.Chars;
        }
        return from < 0 || hasTag ? null : (from, at);
    }

    /// <summary>Takes what the source has for the text at a char: where it begins, and how many chars of the text it is.</summary>
    private static (int From, int Chars)? Step(string source, ref int at, string text, int i, ref bool hasTag)
    {
        while (at < source.Length && (source[at] == '<' || (IsSpace(source[at]) && !IsSpace(text[i]))))
        {
            if (source[at] == '<')
            {
                var (tag, close) = (at, source.IndexOf('>', at));
                (hasTag, at) = (true, close < 0 ? source.Length : close + 1);
                if (text[i] == '\n' || (text[i] is '^' or '_' && string.CompareOrdinal(source, tag, "<su", 0, 3) == 0))
                {
                    // A line ends where a tag ends it, and where one raises or lowers the text, a mark says so.
                    return (tag, 1);
                }
                continue;
            }
            at++;
        }
        if (at >= source.Length)
        {
            return null;
        }
        var from = at;
        if (source[at] == '&' && Reference(source.AsSpan(at)) is var (said, length) && Says(text, i, said))
        {
            at += length;
            return (from, said.Length);
        }
        if (IsSpace(source[at]))
        {
            // A line end of two chars is one; so is what is collapsed, whose rest the next char passes over.
            at += source[at] == '\r' && at + 1 < source.Length && source[at + 1] == '\n' ? 2 : 1;
            return (from, 1);
        }
        return source[at++] == text[i] ? (from, 1) : null;
    }

    private static bool Says(string text, int i, string said) =>
        string.CompareOrdinal(text, i, said, 0, said.Length) == 0 || (said == "\u00A0" && text[i] == ' ');

    private static (string Said, int Length)? Reference(ReadOnlySpan<char> source)
    {
        var name = source[1..Math.Min(source.Length, MaxReferenceLength)];
        var end = name.IndexOfAnyExcept("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789#");
        end = end < 0 ? name.Length : end;
        var hasEnd = end < name.Length && name[end] == ';';
        if (name is ['#', ..])
        {
            var digits = name[1..end];
            var isHex = digits is ['x' or 'X', ..];
            return
                int.TryParse(
                    isHex ? digits[1..] : digits,
                    isHex ? NumberStyles.HexNumber : NumberStyles.None,
                    CultureInfo.InvariantCulture,
                    out var code
                ) && Rune.IsValid(code)
                ? (new Rune(code).ToString(), 1 + end + (hasEnd ? 1 : 0))
                : null;
        }
        if (hasEnd && HtmlEntityProvider.Resolver.GetSymbol(name[..(end + 1)].ToString()) is { } said)
        {
            return (said, end + 2);
        }
        // Some are known without their semicolon too.
        for (; end > 1; end--)
        {
            if (HtmlEntityProvider.Resolver.GetSymbol(name[..end].ToString()) is { } known)
            {
                return (known, end + 1);
            }
        }
        return null;
    }

    private static bool IsSpace(char c) => c is ' ' or '\t' or '\n' or '\r' or '\f' or '\u00A0';
}
