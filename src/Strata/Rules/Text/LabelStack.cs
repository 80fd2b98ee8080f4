namespace Strata.Rules.Text;

/// <summary>
/// Labels one below the other, followed by values one below the other, as two columns of a page are read: <c>VAT⏎Total⏎78.20⏎418.20</c>. A line
/// among them that nobody knows may be a label too and have a value, which must not shift the others.
/// </summary>
internal sealed class LabelStack
{
    private const int MaxLines = 20;
    private const int MaxName = 40;

    /// <summary>Null for a line that may be a label and is not known.</summary>
    private readonly List<Label?> _lines = [];
    private readonly List<Label> _rates = [];
    private readonly List<(TextLine Line, int Start, int Length)> _values = [];
    private int _first;
    private int _last;

    private int Known => _lines.Count(line => line is not null);

    private bool HasUnknown => Known < _lines.Count;

    /// <summary>Whether it accepts values.</summary>
    public bool IsOpen => Known > 1 || Known == 1 && HasUnknown;

    /// <summary>Labels with a rate, alone in their lines, without a value by position.</summary>
    public IReadOnlyList<Label> Rates => _rates;

    /// <summary>Whether an unknown text may be a label.</summary>
    public static bool IsName(ReadOnlySpan<char> text) =>
        text.Length <= MaxName
        && text.ContainsAnyInRange('A', 'z')
        && !text.ContainsAny("@:.;|#*")
        && !text[..(text.IndexOf('%') is >= 0 and var rate ? RateStart(text, rate) : text.Length)].ContainsAnyInRange('0', '9');

    /// <summary>Called for each line without a value.</summary>
    /// <param name="waiting">Labels that waited before the line.</param>
    /// <param name="now">Labels that wait since.</param>
    /// <param name="isLabel">Whether the line is one label only.</param>
    /// <param name="isName">Whether the line is one text that may be an unknown label.</param>
    /// <param name="block">The line's.</param>
    public void Follow(List<Label> waiting, List<Label> now, bool isLabel, bool isName, int block)
    {
        if (_lines.Count == MaxLines || _lines.Count > 0 && HasUnknown && block != _last)
        {
            Drop();
        }
        if (isLabel && now is [{ Column: < 0 } label])
        {
            if (_lines is [.., not null] && waiting is not [{ Column: < 0 }])
            {
                Drop();
            }
            Add(label, block);
        }
        else if (isName && now.Count == 0 && (_lines.Count == 0 || block == _last))
        {
            Add(null, block);
        }
        else
        {
            Drop();
        }
    }

    /// <summary>Drops the waiting labels.</summary>
    public void Drop()
    {
        _rates.AddRange(
            _lines.OfType<Label>().Where(label => _rates.Count < MaxLines && label.Text.Contains('%', StringComparison.Ordinal))
        );
        _lines.Clear();
    }

    /// <summary>Whether the text is one more value; after the last one only a number that makes them one too many.</summary>
    public bool Accepts(in TextLine line, int start, int length) =>
        _values.Count < _lines.Count
            ? !HasUnknown || IsFigure(line, start, length)
            : IsFigure(line, start, length)
                && line.Block.Index == _values[^1].Line.Block.Index
                && _values.TrueForAll(value => IsFigure(value.Line, value.Start, value.Length));

    public void Take(in TextLine line, int start, int length) => _values.Add((line, start, length));

    /// <summary>
    /// Returns the labels with their values and starts over. In order, if there are as many and each has a digit, or all are in a block of their own;
    /// with unknown lines among them from the end, as headings stand above labels; else the last label with the first value, and none if there
    /// are more values than lines.
    /// </summary>
    public List<(Label Label, TextLine Line, int Start, int Length)> Pairs()
    {
        var pairs = new List<(Label, TextLine, int, int)>();
        if (_values.Count > 0)
        {
            var inOrder = HasUnknown || IsInOrder;
            var (from, count) = inOrder ? (_lines.Count - _values.Count, _values.Count) : (_lines.Count - 1, 1);
            for (var i = 0; i < count && _values.Count <= _lines.Count; i++)
            {
                if (_lines[from + i] is { } label)
                {
                    var (line, start, length) = _values[i];
                    pairs.Add((label, line, start, length));
                }
            }
            _lines.Clear();
            _values.Clear();
        }
        return pairs;
    }

    private bool IsInOrder =>
        _values.Count == _lines.Count
        && (
            _first == _last
                && _values[0].Line.Block.Index != _last
                && _values.TrueForAll(value => value.Line.Block.Index == _values[0].Line.Block.Index)
            || _values.TrueForAll(value => value.Line.Text.AsSpan(value.Start, value.Length).ContainsAnyInRange('0', '9'))
        );

    private void Add(Label? label, int block)
    {
        _lines.Add(label);
        (_first, _last) = (_lines.Count == 1 ? block : _first, block);
    }

    // A number, perhaps with a currency, or a date.
    private static bool IsFigure(in TextLine line, int start, int length) =>
        line.Text.AsSpan(start, length) is var text && text.ContainsAnyInRange('0', '9') && text.Count(' ') <= 2 && Letters(text) <= 3;

    private static int Letters(ReadOnlySpan<char> text)
    {
        var letters = 0;
        foreach (var c in text)
        {
            letters += char.IsLetter(c) ? 1 : 0;
        }
        return letters;
    }

    private static int RateStart(ReadOnlySpan<char> text, int end)
    {
        while (end > 0 && (char.IsAsciiDigit(text[end - 1]) || text[end - 1] is ' ' or ','))
        {
            end--;
        }
        return end;
    }
}
