using Strata.Parsing;
using Strata.Parsing.Pptx;

namespace Strata.Tests.Parsing.Office;

/// <summary>Merged cells of tables on slides (ECMA-376 part 1, 21.1.3.16): one with a span, and what it covers.</summary>
public sealed class PptxTableTests
{
    private const string Names =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    [Theory]
    [InlineData(
        "Region rowSpan=2|2026 gridSpan=2|+h;+v|Q1|Q2;North|10|20",
        "0,0 2x1 Region",
        "0,1 1x2 2026",
        "1,1 1x1 Q1",
        "1,2 1x1 Q2",
        "2,0 1x1 North",
        "2,1 1x1 10",
        "2,2 1x1 20"
    )]
    [InlineData("all rowSpan=2 gridSpan=2|+h|x;+v|+vh|y", "0,0 2x2 all", "0,2 1x1 x", "1,2 1x1 y")]
    [InlineData("left out gridSpan=2|x;a|b|c", "0,0 1x2 left out", "0,2 1x1 x", "1,0 1x1 a", "1,1 1x1 b", "1,2 1x1 c")]
    [InlineData("a rowSpan=1000|b gridSpan=1000;+v|c", "0,0 2x1 a", "0,1 1x1 b", "1,1 1x1 c")]
    [InlineData("a rowSpan=-5|b gridSpan=x;c rowSpan=99999999999|d gridSpan=0", "0,0 1x1 a", "0,1 1x1 b", "1,0 1x1 c", "1,1 1x1 d")]
    [InlineData("+h|+v;a|b", "1,0 1x1 a", "1,1 1x1 b")]
    public void A_merged_cell_is_one_with_a_span(string table, params string[] expected)
    {
        var blocks = Read(table);

        blocks.SelectMany(b => b.Cells).Select(c => $"{c.Row},{c.Column} {c.RowSpan}x{c.ColumnSpan} {c.Text}").ShouldBe(expected);
        blocks.Where(b => b.Type == BlockType.TableRow).Count().ShouldBe(blocks[0].Traits!.Rows ?? 0);
        blocks
            .SelectMany(b => b.Cells)
            .ShouldAllBe(c => c.Row + c.RowSpan <= blocks[0].Traits!.Rows && c.Column + c.ColumnSpan <= blocks[0].Traits!.Columns);
    }

    [Fact]
    public void Text_that_a_merged_cell_covers_is_kept_behind_the_table_as_hidden()
    {
        var blocks = Read("Total gridSpan=2|1.00+h|80.00;a|b|c");

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Hidden))
            .ShouldBe([
                (BlockType.Table, "", null),
                (BlockType.TableRow, "Total\t80.00", null),
                (BlockType.TableRow, "a\tb\tc", null),
                (BlockType.Paragraph, "1.00", true),
            ]);
        blocks[^1]
            .Spans.ShouldHaveSingleItem()
            .Place.Path.ShouldBe("/p:sld/p:cSld/p:spTree/p:graphicFrame[1]/a:graphic[1]/a:graphicData[1]/a:tbl[1]/a:tr[1]/a:tc[2]");
    }

    /// <summary>
    /// Rows parted by semicolons, cells by bars, with their spans behind their text; what is merged with the cell to the left (h) or above
    /// (v) has a plus.
    /// </summary>
    private static IReadOnlyList<Block> Read(string table)
    {
        var rows = table.Split(';').Select(row => $"<a:tr h=\"1\">{string.Concat(row.Split('|').Select(Cell))}</a:tr>");
        var slide =
            $"<p:sld {Names}><p:cSld><p:spTree><p:graphicFrame><a:graphic><a:graphicData><a:tbl>{string.Concat(rows)}</a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>";
        var package = new TestPackage()
            .Relate("", "officeDocument", "ppt/presentation.xml")
            .Relate("ppt/presentation.xml", "slide", "slides/slide1.xml")
            .Part("ppt/slides/slide1.xml", slide)
            .Part(
                "ppt/presentation.xml",
                $"<p:presentation {Names}><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
            );
        return Rendered.One(new PptxParser(), package.ToBytes()).Blocks;
    }

    private static string Cell(string cell)
    {
        var (text, merged) = cell.IndexOf('+') is >= 0 and var plus ? (cell[..plus], cell[(plus + 1)..]) : (cell, "");
        var attributes = string.Concat(merged.Select(direction => $" {direction}Merge=\"1\""));
        foreach (var span in (string[])[" rowSpan=", " gridSpan="])
        {
            if (text.IndexOf(span, StringComparison.Ordinal) is >= 0 and var at)
            {
                var end = text.IndexOf(' ', at + 1) is > 0 and var next ? next : text.Length;
                attributes += $"{span}\"{text[(at + span.Length)..end]}\"";
                text = text[..at] + text[end..];
            }
        }

        return $"<a:tc{attributes}><a:txBody><a:p>{(text.Length == 0 ? "" : $"<a:r><a:t>{text}</a:t></a:r>")}</a:p></a:txBody></a:tc>";
    }
}
