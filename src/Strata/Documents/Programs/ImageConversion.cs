using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>Reads a picture by tesseract and writes it as <see cref="PdfParser"/> reads scans: pages without words, and what OCR read.</summary>
/// <param name="language">OCR language; null: the installed ones.</param>
internal sealed class ImageConversion(string path, WorkFolder folder, string? language)
{
    /// <summary>Pictures have no size on paper: this many dots are taken for an inch.</summary>
    private const int Dpi = 300;
    private const double PointsPerInch = 72;

    internal ProgramLimits Limits { get; init; } = new() { Output = 64L * 1024 * 1024, Time = TimeSpan.FromMinutes(5) };

    /// <exception cref="InvalidDataException">tesseract can't read the picture, with its reason.</exception>
    public async Task WriteAsync(Stream output, CancellationToken ct)
    {
        var languages = await OcrLanguages.ChooseAsync(language, folder.Path, ct);
        using var table = new MemoryStream();
        var end = await ProgramRunner.RunAsync(
            ExternalProgram.Tesseract,
            [path, "stdout", "-l", languages, "--dpi", Dpi.ToString(CultureInfo.InvariantCulture), "tsv"],
            folder.Path,
            table,
            Limits,
            ct
        );
        if (!end.Ok)
        {
            throw new InvalidDataException($"tesseract can't read the picture: {end.Reason}");
        }
        var pages = TesseractTable.Pages(Encoding.UTF8.GetString(table.ToArray()), PointsPerInch / Dpi);
        var layout = new StringBuilder("<doc>\n");
        foreach (var page in pages)
        {
            layout.Append(CultureInfo.InvariantCulture, $"<page width=\"{page.Width:0.###}\" height=\"{page.Height:0.###}\">\n</page>\n");
        }
        layout.Append("</doc>\n");
        var trailer = new PdfTrailer
        {
            Pages = pages.Count,
            Scanned = [.. pages.Select((_, i) => i + 1)],
            Ocr = pages.Select((page, i) => (page, i)).ToDictionary(p => p.i + 1, p => p.page.Words),
            OcrLanguages = languages,
            Programs = await ProgramVersion.OfAllAsync([ExternalProgram.Tesseract], folder.Path, ct),
        };
        layout.Append(trailer.Write());
        await output.WriteAsync(Encoding.UTF8.GetBytes(layout.ToString()), ct);
    }
}
