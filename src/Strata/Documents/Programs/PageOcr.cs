using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Result of OCR.</summary>
/// <param name="Failed">Why a page could not be read.</param>
/// <param name="Stopped">The limit that ended it before the last scan.</param>
internal sealed record OcrResult(
    IReadOnlyDictionary<int, IReadOnlyList<OcrWord>> Read,
    IReadOnlyDictionary<int, string> Failed,
    string? Languages,
    string? Stopped
)
{
    public static readonly OcrResult None = new(new Dictionary<int, IReadOnlyList<OcrWord>>(), new Dictionary<int, string>(), null, null);
}

/// <summary>Reads scanned pages: pdftoppm draws them, tesseract reads the picture.</summary>
/// <param name="limits">Of one call of either, for one page.</param>
/// <param name="time">Total time of the programs for all pages, without waiting for their turn.</param>
internal sealed class PageOcr(string path, WorkFolder folder, ProgramLimits limits, TimeSpan time, IProgress<Progress>? progress)
{
    /// <summary>Most scanned pages read per conversion: about 3 s each.</summary>
    private const int MaxPages = 500;
    private const int Dpi = 300;

    public async Task<OcrResult> ReadAsync(IReadOnlyList<int> scanned, string languages, CancellationToken ct)
    {
        var spent = TimeSpan.Zero;
        var (read, failed) = (new Dictionary<int, IReadOnlyList<OcrWord>>(), new Dictionary<int, string>());
        foreach (var page in scanned.Take(MaxPages))
        {
            if (spent >= time)
            {
                return new(read, failed, languages, $"OCR took longer than {Text((int)time.TotalSeconds)} s (the limit)");
            }
            progress?.Report(new Progress("ocr", read.Count + failed.Count, Math.Min(scanned.Count, MaxPages), "pages"));
            var (picture, drawing, undrawn) = await DrawAsync(page, ct);
            spent += drawing;
            if (undrawn is not null)
            {
                failed[page] = undrawn;
                continue;
            }
            using var table = new MemoryStream();
            var end = await ProgramRunner.RunAsync(
                ExternalProgram.Tesseract,
                [picture, "stdout", "-l", languages, "--dpi", Text(Dpi), "tsv"],
                folder.Path,
                table,
                limits,
                ct
            );
            File.Delete(picture);
            spent += end.Took;
            if (end.Ok)
            {
                read[page] = TesseractTable.Words(Encoding.UTF8.GetString(table.ToArray()), 72.0 / Dpi);
            }
            else
            {
                failed[page] = end.Stopped ?? $"tesseract failed: {end.Reason}";
            }
        }
        return new(read, failed, languages, scanned.Count > MaxPages ? $"OCR reads {Text(MaxPages)} scanned pages (the limit)" : null);
    }

    /// <returns>The picture, its time, and why there is none.</returns>
    private async Task<(string Picture, TimeSpan Took, string? Failed)> DrawAsync(int page, CancellationToken ct)
    {
        var picture = folder.File("page");
        using var nothing = new MemoryStream();
        var end = await ProgramRunner.RunAsync(
            ExternalProgram.PdfToPpm,
            ["-r", Text(Dpi), "-gray", "-singlefile", "-png", "-f", Text(page), "-l", Text(page), path, picture],
            folder.Path,
            nothing,
            limits,
            ct
        );
        picture += ".png";
        return (
            picture,
            end.Took,
            end.Ok && DrawnPage.IsThere(picture) ? null : end.Stopped ?? $"pdftoppm can't draw the page: {end.Reason}"
        );
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
