using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>
/// Cells of several lines below a row of labels, such as the parties of a paper side by side. Their first lines are the values.
/// </summary>
internal static class CellLines
{
    /// <summary>Returns cells that hold a label and its value below: <c>BIC⏎NDEAFIHH</c>.</summary>
    public static IEnumerable<(Label Label, TextLine Line, int Start, int Length)> Within(
        TextLine line,
        LabelMarks marks,
        InterpretedText source
    )
    {
        var block = line.Block;
        foreach (
            var cell in line.Range.Start == block.Range.Start
                ? block.Cells.Where(cell => cell.Text.Contains('\n', StringComparison.Ordinal))
                : []
        )
        {
            TextLine[] lines =
            [
                .. TextLine
                    .Of(block with { Range = cell.Range, Cells = [] }, source)
                    .Where(own => !string.IsNullOrWhiteSpace(own.Text))
                    .Take(3),
            ];
            if (
                lines is [var name, var said]
                && marks.KnownAlone(name, 0, name.Text.Length, source) is { } label
                && Segments.Trim(said.Text, 0, said.Text.Length) is var (start, length)
                && CodeText.Begins(said.Text.AsSpan(start, length))
            )
            {
                yield return (label, said with { Block = block }, start, length);
            }
        }
    }

    /// <param name="labels">Labels of the row above.</param>
    /// <param name="line">The first line of a row.</param>
    /// <returns>Empty if no cell has several lines.</returns>
    public static IEnumerable<(Label Label, TextLine Line, int Start, int Length)> Under(
        List<Label> labels,
        TextLine line,
        InterpretedText source
    )
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
                var first = TextLine
                    .Of(block with { Range = cell.Range }, source)
                    .FirstOrDefault(own => !string.IsNullOrWhiteSpace(own.Text));
                if (first.Text is { } text && Segments.Trim(text, 0, text.Length) is var (start, length))
                {
                    yield return (label, first with { Block = block }, start, length);
                }
            }
        }
    }
}
