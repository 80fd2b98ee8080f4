using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Documents;

/// <summary>What LibreOffice prints of an Office file says the same as the file itself, and each word stands in its box.</summary>
public sealed class OfficePdfTests
{
    private const int Dpi = 144;

    [Theory]
    [InlineData("contract", true)]
    [InlineData("letter", false)]
    [InlineData("minutes", false)]
    public async Task A_printed_text_says_what_its_original_says_in_the_same_order(string name, bool tables)
    {
        var pages = Letters(await PrintedAsync($"{name}.pdf"));

        ShouldBeInOrder(pages, Texts($"{name}.docx", block => tables || block.Cells.Count == 0));
        Texts($"{name}.docx").ShouldAllBe(text => IsIn(pages, 0, text) >= 0);
    }

    /// <summary>Slides have columns side by side, which the two read in orders of their own.</summary>
    [Fact]
    public async Task Printed_slides_say_all_that_their_originals_say()
    {
        var pages = Letters(await PrintedAsync("deck.pdf"));

        foreach (var text in Texts("deck.pptx"))
        {
            pages.ShouldContain(Letters(text), Case.Sensitive);
        }
    }

    /// <summary>Numbers and dates are printed in forms of their own, long texts only as far as their cells go.</summary>
    [Theory]
    [InlineData("workbook", "Sales", null)]
    [InlineData("workbook", "Invoice", null)]
    [InlineData("stock", "在庫 📦", "Cost")]
    public async Task A_printed_sheet_says_what_its_cells_say(string name, string sheet, string? hidden)
    {
        var source = File.ReadAllBytes(Rendered.FilePath($"{name}.xlsx"));
        var blocks = Rendered
            .Many(Parsers.For(MediaTypes.Explain(new MemoryStream(source), $"{name}.xlsx", null).MediaType).ShouldNotBeNull(), source)
            .Single(document => document.Document.Part == sheet)
            .Blocks.Where(block => block.Traits is not { Hidden: true } and not { Note: "comment" });
        var texts = blocks
            .SelectMany(block =>
                block.Fields.Count > 0 ? block.Fields.Where(field => field.Json is null || field.Json[0] == '"').Select(field => field.Text)
                : block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text)
                : block.Text.Split('\t')
            )
            .SelectMany(text => text.Split('\n'))
            .Where(text => text != hidden && text.Count(char.IsLetter) * 2 > text.Length)
            .Select(text => text[..Math.Min(text.Length, 8)])
            .ToList();

        texts.Count.ShouldBeGreaterThan(8);
        var pages = Letters(await PrintedAsync($"{name}.pdf"));
        texts.ShouldAllBe(text => pages.Contains(Letters(text), StringComparison.Ordinal));
    }

    /// <summary>
    /// Nothing is drawn one to two points outside of a word's box that is in no other. Slides have shapes and shaded cells there.
    /// </summary>
    [Theory]
    [InlineData("contract.pdf")]
    [InlineData("letter.pdf")]
    [InlineData("minutes.pdf")]
    [InlineData("workbook.pdf")]
    [InlineData("stock.pdf")]
    public async Task Boxes_enclose_the_whole_words_that_are_drawn(string name)
    {
        var words = (await BlocksAsync(name))
            .SelectMany(block => block.Spans.Where(span => span.Range.Length > 0).Select(span => (block.Text, span.Place)))
            .GroupBy(word => word.Place.Page ?? 0)
            .ToList();

        words.Sum(page => page.Count()).ShouldBeGreaterThan(20);
        foreach (var page in words)
        {
            var picture = await PagePicture.DrawAsync(Path(name), page.Key, Dpi);
            var boxes = page.Select(word => word.Place.Box.ShouldNotBeNull()).ToList();
            var texts = page.Select(word => word.Text).ToList();
            boxes.ShouldAllBe(box => picture.HasInk(box), "boxes without a word");
            picture
                .WithoutRules(12)
                .Cut(boxes, 1, 2)
                .Select(cut =>
                    $"page {page.Key}: {boxes[cut.Box]} of '{texts[cut.Box]}' cuts its word, {cut.Share:P1} of its edge is drawn on"
                )
                .ShouldBeEmpty();
        }
    }

    private static void ShouldBeInOrder(string pages, IEnumerable<string> texts)
    {
        var at = 0;
        foreach (var text in texts)
        {
            var found = IsIn(pages, at, text);
            found.ShouldBeGreaterThanOrEqualTo(0, $"'{text}' is not in the PDF after {at}: {pages[at..]}");
            at = found;
        }
    }

    /// <summary>
    /// Where a text ends, with the number before it or without, which is no part of a block's text where it is a label; -1 where it is not.
    /// </summary>
    private static int IsIn(string pages, int from, string text)
    {
        var (whole, said) = (Letters(text), Letters(text.TrimStart('.', '1', '2', '3', ' ')));
        return pages.IndexOf(whole, from, StringComparison.Ordinal) is >= 0 and var at ? at + whole.Length
            : pages.IndexOf(said, from, StringComparison.Ordinal) is >= 0 and var then && said.Length > 0 ? then + said.Length
            : -1;
    }

    private static List<string> Texts(string original, Func<Block, bool>? which = null)
    {
        var source = File.ReadAllBytes(Rendered.FilePath(original));
        var parser = Parsers.For(MediaTypes.Explain(new MemoryStream(source), original, null).MediaType).ShouldNotBeNull();
        // Marks of notes and addresses of links are written one way here and another on paper.
        var texts = Rendered
            .One(parser, source)
            .Blocks.Where(IsPrinted)
            .Where(which ?? (_ => true))
            .SelectMany(block => block.Cells.Count > 0 ? block.Cells.Select(cell => cell.Text) : [block.Text])
            .SelectMany(text => text.Split('\n'))
            .Select(text => text.Split('[', '<')[0])
            .Where(text => text.Length > 0)
            .ToList();
        texts.Count.ShouldBeGreaterThan(10);
        return texts;
    }

    /// <summary>
    /// Not what is beside the text (notes, comments, boxes), hidden, drawn (charts), or printed with what was deleted from it; nor lines in
    /// two directions of which nothing printed says which is theirs.
    /// </summary>
    private static bool IsPrinted(Block block) =>
        block.Type is not (BlockType.Footnote or BlockType.Figure or BlockType.PageBreak)
        && block.Traits
            is not { Hidden: true }
                and not { Note: "comment" or "speaker notes" or "footer" or "chart" or "text box" or "table in a table" }
        && block.Traits?.Note?.Contains("deleted", StringComparison.Ordinal) != true
        && !(block.Text.Any(char.IsAsciiLetter) && block.Text.Any(c => c is >= '\u0590' and <= '\u08FF'));

    private static async Task<string> PrintedAsync(string name) => string.Concat((await BlocksAsync(name)).Select(block => block.Text));

    private static async Task<List<Block>> BlocksAsync(string name)
    {
        var parser = new PdfParser();
        await using var source = File.OpenRead(Path(name));
        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            MediaTypes.Pdf,
            null,
            TestContext.Current.CancellationToken
        );
        return [.. parser.Parse(converted.Content, name, ParseBudget.Default).Single().Blocks];
    }

    private static string Path(string name) => Rendered.FilePath(System.IO.Path.Combine("sources", name));

    private static string Letters(string text) => string.Concat(text.Where(char.IsLetterOrDigit));
}
