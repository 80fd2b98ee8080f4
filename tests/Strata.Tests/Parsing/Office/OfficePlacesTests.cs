using Strata.Parsing;

namespace Strata.Tests.Parsing.Office;

/// <summary>
/// Every place of the golden files is looked up again in the file itself, by XPath or by cell, and says what the block says.
/// </summary>
public sealed class OfficePlacesTests
{
    public static TheoryData<string> Texts => ["letter.docx", "contract.docx", "minutes.docx", "deck.pptx"];

    /// <summary>
    /// The old workbook was written of the same source as the new one, whose cells are its witness; but for texts that a formula gave,
    /// which LibreOffice does not keep in it.
    /// </summary>
    public static TheoryData<string, string> Sheets =>
        new()
        {
            { "workbook.xlsx", "workbook.xlsx" },
            { "stock.xlsx", "stock.xlsx" },
            { "workbook.xls", "workbook.xlsx" },
            { "stock.xls", "stock.xlsx" },
            { "hidden.xlsx", "hidden.xlsx" },
            { "hidden.xls", "hidden.xlsx" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Text_at_a_path_is_the_blocks_text(string name)
    {
        var parts = new OfficeParts(File.ReadAllBytes(Rendered.FilePath(name)));
        var said = 0;
        foreach (var (_, blocks) in Read(name))
        {
            foreach (var (block, text, place) in Spans(blocks))
            {
                var found = parts.TextAt(place.Part.ShouldNotBeNull(), place.Path.ShouldNotBeNull(), block.Traits?.Hidden == true);
                OfficeParts.Letters(found).ShouldBe(OfficeParts.Letters(text), $"block {block.Index} at {place.Path} of {place.Part}");
                said++;
            }

            blocks
                .Where(block => block.Text.Length > 0 && block.Cells.Count == 0)
                .ShouldAllBe(block => Covered(block) == OfficeParts.Letters(block.Text), "blocks whose places leave letters out");
        }

        said.ShouldBeGreaterThan(20);
    }

    [Theory]
    [MemberData(nameof(Sheets))]
    public void Value_of_a_cell_is_the_blocks_text(string name, string witness)
    {
        var parts = new OfficeParts(File.ReadAllBytes(Rendered.FilePath(witness)));
        var said = 0;
        foreach (var (_, blocks) in Read(name))
        {
            foreach (var (block, text, place) in Spans(blocks))
            {
                var (sheet, cells) = (place.Sheet.ShouldNotBeNull(), place.Cells.ShouldNotBeNull());
                if (block.Traits?.Note == "comment")
                {
                    OfficeParts.Letters(parts.Remark(sheet, cells)).ShouldBe(OfficeParts.Letters(text));
                }
                else if (name == witness || !parts.IsComputedText(sheet, cells))
                {
                    parts.IsIn(sheet, cells, text).ShouldBeTrue($"'{text}' is not what {cells} of {sheet} says");
                }

                said++;
            }

            blocks
                .Where(block => block.Text.Length > 0 && block.Cells.Count == 0 && block.Fields.Count == 0)
                .ShouldAllBe(block => Covered(block) == OfficeParts.Letters(block.Text), "blocks whose places leave letters out");
        }

        said.ShouldBeGreaterThan(15);
    }

    private static IReadOnlyList<Rendered> Read(string name)
    {
        var source = File.ReadAllBytes(Rendered.FilePath(name));
        return Rendered.Many(Parsers.For(MediaTypes.Explain(new MemoryStream(source), name, null).MediaType).ShouldNotBeNull(), source);
    }

    private static IEnumerable<(Block Block, string Text, Place Place)> Spans(IEnumerable<Block> blocks) =>
        blocks.SelectMany(block =>
            block.Spans.Where(span => span.Range.Length > 0).Select(span => (block, At(block, span.Range), span.Place))
        );

    private static string Covered(Block block) => OfficeParts.Letters(string.Concat(block.Spans.Select(span => At(block, span.Range))));

    private static string At(Block block, ByteRange range) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(block.Text), (int)(range.Start - block.Range.Start), (int)range.Length);
}
