using Strata.Interpretation.Values;
using Strata.Parsing;
using Strata.Schemas;

namespace Strata.Interpretation.Text;

/// <summary>
/// Finds labelled values in lines: <c>Label: value</c>, <c>**Label:** value</c>, several in one line, a label and its value side by side in a
/// row, a line of labels above a line of values, a label above its value, and known labels without a colon (<c>Due date 3 March 2026</c>).
/// </summary>
/// <param name="known">Folded names that some schema knows.</param>
internal sealed class LabelScanner(IReadOnlySet<string> known, SourceText source)
{
    private const int MaxLabel = 48;
    private const int MaxWords = 5;
    private const int MaxList = 16 * 1024;

    private readonly List<LabelledValue> values = [];
    private List<Label> pending = [];
    private Label? list;
    private bool leading = true;

    /// <summary>More than this many are not kept; a text with so many is no form to be read.</summary>
    public const int MaxValues = 5000;

    public IReadOnlyList<LabelledValue> Values => values;

    /// <summary>Whether values had to be left out.</summary>
    public bool IsFull => values.Count >= MaxValues;

    /// <returns>Whether the line holds a label or a value of one.</returns>
    public bool Scan(in TextLine line)
    {
        var segments = Segments.Of(line, marks: true);
        if (segments.Count == 0 || IsFull)
        {
            return false;
        }

        if (line.Block.Type == BlockType.FrontMatter && line.Text.AsSpan().TrimStart().StartsWith("- ") && (pending.Count == 1 || list is not null))
        {
            AddItem(line, segments);
            return true;
        }

        list = null;
        var before = values.Count;
        if (pending.Count > 0 && TakePending(line, segments))
        {
            return true;
        }

        pending = Header(line.Text, segments) ?? [];
        if (pending.Count == 0)
        {
            ScanRow(line, segments);
        }

        var found = values.Count > before || pending.Count > 0;
        leading &= found || line.Block.Type is BlockType.Heading or BlockType.FrontMatter || !line.Text.Any(char.IsLetterOrDigit);
        return found;
    }

    private void ScanRow(in TextLine line, List<(int Start, int Length)> segments)
    {
        var before = values.Count;
        var columns = Columns(line, segments);
        Label? open = null;
        var labels = new List<Label>();
        for (var i = 0; i < segments.Count; i++)
        {
            var means = PaymentMeans.Contains(line.Text.AsSpan(segments[i].Start, segments[i].Length));
            if (open is { } label && (means || !StartsWithKnown(line.Text, segments[i].Start, segments[i].Length)))
            {
                i = LastAmount(line.Text, segments, i);
                Add(segments.Count == 2 && label.Link == LabelLink.Beside ? label with { Link = LabelLink.Gap } : label, line, segments[i].Start, segments[i].Length);
                labels.Remove(label);
                open = null;
                continue;
            }

            open = ScanSegment(line, segments[i].Start, segments[i].Length);
            if (open is { } alone)
            {
                var placed = alone with { Column = columns?[i] ?? -1 };
                labels.Add(placed);
                open = placed;
            }
        }

        // A whole row of labels waits for the next line, and so do a last one with a colon and, in a table, one amid labels with values.
        pending = labels.Count == segments.Count || columns is not null && values.Count > before ? labels : open is { Link: LabelLink.Colon } last ? [last] : [];
    }

    /// <summary>A row of names most of which are known and none of which is a value: what stands under them is theirs.</summary>
    private List<Label>? Header(string text, List<(int Start, int Length)> segments)
    {
        if (segments.Count < 3 || segments.Exists(s => text.AsSpan(s.Start, s.Length).ContainsAnyInRange('0', '9') || ColonOf(text, s.Start, s.Start + s.Length) >= 0))
        {
            return null;
        }

        var labels = segments.ConvertAll(s => KnownAlone(text, s.Start, s.Length) ?? new Label("", "", LabelLink.Above));
        return labels.Count(label => label.Folded.Length > 0) * 2 > labels.Count ? labels : null;
    }

    private static int[]? Columns(in TextLine line, List<(int Start, int Length)> segments) =>
        line.Block.Cells.Where(cell => !string.IsNullOrWhiteSpace(cell.Text)).Select(cell => cell.Column).ToArray() is { Length: > 0 } columns && columns.Length == segments.Count
            ? columns
            : null;

    // "Total  100.00  20.00  120.00": of several amounts behind one label the last is what they come to.
    private static int LastAmount(string text, List<(int Start, int Length)> segments, int at)
    {
        while (at + 1 < segments.Count && IsAmount(text.AsSpan(segments[at].Start, segments[at].Length)) && IsAmount(text.AsSpan(segments[at + 1].Start, segments[at + 1].Length)))
        {
            at++;
        }

        return at;
    }

    private static bool IsAmount(ReadOnlySpan<char> text) =>
        text.ContainsAny('.', ',') && NumberText.Read(text, null) is var reading && (reading.Ok || reading.Reason == NumberText.Ambiguous);

    /// <param name="Column">Of the cell that it stands alone in; -1 outside tables.</param>
    private readonly record struct Label(string Text, string Folded, LabelLink Link, int Column = -1);

    // A list of front matter: its items are one value, from the first to the last.
    private void AddItem(in TextLine line, List<(int Start, int Length)> segments)
    {
        var end = segments[^1].Start + segments[^1].Length;
        if (list is null)
        {
            list = pending[0];
            pending = [];
            Add(list.Value, line, segments[0].Start, end - segments[0].Start);
        }
        else if (values.Count > 0 && values[^1].Range.Length < MaxList)
        {
            var (_, item) = source.Part(line.Text, line.Range, segments[0].Start, end - segments[0].Start);
            var range = new ByteRange(values[^1].Range.Start, item.End - values[^1].Range.Start);
            values[^1] = values[^1] with { Range = range, Text = source.Slice(range) };
        }
    }

    private static Label Below(Label label) => label.Link == LabelLink.Colon ? label : label with { Link = LabelLink.Above };

    private bool TakePending(in TextLine line, List<(int Start, int Length)> segments)
    {
        var text = line.Text;
        var before = values.Count;
        var places = pending.Count == segments.Count || pending is [{ Column: < 0 }] ? null : Columns(line, segments);
        if (places is null && pending.Count != segments.Count && pending.Count != 1
            || places is null && segments.Exists(s => StartsWithKnown(text, s.Start, s.Length)))
        {
            return false;
        }

        for (var i = 0; i < pending.Count; i++)
        {
            var at = places is null ? i : Array.IndexOf(places, pending[i].Column);
            if (at >= 0 && at < segments.Count && !StartsWithKnown(text, segments[at].Start, segments[at].Length))
            {
                Add(Below(pending[i]), line, segments[at].Start, segments[at].Length);
            }
        }

        if (values.Count == before)
        {
            return false;
        }

        foreach (var (start, length) in places is null ? [] : segments.FindAll(s => ColonOf(text, s.Start, s.Start + s.Length) >= 0))
        {
            ScanSegment(line, start, length);
        }

        pending = [];
        return true;
    }

    /// <returns>A label that stands alone at the end of its segment.</returns>
    private Label? ScanSegment(in TextLine line, int start, int length)
    {
        var text = line.Text;
        var end = start + length;
        while (!IsFull)
        {
            var colon = ColonOf(text, start, end);
            if (colon < 0)
            {
                return KnownAlone(text, start, end - start) ?? Implied(line, start, end);
            }

            var (labelStart, labelLength) = TrimLabel(text, start, colon - start);
            var label = LabelOf(text, labelStart, labelLength, LabelLink.Colon);
            var after = SkipEmphasis(text, colon + 1, end);
            var (valueStart, valueLength) = Segments.Trim(text, after, end - after);
            if (valueLength == 0)
            {
                return label;
            }

            var next = NextKnown(text, valueStart, valueStart + valueLength);
            if (next < 0)
            {
                Add(label, line, valueStart, valueLength);
                return null;
            }

            var (s, l) = Segments.Trim(text, valueStart, next - valueStart);
            Add(label, line, s, l);
            start = next;
        }

        return null;
    }

    private Label? KnownAlone(string text, int start, int length)
    {
        var (s, l) = TrimLabel(text, start, length);
        if (l is 0 or > MaxLabel)
        {
            return null;
        }

        var label = LabelOf(text, s, l, LabelLink.Beside);
        return known.Contains(label.Folded) ? label : null;
    }

    // "Due date 3 March 2026", "Invoice #17": the longest known label that the segment begins with.
    private Label? Implied(in TextLine line, int start, int end)
    {
        var text = line.Text;
        var words = 0;
        var best = -1;
        for (var at = start + 1; at < end && at - start <= MaxLabel && words <= MaxWords; at++)
        {
            var ends = char.IsWhiteSpace(text[at]) || text[at - 1] is '#' or '.' or '°' or 'º' && char.IsLetterOrDigit(text[at]);
            words += char.IsWhiteSpace(text[at]) ? 1 : 0;
            if (ends && known.Contains(LabelForms.Fold(text[start..at], known)))
            {
                best = at;
            }
        }

        if (best > 0)
        {
            var (s, l) = Segments.Trim(text, best, end - best);
            Add(LabelOf(text, start, best - start, LabelLink.Beside), line, s, l);
        }

        return null;
    }

    // "Invoice # WS-0619" beside "Bill to:" is no value of that.
    private bool IsNumbered(string text, int start, int length)
    {
        var end = start + length;
        var space = text.LastIndexOf(' ', end - 1, length);
        return space - start > 4 && text.AsSpan(space, end - space).ContainsAnyInRange('0', '9') && text.AsSpan(start, space - start).IndexOfAnyInRange('0', '9') < 0
            && known.Contains(FieldNames.Fold(text[start..space]));
    }

    private bool StartsWithKnown(string text, int start, int length)
    {
        var colon = ColonOf(text, start, start + length);
        return colon >= 0 || KnownAlone(text, start, length) is not null || IsNumbered(text, start, length);
    }

    // The colon that ends a label: of a known one always, of an unknown one where the text before it looks like a label and a gap follows.
    private int ColonOf(string text, int start, int end)
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
            if (!char.IsLetterOrDigit(c) && c is not (' ' or '.' or '-' or '/' or '\'' or '’' or '&' or '#' or '%' or '(' or ')' or '_' or '°' or 'º'))
            {
                return false;
            }
        }

        return char.IsLetter(text[0]) && words <= MaxWords;
    }

    // "Invoice No: 17 Date: 4.3.2026": where a known label begins inside a value.
    private int NextKnown(string text, int start, int end)
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

        return -1;
    }

    private bool IsKnown(string text, int start, int length) => known.Contains(LabelOf(text, start, length, LabelLink.Colon).Folded);

    private Label LabelOf(string text, int start, int length, LabelLink link)
    {
        var label = text.Substring(start, length).Trim();
        return new Label(label, LabelForms.Fold(label, known), link);
    }

    private static (int Start, int Length) TrimLabel(string text, int start, int length)
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

    private static int SkipEmphasis(string text, int at, int end)
    {
        var start = at;
        while (at < end && Segments.IsEmphasis(text[at]))
        {
            at++;
        }

        // "Label: *value*": what follows a gap belongs to the value.
        return start < end && char.IsWhiteSpace(text[start]) ? start : at;
    }

    private void Add(Label label, in TextLine line, int start, int length)
    {
        if (length > 0 && label.Folded.Length > 0 && !IsFull)
        {
            var (raw, range) = source.Part(line.Text, line.Range, start, length);
            values.Add(new LabelledValue(label.Text, label.Folded, raw, range, line.Block.Index, label.Link, leading));
        }
    }
}
