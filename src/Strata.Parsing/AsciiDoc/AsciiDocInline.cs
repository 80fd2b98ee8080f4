using System.Text;
using System.Text.RegularExpressions;

namespace Strata.Parsing.AsciiDoc;

/// <summary>A note that a text holds inside of it, in chars of that text.</summary>
internal readonly record struct AsciiDocNote(string Label, string Text, int Start, int End);

/// <summary>
/// What a reader sees of inline AsciiDoc: no marks, macros by what they show, links with their target behind, attributes by their value, a
/// footnote by its mark.
/// </summary>
internal sealed class AsciiDocInline
{
    /// <summary>An attribute with a longer value stays a reference, so that none can grow out of others.</summary>
    private const int LongestValue = 200;

    private const RegexOptions Linear = RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant;

    // docs.asciidoctor.org/asciidoc/latest/macros/ and /subs/.
    private static readonly Regex Macro = new(
        """
        (?<escape>\\)?(\+\+\+(?<raw>.+?)\+\+\+|`\+(?<raw>.+?)\+`|\+\+(?<raw>.+?)\+\+
        |(?<url>(https?|ftp|irc)://[^\s\[\]<>"]*[^\s\[\]<>".,;:!?)'])(\[(?<text>(\\\]|[^\]])*)\])?
        |(?<name>footnoteref|footnote|image|link|mailto|xref|kbd|btn|menu|stem|latexmath|asciimath|pass|icon|anchor|indexterm2|indexterm):(?<target>[^\s\[\]:]*)\[(?<text>(\\\]|[^\]])*)\]
        |<<(?<id>[^<>,\n]+)(,(?<label>[^<>\n]*))?>>|\[\[\[(?<entry>[^\[\],\n]+)(,[^\[\]\n]*)?\]\]\]|\[\[[^\[\]\n]+\]\]
        |\(\(\([^()\n]+\)\)\)|\(\((?<term>[^()\n]+)\)\)|\{(?<attribute>[A-Za-z0-9_][A-Za-z0-9_-]*)\})
        """.ReplaceLineEndings(""),
        Linear);

    private static readonly Dictionary<string, string> Intrinsic = new(StringComparer.Ordinal)
    {
        ["empty"] = "",
        ["blank"] = "",
        ["sp"] = " ",
        ["nbsp"] = "\u00A0",
        ["zwsp"] = "\u200B",
        ["apos"] = "'",
        ["quot"] = "\"",
        ["lsquo"] = "‘",
        ["rsquo"] = "’",
        ["ldquo"] = "“",
        ["rdquo"] = "”",
        ["deg"] = "°",
        ["plus"] = "+",
        ["brvbar"] = "¦",
        ["vbar"] = "|",
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["startsb"] = "[",
        ["endsb"] = "]",
        ["caret"] = "^",
        ["asterisk"] = "*",
        ["tilde"] = "~",
        ["backslash"] = "\\",
        ["backtick"] = "`",
        ["two-colons"] = "::",
        ["two-semicolons"] = ";;",
        ["cpp"] = "C++",
        ["pp"] = "++",
    };

    private readonly Dictionary<string, string> _attributes = new(StringComparer.Ordinal);
    private int _notes;

    public string? Attribute(string name) => _attributes.GetValueOrDefault(name);

    public void Set(string name, string value)
    {
        if (name.EndsWith('!') || name.StartsWith('!'))
        {
            _attributes.Remove(name.Trim('!'));
        }
        else
        {
            _attributes[name] = Of(value);
        }
    }

    public string Of(string text) => Of(text, null);

    /// <param name="notes">Takes the footnotes, by their places in the text.</param>
    public string Of(string text, List<AsciiDocNote>? notes)
    {
        if (text.AsSpan().IndexOfAny("+`:<[({\n\r/") < 0)
        {
            return AsciiDocMarks.Without(text, []);
        }

        var shown = new StringBuilder(text.Length);
        var kept = new List<(int Start, int End)>();
        var at = 0;
        foreach (var match in Macro.Matches(text).Cast<Match>())
        {
            shown.Append(text, at, match.Index - at);
            at = match.Index + match.Length;
            var start = shown.Length;
            if (match.Groups["escape"].Success)
            {
                shown.Append(match.ValueSpan[1..]);
                kept.Add((start, shown.Length));
            }
            else if (match.Groups["raw"].Success)
            {
                shown.Append(match.Groups["raw"].ValueSpan);
                kept.Add((start, shown.Length));
            }
            else
            {
                Show(match, shown, kept, notes);
            }
        }

        shown.Append(text, at, text.Length - at);
        return Lines(AsciiDocMarks.Without(shown.ToString(), kept));
    }

    private void Show(Match match, StringBuilder shown, List<(int Start, int End)> kept, List<AsciiDocNote>? notes)
    {
        var (start, text) = (shown.Length, match.Groups["text"].Value.Replace("\\]", "]", StringComparison.Ordinal));
        if (match.Groups["url"] is { Success: true, Value: var url })
        {
            Link(shown, kept, First(text), url, url);
        }
        else if (match.Groups["id"] is { Success: true, Value: var id })
        {
            shown.Append(match.Groups["label"] is { Success: true, Length: > 0 } label ? label.Value.Trim() : id.TrimStart('#'));
        }
        else if (match.Groups["entry"] is { Success: true } entry)
        {
            shown.Append('[').Append(entry.ValueSpan).Append(']');
        }
        else if (match.Groups["term"] is { Success: true } term)
        {
            shown.Append(term.ValueSpan);
        }
        else if (match.Groups["attribute"] is { Success: true, Value: var name })
        {
            shown.Append(Value(name) is { Length: <= LongestValue } value ? value : match.Value);
            kept.Add((start, shown.Length));
        }
        else if (match.Groups["name"].Success)
        {
            Show(match.Groups["name"].Value, match.Groups["target"].Value, text, match, shown, kept, notes);
        }
    }

    private void Show(string macro, string target, string text, Match match, StringBuilder shown, List<(int Start, int End)> kept, List<AsciiDocNote>? notes)
    {
        var start = shown.Length;
        switch (macro)
        {
            case "footnote" or "footnoteref":
                var label = macro == "footnote" && target.Length > 0 ? target : text.Length > 0 ? $"{++_notes}" : "";
                shown.Append('[').Append(label).Append(']');
                kept.Add((start, shown.Length));
                if (text.Length > 0)
                {
                    notes?.Add(new(label, Of(text), match.Index, match.Index + match.Length));
                }

                break;
            case "link":
                Link(shown, kept, First(text), target, target);
                break;
            case "mailto":
                Link(shown, kept, First(text), "mailto:" + target, target);
                break;
            case "xref":
                shown.Append(text.Length > 0 ? text : target.TrimStart('#'));
                break;
            case "image" or "icon":
                shown.Append(macro == "image" ? text.Split(',')[0].Trim('"', ' ') : "");
                break;
            case "menu":
                shown.Append(target).Append(text.Length > 0 ? " > " + text : "");
                break;
            case "stem" or "latexmath" or "asciimath" or "pass":
                shown.Append(text);
                kept.Add((start, shown.Length));
                break;
            case "anchor" or "indexterm":
                break;
            default:
                shown.Append(text);
                break;
        }
    }

    private static void Link(StringBuilder shown, List<(int Start, int End)> kept, string text, string target, string bare)
    {
        var start = shown.Length;
        if (text.Length > 0)
        {
            shown.Append(text);
            start = shown.Length;
            shown.Append(LinkTarget.Behind(text, target));
        }
        else
        {
            shown.Append(bare);
        }

        kept.Add((start, shown.Length));
    }

    private string? Value(string name) => _attributes.GetValueOrDefault(name) ?? Intrinsic.GetValueOrDefault(name);

    /// <summary>The text of a macro without its further attributes; a caret says that a link opens elsewhere.</summary>
    private static string First(string text)
    {
        if (text is ['"', .. var quoted] && quoted.IndexOf('"', StringComparison.Ordinal) is >= 0 and var close)
        {
            return quoted[..close];
        }

        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var hasNamed = comma >= 0 && text.IndexOf('=', comma) > 0;
        return (hasNamed ? text[..comma] : text).TrimEnd('^').Trim();
    }

    /// <summary>Without the lines that are comments, the white space that begins lines, and the mark of a break at their ends.</summary>
    private static string Lines(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            return text.Trim();
        }

        var lines = text.ReplaceLineEndings("\n").Split('\n').Where(line => !line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("///", StringComparison.Ordinal)).Select(line => line.Trim());
        return string.Join('\n', lines.Select(line => line.EndsWith(" +", StringComparison.Ordinal) ? line[..^2].TrimEnd() : line)).Trim();
    }
}
