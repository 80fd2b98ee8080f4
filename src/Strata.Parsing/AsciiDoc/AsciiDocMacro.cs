using System.Text.RegularExpressions;

namespace Strata.Parsing.AsciiDoc;

/// <summary>An inline macro or what is passed through.</summary>
/// <param name="End">Behind all of it.</param>
/// <param name="Text">What stands in its brackets or between its marks.</param>
internal readonly record struct AsciiDocMacro(int End, string Text)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>A macro's beginning, up to what stands in its brackets or between its marks.</summary>
    // docs.asciidoctor.org/asciidoc/latest/macros/ and /subs/. What ends far behind is only begun here.
    public static readonly Regex Begin = new(
        """
        (?<escape>\\)?((?<pass>\+\+\+|`\+|\+\+)
        |(?<url>(https?|ftp|irc)://[^\s\[\]<>"]*[^\s\[\]<>".,;:!?)'])(?<bracket>\[)?
        |(?<name>footnoteref|footnote|image|link|mailto|xref|kbd|btn|menu|stem|latexmath|asciimath|pass|icon|anchor|indexterm2|indexterm):(?<target>[^\s\[\]:]*)\[
        |<<(?<id>[^<>,\n]+)(,(?<label>[^<>\n]*))?>>|\[\[\[(?<entry>[^\[\],\n]+)(,[^\[\]\n]*)?\]\]\]|\[\[[^\[\]\n]+\]\]
        |\(\(\([^()\n]+\)\)\)|\(\((?<term>[^()\n]+)\)\)|\{(?<attribute>[A-Za-z0-9_][A-Za-z0-9_-]*)\})
        """.ReplaceLineEndings(""),
        Linear
    );

    /// <summary>Three that are closed by none may be two and one.</summary>
    private static readonly (string Open, string Close)[] Passes = [("+++", "+++"), ("`+", "+`"), ("++", "++")];

    /// <param name="match">Of <see cref="Begin"/>.</param>
    /// <returns>Null where it is not closed.</returns>
    public static AsciiDocMacro? Of(Match match, string text, AsciiDocEnds ends)
    {
        var end = match.Index + match.Length;
        if (match.Groups["pass"] is { Success: true, Index: var at })
        {
            foreach (var (open, close) in Passes)
            {
                var from = at + open.Length;
                if (string.CompareOrdinal(text, at, open, 0, open.Length) == 0 && ends.OnLine(close, from) is { } stop)
                {
                    return new(stop + close.Length, text[from..stop]);
                }
            }
            return null;
        }
        var isNamed = match.Groups["name"].Success;
        if (isNamed || match.Groups["bracket"].Success)
        {
            return ends.Bracket(end) is { } close ? new(close + 1, text[end..close])
                : isNamed ? null
                : new(end - 1, "");
        }
        return new(end, "");
    }
}
