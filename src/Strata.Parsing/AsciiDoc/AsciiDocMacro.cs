using System.Text.RegularExpressions;

namespace Strata.Parsing.AsciiDoc;

/// <summary>Inline macro or passthrough.</summary>
/// <param name="End">Position after all of it.</param>
/// <param name="Text">Text between its brackets or marks.</param>
internal readonly record struct AsciiDocMacro(int End, string Text)
{
    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    /// <summary>Matches a macro up to the text between its brackets or marks.</summary>
    // docs.asciidoctor.org/asciidoc/latest/macros/ and /subs/. AsciiDocEnds finds where it closes.
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

    /// <summary>An unclosed <c>+++</c> may be <c>++</c> and a plus.</summary>
    private static readonly (string Open, string Close)[] Passes = [("+++", "+++"), ("`+", "+`"), ("++", "++")];

    /// <param name="match">A match of <see cref="Begin"/>.</param>
    /// <returns>Null if it is not closed.</returns>
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
