using Strata.Interpretation;
using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Finds labelled values in lines: <c>Label: value</c>, <c>**Label:** value</c>, several in one line, a label and its value side by side in
/// a row, a line of labels above a line of values, a label above its value, labels one below the other before their values in the same
/// order, and known labels without a colon (<c>Due date 3 March 2026</c>).
/// </summary>
/// <param name="sums">Folded labels of sums, which text without a digit is no value of.</param>
internal sealed class LabelScanner(LabelMarks marks, IReadOnlySet<string> sums, InterpretedText source)
{
    private const int MaxList = 16 * 1024;

    /// <summary>Lines of running text examined: forms and letters are short.</summary>
    private const int MaxProse = 5000;

    /// <summary>Alignment tolerance of a value under its label, in characters.</summary>
    private const int Aligned = 3;

    private readonly List<LabelledValue> _values = [];
    private readonly LabelStack _stack = new();
    private List<Label> _pending = [];
    private Label? _list;
    private FirstRow? _underHeader;
    private bool _isHeader;
    private bool _leading = true;
    private int _prose;

    /// <summary>Limit on values; a text with more is no form.</summary>
    public const int MaxValues = 5000;

    public IReadOnlyList<LabelledValue> Values => _values;

    /// <summary>Whether the last line gave only an amount with a trailing label before it: <c>Call-out charge 45.00</c>.</summary>
    public bool IsBehind { get; private set; }

    /// <summary>Whether values were left out.</summary>
    public bool IsFull => _values.Count >= MaxValues;

    /// <returns>Whether the line holds a label or a value of one.</returns>
    public bool Scan(in TextLine line)
    {
        IsBehind = false;
        var segments = marks.Parted(line, Segments.Of(line, marks: true));
        if (segments.Count == 0 || IsFull)
        {
            return false;
        }
        if (
            line.Block.Type == BlockType.FrontMatter
            && line.Text.AsSpan().TrimStart().StartsWith("- ")
            && (_pending.Count == 1 || _list is not null)
        )
        {
            AddItem(line, segments);
            return true;
        }
        _list = null;
        if (TakeStacked(line, segments))
        {
            return true;
        }
        DropListed(line, segments);
        var before = _values.Count;
        if (
            _pending is [var party]
            && segments is [var (at, all), ..]
            && marks.IsParty(party.Folded)
            && marks.ColonOf(line.Text, at, at + all) is > 0 and var colon
            && marks.IsName(line.Text[at..colon])
        )
        {
            // A section title above a label says whose value it is.
            _pending = [];
            var behind = LabelMarks.SkipEmphasis(line.Text, colon + 1, at + all);
            var (start, length) = Segments.Trim(line.Text, behind, at + all - behind);
            Add(party with { Link = LabelLink.Colon }, line, start, length);
            if (segments.Count > 1)
            {
                ScanRow(line, segments[1..]);
            }
            return true;
        }
        CellLines.Within(line, marks, source).ToList().ForEach(cell => Add(cell.Label.Below(), cell.Line, cell.Start, cell.Length));
        if (CellLines.Under(_pending, line, source).ToList() is { Count: > 0 } cells)
        {
            _pending = [];
            cells.ForEach(cell => Add(cell.Label.Below(), cell.Line, cell.Start, cell.Length));
            return true;
        }
        var isName =
            segments is [var (from, count)]
            && line.Block.Type == BlockType.Paragraph
            && LabelStack.IsName(line.Text.AsSpan(from, count))
            && !marks.StartsWithKnown(line.Text, from, count);
        var isBetween = isName && _pending is [{ Column: < 0 } sum] && sums.Contains(sum.Folded);
        if (_pending.Count > 0 && !isBetween && TakePending(line, segments))
        {
            _underHeader = _isHeader ? new(before, _values.Count - before, line, segments) : null;
            return true;
        }
        var waiting = _pending;
        _pending = HeaderRow.Labels(line, segments, marks, source) ?? [];
        if (_pending.Count == 0)
        {
            ScanRow(line, segments);
        }
        _isHeader = _pending.Count > 1 && _pending.Count == segments.Count && line.Block.Type == BlockType.TableRow;
        _stack.Follow(
            waiting,
            _pending,
            segments.Count == 1 && _values.Count == before,
            isName && _values.Count == before,
            line.Block.Index
        );
        var found = _values.Count > before || _pending.Count > 0;
        IsBehind = _pending.Count == 0 && _values.Count == before + 1 && _values[before].Link == LabelLink.Behind;
        _leading &= found || line.Block.Type is BlockType.Heading or BlockType.FrontMatter || !line.Text.Any(char.IsLetterOrDigit);
        if (!found && line.Block.Type != BlockType.FrontMatter && _prose++ < MaxProse)
        {
            foreach (var (label, start, length) in ProseValues.Of(line, marks, source))
            {
                Add(label, line, start, length);
            }
        }
        return found;
    }

    /// <summary>Ends the text: waiting values are taken as they are.</summary>
    public void Complete()
    {
        AddStacked();
        _stack.Drop();
        _values.AddRange(UnpairedRates.Of(_stack.Rates, _values, source));
    }

    private bool TakeStacked(in TextLine line, List<(int Start, int Length)> segments)
    {
        if (
            _stack.IsOpen
            && segments is [var (start, length)]
            && !marks.StartsWithKnown(line.Text, start, length)
            && _stack.Accepts(line, start, length)
        )
        {
            _stack.Take(line, start, length);
            _pending = [];
            return true;
        }
        AddStacked();
        return false;
    }

    private void AddStacked()
    {
        foreach (var (label, line, start, length) in _stack.Pairs())
        {
            Add(label.Below(), line, start, length);
        }
    }

    /// <summary>Drops values of a header above two similar rows: a list, whose header names columns.</summary>
    private void DropListed(in TextLine line, List<(int Start, int Length)> segments)
    {
        if (
            _underHeader is { Count: > 0 } first
            && line.Block.Type == BlockType.TableRow
            && line.Block.Index == first.Line.Block.Index + 1
            && _values.Count == first.From + first.Count
            && first.IsLike(line.Text, segments, marks)
        )
        {
            _values.RemoveRange(first.From, first.Count);
        }
        _underHeader = null;
    }

    private void ScanRow(in TextLine line, List<(int Start, int Length)> segments)
    {
        var before = _values.Count;
        var columns = Segments.Columns(line, segments);
        Label? open = null;
        var labels = new List<Label>();
        var text = line.Text;
        var pairs =
            segments.Count % 2 == 0
            && segments.Select((s, i) => marks.IsKnownAlone(text, s.Start, s.Length) == (i % 2 == 0)).All(alternates => alternates);
        for (var i = 0; i < segments.Count; i++)
        {
            var (start, length) = segments[i];
            var means = PaymentMeans.Contains(line.Text.AsSpan(start, length));
            if (open is { } label && (means || !marks.StartsWithKnown(line.Text, start, length)))
            {
                i = Amounts.LastOf(line.Text, segments, i);
                Add(
                    (segments.Count == 2 || pairs) && label.Link == LabelLink.Beside ? label with { Link = LabelLink.Gap } : label,
                    line,
                    segments[i].Start,
                    segments[i].Length
                );
                labels.Remove(label);
                open = null;
                continue;
            }
            open =
                i + 1 < segments.Count
                && Amounts.IsOne(text.AsSpan(segments[i + 1].Start, segments[i + 1].Length))
                && marks.Dated(line, start, length, source) is { } dated
                    ? dated
                    : ScanSegment(
                        line,
                        start,
                        length,
                        isBeside: i + 1 < segments.Count && Amounts.IsOne(text.AsSpan(segments[i + 1].Start, segments[i + 1].Length))
                    );
            if (open is { } alone)
            {
                var placed = alone with { Column = columns?[i] ?? -1 };
                labels.Add(placed);
                open = placed;
            }
            else if (
                i + 2 == segments.Count
                && Amounts.IsOne(line.Text.AsSpan(segments[i + 1].Start, segments[i + 1].Length))
                && marks.BehindStart(line.Text, start, start + length) is > 0 and var behind
            )
            {
                Add(
                    marks.LabelOf(line, behind, start + length - behind, LabelLink.Behind, source),
                    line,
                    segments[i + 1].Start,
                    segments[i + 1].Length
                );
            }
        }
        // A row of labels waits for the next line, as do a last label with a colon and one among labels with values.
        _pending =
            labels.Count == segments.Count || labels.Count > 0 && _values.Count > before || Label.AreBeside(labels, columns) ? labels
            : open is { } last && (last.Link == LabelLink.Colon || marks.IsParty(last.Folded)) ? [last]
            : [];
    }

    // A front matter list is one value, from the first item to the last.
    private void AddItem(in TextLine line, List<(int Start, int Length)> segments)
    {
        var end = segments[^1].Start + segments[^1].Length;
        if (_list is null)
        {
            _list = _pending[0];
            _pending = [];
            Add(_list.Value, line, segments[0].Start, end - segments[0].Start);
        }
        else if (_values.Count > 0 && _values[^1].Range.Length < MaxList)
        {
            var (_, item) = source.Part(line.Text, line.Range, segments[0].Start, end - segments[0].Start);
            var range = new ByteRange(_values[^1].Range.Start, item.End - _values[^1].Range.Start);
            _values[^1] = _values[^1] with { Range = range, Text = source.Slice(range) };
        }
    }

    private bool TakePending(in TextLine line, List<(int Start, int Length)> segments)
    {
        var text = line.Text;
        var isLabel = segments.ConvertAll(s => marks.StartsWithKnown(text, s.Start, s.Length));
        var columns = Segments.Columns(line, segments);
        var taken = new bool[segments.Count];
        for (var i = 0; i < _pending.Count; i++)
        {
            var at = PlaceUnder(_pending[i], i, segments, columns, isLabel.Contains(true));
            if (at >= 0 && !isLabel[at] && !taken[at])
            {
                Add(_pending[i].Below(), line, segments[at].Start, segments[at].Length);
                taken[at] = true;
            }
        }
        if (!taken.Contains(true))
        {
            return false;
        }
        _pending = [];
        if (
            segments.Where((_, i) => !taken[i]).ToList() is { Count: > 0 } rest
            && rest.Exists(s => marks.StartsWithKnown(text, s.Start, s.Length))
        )
        {
            ScanRow(line, rest);
        }
        return true;
    }

    /// <summary>
    /// Returns the segment under a label: in the same column, or at the same index of as many, or aligned with it; -1 if there is none.
    /// </summary>
    private int PlaceUnder(Label label, int place, List<(int Start, int Length)> segments, int[]? columns, bool amidLabels)
    {
        if (_pending.Count == segments.Count && !amidLabels)
        {
            return place;
        }
        if (label.Column >= 0 && columns is not null)
        {
            return Array.IndexOf(columns, label.Column);
        }
        var aligned = segments.FindIndex(s => Math.Abs(s.Start - label.Offset) <= Aligned);
        return segments.Count == 1 && _pending.Count > 1 ? -1
            : aligned >= 0 ? aligned
            : _pending.Count == 1 && segments.Count == 1 ? 0
            : -1;
    }

    /// <returns>A label alone at the end of its segment.</returns>
    private Label? ScanSegment(in TextLine line, int start, int length, bool isBeside)
    {
        var text = line.Text;
        var end = start + length;
        while (!IsFull)
        {
            var colon = marks.ColonOf(text, start, end);
            if (colon < 0)
            {
                if (!isBeside && marks.Bracketed(line, start, end, source) is var (name, value))
                {
                    Add(name, line, value, end - value);
                    return null;
                }
                return marks.KnownAlone(line, start, end - start, source) ?? Implied(line, start, end);
            }
            var (labelStart, labelLength) = LabelMarks.TrimLabel(text, start, colon - start);
            var label = marks.LabelOf(line, labelStart, labelLength, LabelLink.Colon, source);
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
            l =
                text[s + l - 1] is '–' or '—' or '-' && (l == 1 || char.IsWhiteSpace(text[s + l - 2]))
                    ? text.AsSpan(s, l - 1).TrimEnd().Length
                    : l;
            l = Segments.EndsSentence(text.AsSpan(s, l)) ? l - 1 : l;
            Add(label, line, s, l);
            start = next;
        }
        return null;
    }

    private Label? Implied(in TextLine line, int start, int end)
    {
        var (title, codeEnd) = marks.Titles(line.Text, start, end);
        var known = marks.ImpliedEnd(line.Text, start, end);
        if (Math.Max(known, title) is > 0 and var best)
        {
            // A paper's name may also name a sum, but no code is a sum.
            var isTitle =
                title > known
                || title == known
                    && marks.IsAmount(marks.LabelOf(line, start, best - start, LabelLink.Beside, source).Folded)
                    && line.Text.AsSpan(title, codeEnd - title).Trim().ContainsAnyExceptInRange('0', '9');

            // Without a colon only figures, dates, codes, e-mail addresses and currencies are certain values.
            var (s, l) = Segments.Trim(line.Text, best, (isTitle ? codeEnd : LabelMarks.CodeEnd(line.Text, best, end)) - best);
            var value = line.Text.AsSpan(s, l);
            if (!CodeText.Begins(value))
            {
                if (
                    !isTitle
                    && LabelMarks.IsNaming(line.Text.AsSpan(start, best - start).Trim())
                    && Math.Max(CodeText.NameLength(value), CodeText.MeansLength(value)) is > 0 and var name
                )
                {
                    Add(marks.LabelOf(line, start, best - start, LabelLink.Named, source), line, s, name);
                }
                return null;
            }
            var label = marks.LabelOf(line, start, best - start, LabelLink.Beside, source);
            Add(isTitle ? label with { Folded = label.Folded + TextSchema.NumberWord } : label, line, s, l);
        }
        return null;
    }

    private void Add(Label label, in TextLine line, int start, int length)
    {
        // "Invoice no    : 17".
        if (length > 1 && line.Text[start] is ':' or '：')
        {
            (start, length) = Segments.Trim(line.Text, start + 1, length - 1);
            label = label with { Link = LabelLink.Colon };
        }
        if (length <= 0 || label.Folded.Length == 0 || IsFull)
        {
            return;
        }
        // A number and a day in one value.
        if (marks.IsKnown(label.Folded) && ProseValues.DateBehind(line.Text, start, length) is var (code, date, dateLength))
        {
            Keep(label, line, start, code);
            Keep(label with { Folded = TextSchema.DateLabel, Link = LabelLink.Within }, line, date, dateLength);
            return;
        }
        Keep(label, line, start, length);
    }

    private void Keep(Label label, in TextLine line, int start, int length)
    {
        var (raw, range) = source.Part(line.Text, line.Range, start, length);
        _values.Add(new LabelledValue(label.Text, label.Folded, raw, range, line.Block.Index, label.Link, _leading, label.Range));
    }
}
