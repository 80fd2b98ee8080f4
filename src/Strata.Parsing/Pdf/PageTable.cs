namespace Strata.Parsing.Pdf;

/// <summary>A table found by the alignment of a page's words.</summary>
/// <param name="Rows">Cells of each row, left to right.</param>
/// <param name="Columns">Number of columns of the grid.</param>
/// <param name="Note">What was guessed; null if nothing was.</param>
internal sealed record PageTable(IReadOnlyList<IReadOnlyList<PageCell>> Rows, int Columns, string? Note = null);

/// <summary>The words of a cell, line by line, and the columns that it covers.</summary>
internal sealed class PageCell(int column, int span, List<Word> words)
{
    // Number of words measured so far; words are only ever added.
    private int _measured;
    private double _left = double.PositiveInfinity;
    private double _right = double.NegativeInfinity;

    public int Column { get; set; } = column;
    public int Span { get; set; } = span;
    public List<Word> Words => words;
    public double Left => Measured._left;
    public double Right => Measured._right;

    private PageCell Measured
    {
        get
        {
            for (; _measured < words.Count; _measured++)
            {
                (_left, _right) = (Math.Min(_left, words[_measured].Left), Math.Max(_right, words[_measured].Right));
            }
            return this;
        }
    }
}
