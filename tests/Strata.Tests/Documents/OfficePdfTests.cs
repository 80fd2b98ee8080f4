using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Documents;

/// <summary>What LibreOffice prints of an Office file says the same, in the same order, as the file itself.</summary>
public sealed class OfficePdfTests
{
    [Theory]
    [InlineData("contract.docx", "contract.pdf")]
    [InlineData("deck.pptx", "deck.pdf")]
    public async Task A_PDF_says_what_its_original_says_in_the_same_order(string original, string printed)
    {
        var source = await File.ReadAllBytesAsync(Rendered.FilePath(original), TestContext.Current.CancellationToken);
        var parser = Parsers.For(MediaTypes.Explain(new MemoryStream(source), original, null).MediaType).ShouldNotBeNull();
        var pages = await PrintedAsync(printed);

        var at = 0;
        var told = 0;
        foreach (var block in Rendered.One(parser, source).Blocks.Where(IsPrinted))
        {
            foreach (var text in block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text) : [block.Text])
            {
                // Marks of notes and addresses of links are written one way here and another on paper.
                var letters = Letters(text.Split('[', '<')[0]);
                var found = pages.IndexOf(letters, at, StringComparison.Ordinal);
                found.ShouldBeGreaterThanOrEqualTo(0, $"'{text}' is not in the PDF after its position {at}: {pages[Math.Max(0, at - 40)..Math.Min(pages.Length, at + 120)]}");
                (at, told) = (found + letters.Length, told + 1);
            }
        }

        told.ShouldBeGreaterThan(20);
    }

    /// <summary>Not what is beside the text (notes, comments, boxes), hidden, drawn (charts), or written from right to left, which PDFs keep as drawn.</summary>
    private static bool IsPrinted(Block block) =>
        block.Type is not (BlockType.Footnote or BlockType.Figure or BlockType.PageBreak)
        && block.Traits is not { Hidden: true } and not { Note: "comment" or "speaker notes" or "footer" or "chart" or "text box" }
        && !block.Text.Any(c => c is >= '\u0590' and <= '\u08FF');

    private static async Task<string> PrintedAsync(string name)
    {
        var parser = new PdfParser();
        await using var source = File.OpenRead(Rendered.FilePath(Path.Combine("sources", name)));
        await using var converted = await Conversions.ConvertAsync(parser.Conversion ?? "", source, MediaTypes.Pdf, null, TestContext.Current.CancellationToken);
        return Letters(string.Concat(parser.Parse(converted.Content, name, ParseBudget.Default).Single().Blocks.Select(block => block.Text)));
    }

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
