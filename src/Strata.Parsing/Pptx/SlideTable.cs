using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>
/// Reads a slide's table (ECMA-376 part 1, 21.1.3). Cells covered by a merged cell exist but are not shown; their text follows the table as
/// hidden blocks.
/// </summary>
internal static class SlideTable
{
    public static IEnumerable<Block> Blocks(XElement table, XmlPiece piece, SlideStory story, RenderedText text)
    {
        var (grid, covered) = (new OfficeTable(piece.PathOf(table)), new List<(string Text, string Path)>());
        var hasHeader = table.Element(OfficeNames.A + "tblPr")?.Attribute("firstRow")?.Value is "1" or "true";
        var rows = table.Elements(OfficeNames.A + "tr").ToList();
        var columns = Math.Max(
            table.Element(OfficeNames.A + "tblGrid")?.Elements(OfficeNames.A + "gridCol").Count() ?? 0,
            rows.Select(row => row.Elements(OfficeNames.A + "tc").Count()).DefaultIfEmpty(0).Max()
        );
        foreach (var row in rows)
        {
            var cells = new List<OfficeCell>();
            var (column, reached) = (0, 0);
            foreach (var cell in row.Elements(OfficeNames.A + "tc"))
            {
                var says = DrawingText.Lines(cell.Element(OfficeNames.A + "txBody"), story.Relationships).Replace('\t', ' ');
                if (IsOn(cell, "hMerge") || IsOn(cell, "vMerge"))
                {
                    if (says.Length > 0)
                    {
                        covered.Add((says, piece.PathOf(cell)));
                    }
                    column++;
                    continue;
                }
                // Some programs omit covered cells.
                column = Math.Max(column, reached);
                var across = Span(cell, "gridSpan", columns - column);
                cells.Add(new(column, across, says, piece.PathOf(cell)) { Rows = Span(cell, "rowSpan", rows.Count - grid.Count) });
                (column, reached) = (column + 1, column + across);
            }
            grid.Add(cells, hasHeader && grid.Count == 0);
        }
        foreach (var block in grid.End(text, story.At(), story.Noted()))
        {
            yield return block;
        }
        foreach (var (says, path) in covered)
        {
            yield return text.Add(BlockType.Paragraph, says, story.At(path), traits: story.Noted() with { Hidden = true });
        }
    }

    private static bool IsOn(XElement cell, string name) => cell.Attribute(name)?.Value is "1" or "true";

    /// <summary>A cell's span, clamped to the table.</summary>
    private static int Span(XElement cell, string name, int most) =>
        int.TryParse(cell.Attribute(name)?.Value, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, Math.Max(most, 1)) : 1;
}
