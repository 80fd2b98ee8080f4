using System.IO.Compression;
using System.Runtime.CompilerServices;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Tests.Documents;

/// <summary>
/// PDFs made by LibreOffice, read through the real poppler (and tesseract), and by PdfPig. The expected blocks in
/// <c>Fixtures/*.blocks.txt</c> were reviewed by eye; STRATA_UPDATE_DOCS=1 writes them anew.
/// </summary>
public sealed class PdfTests
{
    private const string OwnChild =
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[2 0 R]/Count 99999999>>endobj trailer<</Root 1 0 R>>";

    [Theory]
    [InlineData("invoice", false)]
    [InlineData("statement", false)]
    [InlineData("book", false)]
    [InlineData("invoice", true)]
    [InlineData("statement", true)]
    [InlineData("book", true)]
    public async Task Pdf_gives_the_blocks_that_a_person_sees(string name, bool byPdfPig)
    {
        var (_, blocks, diagnostics) = await ParseAsync(name, new() { ByPdfPig = byPdfPig });

        var seen = string.Concat(blocks.Select(Line));

        var expected = Fixture($"{name}.blocks.txt");
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(expected, seen, TestContext.Current.CancellationToken);
        }

        seen.ShouldBe(await File.ReadAllTextAsync(expected, TestContext.Current.CancellationToken));
        diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("invoice", false)]
    [InlineData("statement", false)]
    [InlineData("book", false)]
    [InlineData("invoice", true)]
    [InlineData("statement", true)]
    [InlineData("book", true)]
    public async Task Pdf_boxes_enclose_the_words_as_they_are_drawn(string name, bool byPdfPig)
    {
        var (_, blocks, _) = await ParseAsync(name, new() { ByPdfPig = byPdfPig });
        var pictures = new Dictionary<int, PagePicture>();
        var words = 0;
        foreach (var span in blocks.SelectMany(block => block.Spans).Where(span => span.Place.Box is not null))
        {
            var page = span.Place.Page.ShouldNotBeNull();
            if (!pictures.TryGetValue(page, out var picture))
            {
                pictures.Add(page, picture = await PagePicture.DrawAsync(Fixture($"{name}.pdf"), page, 72));
            }

            var box = span.Place.Box ?? default;
            picture.HasInk(box).ShouldBeTrue($"nothing is drawn in {box} on page {page}");
            words++;
        }

        words.ShouldBeGreaterThan(30);
        foreach (var (page, picture) in pictures)
        {
            var boxes = blocks
                .SelectMany(block => block.Spans)
                .Where(span => span.Place.Page == page)
                .Select(span => span.Place.Box ?? default)
                .ToList();
            picture.InkOutside(boxes).ShouldBeLessThan(0.35, "what is drawn beside the words is rules and bullets");
        }
    }

    [Theory]
    [InlineData("invoice", false)]
    [InlineData("statement", false)]
    [InlineData("book", false)]
    [InlineData("invoice", true)]
    [InlineData("statement", true)]
    [InlineData("book", true)]
    public async Task Pdf_spans_and_cells_name_the_text_at_their_ranges(string name, bool byPdfPig)
    {
        var (_, blocks, _) = await ParseAsync(name, new() { ByPdfPig = byPdfPig });
        var text = new StringBuilder();
        foreach (var block in blocks)
        {
            text.Append(text.Length > 0 || block.Index > 0 ? RenderedText.Separator : "").Append(block.Text);
        }

        var bytes = Encoding.UTF8.GetBytes(text.ToString());
        foreach (var block in blocks)
        {
            At(bytes, block.Range).ShouldBe(block.Text);
            block.Cells.Where(cell => At(bytes, cell.Range) != cell.Text).ShouldBeEmpty();
            block
                .Spans.Where(span =>
                    span.Range.Start < block.Range.Start || span.Range.End > block.Range.End || At(bytes, span.Range).Contains(' ')
                )
                .ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Scanned_page_is_said_to_be_scanned_and_read_only_when_OCR_is_asked_for()
    {
        var (document, blocks, diagnostics) = await ParseAsync("scan", new());
        blocks.ShouldBeEmpty();
        document.Facts["scanned_pages"].ShouldBe("1");
        diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("page 1 is a picture without text");

        var (read, words, problems) = await ParseAsync("scan", new(ocr: true));
        problems.ShouldBeEmpty();
        read.Facts["ocr_pages"].ShouldBe("1");
        words.ShouldContain(block => block.Text.Contains("2026-0417", StringComparison.Ordinal));
        words
            .Where(block => block.Text.Length > 0)
            .ShouldAllBe(block => block.Traits != null && block.Traits.Note == "read by OCR" && block.Traits.Confidence > 0.3);
        words.SelectMany(block => block.Spans).ShouldAllBe(span => span.Place.Page == 1 && span.Place.Box != null);
    }

    [Fact]
    public async Task Scanned_page_is_said_to_be_scanned_by_the_reader_that_comes_with_strata_too()
    {
        var (document, blocks, diagnostics) = await ParseAsync("scan", new() { ByPdfPig = true });

        blocks.ShouldBeEmpty();
        document.Facts["scanned_pages"].ShouldBe("1");
        document.Facts["programs"].ShouldStartWith("PdfPig ");
        diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("page 1 is a picture without text");
    }

    [Fact]
    public async Task Scans_that_OCR_does_not_come_to_in_time_are_named_with_the_limit()
    {
        var ct = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        await using var layout = new MemoryStream();
        await new PdfConversion(Fixture("scan.pdf"), folder, ocr: true, progress: null) { OcrTime = TimeSpan.Zero }.WriteAsync(layout, ct);

        var document = new PdfParser(ocr: true).Parse(layout, null, ParseBudget.Default).Single();

        document.Blocks.ShouldBeEmpty();
        document
            .Diagnostics.Select(diagnostic => (diagnostic.Fatal, diagnostic.Reason))
            .ShouldBe([
                (false, "page 1 is a picture without text (a scan): OCR did not read it"),
                (true, "only 0 of 1 scanned pages were read: OCR took longer than 0 s (the limit)"),
            ]);
    }

    [Theory]
    [InlineData(PdfParser.Layout, "%PDF-1.7 and then nothing that is one")]
    [InlineData(PdfParser.Layout, OwnChild)]
    [InlineData(PdfParser.LayoutByPdfPig, "%PDF-1.7 and then nothing that is one")]
    [InlineData(PdfParser.LayoutByPdfPig, OwnChild)]
    public async Task Broken_pdf_is_refused_with_the_reason(string conversion, string content)
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(content));

        var refused = await Should.ThrowAsync<InvalidDataException>(() =>
            Conversions.ConvertAsync(conversion, source, MediaTypes.Pdf, null, TestContext.Current.CancellationToken)
        );

        refused.Message.ShouldContain("can't read the PDF");
    }

    [Fact]
    public void Layout_that_ends_early_keeps_the_pages_that_were_whole_and_names_the_limit()
    {
        var layout = """
            <html><body><doc><page width="100" height="100"><flow><block><line><word xMin="1" yMin="1" xMax="9" yMax="9">whole</word></line></block></flow></page>
            <page width="100" height="100"><flow><block><line><word xMin="1" yMin="1" xMa
            """;
        var trailer = new PdfTrailer { Pages = 7, Stopped = "pdftotext took longer than 120 s (the limit)" };
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(layout + trailer.Write()));

        var document = new PdfParser().Parse(source, "long.pdf", ParseBudget.Default).Single();

        document.Blocks.ToList().ShouldHaveSingleItem().Text.ShouldBe("whole");
        var diagnostic = document.Diagnostics.ShouldHaveSingleItem();
        diagnostic.Fatal.ShouldBeTrue();
        diagnostic.Reason.ShouldBe("only 1 of 7 pages were read: pdftotext took longer than 120 s (the limit)");
    }

    [Fact]
    public void Page_limit_keeps_the_pages_before_it()
    {
        var page =
            """<page width="100" height="100"><flow><block><line><word xMin="1" yMin="50" xMax="9" yMax="59">word</word></line></block></flow></page>""";
        using var source = new MemoryStream(
            Encoding.UTF8.GetBytes($"<html><body><doc>{string.Concat(Enumerable.Repeat(page, 5))}</doc></body></html>")
        );

        var document = new PdfParser().Parse(source, null, ParseBudget.Default with { MaxPages = 3 }).Single();

        document.Blocks.Count(block => block.Type == BlockType.Paragraph).ShouldBe(3);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldBe("the PDF has more than 3 pages (MaxPages)");
    }

    [Fact]
    public async Task Pdf_over_a_limit_keeps_the_pages_before_it_and_leaves_no_files()
    {
        var ct = TestContext.Current.CancellationToken;
        var folder = new WorkFolder();
        await using var whole = new MemoryStream();
        await new PdfConversion(Fixture("book.pdf"), folder, ocr: false, progress: null).WriteAsync(whole, ct);
        await using var cut = new MemoryStream();
        var limit = whole.Length * 2 / 3;
        await new PdfConversion(Fixture("book.pdf"), folder, ocr: false, progress: null) { Limits = new() { Output = limit } }.WriteAsync(
            cut,
            ct
        );
        await using var late = new MemoryStream();
        await new PdfConversion(Fixture("book.pdf"), folder, ocr: false, progress: null)
        {
            Limits = new() { Time = TimeSpan.FromTicks(1) },
        }.WriteAsync(late, ct);

        folder.Dispose();
        Directory.Exists(folder.Path).ShouldBeFalse();
        var (pages, reason) = Read(whole);
        reason.ShouldBeNull();
        var (before, why) = Read(cut);
        before.ShouldBeInRange(1, pages - 1);
        why.ShouldBe($"only {before} of {pages} pages were read: pdftotext printed more than {limit} bytes (the limit)");
        var (none, tooLong) = Read(late);
        tooLong.ShouldBe($"only {none} of {pages} pages were read: pdftotext took longer than 0 s (the limit)");

        static (int Pages, string? Reason) Read(Stream layout)
        {
            var document = new PdfParser().Parse(layout, null, ParseBudget.Default).Single();
            var pages = document.Blocks.SelectMany(block => block.Spans).Select(span => span.Place.Page ?? 0).DefaultIfEmpty(0).Max();
            return (pages, document.Diagnostics.Find(diagnostic => diagnostic.Fatal)?.Reason);
        }
    }

    [Fact]
    public async Task Long_pdf_is_laid_out_in_parts_and_read_as_one()
    {
        const int pages = 230;
        var ct = TestContext.Current.CancellationToken;
        using var folder = new WorkFolder();
        var path = folder.File("long.pdf");
        await File.WriteAllTextAsync(path, Pages(pages, page => page % 57 == 0 ? "" : $"This is page {page}"), ct);
        await using var layout = new MemoryStream();

        await new PdfConversion(path, folder, ocr: false, progress: null).WriteAsync(layout, ct);

        var document = new PdfParser().Parse(layout, null, ParseBudget.Default).Single();
        document
            .Blocks.Where(block => block.Text.Length > 0)
            .Select(block => (block.Spans[0].Place.Page, block.Text))
            .ShouldBe(Enumerable.Range(1, pages).Where(page => page % 57 != 0).Select(page => ((int?)page, $"This is page {page}")));
        document.Diagnostics.ShouldBeEmpty();
        document.Facts["pages"].ShouldBe("230");
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    /// <summary>A PDF (ISO 32000-1, 7.5) with a line of text on each page, or nothing.</summary>
    private static string Pages(int count, Func<int, string> text)
    {
        var pages = Enumerable.Range(1, count).ToList();
        string[] objects =
        [
            "<< /Type /Catalog /Pages 2 0 R >>",
            $"<< /Type /Pages /Count {count} /Kids [{string.Join(' ', pages.Select(page => $"{2 + (2 * page)} 0 R"))}] >>",
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            .. pages.SelectMany(page => (string[])[Page(page), Content(text(page))]),
        ];
        var file = new StringBuilder("%PDF-1.4\n");
        var table = new StringBuilder($"xref\n0 {objects.Length + 1}\n0000000000 65535 f \n");
        foreach (var (number, body) in objects.Index())
        {
            table.Append(CultureInfo.InvariantCulture, $"{file.Length:0000000000} 00000 n \n");
            file.Append(CultureInfo.InvariantCulture, $"{number + 1} 0 obj\n{body}\nendobj\n");
        }

        return $"{file}{table}trailer\n<< /Size {objects.Length + 1} /Root 1 0 R >>\nstartxref\n{file.Length}\n%%EOF\n";

        static string Page(int page) =>
            $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {3 + (2 * page)} 0 R >>";

        static string Content(string line)
        {
            var content = line.Length == 0 ? "" : $"BT /F1 12 Tf 60 700 Td ({line}) Tj ET";
            return $"<< /Length {content.Length} >>\nstream\n{content}\nendstream";
        }
    }

    [Theory]
    [InlineData(PdfParser.Layout, "Incorrect password")]
    [InlineData(PdfParser.LayoutByPdfPig, "password")]
    public async Task Encrypted_pdf_is_refused_with_the_reason(string conversion, string reason)
    {
        var keys = $"/O <{new string('1', 64)}> /U <{new string('2', 64)}>";
        var plain = Encoding.Latin1.GetString(SmallPdf.Of([new(SmallPage.Line("secret", 60, 700))]));
        var content = plain.Replace(
            "trailer\n<<",
            $"trailer\n<< /ID [<00><00>] /Encrypt << /Filter /Standard /V 1 /R 2 {keys} /P -4 >>",
            StringComparison.Ordinal
        );
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(content));

        var refused = await Should.ThrowAsync<InvalidDataException>(() =>
            Conversions.ConvertAsync(conversion, source, MediaTypes.Pdf, null, TestContext.Current.CancellationToken)
        );

        refused.Message.ShouldContain(reason);
    }

    [Theory]
    [InlineData("[", 5_000_000, false, "page 1 can't be read: Exceeded maximum nesting depth of 256.")]
    [InlineData("q ", 6_000_000, false, "it takes more memory than it may")]
    [InlineData("q Q ", 80_000_000, true, "page 1 can't be read: a stream of it unpacks to more than 268435456 bytes (the limit)")]
    public async Task Pdf_that_takes_too_much_is_ended_by_the_limit(string drawn, int times, bool packed, string reason)
    {
        var content = packed ? Packed(drawn, times) : string.Concat(Enumerable.Repeat(drawn, times));
        using var source = new MemoryStream(SmallPdf.Of([new(content) { Filter = packed ? "/Filter /FlateDecode" : "" }]));
        var parser = new PdfParser { ByPdfPig = true };

        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            MediaTypes.Pdf,
            null,
            TestContext.Current.CancellationToken
        );

        var document = parser.Parse(converted.Content, null, ParseBudget.Default).Single();
        document.Blocks.ShouldBeEmpty();
        var said = document.Diagnostics.ShouldHaveSingleItem();
        said.Fatal.ShouldBeTrue();
        said.Reason.ShouldEndWith(reason);

        static string Packed(string unit, int times)
        {
            using var bytes = new MemoryStream();
            using (var zip = new ZLibStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
            {
                var many = Encoding.Latin1.GetBytes(string.Concat(Enumerable.Repeat(unit, 1_000)));
                for (var i = 0; i < times / 1_000; i++)
                {
                    zip.Write(many);
                }
            }

            return Encoding.Latin1.GetString(bytes.ToArray());
        }
    }

    [Fact]
    public async Task Pages_without_a_word_are_noted_however_the_layout_is_cut_up()
    {
        const string layout =
            "<doc><page a=\"1\"><word x=\"1\">a</word></page>\n<page a=\"2\">\n</page><page a=\"3\"></page><page a=\"4\"><word b=\"1\">b</word></page></doc>";
        for (var length = 1; length <= layout.Length; length++)
        {
            await using var passed = new MemoryStream();
            await using var looked = new PageWordCounter(passed);
            foreach (var part in Encoding.UTF8.GetBytes(layout).Chunk(length))
            {
                await looked.WriteAsync(part, TestContext.Current.CancellationToken);
            }

            looked.Pages.Where(page => page.Words == 0).Select(page => page.Number).ShouldBe([2, 3], $"in parts of {length} bytes");
            Encoding.UTF8.GetString(passed.ToArray()).ShouldBe(layout);
        }
    }

    private static string At(byte[] text, ByteRange range) => Encoding.UTF8.GetString(text.AsSpan((int)range.Start, (int)range.Length));

    private static string Line(Block block)
    {
        var cells =
            block.Cells.Count > 0
                ? $" cells {string.Join(' ', block.Cells.Select(c => $"{c.Column}{(c.ColumnSpan > 1 ? $"+{c.ColumnSpan}" : "")}{(c.IsHeader ? "h" : "")}"))}"
                : "";
        var about = string.Join(
            ' ',
            new[]
            {
                block.Level > 0 ? $"level {block.Level}" : "",
                block.Traits?.Note ?? "",
                block.Traits?.Ordered is { } ordered
                    ? ordered
                        ? "ordered"
                        : "bullet"
                    : "",
            }.Where(s => s.Length > 0)
        );
        var page = block.Spans is [var first, ..] ? $"p{first.Place.Page}" : "-";
        return $"{block.Index} {page} {block.Type}{(about.Length > 0 ? $" ({about})" : "")}{cells}: {block.Text.Replace("\n", " / ", StringComparison.Ordinal).Replace("\t", " | ", StringComparison.Ordinal)}\n";
    }

    private static async Task<(ParsedDocument Document, List<Block> Blocks, List<ParseDiagnostic> Diagnostics)> ParseAsync(
        string name,
        PdfParser parser
    )
    {
        await using var source = File.OpenRead(Fixture($"{name}.pdf"));
        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            MediaTypes.Pdf,
            null,
            TestContext.Current.CancellationToken
        );
        var document = parser.Parse(converted.Content, $"{name}.pdf", ParseBudget.Default).Single();
        return (document, [.. document.Blocks], document.Diagnostics);
    }

    private static string Fixture(string name, [CallerFilePath] string here = "") =>
        Path.Combine(Path.GetDirectoryName(here) ?? "", "Fixtures", name);
}
