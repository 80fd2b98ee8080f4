using System.Text.RegularExpressions;
using Strata.Interpretation;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Finds where labels begin and end in a line.</summary>
/// <param name="known">Folded names of any schema.</param>
/// <param name="titles">Folded names of the schemas themselves: a number after one is the paper's own.</param>
/// <param name="parties">Folded names of who papers are to: what stands under one, even in a second column, is a name.</param>
/// <param name="amounts">Folded names that are known, and of numbers only.</param>
/// <param name="areOne">Whether two folded names are known, and name one thing.</param>
internal sealed class LabelMarks(
    IReadOnlySet<string> known,
    IReadOnlySet<string> titles,
    IReadOnlySet<string> parties,
    IReadOnlySet<string> amounts,
    Func<string, string, bool> areOne
)
{
    // The last word says that a name follows: "Paid by UPI".
    private static readonly Regex Naming = new(
        @"[\p{L}]+ (by|with|via|par|con|por|com|da|mit|per|von|door|met|av|af|med|przez)$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase
    );

    public const int MaxLabel = 48;
    public const int MaxWords = 5;
    private const int MinBehind = 5;

    private static readonly Regex Titled = new(
        @"^(?<title>\p{L}[\p{L} '’./-]{1,28}?):?\s+(?<code>[A-Z0-9][A-Z0-9/._-]*)(\s{2,}.*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    // "Fatura FT 2026/318": the series before the number.
    private static readonly Regex TitledSeries = new(
        @"^(?<title>\p{L}[\p{L} '’./-]{1,28}?):?\s+(?<code>(?<series>[A-Z]{1,3}) [0-9]+[A-Z]?[/-][0-9][0-9/-]*)(\s{2,}.*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    private static readonly Regex BeforeDay = new(
        @"^\s*(?<code>\S*[0-9]\S*)\s+([0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{1,2}[./][0-9]{1,2}[./][0-9]{4}|(Série|Serie|SÉRIE|SERIE|Series|Seria)\s\S+)(\s.*)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    public bool IsKnown(string folded) => known.Contains(folded);

    public bool IsAmount(string folded) => amounts.Contains(folded);

    public bool IsParty(string folded) => parties.Contains(folded);

    /// <summary>Whether a label says that a name follows, but not whose.</summary>
    public bool IsName(string label) => LabelNames.All.Contains(LabelForms.Fold(label.Trim(), LabelNames.All));

    public static bool IsNaming(ReadOnlySpan<char> label) => Naming.IsMatch(label);

    public Label? KnownAlone(in TextLine line, int start, int length, InterpretedText source)
    {
        var (s, l) = TrimLabel(line.Text, start, length);
        return l is > 0 and <= MaxLabel && LabelOf(line, s, l, LabelLink.Beside, source) is var label && known.Contains(label.Folded)
            ? label
            : null;
    }

    /// <summary>A known label and where behind it, without a colon, an amount in brackets begins: <c>Total USD (1,000.50)</c>; null where
    /// it is none. Brackets behind a rate hold what the rate is of.</summary>
    public (Label Label, int Start)? Bracketed(in TextLine line, int start, int end, InterpretedText source)
    {
        var open = line.Text.LastIndexOf('(', end - 1, end - start);
        if (open <= start || line.Text.AsSpan(start, open - start).Contains('%'))
        {
            return null;
        }
        var value = line.Text[open..end];
        var amount = AmountSide.Of(value) is var (length, _) ? value[..length] : value;
        return amount[^1] == ')' && Amounts.IsOne(amount) && KnownAlone(line, start, open - start, source) is { } label
            ? (label, open)
            : null;
    }

    /// <summary>A known label that the day of what it names stands behind; null where there is none.</summary>
    public Label? Dated(in TextLine line, int start, int length, InterpretedText source)
    {
        var text = line.Text.Substring(start, length);
        return length <= MaxLabel && LabelForms.WithoutDate(text) is var plain && plain.Length < length
            ? KnownAlone(line, start, plain.Length, source)
            : null;
    }

    public bool StartsWithKnown(string text, int start, int length) =>
        ColonOf(text, start, start + length) >= 0
        || IsKnownAlone(text, start, length)
        || IsNumbered(text, start, length)
        || TitleEnd(text, start, start + length) > 0;

    public bool IsKnownAlone(string text, int start, int length)
    {
        var (s, l) = TrimLabel(text, start, length);
        return l is > 0 and <= MaxLabel && IsKnown(text, s, l);
    }

    /// <summary>
    /// Returns the colon that ends a label: of a known one always, of an unknown one if its text looks like a label and a gap follows.
    /// </summary>
    public int ColonOf(string text, int start, int end)
    {
        for (var at = start; at < end && at - start <= MaxLabel; at++)
        {
            if (text[at] is not (':' or '：'))
            {
                continue;
            }
            var (s, l) = TrimLabel(text, start, at - start);
            if (l > 0 && (IsKnown(text, s, l) || IsLabel(text.AsSpan(s, l)) && IsGapAfter(text, at + 1, end)))
            {
                return at;
            }
            return -1;
        }
        return -1;
    }

    /// <summary>
    /// Splits a line into parts, also at dashes before a known label with a code: <c>Via Mannu 3 - 09124 Cagliari - P.IVA 02218840928</c>.
    /// </summary>
    public List<(int Start, int Length)> Parted(in TextLine line, List<(int Start, int Length)> segments)
    {
        var text = line.Text;
        return line.Block.Cells.Count > 0 || text.AsSpan().IndexOfAny("–—-/") < 0
            ? segments
            : [.. segments.SelectMany(segment => Cut(text, segment.Start, segment.Start + segment.Length))];
    }

    private IEnumerable<(int Start, int Length)> Cut(string text, int start, int end)
    {
        for (var at = start + 1; at + 2 < end; at++)
        {
            if (
                IsDash(text, at)
                && ImpliedEnd(text, at + 2, end) is > 0 and var behind
                && behind < end
                && CodeText.Begins(text.AsSpan(behind, end - behind).TrimStart())
            )
            {
                yield return Segments.Trim(text, start, at - start);
                start = at + 2;
            }
        }
        yield return (start, end - start);
    }

    /// <summary>Returns the end of a code before a day, its series, or words after a dash: <c>88120 2026-04-09 16:22</c>.</summary>
    public static int CodeEnd(string text, int start, int end)
    {
        if (
            BeforeDay.Match(text, start, end - start).Groups["code"] is { Success: true } code
            && !DateText.Read(code.ValueSpan, dayFirst: true).Ok
            && !DateText.Read(code.ValueSpan, dayFirst: false).Ok
        )
        {
            return code.Index + code.Length;
        }
        for (var at = start + 1; at + 2 < end; at++)
        {
            if (IsDash(text, at) && char.IsLetter(text[at + 2]) && text.AsSpan(start, at - start).ContainsAnyInRange('0', '9'))
            {
                return at;
            }
        }
        return end;
    }

    private static bool IsDash(string text, int at) => text[at] is '–' or '—' or '-' or '/' && text[at - 1] == ' ' && text[at + 1] == ' ';

    /// <summary>Returns the end of the longest known label at the start: "Due date 3 March 2026"; -1 if there is none.</summary>
    public int ImpliedEnd(string text, int start, int end)
    {
        var words = 0;
        var best = -1;
        for (var at = start + 1; at < end && at - start <= MaxLabel && words <= MaxWords; at++)
        {
            // A label touching its amount, in a page with a stylistic gap.
            var touches =
                char.IsAsciiDigit(text[at])
                && (char.IsLetter(text[at - 1]) || text[at - 1] is '%' or ')')
                && Amounts.IsOne(text.AsSpan(at, end - at));
            var ends = touches || char.IsWhiteSpace(text[at]) || text[at - 1] is '#' or '.' or '°' or 'º' && char.IsLetterOrDigit(text[at]);
            words += char.IsWhiteSpace(text[at]) ? 1 : 0;
            if (ends && known.Contains(Fold(text[start..at])))
            {
                best = at;
            }
        }
        return best;
    }

    /// <summary>Returns the end of the paper's title before a number: "Invoice INV-0042"; -1 if there is none.</summary>
    public int TitleEnd(string text, int start, int end) => Titles(text, start, end).TitleEnd;

    /// <summary>Returns the ends of the paper's title and of the number after it; -1 if there is none.</summary>
    public (int TitleEnd, int CodeEnd) Titles(string text, int start, int end)
    {
        if (end - start > 2 * MaxLabel || !text.AsSpan(start, end - start).ContainsAnyInRange('0', '9'))
        {
            return (-1, -1);
        }
        return TitledBy(Titled, text, start, end) ?? TitledBy(TitledSeries, text, start, end) ?? (-1, -1);
    }

    private (int TitleEnd, int CodeEnd)? TitledBy(Regex shape, string text, int start, int end)
    {
        var match = shape.Match(text, start, end - start);
        var (code, series) = (match.Groups["code"], match.Groups["series"]);
        return
            match.Success
            && code.ValueSpan.ContainsAnyInRange('0', '9')
            && titles.Contains(FieldNames.Fold(match.Groups["title"].Value))
            && !DateText.Read(code.ValueSpan, dayFirst: true).Ok
            && !DateText.Read(code.ValueSpan, dayFirst: false).Ok
            && !(code.ValueSpan.Length == 4 && code.ValueSpan.StartsWith("20"))
            && !Amounts.IsOne(code.ValueSpan)
            && !(
                series.Success
                && (
                    Currencies.IsCode(series.ValueSpan)
                    || MonthNames.Month(series.ValueSpan) > 0
                    || known.Contains(FieldNames.Fold(series.Value))
                )
            )
            ? (match.Groups["title"].Index + match.Groups["title"].Length, code.Index + code.Length)
            : null;
    }

    /// <summary>Returns the start of a known label after other text, up to the end; -1 if there is none.</summary>
    /// <param name="least">Minimum length of the label.</param>
    public int BehindStart(string text, int start, int end, int least = MinBehind)
    {
        for (var at = Math.Max(start, end - MaxLabel); at < end; at++)
        {
            if (
                (at == 0 || char.IsWhiteSpace(text[at - 1]))
                && !char.IsWhiteSpace(text[at])
                && Fold(text[at..end]) is var folded
                && folded.Length >= least
                && known.Contains(folded)
            )
            {
                return at;
            }
        }
        return -1;
    }

    /// <summary>Returns the start of a known label inside a value: "Invoice No: 17 Date: 4.3.2026"; -1 if there is none.</summary>
    public int NextKnown(string text, int start, int end)
    {
        for (var colon = start + 1; colon < end; colon++)
        {
            if (text[colon] is not (':' or '：'))
            {
                continue;
            }
            var best = -1;
            var words = 0;
            for (var at = colon - 1; at > start && colon - at <= MaxLabel && words < MaxWords; at--)
            {
                if (char.IsWhiteSpace(text[at - 1]) && !char.IsWhiteSpace(text[at]))
                {
                    words++;
                    best = IsKnown(text, at, colon - at) ? at : best;
                }
            }
            if (best > 0)
            {
                return best;
            }
        }
        // "bonifico bancario – Scadenza 03/02/2026".
        for (var dash = start + 1; dash + 2 < end; dash++)
        {
            if (
                IsDash(text, dash)
                && ImpliedEnd(text, dash + 2, end) is > 0 and var behind
                && text.AsSpan(behind, end - behind).TrimStart() is { IsEmpty: false } rest
                && char.IsAsciiDigit(rest[0])
            )
            {
                return dash + 2;
            }
        }
        return -1;
    }

    public Label LabelOf(in TextLine line, int start, int length, LabelLink link, InterpretedText source)
    {
        var (s, l) = Segments.Trim(line.Text, start, length);
        var (_, range) = source.Part(line.Text, line.Range, s, l);
        var label = line.Text.Substring(s, l);
        return new Label(label, Fold(label), link, range, Offset: start, Block: line.Block.Index);
    }

    public static (int Start, int Length) TrimLabel(string text, int start, int length)
    {
        var end = start + length;
        while (start < end && (char.IsWhiteSpace(text[start]) || Segments.IsEmphasis(text[start])))
        {
            start++;
        }
        while (end > start && (char.IsWhiteSpace(text[end - 1]) || Segments.IsEmphasis(text[end - 1])))
        {
            end--;
        }
        return (start, end - start);
    }

    public static int SkipEmphasis(string text, int at, int end)
    {
        var start = at;
        while (at < end && Segments.IsEmphasis(text[at]))
        {
            at++;
        }
        // "Label: *value*": what follows a gap belongs to the value.
        return start < end && char.IsWhiteSpace(text[start]) ? start : at;
    }

    // A number beside another label is no value of that.
    private bool IsNumbered(string text, int start, int length)
    {
        var end = start + length;
        var space = text.LastIndexOf(' ', end - 1, length);
        return space - start > 4
            && text.AsSpan(space, end - space).ContainsAnyInRange('0', '9')
            && text.AsSpan(start, space - start).IndexOfAnyInRange('0', '9') < 0
            && known.Contains(Fold(text[start..space]));
    }

    private static bool IsGapAfter(string text, int at, int end)
    {
        at = SkipEmphasis(text, at, end);
        return at >= end || char.IsWhiteSpace(text[at]) || text[at - 1] == '：';
    }

    private static bool IsLabel(ReadOnlySpan<char> text)
    {
        var words = 1;
        foreach (var c in text)
        {
            words += c == ' ' ? 1 : 0;
            if (
                !char.IsLetterOrDigit(c)
                && c is not (' ' or '.' or '-' or '/' or '\'' or '’' or '&' or '#' or '%' or '(' or ')' or '_' or '°' or 'º')
            )
            {
                return false;
            }
        }
        return char.IsLetter(text[0]) && words <= MaxWords;
    }

    private string Fold(string label)
    {
        var folded = LabelForms.Fold(label, known);
        return known.Contains(folded) ? folded : Joined(label) ?? folded;
    }

    // Two names of one thing: "Rechnungsnr. / Invoice no.".
    private string? Joined(string label)
    {
        if (!label.Contains('/', StringComparison.Ordinal))
        {
            return null;
        }
        var names = Array.ConvertAll(label.Split('/', StringSplitOptions.TrimEntries), name => LabelForms.Fold(name, known));
        return Array.TrueForAll(names, name => areOne(names[0], name)) ? names[0] : null;
    }

    private bool IsKnown(string text, int start, int length) => known.Contains(Fold(text.Substring(start, length).Trim()));
}
