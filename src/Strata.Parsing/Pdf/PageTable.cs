namespace Strata.Parsing.Pdf;

/// <summary>A table that a page's words make by their alignment.</summary>
/// <param name="Rows">Per row its cells, left to right.</param>
/// <param name="Columns">How many columns the grid has.</param>
internal sealed record PageTable(IReadOnlyList<IReadOnlyList<PageCell>> Rows, int Columns);

/// <summary>The words of a cell, line by line, and the columns that it covers.</summary>
internal sealed class PageCell(int column, int span, List<Word> words)
{
    public int Column { get; set; } = column;
    public int Span { get; set; } = span;
    public List<Word> Words => words;
    public double Left => words.Min(w => w.Left);
    public double Right => words.Max(w => w.Right);
}
