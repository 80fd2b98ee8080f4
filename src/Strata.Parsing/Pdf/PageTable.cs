namespace Strata.Parsing.Pdf;

/// <summary>A table that a page's words make by their alignment.</summary>
/// <param name="Rows">Per row its cells, left to right.</param>
/// <param name="Columns">How many columns the grid has.</param>
/// <param name="Note">What of it is a guess; null where all of it is plain to see.</param>
internal sealed record PageTable(IReadOnlyList<IReadOnlyList<PageCell>> Rows, int Columns, string? Note = null);

/// <summary>The words of a cell, line by line, and the columns that it covers.</summary>
internal sealed class PageCell(int column, int span, List<Word> words)
{
    // How many words there were when it was measured: it only ever gains some.
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
