using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Documents;

/// <summary>What LibreOffice prints of an Office file says the same as the file itself.</summary>
public sealed class OfficePdfTests
{
    [Fact]
    public async Task A_printed_text_says_what_its_original_says_in_the_same_order()
    {
        var pages = await PrintedAsync("contract.pdf");

        var at = 0;
        foreach (var text in Texts("contract.docx"))
        {
            var letters = Letters(text);
            var found = pages.IndexOf(letters, at, StringComparison.Ordinal);
            found.ShouldBeGreaterThanOrEqualTo(0, $"'{text}' is not in the PDF after {at}: {pages[at..]}");
            at = found + letters.Length;
        }
    }

    /// <summary>Slides have columns side by side, which the two read in orders of their own.</summary>
    [Fact]
    public async Task Printed_slides_say_all_that_their_originals_say()
    {
        var pages = await PrintedAsync("deck.pdf");

        foreach (var text in Texts("deck.pptx"))
        {
            pages.ShouldContain(Letters(text), Case.Sensitive);
        }
    }

    private static List<string> Texts(string original)
    {
        var source = File.ReadAllBytes(Rendered.FilePath(original));
        var parser = Parsers.For(MediaTypes.Explain(new MemoryStream(source), original, null).MediaType).ShouldNotBeNull();
        // Marks of notes and addresses of links are written one way here and another on paper.
        var texts = Rendered.One(parser, source).Blocks.Where(IsPrinted)
            .SelectMany(block => block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text) : [block.Text])
            .SelectMany(text => text.Split('\n'))
            .Select(text => text.Split('[', '<')[0])
            .Where(text => text.Length > 0)
            .ToList();
        texts.Count.ShouldBeGreaterThan(20);
        return texts;
    }

    /// <summary>
    /// Not what is beside the text (notes, comments, boxes), hidden, drawn (charts), printed with what was deleted from it, or written from
    /// right to left, which PDFs keep as drawn.
    /// </summary>
    private static bool IsPrinted(Block block) =>
        block.Type is not (BlockType.Footnote or BlockType.Figure or BlockType.PageBreak)
        && block.Traits is not { Hidden: true } and not { Note: "comment" or "speaker notes" or "footer" or "chart" or "text box" }
        && block.Traits?.Note?.Contains("deleted", StringComparison.Ordinal) != true
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
