using System.Text.RegularExpressions;

namespace Strata.Rendering;

/// <summary>Keeps text from being read as Markdown's marks.</summary>
internal static partial class MarkdownEscape
{
    /// <summary>
    /// Backslashes before what would begin emphasis, code, links, tags and what is struck out; an underscore inside a word is none.
    /// </summary>
    /// <param name="notes">Which brackets refer to footnotes.</param>
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

    /// <summary>A backslash before what would make the line a heading, an item, a quote, a rule or a fence.</summary>
    public static string LineStart(string line)
    {
        var match = Mark().Match(line);
        return match.Success ? line.Insert(match.Groups["at"].Index, "\\") : line.TrimStart();
    }

    /// <summary>
    /// How long an address in angle brackets is, which Markdown reads as what it is (CommonMark 0.31.2, section 6.5); 0 where there is
    /// none.
    /// </summary>
    private static int LinkEnd(ReadOnlySpan<char> text)
    {
        var end = text[1..].IndexOfAny(" <>\t\n\r") + 1;
        var isAddress = end > 0 && text[end] == '>' && (text.StartsWith("<http://") || text.StartsWith("<https://"));
        return isAddress ? end + 1 : 0;
    }

    /// <summary>Two tildes strike out (GFM 0.29, section 6.5); one alone is hardly ever meant so.</summary>
    private static bool IsDoubled(string text, int at) => (at > 0 && text[at - 1] == '~') || (at + 1 < text.Length && text[at + 1] == '~');

    private static bool IsInWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    [GeneratedRegex(@"^\s*((?<at>[#>+\-=~|])|\d{1,9}(?<at>[.)]))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
