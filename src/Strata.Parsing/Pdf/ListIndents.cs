namespace Strata.Parsing.Pdf;

/// <summary>How deep items of lists stand inside one another, told by where their texts begin; lists side by side are told apart.</summary>
internal sealed class ListIndents
{
    /// <summary>Texts that begin further apart, in line heights, are of two lists; marks of several widths move them less.</summary>
    private const double Step = 0.9;

    /// <summary>No item stands so much further in than the one that holds it: it is in another column.</summary>
    private const double Widest = 6;

    private const int MaxColumns = 8;

    /// <summary>For each column where the open lists begin, outermost first; the one that was met last is the last.</summary>
    private readonly List<List<double>> _columns = [];

    /// <summary>
    /// The depth of the item that begins with a line, from 0. Of what is written to the left only the right edge would tell.
    /// </summary>
    public int Depth(LayoutLine line)
    {
        if (RightToLeft.Has(line.Text))
        {
            return 0;
        }
        var lefts =
            _columns.FindLast(lefts => line.Left - lefts[^1] < Widest * line.Height && lefts[0] - line.Left < Widest * line.Height) ?? [];
        _columns.Remove(lefts);
        _columns.Add(lefts);
        while (lefts is [.., var inner] && line.Left < inner - (Step * line.Height))
        {
            lefts.RemoveAt(lefts.Count - 1);
        }
        if (lefts is not [.., var left] || line.Left > left + (Step * line.Height))
        {
            lefts.Add(line.Left);
        }
        if (_columns.Count > MaxColumns)
        {
            _columns.RemoveAt(0);
        }
        return lefts.Count - 1;
    }

    /// <summary>A text that is no item: it ends the list above it, unless it stands as far in as the items do.</summary>
    public void Pass(LayoutLine line) => _columns.RemoveAll(lefts => line.Left < lefts[0] - (Step * line.Height / 2));

    public void End() => _columns.Clear();
}
