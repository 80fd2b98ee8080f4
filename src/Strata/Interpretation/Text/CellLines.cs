namespace Strata.Interpretation.Text;

/// <summary>Cells of several lines under a row of labels, as parties of a paper side by side have them: <c>Eladó | Vevő</c>. Their first lines are the values.</summary>
internal static class CellLines
{
    /// <param name="labels">Of the row above.</param>
    /// <param name="line">The first line of a row.</param>
    /// <returns>Nothing where no cell has several lines.</returns>
    public static IEnumerable<(Label Label, TextLine Line, int Start, int Length)> Under(List<Label> labels, TextLine line, SourceText source)
    {
        var block = line.Block;
        if (line.Range.Start != block.Range.Start || !block.Cells.Any(cell => cell.Text.Contains('\n', StringComparison.Ordinal)))
        {
            yield break;
        }

        foreach (var label in labels.Where(label => label.Column >= 0))
        {
            foreach (var cell in block.Cells.Where(cell => cell.Column == label.Column))
            {
                var first = TextLine.Of(block with { Range = cell.Range }, source).FirstOrDefault(own => !string.IsNullOrWhiteSpace(own.Text));
                if (first.Text is { } text && Segments.Trim(text, 0, text.Length) is var (start, length))
                {
                    yield return (label, first with { Block = block }, start, length);
                }
            }
        }
    }
}
