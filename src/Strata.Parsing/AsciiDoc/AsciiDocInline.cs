using System.Text.RegularExpressions;

namespace Strata.Parsing.AsciiDoc;

/// <summary>Footnote inside a text; the range is in chars of that text.</summary>
internal readonly record struct AsciiDocNote(string Label, string Text, int Start, int End);

/// <summary>
/// Renders inline AsciiDoc as readers see it: no marks, macros by what they show, links followed by their target, attributes by value,
/// footnotes by mark.
/// </summary>
/// <param name="most">Most chars that references may add to the document's texts: many to one long value would multiply it.</param>
internal sealed class AsciiDocInline(long most)
{
    /// <summary>Longest value, in chars, that replaces a reference, so that none can grow out of others.</summary>
    private const int MaxValueLength = 200;

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
    private long _added;

    /// <summary>Whether references have added more than the limit; further ones stay as written.</summary>
    public bool IsSpent => _added > most;

    /// <summary>Counts the chars that a reference adds to the text.</summary>
    /// <returns>Whether they may be added.</returns>
    public bool Spend(long chars)
    {
        _added += IsSpent ? 0 : chars;
        return !IsSpent;
    }

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

    /// <param name="notes">Receives the footnotes, with their positions in the text; if null, footnotes stay as written.</param>
    public string Of(string text, List<AsciiDocNote>? notes)
    {
        if (text.AsSpan().IndexOfAny("+`:<[({\n\r/") < 0)
        {
            return AsciiDocMarks.Without(text, []);
        }
        var shown = new StringBuilder(text.Length);
        var kept = new List<(int Start, int End)>();
        var ends = new AsciiDocEnds(text);
        var (at, from) = (0, 0);
        while (AsciiDocMacro.Begin.Match(text, from) is { Success: true } match)
        {
            if (AsciiDocMacro.Of(match, text, ends) is not { } found)
            {
                // Never closed.
                from = match.Index + 1;
                continue;
            }
            shown.Append(text, at, match.Index - at);
            at = from = found.End;
            var start = shown.Length;
            if (match.Groups["escape"].Success)
            {
                shown.Append(text, match.Index + 1, found.End - match.Index - 1);
                kept.Add((start, shown.Length));
            }
            else if (match.Groups["pass"].Success)
            {
                shown.Append(found.Text);
                kept.Add((start, shown.Length));
            }
            else
            {
                Show(match, text[match.Index..found.End], found.Text.Replace("\\]", "]", StringComparison.Ordinal), shown, kept, notes);
            }
        }
        shown.Append(text, at, text.Length - at);
        return Lines(AsciiDocMarks.Without(shown.ToString(), kept));
    }

    /// <summary>Returns a text and its footnotes, which are placed at its end.</summary>
    public List<MarkupPiece> Pieces(BlockType type, int start, int end, string text, int level, BlockTraits? traits)
    {
        var notes = new List<AsciiDocNote>();
        var shown = Of(text, notes);
        return
        [
            new(type, start, end, shown, level) { Traits = traits },
            .. notes.Select(note => new MarkupPiece(BlockType.Footnote, end, end, note.Text, 0) { Traits = new() { Label = note.Label } }),
        ];
    }

    private void Show(
        Match match,
        string written,
        string text,
        StringBuilder shown,
        List<(int Start, int End)> kept,
        List<AsciiDocNote>? notes
    )
    {
        var start = shown.Length;
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
            shown.Append(Value(name) is { Length: <= MaxValueLength } value && Spend(value.Length) ? value : written);
            kept.Add((start, shown.Length));
        }
        else if (match.Groups["name"] is { Success: true, Value: "footnote" or "footnoteref" } note)
        {
            var target = match.Groups["target"].Value;
            var mark =
                note.Value == "footnote" && target.Length > 0 ? target
                : text.Length > 0 && notes is not null ? $"{++_notes}"
                : "";
            shown.Append(text.Length > 0 && notes is null ? written : $"[{mark}]");
            kept.Add((start, shown.Length));
            if (text.Length > 0)
            {
                notes?.Add(new(mark, Of(text), match.Index, match.Index + written.Length));
            }
        }
        else if (match.Groups["name"].Success)
        {
            Show(match.Groups["name"].Value, match.Groups["target"].Value, text, shown, kept);
        }
    }

    private static void Show(string macro, string target, string text, StringBuilder shown, List<(int Start, int End)> kept)
    {
        var start = shown.Length;
        switch (macro)
        {
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

    /// <summary>Returns a macro's text without named attributes and the caret that opens a link in a new window.</summary>
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

    /// <summary>Removes comment lines, white space around lines, and the plus that ends a line with a hard break.</summary>
    private static string Lines(string text)
    {
        if (text.AsSpan().IndexOfAny('\n', '\r') < 0)
        {
            return text.Trim();
        }
        var lines = text.ReplaceLineEndings("\n")
            .Split('\n')
            .Where(line => !line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("///", StringComparison.Ordinal))
            .Select(line => line.Trim());
        return string.Join('\n', lines.Select(line => line.EndsWith(" +", StringComparison.Ordinal) ? line[..^2].TrimEnd() : line)).Trim();
    }
}
