namespace Strata.Interpretation.Text;

/// <summary>Labels one below the other that values one below the other follow, as two columns of a page are read: <c>VAT⏎Total⏎78.20⏎418.20</c>.</summary>
internal sealed class LabelStack
{
    private const int MaxLabels = 20;

    private readonly List<Label> labels = [];
    private readonly List<Label> rates = [];
    private readonly List<(TextLine Line, int Start, int Length)> values = [];
    private int first;
    private int last;

    /// <summary>Whether a value would be taken.</summary>
    public bool IsOpen => labels.Count > 1;

    public bool IsFull => values.Count == labels.Count;

    /// <summary>Labels with a rate behind the name that were alone in their line, and for which no value came by the place.</summary>
    public IReadOnlyList<Label> Rates => rates;

    /// <summary>Told of each line that holds no value.</summary>
    /// <param name="waiting">Labels that waited for a value before the line.</param>
    /// <param name="now">Labels that wait since.</param>
    /// <param name="isLabel">Whether the line is one label and nothing else.</param>
    /// <param name="block">The line's.</param>
    public void Follow(List<Label> waiting, List<Label> now, bool isLabel, int block)
    {
        if (!isLabel || now is not [{ Column: < 0 } label] || labels.Count == MaxLabels)
        {
            Drop();
            return;
        }

        if (waiting is not [{ Column: < 0 }])
        {
            Drop();
        }

        labels.Add(label);
        (first, last) = (labels.Count == 1 ? block : first, block);
    }

    /// <summary>Lets the labels go that wait for values.</summary>
    public void Drop()
    {
        rates.AddRange(labels.Where(label => rates.Count < MaxLabels && label.Text.Contains('%', StringComparison.Ordinal)));
        labels.Clear();
    }

    public void Take(in TextLine line, int start, int length) => values.Add((line, start, length));

    /// <summary>The labels with their values, and begins anew: in order where there are as many and each has a digit, or all stand apart in a block of their own, else the last label with the first value.</summary>
    public List<(Label Label, TextLine Line, int Start, int Length)> Pairs()
    {
        var pairs = new List<(Label, TextLine, int, int)>();
        if (values.Count > 0)
        {
            var apart =
                first == last
                && values[0].Line.Block.Index != last
                && values.TrueForAll(value => value.Line.Block.Index == values[0].Line.Block.Index);
            var inOrder =
                IsFull
                && (apart || values.TrueForAll(value => value.Line.Text.AsSpan(value.Start, value.Length).ContainsAnyInRange('0', '9')));
            for (var i = inOrder ? 0 : labels.Count - 1; i < labels.Count; i++)
            {
                var (line, start, length) = values[inOrder ? i : 0];
                pairs.Add((labels[i], line, start, length));
            }

            labels.Clear();
            values.Clear();
        }

        return pairs;
    }
}
