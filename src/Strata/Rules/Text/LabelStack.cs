namespace Strata.Rules.Text;

/// <summary>
/// Labels one below the other, followed by values one below the other, as two columns of a page are read: <c>VAT⏎Total⏎78.20⏎418.20</c>.
/// </summary>
internal sealed class LabelStack
{
    private const int MaxLabels = 20;

    private readonly List<Label> _labels = [];
    private readonly List<Label> _rates = [];
    private readonly List<(TextLine Line, int Start, int Length)> _values = [];
    private int _first;
    private int _last;

    /// <summary>Whether it accepts a value.</summary>
    public bool IsOpen => _labels.Count > 1;

    public bool IsFull => _values.Count == _labels.Count;

    /// <summary>Labels with a rate, alone in their lines, without a value by position.</summary>
    public IReadOnlyList<Label> Rates => _rates;

    /// <summary>Called for each line without a value.</summary>
    /// <param name="waiting">Labels that waited before the line.</param>
    /// <param name="now">Labels that wait since.</param>
    /// <param name="isLabel">Whether the line is one label only.</param>
    /// <param name="block">The line's.</param>
    public void Follow(List<Label> waiting, List<Label> now, bool isLabel, int block)
    {
        if (!isLabel || now is not [{ Column: < 0 } label] || _labels.Count == MaxLabels)
        {
            Drop();
            return;
        }
        if (waiting is not [{ Column: < 0 }])
        {
            Drop();
        }
        _labels.Add(label);
        (_first, _last) = (_labels.Count == 1 ? block : _first, block);
    }

    /// <summary>Drops the waiting labels.</summary>
    public void Drop()
    {
        _rates.AddRange(_labels.Where(label => _rates.Count < MaxLabels && label.Text.Contains('%', StringComparison.Ordinal)));
        _labels.Clear();
    }

    public void Take(in TextLine line, int start, int length) => _values.Add((line, start, length));

    /// <summary>
    /// Returns the labels with their values and starts over: in order if there are as many and each has a digit, or all are in a block of
    /// their own; else the last label with the first value.
    /// </summary>
    public List<(Label Label, TextLine Line, int Start, int Length)> Pairs()
    {
        var pairs = new List<(Label, TextLine, int, int)>();
        if (_values.Count > 0)
        {
            var apart =
                _first == _last
                && _values[0].Line.Block.Index != _last
                && _values.TrueForAll(value => value.Line.Block.Index == _values[0].Line.Block.Index);
            var inOrder =
                IsFull
                && (apart || _values.TrueForAll(value => value.Line.Text.AsSpan(value.Start, value.Length).ContainsAnyInRange('0', '9')));
            for (var i = inOrder ? 0 : _labels.Count - 1; i < _labels.Count; i++)
            {
                var (line, start, length) = _values[inOrder ? i : 0];
                pairs.Add((_labels[i], line, start, length));
            }
            _labels.Clear();
            _values.Clear();
        }
        return pairs;
    }
}
