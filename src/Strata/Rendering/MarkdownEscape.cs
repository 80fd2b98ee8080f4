using System.Text.RegularExpressions;

namespace Strata.Rendering;

/// <summary>Escapes text that Markdown would read as marks.</summary>
internal static partial class MarkdownEscape
{
    /// <summary>
    /// Escapes whatever would begin emphasis, code, links, tags or struck-out text; an underscore inside a word needs none.
    /// </summary>
    /// <param name="notes">Brackets that refer to footnotes.</param>
    public static string Inline(string text, FootnoteReferences? notes = null)
    {
        if (text.AsSpan().IndexOfAny("\\`*_[]<~") < 0)
        {
            return text;
        }
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '<' && LinkEnd(text.AsSpan(i)) is > 0 and var length)
            {
                escaped.Append(text, i, length);
                i += length - 1;
                continue;
            }
            if (text[i] == '[' && notes?.End(text, i) is > 0 and var end)
            {
                escaped.Append("[^").Append(text, i + 1, end - i);
                i = end;
                continue;
            }
            var special =
                text[i] is '\\' or '`' or '*' or '[' or ']' or '<'
                || (text[i] == '_' && !IsInWord(text, i))
                || (text[i] == '~' && IsDoubled(text, i));
            escaped.Append(special ? "\\" : "").Append(text[i]);
        }
        return escaped.ToString();
    }

    /// <summary>Escapes a line that would become a heading, item, quote, rule or fence.</summary>
    public static string LineStart(string line)
    {
        var match = Mark().Match(line);
        return match.Success ? line.Insert(match.Groups["at"].Index, "\\") : line.TrimStart();
    }

    /// <summary>
    /// Returns the length of an address in angle brackets, which Markdown reads as a link (CommonMark 0.31.2, section 6.5); 0 if there is
    /// none.
    /// </summary>
    private static int LinkEnd(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOfAny(" <>\t\n\r") + 1;
        var isAddress = end > 0 && text[end] == '>' && (text.StartsWith("<http://") || text.StartsWith("<https://"));
        return isAddress ? end + 1 : 0;
    }

    /// <summary>Two tildes strike out (GFM 0.29, section 6.5); one alone is almost always literal.</summary>
    private static bool IsDoubled(string text, int at) => (at > 0 && text[at - 1] == '~') || (at + 1 < text.Length && text[at + 1] == '~');

    private static bool IsInWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    [GeneratedRegex(@"^\s*((?<at>[#>+\-=~|])|\d{1,9}(?<at>[.)]))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
