using System.Text.RegularExpressions;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// RTF (version 1.9.1) in the forms that pandoc reads. It knows fields only as <c>{\field{\*\fldinst {HYPERLINK "…"}}{\fldrslt …}}</c>
/// and drops the results of all others, and headings only by <c>\outlinelevel</c> in the paragraph, where some writers name but a style.
/// Characters beyond U+FFFF, which RTF writes as two halves, it reads only as they are, and what was deleted as text that is struck out.
/// Footnotes it drops where they are marked as something that old readers may leave out (<c>{\*\footnote …}</c>), as LibreOffice marks
/// them. Where what old readers show instead of a character stands right behind its number (<c>\u163?4,500</c>), it skips that and one
/// more.
/// </summary>
internal static partial class RtfSource
{
    /// <summary>Null where nothing is to be changed.</summary>
    public static byte[]? WithFieldResults(byte[] rtf)
    {
        // One char a byte: the structure is ASCII, and the rest stays as it is.
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
            // The result of a field of another kind is text like any other.
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

    /// <summary>Without the groups of deleted text, whose change is accepted.</summary>
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
    /// Where groups of deleted text begin, and end. Where a group says itself where the deleted text ends, or never ends, it holds other
    /// text, too. One pass for all of them: they may stand in one another, and any number may never end.
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

    /// <summary>Both halves of a character as its UTF-8, which is read so where there is nothing else beyond ASCII.</summary>
    private static string Pairs(string text)
    {
        if (!Ascii.IsValid(text))
        {
            return text;
        }
        // Then nothing is shown instead, and what follows is text.
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

    /// <summary>With a space between the number of a character and what is shown instead, which ends the number and is no text.</summary>
    private static string Delimited(string text) =>
        Numbered().Replace(text, character => character.Groups["number"].Success ? $"{character.Value} " : character.Value);

    private static char Half(Match pair, string which) =>
        unchecked((char)int.Parse(pair.Groups[which].ValueSpan, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture));

    /// <summary>Where the group ends in which a position stands: at its closing brace, or the end of the text.</summary>
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

    // 16 bits each, signed or, by some writers, not; and what programs without Unicode show instead.
    [GeneratedRegex(
        @"\\u(?<high>-10[0-2][0-9]{2}|-9[2-9][0-9]{2}|55[2-9][0-9]{2}|56[0-3][0-9]{2})(?![0-9]) ?(?:\\'[0-9a-fA-F]{2}|\?)?\\u(?<low>-[89][0-9]{3}|5[67][0-9]{3})(?![0-9]) ?(?<instead>\\'[0-9a-fA-F]{2}|\?)?",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    )]
    private static partial Regex HalfPair();

    // A backslash that is text is no beginning of a number.
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
