using Strata.Interpretation.Values;
using Strata.Parsing;

namespace Strata.Interpretation.Text;

/// <summary>
/// Finds labelled values in lines: <c>Label: value</c>, <c>**Label:** value</c>, several in one line, a label and its value side by side in a
/// row, a line of labels above a line of values, a label above its value, and known labels without a colon (<c>Due date 3 March 2026</c>).
/// </summary>
internal sealed class LabelScanner(LabelMarks marks, SourceText source)
{
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
            if (open is { } label && (means || !marks.StartsWithKnown(line.Text, segments[i].Start, segments[i].Length)))
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
        if (segments.Count < 3 || segments.Exists(s => text.AsSpan(s.Start, s.Length).ContainsAnyInRange('0', '9') || marks.ColonOf(text, s.Start, s.Start + s.Length) >= 0))
        {
            return null;
        }

        var labels = segments.ConvertAll(s => marks.KnownAlone(text, s.Start, s.Length) ?? new Label("", "", LabelLink.Above));
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
            || places is null && segments.Exists(s => marks.StartsWithKnown(text, s.Start, s.Length)))
        {
            return false;
        }

        for (var i = 0; i < pending.Count; i++)
        {
            var at = places is null ? i : Array.IndexOf(places, pending[i].Column);
            if (at >= 0 && at < segments.Count && !marks.StartsWithKnown(text, segments[at].Start, segments[at].Length))
            {
                Add(Below(pending[i]), line, segments[at].Start, segments[at].Length);
            }
        }

        if (values.Count == before)
        {
            return false;
        }

        foreach (var (start, length) in places is null ? [] : segments.FindAll(s => marks.ColonOf(text, s.Start, s.Start + s.Length) >= 0))
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
            var colon = marks.ColonOf(text, start, end);
            if (colon < 0)
            {
                return marks.KnownAlone(text, start, end - start) ?? Implied(line, start, end);
            }

            var (labelStart, labelLength) = LabelMarks.TrimLabel(text, start, colon - start);
            var label = marks.LabelOf(text, labelStart, labelLength, LabelLink.Colon);
            var after = LabelMarks.SkipEmphasis(text, colon + 1, end);
            var (valueStart, valueLength) = Segments.Trim(text, after, end - after);
            if (valueLength == 0)
            {
                return label;
            }

            var next = marks.NextKnown(text, valueStart, valueStart + valueLength);
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

    private Label? Implied(in TextLine line, int start, int end)
    {
        if (marks.ImpliedEnd(line.Text, start, end) is > 0 and var best)
        {
            var (s, l) = Segments.Trim(line.Text, best, end - best);
            Add(marks.LabelOf(line.Text, start, best - start, LabelLink.Beside), line, s, l);
        }

        return null;
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
