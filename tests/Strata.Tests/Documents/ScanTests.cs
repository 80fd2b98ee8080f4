using System.Runtime.CompilerServices;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>Which pages are told to be scans, what OCR makes of them, and what is said where it can't.</summary>
public sealed class ScanTests
{
    private const string Stamp = "DocuSign Envelope ID: 4711";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Scan_with_a_stamp_is_said_to_be_one_and_OCR_adds_what_the_stamp_is_not()
    {
        var pdf = SmallPdf.Of([new(SmallPage.Picture(595, 842) + SmallPage.Line(Stamp, 20, 826))], [await ScannedAsync()]);

        var (document, blocks) = await ParseAsync(pdf);
        blocks.ShouldHaveSingleItem().Text.ShouldBe(Stamp);
        document.Facts["scanned_pages"].ShouldBe("1");
        document
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldBe("page 1 is a picture with only a few words of text (a scan): ask for OCR to have it read");

        var (read, words) = await ParseAsync(pdf, ocr: true);
        read.Diagnostics.ShouldBeEmpty();
        read.Facts["ocr_pages"].ShouldBe("1");
        read.Facts["ocr_languages"].Split('+').ShouldContain("eng");
        words.Select(block => block.Text).ShouldContain(text => text.Contains("2026-0417", StringComparison.Ordinal));
        words.Count(block => block.Text.Contains("DocuSign", StringComparison.Ordinal)).ShouldBe(1);
        words.Single(block => block.Text.Contains("DocuSign", StringComparison.Ordinal)).Traits?.Confidence.ShouldBeNull();
        words.Single(block => block.Text.Contains("2026-0417", StringComparison.Ordinal)).Traits?.Note.ShouldBe("read by OCR");
    }

    [Fact]
    public async Task Pictures_beside_words_are_no_scans_where_they_are_small_or_the_background_of_several_pages()
    {
        var (logo, background) = (Grey(), Grey());
        var pdf = SmallPdf.Of(
            [
                new(SmallPage.Picture(200, 100) + SmallPage.Line("A letter with a logo", 60, 700)),
                new(SmallPage.Picture(595, 842) + SmallPage.Line("First slide", 60, 700)),
                new(SmallPage.Picture(595, 842) + SmallPage.Line("Second slide", 60, 700)),
                new(
                    SmallPage.Picture(595, 842)
                        + string.Concat(
                            Enumerable.Range(0, ScannedPage.MaxWords + 1).Select(line => SmallPage.Line("word", 60, 20 + (15 * line)))
                        )
                ),
                new(""),
            ],
            [logo, background, background, Grey(), null]
        );

        var (document, _) = await ParseAsync(pdf);

        document.Diagnostics.ShouldBeEmpty();
        document.Facts.ContainsKey("scanned_pages").ShouldBeFalse();
    }

    [Fact]
    public async Task Scans_that_stand_far_apart_and_in_strips_are_told()
    {
        var pages = Enumerable
            .Range(1, 60)
            .Select(page => new SmallPage(SmallPage.Line(string.Join(' ', Enumerable.Repeat("word", 60)), 10, 700)))
            .ToList();
        var pictures = new PagePicture?[pages.Count];
        (pages[1], pictures[1]) = (new(SmallPage.Picture(595, 842)), Grey());
        var strips = string.Concat(Enumerable.Range(0, 4).Select(strip => $"q 595 0 0 211 0 {strip * 210} cm /Im1 Do Q\n"));
        (pages[55], pictures[55]) = (new(strips + SmallPage.Line("ABC 000123", 500, 10)) { Rotate = 90 }, Grey());

        var (document, _) = await ParseAsync(SmallPdf.Of(pages, pictures));

        document.Facts["scanned_pages"].ShouldBe("2, 56");
        document
            .Diagnostics.Select(diagnostic => diagnostic.Reason)
            .ShouldBe([
                "page 2 is a picture without text (a scan): ask for OCR to have it read",
                "page 56 is a picture with only a few words of text (a scan): ask for OCR to have it read",
            ]);
    }

    [Fact]
    public async Task Page_that_OCR_can_not_read_is_named_with_the_limit_or_the_reason()
    {
        var scan = SmallPdf.Of([new(SmallPage.Picture(595, 842))], [Grey()]);
        var slow = await OcrAsync(scan, new() { Time = TimeSpan.FromTicks(1) });
        slow.ShouldBe("page 1 is a picture without text (a scan): OCR did not read it: pdftoppm took longer than 0 s (the limit)");

        var huge = await OcrAsync(
            SmallPdf.Of([new(SmallPage.Picture(14_000, 14_000)) { MediaBox = "0 0 14400 14400" }], [Grey()]),
            new() { Memory = 512L * 1024 * 1024 }
        );
        huge.ShouldBe(
            "page 1 is a picture without text (a scan): OCR did not read it: pdftoppm can't draw the page: Bogus memory allocation size"
        );
    }

    [Fact]
    public async Task Language_that_is_not_installed_is_refused_with_its_package()
    {
        var refused = await Should.ThrowAsync<StrataException>(() => ParseAsync(SmallPdf.Of([new("")]), ocr: true, language: "xyz_abc"));

        refused.Code.ShouldBe(ErrorCode.UnsupportedMediaType);
        refused.Message.ShouldStartWith(
            "tesseract language 'xyz_abc' is not installed; install the package tesseract-ocr-xyz-abc. Installed: "
        );
    }

    [Theory]
    [InlineData("eng\nosd", null, "eng")]
    [InlineData("deu\neng\nosd\nscript/Latin", null, "eng+deu")]
    [InlineData("deu\nfra", null, "deu+fra")]
    [InlineData("deu\neng\nfra\nita\nspa", null, "eng")]
    [InlineData("ces\ndeu\nfra\nita\nspa", null, "ces")]
    [InlineData("", null, "eng")]
    [InlineData("deu\neng\nfra\nita\nspa", "spa+deu", "spa+deu")]
    public void Languages_are_those_asked_for_else_the_few_that_are_installed(string installed, string? asked, string chosen) =>
        OcrLanguages.Choose(asked, OcrLanguages.Installed($"List of available languages (9):\n{installed}\n")).ShouldBe(chosen);

    [Theory]
    [InlineData("deu+chi_sim", true)]
    [InlineData("-l", false)]
    [InlineData("../eng", false)]
    [InlineData("deu eng", false)]
    [InlineData("", false)]
    public void Languages_are_written_as_tesseract_names_them(string asked, bool right)
    {
        if (right)
        {
            OcrLanguages.Checked(asked).ShouldBe(asked);
        }
        else
        {
            Should.Throw<StrataException>(() => OcrLanguages.Checked(asked)).Code.ShouldBe(ErrorCode.InvalidContent);
        }
    }

    private static PagePicture Grey() => new(60, 84, [.. Enumerable.Repeat((byte)128, 60 * 84)], 1);

    /// <summary>A page of writing, as a scanner would give it.</summary>
    private static Task<PagePicture> ScannedAsync([CallerFilePath] string here = "") =>
        PagePicture.DrawAsync(Path.Combine(Path.GetDirectoryName(here) ?? "", "Fixtures", "invoice.pdf"), 1, 150);

    private static async Task<(ParsedDocument Document, List<Block> Blocks)> ParseAsync(
        byte[] pdf,
        bool ocr = false,
        string? language = null
    )
    {
        var parser = new PdfParser(ocr, language);
        using var source = new MemoryStream(pdf);
        await using var converted = await Conversions.ConvertAsync(parser.Conversion ?? "", source, MediaTypes.Pdf, null, Cancel);
        var document = parser.Parse(converted.Content, null, ParseBudget.Default).Single();
        return (document, [.. document.Blocks]);
    }

    private static async Task<string> OcrAsync(byte[] pdf, ProgramLimits limits)
    {
        using var folder = new WorkFolder();
        var path = folder.File("scan.pdf");
        await File.WriteAllBytesAsync(path, pdf, Cancel);
        await using var layout = new MemoryStream();
        await new PdfConversion(path, folder, ocr: true, progress: null) { OcrLimits = limits }.WriteAsync(layout, Cancel);
        var document = new PdfParser(ocr: true).Parse(layout, null, ParseBudget.Default).Single();
        document.Blocks.ShouldBeEmpty();
        return document.Diagnostics.ShouldHaveSingleItem().Reason;
    }
}
