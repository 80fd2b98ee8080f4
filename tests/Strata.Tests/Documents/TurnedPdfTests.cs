using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>
/// Pages that are shown turned: poppler turns the words and the picture, and prints the size of the page as it lies in the file.
/// </summary>
public sealed class TurnedPdfTests
{
    [Theory]
    [InlineData(90, 842, false)]
    [InlineData(90, 842, true)]
    [InlineData(270, 842, false)]
    [InlineData(270, 842, true)]
    [InlineData(-90, 842, false)]
    [InlineData(-90, 842, true)]
    [InlineData(0, 595, false)]
    [InlineData(0, 595, true)]
    [InlineData(180, 595, false)]
    [InlineData(180, 595, true)]
    public async Task Boxes_of_a_turned_page_lie_on_it_and_on_what_is_drawn(int rotate, double width, bool byPdfPig)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        var path = folder.File("turned.pdf");
        var corners =
            SmallPage.Turned("Invoice number 4711", 560, 20)
            + SmallPage.Turned("Total 99.50", 560, 720)
            + SmallPage.Line("Sideways", 30, 600);
        await File.WriteAllBytesAsync(path, SmallPdf.Of([new(corners) { Rotate = rotate }, new(SmallPage.Line("upright", 60, 700))]), ct);

        var blocks = await ParseAsync(path, byPdfPig, ct);

        var picture = await PagePicture.DrawAsync(path, 1, 72);
        var boxes = blocks
            .SelectMany(block => block.Spans)
            .Where(span => span.Place.Page == 1)
            .Select(span => span.Place.Box ?? default)
            .ToList();
        boxes.Count.ShouldBe(6);
        foreach (var box in boxes)
        {
            (box.PageWidth, box.PageHeight).ShouldBe((width, 842 + 595 - width));
            (box.Left >= 0 && box.Top >= 0 && box.Right <= box.PageWidth && box.Bottom <= box.PageHeight).ShouldBeTrue(
                $"{box} is not on the page"
            );
            picture.HasInk(box).ShouldBeTrue($"nothing is drawn in {box}");
        }

        ((double)picture.Width, (double)picture.Height).ShouldBe((width, 842 + 595 - width));
        var other = blocks.Single(block => block.Text == "upright").Spans[0].Place.Box ?? default;
        (other.PageWidth, other.PageHeight).ShouldBe((595, 842));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Running_footer_of_turned_pages_is_told_from_the_text(bool byPdfPig)
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        var path = folder.File("turned.pdf");
        var pages = Enumerable
            .Range(1, 3)
            .Select(n => new SmallPage(
                SmallPage.Turned($"Text of landscape page {n}, unlike the others {new string('x', n)}", 300, 50)
                    + SmallPage.Turned($"Confidential, page {n} of 3", 575, 50)
            )
            {
                Rotate = 90,
            });
        await File.WriteAllBytesAsync(path, SmallPdf.Of([.. pages]), ct);

        var blocks = await ParseAsync(path, byPdfPig, ct);

        blocks
            .Where(block => block.Traits?.Note == "footer")
            .Select(block => block.Text)
            .ShouldBe(["Confidential, page 1 of 3", "Confidential, page 2 of 3", "Confidential, page 3 of 3"]);
    }

    private static async Task<List<Block>> ParseAsync(string path, bool byPdfPig, CancellationToken ct)
    {
        var parser = new PdfParser { ByPdfPig = byPdfPig };
        await using var source = File.OpenRead(path);
        await using var converted = await Conversions.ConvertAsync(parser.Conversion ?? "", source, MediaTypes.Pdf, null, ct);
        return [.. parser.Parse(converted.Content, null, ParseBudget.Default).Single().Blocks];
    }
}
