namespace Strata.Parsing.Pdf;

/// <summary>Tracks how deep list items are nested, by where their texts begin; lists side by side are separate.</summary>
internal sealed class ListIndents
{
    /// <summary>Difference in indent that starts another level, in line heights; marks of different widths shift texts by less.</summary>
    private const double Step = 0.9;

    /// <summary>Largest indent of an item relative to its parent, in line heights; beyond it is another column.</summary>
    private const double Widest = 6;

    private const int MaxColumns = 8;

    /// <summary>Left edges of the open lists in each column, outermost first; the column used last comes last.</summary>
    private readonly List<List<double>> _columns = [];

    /// <summary>
    /// Returns the depth, from 0, of the item that begins with a line. Right-to-left lines get 0: only the right edge would tell.
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

    /// <summary>Ends the lists above a line that is not an item, unless it is indented as far as their items.</summary>
    public void Pass(LayoutLine line) => _columns.RemoveAll(lefts => line.Left < lefts[0] - (Step * line.Height / 2));

    public void End() => _columns.Clear();
}
