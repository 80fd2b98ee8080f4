using System.Runtime.InteropServices;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Parses PDFs as laid out by poppler, or by PdfPig in its format: words with boxes → lines → blocks in reading order. Reads
/// <c>pdftotext -bbox-layout</c> output and the <see cref="PdfTrailer"/> after it, page by page.
/// </summary>
/// <param name="ocr">Whether OCR, if installed, reads scanned pages.</param>
/// <param name="language">Languages for OCR (<c>deu+eng</c>); null for the machine's defaults.</param>
public sealed class PdfParser(bool ocr = false, string? language = null) : IParser
{
    public const string Layout = "pdf-layout";
    public const string LayoutWithOcr = "pdf-layout-ocr";
    public const string LayoutByPdfPig = "pdf-layout-pdfpig";

    /// <summary>Separates the name of a conversion with OCR from the requested languages.</summary>
    public const char Language = ':';

    /// <summary>Number of pages sampled for the size of the body text.</summary>
    private const int SamplePages = 40;

    /// <summary>Number of pages before and after that are searched for the same header or footer.</summary>
    private const int Neighbours = 2;

    /// <summary>Whether PdfPig, which ships with Strata, lays out the pages instead of poppler. Its documents differ.</summary>
    public bool ByPdfPig { get; init; }

    public string Id =>
        ByPdfPig ? "pdfpig"
        : !ocr ? "pdf"
        : language is null ? "pdf-ocr"
        : $"pdf-ocr-{language}";
    public int Version => ByPdfPig ? 1 : 12; // both share the code that makes blocks: a change to it bumps both
    public IReadOnlyList<string> MediaTypes => ocr || ByPdfPig ? [] : [Parsing.MediaTypes.Pdf];
    public IReadOnlyList<BlockType> BlockTypes { get; } =
    [BlockType.Heading, BlockType.Paragraph, BlockType.ListItem, BlockType.Table, BlockType.TableRow, BlockType.PageBreak];

    /// <summary>Most comparisons per page.</summary>
    internal long Effort { get; init; } = ComparisonBudget.Max;

    public string? Conversion =>
        ByPdfPig ? LayoutByPdfPig
        : !ocr ? Layout
        : language is null ? LayoutWithOcr
        : $"{LayoutWithOcr}{Language}{language}";

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var trailer = PdfTrailer.Read(source);
        source.Position = 0;
        var reader = new LayoutReader(source);
        var turned = trailer.Turned.ToHashSet();
        var pages = reader.Pages().Select(page => Whole(page, trailer, turned)).GetEnumerator();
        var sample = new Queue<PageLayout>();
        while (sample.Count < SamplePages && pages.MoveNext())
        {
            sample.Enqueue(pages.Current);
        }
        var log = new DiagnosticLog();
        var document = new ParsedDocument
        {
            Title = reader.Title,
            Encoding = Encoding.UTF8,
            IsRecords = false,
            IsRendered = true,
            Facts = Facts(trailer),
            Blocks = Blocks(sample, pages, reader, trailer, budget, log),
        };
        log.AttachTo(document);
        yield return document;
    }

    private static PageLayout Whole(PageLayout page, PdfTrailer trailer, HashSet<int> turned)
    {
        var upright = turned.Contains(page.Number) ? page with { Width = page.Height, Height = page.Width } : page;
        return trailer.Ocr.TryGetValue(page.Number, out var words) ? OcrPage.Of(upright, words) : upright;
    }

    private static Dictionary<string, string> Facts(PdfTrailer trailer)
    {
        var facts = new Dictionary<string, string>();
        Add("pages", trailer.Pages?.ToString(CultureInfo.InvariantCulture));
        Add("programs", trailer.Programs);
        Add("scanned_pages", trailer.Scanned.Count > 0 ? string.Join(", ", trailer.Scanned) : null);
        Add("ocr_languages", trailer.OcrLanguages);
        Add("ocr_pages", trailer.Ocr.Count > 0 ? string.Join(", ", trailer.Ocr.Keys.Order()) : null);
        return facts;

        void Add(string name, string? value)
        {
            if (value is not null)
            {
                facts.Add(name, value);
            }
        }
    }

    private IEnumerable<Block> Blocks(
        Queue<PageLayout> ahead,
        IEnumerator<PageLayout> pages,
        LayoutReader reader,
        PdfTrailer trailer,
        ParseBudget budget,
        DiagnosticLog log
    )
    {
        using var _ = pages;
        var blocks = new PageBlocks(new RenderedText(), BodySize(ahead), log) { Effort = Effort };
        var before = new Queue<PageLayout>();
        var read = 0;
        while (ahead.TryDequeue(out var page))
        {
            while (ahead.Count < Neighbours && pages.MoveNext())
            {
                ahead.Enqueue(pages.Current);
            }
            if (page.Number > budget.MaxPages)
            {
                log.Fatal(0, 0, $"the PDF has more than {budget.MaxPages} pages (MaxPages)");
                yield break;
            }
            foreach (var block in blocks.Of(page, [.. before, .. ahead.Take(Neighbours)]))
            {
                if (block.Index >= budget.MaxBlocks)
                {
                    log.Fatal(0, 0, $"the PDF has more than {budget.MaxBlocks} blocks (MaxBlocks)");
                    yield break;
                }
                yield return block;
            }
            read = page.Number;
            before.Enqueue(page);
            if (before.Count > Neighbours)
            {
                before.Dequeue();
            }
        }
        Conclude(read, reader, trailer, log);
    }

    private void Conclude(int read, LayoutReader reader, PdfTrailer trailer, DiagnosticLog log)
    {
        var stamped = trailer.Stamped.ToHashSet();
        foreach (var page in trailer.Scanned.Where(page => !trailer.Ocr.ContainsKey(page)))
        {
            var reason = trailer.OcrFailed.GetValueOrDefault(page) is { } failed ? $"OCR did not read it: {failed}" : "OCR did not read it";
            log.Add(
                0,
                0,
                $"page {page} is a picture {(stamped.Contains(page) ? "with only a few words of" : "without")} text (a scan): {(ocr ? reason : "ask for OCR to have it read")}"
            );
        }
        if (trailer.ScansUnknown is { } unknown)
        {
            log.Add(0, 0, $"it is not known which pages are scans: {unknown}");
        }
        if (trailer.OcrStopped is { } ended)
        {
            log.Fatal(0, 0, $"only {trailer.Ocr.Count} of {trailer.Scanned.Count} scanned pages were read: {ended}");
        }
        if (trailer.Stopped is { } stopped)
        {
            log.Fatal(0, 0, $"only {read} of {trailer.Pages?.ToString(CultureInfo.InvariantCulture) ?? "its"} pages were read: {stopped}");
        }
        else if (reader.Problem is { } problem)
        {
            log.Fatal(0, 0, $"the page layout can't be read after page {read}: {problem}");
        }
        log.Close(0, 0);
    }

    /// <summary>Returns the word height, in points, that most letters are set in.</summary>
    private static double BodySize(IEnumerable<PageLayout> pages)
    {
        var letters = new Dictionary<double, long>();
        foreach (var line in pages.SelectMany(page => page.Lines))
        {
            foreach (ref readonly var word in CollectionsMarshal.AsSpan(line.Words))
            {
                CollectionsMarshal.GetValueRefOrAddDefault(letters, Math.Round(word.Height * 2) / 2, out _) += word.Text.Length;
            }
        }
        return letters.OrderByDescending(size => size.Value).ThenBy(size => size.Key).Select(size => size.Key).FirstOrDefault(10);
    }
}
