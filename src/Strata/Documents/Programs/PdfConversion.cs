using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Strata.Parsing.Pdf;

namespace Strata.Documents.Programs;

/// <summary>A PDF → the layout that <see cref="PdfParser"/> reads: pdftotext's, and after it what that doesn't say.</summary>
internal sealed partial class PdfConversion(string path, WorkFolder folder, bool ocr, IProgress<Progress>? progress)
{
    /// <summary>Most scanned pages that are read by OCR in one conversion: some 3 s each.</summary>
    private const int MaxOcrPages = 500;
    private const int OcrDpi = 300;

    private static readonly ProgramLimits Small = new() { Output = 16L * 1024 * 1024, Time = TimeSpan.FromSeconds(30) };

    /// <summary>How long OCR may take for all pages together: less than a run may.</summary>
    internal TimeSpan OcrTime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>What a call of pdftotext may use.</summary>
    internal ProgramLimits Limits { get; init; } = new();

    public async Task WriteAsync(Stream output, CancellationToken ct)
    {
        // It says best what is wrong with a file.
        var counting = PagesAsync(ct);
        await using var looked = new EmptyPages(output);
        var end = await new PdfLayout(path, folder, Limits).WriteAsync(counting, looked, ct);
        if (!end.Ok && end.Stopped is null && output.Length == 0)
        {
            throw new InvalidDataException($"pdftotext can't read the PDF: {(end.Complaint.Length > 0 ? end.Complaint : $"exit code {end.ExitCode}")}");
        }

        var empty = looked.Pages;
        var scanned = empty.Count > 0 ? await ScannedAsync(empty, ct) : [];
        var (read, ocrStopped) = ocr ? await ReadAsync(scanned, ct) : ([], null);
        var trailer = new PdfTrailer
        {
            Pages = await counting,
            Scanned = scanned,
            Ocr = read,
            OcrStopped = ocrStopped,
            Stopped = end.Stopped ?? (end.ExitCode == 0 ? null : $"pdftotext failed: {end.Complaint}"),
            Programs = await ProgramVersion.OfAllAsync(read.Count > 0 ? [ExternalProgram.PdfToText, ExternalProgram.Tesseract] : [ExternalProgram.PdfToText], folder.Path, ct),
        };
        output.Position = output.Length;
        await output.WriteAsync(Encoding.UTF8.GetBytes(trailer.Write()), ct);
    }

    private async Task<string> PrintAsync(ExternalProgram program, IReadOnlyList<string> arguments, CancellationToken ct)
    {
        using var printed = new MemoryStream();
        var end = await ProgramRunner.RunAsync(program, arguments, folder.Path, printed, Small, ct);
        if (!end.Ok)
        {
            throw new InvalidDataException($"{program.Name} can't read the PDF: {end.Stopped ?? end.Complaint}");
        }

        return Encoding.UTF8.GetString(printed.ToArray());
    }

    private async Task<int> PagesAsync(CancellationToken ct) =>
        PageCount().Match(await PrintAsync(ExternalProgram.PdfInfo, [path], ct)) is { Success: true } match
        && int.TryParse(match.Groups["n"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var pages)
            ? pages
            : throw new InvalidDataException($"{ExternalProgram.PdfInfo.Name} doesn't say how many pages the PDF has");

    // A page without text is a scan where it holds a picture, else merely blank.
    private async Task<IReadOnlyList<int>> ScannedAsync(IReadOnlyList<int> empty, CancellationToken ct)
    {
        if (ExternalProgram.PdfImages.Location is null)
        {
            return [];
        }

        var listed = await PrintAsync(ExternalProgram.PdfImages, ["-list", "-f", Text(empty[0]), "-l", Text(empty[^1]), path], ct);
        var pictured = ImageLine()
            .Matches(listed)
            .Select(match => int.Parse(match.Groups["page"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture))
            .ToHashSet();
        return [.. empty.Where(pictured.Contains)];
    }

    /// <returns>The words of the pages that were read, and the limit that ended it, in words.</returns>
    private async Task<(Dictionary<int, IReadOnlyList<OcrWord>> Read, string? Stopped)> ReadAsync(IReadOnlyList<int> scanned, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var read = new Dictionary<int, IReadOnlyList<OcrWord>>();
        foreach (var page in scanned.Take(MaxOcrPages))
        {
            if (Stopwatch.GetElapsedTime(started) >= OcrTime)
            {
                return (read, $"OCR took longer than {Text((int)OcrTime.TotalSeconds)} s (the limit)");
            }

            progress?.Report(new Progress("ocr", read.Count, Math.Min(scanned.Count, MaxOcrPages), "pages"));
            var picture = folder.File("page");
            using var nothing = new MemoryStream();
            var drawn = await ProgramRunner.RunAsync(
                ExternalProgram.PdfToPpm,
                ["-r", Text(OcrDpi), "-gray", "-singlefile", "-png", "-f", Text(page), "-l", Text(page), path, picture],
                folder.Path,
                nothing,
                new(),
                ct
            );
            using var table = new MemoryStream();
            var recognised = drawn.Ok
                ? await ProgramRunner.RunAsync(ExternalProgram.Tesseract, [$"{picture}.png", "stdout", "--dpi", Text(OcrDpi), "tsv"], folder.Path, table, Small, ct)
                : drawn;
            if (recognised.Ok)
            {
                read[page] = TesseractTable.Words(Encoding.UTF8.GetString(table.ToArray()), 72.0 / OcrDpi);
            }
        }

        return (read, scanned.Count > MaxOcrPages ? $"OCR reads {Text(MaxOcrPages)} scanned pages (the limit)" : null);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^Pages:\s+(?<n>\d+)", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex PageCount();

    [GeneratedRegex(@"^\s*(?<page>\d+)\s+\d+\s+image\b", RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant)]
    private static partial Regex ImageLine();
}
