using System.Text;
using System.Text.RegularExpressions;

namespace Strata.Rendering;

/// <summary>Keeps text from being read as Markdown's marks.</summary>
internal static partial class MarkdownEscape
{
    /// <summary>Backslashes before what would begin emphasis, code, links and tags; an underscore inside a word is none.</summary>
    public static string Inline(string text)
    {
        if (text.AsSpan().IndexOfAny("\\`*_[]<") < 0)
        {
            return text;
        }
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length; i++)
        {
            var special = text[i] is '\\' or '`' or '*' or '[' or ']' or '<' || (text[i] == '_' && !IsInWord(text, i));
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

    private static bool IsInWord(string text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsLetterOrDigit(text[at - 1]) && char.IsLetterOrDigit(text[at + 1]);

    [GeneratedRegex(@"^\s*((?<at>[#>+\-=~|])|\d{1,9}(?<at>[.)]))", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex Mark();
}
