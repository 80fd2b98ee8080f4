using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>Parts of a line separated by wide gaps, tabs or table bars, as (start, length).</summary>
internal static class Segments
{
    /// <summary>Shortest word that is probably no abbreviation.</summary>
    private const int MinWord = 5;

    private const int WideGap = 3;
    private const int LeaderDots = 4;
    private const int LeaderReach = 8;
    private const int MaxCurrencyLength = 4;

    /// <summary>Limit of parts: a line with more is no form; the rest is ignored.</summary>
    private const int MaxParts = 512;

    /// <summary>Minimum spaces between cells of a plain text table with a header.</summary>
    public const int CellGap = 2;

    /// <param name="marks">Whether a dot or bar between spaces also separates parts, as in letter footers.</param>
    /// <returns>With a currency's sign and the amount behind it as one part, but in tables, where each may have its column.</returns>
    public static List<(int Start, int Length)> Of(in TextLine line, int gap = WideGap, bool marks = false)
    {
        var text = line.Text;
        var segments = new List<(int, int)>();
        var bars = line.Block.Type is BlockType.TableRow or BlockType.Table;
        var at = Decoration(line);
        while (at < text.Length && segments.Count < MaxParts)
        {
            var end = at;
            while (end < text.Length && !IsGap(text, end, bars, gap) && !(marks && IsMark(text, end)))
            {
                end++;
            }
            var (start, length) = Trim(text, at, end - at);
            if (length > 0)
            {
                segments.Add((start, length));
            }
            at = end + 1;
        }
        if (line.Block.Cells.Count == 0 && !bars && gap != CellGap)
        {
            JoinCurrencies(text, segments);
        }
        return segments;
    }

    // A currency sign in a column of its own belongs to the amount after it.
    private static void JoinCurrencies(string text, List<(int Start, int Length)> segments)
    {
        var kept = Math.Min(1, segments.Count);
        for (var i = kept; i < segments.Count; i++)
        {
            var (start, length) = segments[i];
            if (
                length == 2
                && text.AsSpan(start, length) is "CR" or "DR" or "Cr" or "Dr"
                && segments[kept - 1] is var (amount, _)
                && Amounts.IsOne(text.AsSpan(amount, start - amount).TrimEnd())
            )
            {
                // A mark belongs to the amount before it.
                segments[kept - 1] = (amount, start + length - amount);
                continue;
            }
            if (i + 1 < segments.Count && IsSigned(text, segments[i], segments[i + 1]))
            {
                i++;
                length = segments[i].Start + segments[i].Length - start;
            }
            segments[kept++] = (start, length);
        }
        segments.RemoveRange(kept, segments.Count - kept);
    }

    /// <summary>Returns the columns of a table row's parts; null if the line is no row, or its parts are not its cells.</summary>
    public static int[]? Columns(in TextLine line, List<(int Start, int Length)> segments)
    {
        var cells = line.Block.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Text)).Select(cell => cell.Column).ToArray();
        return cells.Length > 0 && cells.Length == segments.Count ? cells : null;
    }

    /// <summary>Whether a part is a currency and the next one an amount without.</summary>
    public static bool IsSigned(string text, (int Start, int Length) sign, (int Start, int Length) amount)
    {
        var mark = text.AsSpan(sign.Start, sign.Length);
        return mark.Length <= MaxCurrencyLength
            && (Currencies.CodeOf(mark) is not null || Currencies.IsShared(mark))
            && NumberText.Read(text.AsSpan(amount.Start, amount.Length), null) is var read
            && (read.Ok || read.Reason == NumberText.Ambiguous)
            && read.Currency.Length == 0;
    }

    /// <summary>Trims white space, emphasis and hard line break marks.</summary>
    public static (int Start, int Length) Trim(string text, int start, int length)
    {
        var end = start + length;
        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || text[end - 1] == '\\'))
        {
            end--;
        }
        var run = start < end && IsEmphasis(text[start]) ? text.AsSpan(start, end - start).IndexOfAnyExcept(text[start]) : 0;
        if (
            run > 0
            && end - start > 2 * run
            && text.AsSpan(end - run, run).IndexOfAnyExcept(text[start]) < 0
            && !text.AsSpan(start + run, end - start - (2 * run)).Contains(text[start])
        )
        {
            (start, end) = (start + run, end - run);
        }
        else if (end - start > 2 && text[start] == '<' && text[end - 1] == '>')
        {
            (start, end) = (start + 1, end - 1);
        }
        // "*15,00", as tills in Turkey and Italy print amounts.
        if (
            end - start > 1
            && text[start] == '*'
            && char.IsAsciiDigit(text[start + 1])
            && text.AsSpan(start + 1, end - start - 1).IndexOf('*') < 0
        )
        {
            start++;
        }
        return (start, end - start);
    }

    public static bool IsEmphasis(char c) => c is '*' or '_' or '`';

    private static bool IsGap(string text, int at, bool bars, int gap)
    {
        if (text[at] == '\t' || bars && text[at] == '|')
        {
            return true;
        }
        return at + gap <= text.Length && text.AsSpan(at, gap).IsWhiteSpace() || IsLeader(text, at);
    }

    private static bool IsMark(string text, int at) =>
        text[at] is ('·' or '•' or '|')
        && at > 0
        && at + 1 < text.Length
        && char.IsWhiteSpace(text[at - 1])
        && char.IsWhiteSpace(text[at + 1]);

    // Dot leaders: at least four, close together or spaced.
    private static bool IsLeader(string text, int at)
    {
        if (text[at] is not ('.' or '…'))
        {
            return false;
        }
        var dots = 0;
        for (var i = at; i >= 0 && at - i < LeaderReach && text[i] is ('.' or '…' or ' '); i--)
        {
            dots +=
                text[i] == '.' ? 1
                : text[i] == '…' ? 3
                : 0;
        }
        for (var i = at + 1; i < text.Length && i - at < LeaderReach && text[i] is ('.' or '…' or ' '); i++)
        {
            dots +=
                text[i] == '.' ? 1
                : text[i] == '…' ? 3
                : 0;
        }
        return dots >= LeaderDots;
    }

    // Marks of headings, lists and quotes at the start of a line.
    private static int Decoration(in TextLine line)
    {
        var text = line.Text;
        var at = text.Length - text.AsSpan().TrimStart().Length;
        while (at < text.Length)
        {
            var rest = text.AsSpan(at);
            var mark = rest[0] switch
            {
                '-' or '*' or '+' or '>' or '•' or '·' or '–' => 1,
                '#' when line.Block.Type == BlockType.Heading => rest.IndexOfAnyExcept('#'),
                >= '0' and <= '9' when line.Block.Type == BlockType.ListItem => rest.IndexOfAnyExceptInRange('0', '9') + 1,
                _ => 0,
            };
            if (
                mark <= 0
                || mark >= rest.Length
                || rest[0] != '>' && !char.IsWhiteSpace(rest[mark])
                || char.IsAsciiDigit(rest[0]) && rest[mark - 1] is not ('.' or ')')
            )
            {
                break;
            }
            at += mark;
            at += rest[mark..].Length - rest[mark..].TrimStart().Length;
        }
        return at;
    }

    /// <summary>Whether a full stop before the next label ends a sentence, not an abbreviation.</summary>
    public static bool EndsSentence(ReadOnlySpan<char> value) =>
        value is [.., '.']
        && value[..^1] is var said
        && said.Length - 1 - said.LastIndexOfAny(' ', '.') is >= MinWord
        && char.IsLower(said[^1]);
}
