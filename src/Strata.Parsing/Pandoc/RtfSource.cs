using System.Text.RegularExpressions;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// Rewrites RTF (version 1.9.1) into the forms that pandoc reads. pandoc knows fields only as
/// <c>{\field{\*\fldinst {HYPERLINK "…"}}{\fldrslt …}}</c> and drops the results of all others. It knows headings only by
/// <c>\outlinelevel</c> in the paragraph, where some writers only name a style. It reads characters beyond U+FFFF only as raw UTF-8, not as
/// RTF's two halves, and deleted text as struck out. It drops footnotes marked as ignorable (<c>{\*\footnote …}</c>), as LibreOffice marks
/// them. If a character's fallback directly follows its number (<c>\u163?4,500</c>), it skips one character too many.
/// </summary>
internal static partial class RtfSource
{
    /// <summary>Null if nothing changes.</summary>
    public static byte[]? WithFieldResults(byte[] rtf)
    {
        // One char per byte: the structure is ASCII, and the rest is kept.
        var text = Encoding.Latin1.GetString(rtf);
        var changed = Delimited(Pairs(new RtfLayout(WithoutDeleted(Headings(Fields(Footnotes(text))))).Read()));
        return ReferenceEquals(changed, text) ? null : Encoding.Latin1.GetBytes(changed);
    }

    private static string Footnotes(string text) =>
        text.Contains("\\footnote", StringComparison.Ordinal) ? FootnoteStart().Replace(text, "{\\footnote") : text;

    private static string Fields(string text)
    {
        if (!text.Contains("\\fldinst", StringComparison.Ordinal))
        {
            return text;
        }
        var made = new StringBuilder(text.Length);
        var at = 0;
        foreach (Match field in FieldStart().Matches(text))
        {
            if (field.Index < at)
            {
                continue;
            }
            var end = GroupEnd(text, field.Index + field.Length);
            var instruction = text[(field.Index + field.Length)..end];
            made.Append(text, at, field.Index - at);
            if (Hyperlink().Match(instruction) is { Success: true } link)
            {
                made.Append("\\field{\\*\\fldinst {HYPERLINK ").Append(link.Groups["target"].Value).Append('}');
                at = end;
                continue;
            }
            // The result of any other field is ordinary text.
            made.Append("{\\*\\fldinst ").Append(instruction);
            var next = text.IndexOf("\\fldinst", end, StringComparison.Ordinal);
            var result = text.IndexOf("\\fldrslt", end, (next < 0 ? text.Length : next) - end, StringComparison.Ordinal);
            at = end;
            if (result >= 0)
            {
                made.Append(text, end, result - end);
                at = result + "\\fldrslt".Length;
            }
        }
        return made.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>Removes groups of deleted text: the change counts as accepted.</summary>
    private static string WithoutDeleted(string text)
    {
        if (!text.Contains("\\deleted", StringComparison.Ordinal))
        {
            return text;
        }
        var made = new StringBuilder(text.Length);
        var at = 0;
        foreach (var (start, end) in DeletedEnds(text))
        {
            if (start >= at)
            {
                made.Append(text, at, start - at);
                at = end + 1;
            }
        }
        return made.Append(text, at, text.Length - at).ToString();
    }

    /// <summary>
    /// Returns where groups of deleted text begin and end. A group that itself ends the deleted text, or never ends, holds other text too
    /// and is left out. One pass for all: groups may be nested, and any number may never end.
    /// </summary>
    private static SortedDictionary<int, int> DeletedEnds(string text)
    {
        var starts = DeletedGroup().Matches(text).Select(group => group.Index).ToHashSet();
        var ends = new SortedDictionary<int, int>();
        var open = new Stack<int>();
        var ended = -1;
        for (var at = 0; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    ended = text.AsSpan(at).StartsWith("\\deleted0") ? at : ended;
                    at++;
                    break;
                case '{':
                    open.Push(at);
                    break;
                case '}' when open.TryPop(out var start) && ended < start && starts.Contains(start):
                    ends[start] = at;
                    break;
            }
        }
        return ends;
    }

    /// <summary>Replaces surrogate pairs with their UTF-8, which pandoc reads so if nothing else is beyond ASCII.</summary>
    private static string Pairs(string text)
    {
        if (!Ascii.IsValid(text))
        {
            return text;
        }
        // After \uc0 there is no fallback: what follows is text.
        var isAlone = text.Contains("\\uc0", StringComparison.Ordinal);
        return HalfPair()
            .Replace(
                text,
                pair =>
                    Half(pair, "high") is var high && Half(pair, "low") is var low && char.IsSurrogatePair(high, low)
                        ? $"{{{Encoding.Latin1.GetString(Encoding.UTF8.GetBytes([high, low]))}}}{(isAlone ? pair.Groups["instead"].Value : "")}"
                        : pair.Value
            );
    }

    /// <summary>Inserts a space between a character's number and its fallback; it ends the number and is not text.</summary>
    private static string Delimited(string text) =>
        Numbered().Replace(text, character => character.Groups["number"].Success ? $"{character.Value} " : character.Value);

    private static char Half(Match pair, string which) =>
        unchecked((char)int.Parse(pair.Groups[which].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>Returns where the group around a position ends: at its closing brace, or the end of the text.</summary>
    private static int GroupEnd(string text, int at)
    {
        for (var depth = 1; at < text.Length; at++)
        {
            switch (text[at])
            {
                case '\\':
                    at++;
                    break;
                case '{':
                    depth++;
                    break;
                case '}' when --depth == 0:
                    return at;
            }
        }
        return text.Length;
    }

    private static string Headings(string text)
    {
        var styles = HeadingStyle()
            .Matches(text)
            .GroupBy(style => style.Groups["style"].Value)
            .ToDictionary(style => style.Key, style => style.First().Groups["level"].ValueSpan[0] - '1');
        if (styles.Count == 0 || text.Contains("\\outlinelevel", StringComparison.Ordinal))
        {
            return text;
        }
        return ParagraphStyle()
            .Replace(
                text,
                use => styles.TryGetValue(use.Groups["style"].Value, out var level) ? $"{use.Value}\\outlinelevel{level}" : use.Value
            );
    }

    [GeneratedRegex(@"(?<!\\)\{\\\*\s*\\footnote(?![a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex FootnoteStart();

    [GeneratedRegex(@"\\field(?:\\fld(?:dirty|edit|lock|priv))*\s*\{\\\*\\fldinst(?![a-z])", RegexOptions.CultureInvariant)]
    private static partial Regex FieldStart();

    [GeneratedRegex(@"(?<!\\)\{(?!\\rtf)(?:\\(?!deleted)[a-z]+-?[0-9]* ?){0,30}\\deleted(?![a-z0-9])", RegexOptions.CultureInvariant)]
    private static partial Regex DeletedGroup();

    // 16 bits each, signed or, in some writers, unsigned; then the fallback for programs without Unicode.
    [GeneratedRegex(
        @"\\u(?<high>-10[0-2][0-9]{2}|-9[2-9][0-9]{2}|55[2-9][0-9]{2}|56[0-3][0-9]{2})(?![0-9]) ?(?:\\'[0-9a-fA-F]{2}|\?)?\\u(?<low>-[89][0-9]{3}|5[67][0-9]{3})(?![0-9]) ?(?<instead>\\'[0-9a-fA-F]{2}|\?)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HalfPair();

    // An escaped backslash does not begin a number.
    [GeneratedRegex(@"\\\\|(?<number>\\u-?[0-9]{1,5})(?=[^0-9 \\{}\r\n])", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"HYPERLINK\s+(?<target>""[^""{}]*"")", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Hyperlink();

    [GeneratedRegex(
        @"\{\\s(?<style>\d{1,4})(?!\d)[^;{}]{0,400}?\sheading (?<level>[1-6]);",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase
    )]
    private static partial Regex HeadingStyle();

    [GeneratedRegex(@"\\pard(?:\\plain)?\s*\\s(?<style>\d{1,4})(?!\d)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex ParagraphStyle();
}
