using System.Globalization;
using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Pptx;

/// <summary>A table of a slide (ECMA-376 part 1, 21.1.3): what a merged cell covers is there as a cell of its own, and left out.</summary>
internal static class SlideTable
{
    private const int MostSpan = 1_000;

    public static IEnumerable<Block> Blocks(XElement table, XmlPiece piece, SlideStory story, RenderedText text)
    {
        var grid = new OfficeTable(piece.PathOf(table));
        var hasHeader = table.Element(OfficeNames.A + "tblPr")?.Attribute("firstRow")?.Value is "1" or "true";
        foreach (var row in table.Elements(OfficeNames.A + "tr"))
        {
            var cells = new List<OfficeCell>();
            var column = 0;
            foreach (var cell in row.Elements(OfficeNames.A + "tc"))
            {
                var says = DrawingText.Lines(cell.Element(OfficeNames.A + "txBody"), story.Relationships).Replace('\t', ' ');
                var isCovered = cell.Attribute("hMerge")?.Value is "1" or "true" || cell.Attribute("vMerge")?.Value is "1" or "true";
                if (!isCovered || says.Length > 0)
                {
                    cells.Add(new(column, isCovered ? 1 : Span(cell, "gridSpan"), says, piece.PathOf(cell)) { Rows = isCovered ? 1 : Span(cell, "rowSpan") });
                }

                column++;
            }

            grid.Add(cells, hasHeader && grid.Count == 0);
        }

        return grid.End(text, story.At(), story.Noted());
    }

    private static int Span(XElement cell, string name) =>
        int.TryParse(cell.Attribute(name)?.Value, CultureInfo.InvariantCulture, out var span) ? Math.Clamp(span, 1, MostSpan) : 1;
}
