using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Converts a PDF to the layout that <see cref="PdfParser"/> reads: pdftotext's, followed by what that omits.</summary>
/// <param name="ocr">Whether to read scans.</param>
/// <param name="language">OCR language; null: the installed ones.</param>
internal sealed class PdfConversion(string path, WorkFolder folder, bool ocr, IProgress<Progress>? progress, string? language = null)
{
    private static readonly ProgramLimits Small = new() { Output = 16L * 1024 * 1024, Time = TimeSpan.FromSeconds(30) };

    /// <summary>Total OCR time for all pages: less than a run may take.</summary>
    internal TimeSpan OcrTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Limits of drawing a page for OCR, and of reading it.</summary>
    internal ProgramLimits OcrLimits { get; init; } = new() { Output = 16L * 1024 * 1024, Time = TimeSpan.FromMinutes(1) };

    /// <summary>Limits of one call of pdftotext.</summary>
    internal ProgramLimits Limits { get; init; } = new();

    public async Task WriteAsync(Stream output, CancellationToken ct)
    {
        var languages = ocr ? await OcrLanguages.ChooseAsync(language, folder.Path, ct) : "";
        // It explains best what is wrong with a file.
        var counting = PagesAsync(ct);
        await using var looked = new PageWordCounter(output);
        var end = await new PdfLayout(path, folder, Limits).WriteAsync(CountAsync(counting), looked, ct);
        if (!end.Ok && end.Stopped is null && output.Length == 0)
        {
            throw new InvalidDataException($"pdftotext can't read the PDF: {end.Reason}");
        }
        var pages = await counting;
        var (scans, unknown) = await ScansAsync(looked.Pages, pages, ct);
        int[] scanned = [.. scans.Select(page => page.Number)];
        var read =
            ocr && scanned.Length > 0
                ? await new PageOcr(path, folder, OcrLimits, OcrTime, progress).ReadAsync(scanned, languages, ct)
                : OcrResult.None;
        var trailer = new PdfTrailer
        {
            Pages = pages.Count,
            Turned = pages.Turned,
            Scanned = scanned,
            Stamped = [.. scans.Where(page => page.Words > 0).Select(page => page.Number)],
            ScansUnknown = unknown,
            Ocr = read.Read,
            OcrFailed = read.Failed,
            OcrLanguages = read.Languages,
            OcrStopped = read.Stopped,
            Stopped = end.Stopped ?? (end.ExitCode == 0 ? null : $"pdftotext failed: {end.Complaint}"),
            Programs = await ProgramVersion.OfAllAsync(
                read.Read.Count > 0 ? [ExternalProgram.PdfToText, ExternalProgram.Tesseract] : [ExternalProgram.PdfToText],
                folder.Path,
                ct
            ),
        };
        output.Position = output.Length;
        await output.WriteAsync(Encoding.UTF8.GetBytes(trailer.Write()), ct);
    }

    private async Task<(ProgramEnd End, string Printed)> PrintAsync(
        ExternalProgram program,
        IReadOnlyList<string> arguments,
        CancellationToken ct
    )
    {
        using var printed = new MemoryStream();
        var end = await ProgramRunner.RunAsync(program, arguments, folder.Path, printed, Small, ct);
        return (end, Encoding.UTF8.GetString(printed.ToArray()));
    }

    private static async Task<int> CountAsync(Task<PdfPages> pages) => (await pages).Count;

    private async Task<PdfPages> PagesAsync(CancellationToken ct)
    {
        var (end, printed) = await PrintAsync(ExternalProgram.PdfInfo, PdfPages.Arguments(path), ct);
        if (!end.Ok)
        {
            // Pages that can't be found one by one may still be counted.
            (end, printed) = await PrintAsync(ExternalProgram.PdfInfo, [path], ct);
        }
        return end.Ok
            ? PdfPages.Read(printed)
            : throw new InvalidDataException($"{ExternalProgram.PdfInfo.Name} can't read the PDF: {end.Stopped ?? end.Complaint}");
    }

    /// <returns>The scans, and why they are unknown.</returns>
    private async Task<(IReadOnlyList<ThinPage> ScannedPages, string? Unknown)> ScansAsync(
        IReadOnlyList<ThinPage> thin,
        PdfPages pages,
        CancellationToken ct
    )
    {
        if (thin.Count > 0 && ExternalProgram.PdfImages.Location is null)
        {
            return ([], ProgramRunner.Missing(ExternalProgram.PdfImages).Message);
        }
        var listed = new StringBuilder();
        foreach (var (from, to) in PdfImagesList.Ranges(thin))
        {
            var (end, printed) = await PrintAsync(ExternalProgram.PdfImages, ["-list", "-f", Text(from), "-l", Text(to), path], ct);
            if (!end.Ok)
            {
                return ([], end.Stopped ?? $"pdfimages failed: {end.Reason}");
            }
            listed.Append(printed).Append('\n');
        }
        return (PdfImagesList.Scanned(thin, listed.ToString(), pages.Areas), null);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
