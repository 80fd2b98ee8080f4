using AngleSharp.Html;

namespace Strata.Parsing.Html;

/// <summary>HTML source text, with character references (HTML, section 13.5) and white space that a reader doesn't see.</summary>
public static class HtmlText
{
    private const int MaxReferenceLength = 40;

    /// <summary>Escapes text for use between tags or in a double-quoted attribute.</summary>
    public static string Encode(string text) =>
        text.Replace("&", "&amp;", StringComparison.Ordinal)
            .Replace("<", "&lt;", StringComparison.Ordinal)
            .Replace(">", "&gt;", StringComparison.Ordinal)
            .Replace("\"", "&quot;", StringComparison.Ordinal);

    /// <summary>
    /// Returns the range of a part of a text in its source. Null if the source doesn't have the text in this order, or has tags inside the
    /// part.
    /// </summary>
    /// <param name="source">The source of one text, or of several with their tags.</param>
    /// <param name="text">What a reader sees of the source.</param>
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

    /// <summary>Reads the source of the text at a char: returns its start and the number of chars of text it stands for.</summary>
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
                    // A tag may stand for a line end, or for the mark of raised or lowered text.
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
            // CRLF counts as one line end. Of collapsed white space, the next char skips the rest.
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
        // Some references are valid without a semicolon.
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
