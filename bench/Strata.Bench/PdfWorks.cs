using System.Diagnostics;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pdf;

namespace Strata.Bench;

/// <summary>
/// PDF to blocks, program and all, beside what <c>pdftotext -bbox-layout</c> takes by itself. The size counts pages, at most 2,000.
/// </summary>
internal static class PdfWorks
{
    private const int MaxPages = 2_000;
    private const int Lines = 48;

    public static async Task<string> RunAsync(BenchOptions options)
    {
        var pages = Math.Min(options.Size, MaxPages);
        using var folder = new WorkFolder();
        var path = folder.File("bench.pdf");
        await File.WriteAllBytesAsync(path, Pdf(pages));
        var (ours, alone) = (new List<double>(), new List<double>());
        var blocks = 0;
        for (var round = 0; round <= options.Rounds; round++)
        {
            var watch = Stopwatch.StartNew();
            await using (var output = new FileStream(folder.File("layout"), FileMode.Create))
            {
                _ = await ProgramRunner.RunAsync(
                    ExternalProgram.PdfToText,
                    ["-bbox-layout", "-q", path, "-"],
                    folder.Path,
                    output,
                    new(),
                    default
                );
            }

            var program = watch.Elapsed.TotalSeconds;
            watch.Restart();
            var parser = new PdfParser();
            await using var source = File.OpenRead(path);
            await using var converted = await Conversions.ConvertAsync(PdfParser.Layout, source, MediaTypes.Pdf, null, default);
            blocks = parser.Parse(converted.Content, "bench.pdf", ParseBudget.Default).Sum(document => document.Blocks.Count());
            if (round > 0)
            {
                alone.Add(program);
                ours.Add(watch.Elapsed.TotalSeconds);
            }
        }

        var (mine, peer) = (Median(ours), Median(alone));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"PDF of {pages} pages to {blocks} blocks: {mine:F2} s, pdftotext alone {peer:F2} s: {mine / peer:F2}x"
        );
    }

    private static double Median(List<double> seconds)
    {
        seconds.Sort();
        return seconds[seconds.Count / 2];
    }

    // A plain PDF 1.4 (ISO 32000-1, 7.5): one font, a heading, lines of words and a small table on every page.
    private static byte[] Pdf(int pages)
    {
        var file = new StringBuilder("%PDF-1.4\n");
        var offsets = new List<int>();
        Object("<< /Type /Catalog /Pages 2 0 R >>");
        Object(
            $"<< /Type /Pages /Count {pages} /Kids [{string.Join(' ', Enumerable.Range(0, pages).Select(page => $"{4 + (2 * page)} 0 R"))}] >>"
        );
        Object("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>");
        for (var page = 0; page < pages; page++)
        {
            Object(
                $"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + (2 * page)} 0 R >>"
            );
            var content = Content(page);
            Object($"<< /Length {content.Length} >>\nstream\n{content}\nendstream");
        }

        var start = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {offsets.Count + 1}\n0000000000 65535 f \n");
        offsets.ForEach(offset => file.Append(CultureInfo.InvariantCulture, $"{offset:0000000000} 00000 n \n"));
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<< /Size {offsets.Count + 1} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
        return Encoding.ASCII.GetBytes(file.ToString());

        void Object(string body)
        {
            offsets.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{offsets.Count} 0 obj\n{body}\nendobj\n");
        }
    }

    private static string Content(int page)
    {
        var content = new StringBuilder();
        Text(60, 800, 18, $"Chapter {page + 1}");
        for (var line = 0; line < Lines; line++)
        {
            var y = 770 - (line * 13);
            if (line is >= 20 and < 26)
            {
                Text(60, y, 10, $"Posting {line}");
                Text(300, y, 10, $"{(page * 31) + line}.50");
                Text(420, y, 10, $"2026-01-{line:00}");
            }
            else
            {
                Text(60, y, 10, $"The clerk of page {page} noted in line {line} what came in and who had paid for it that day");
            }
        }

        return content.ToString();

        void Text(int x, int y, int size, string text) =>
            content.Append(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {x} {y} Td ({text}) Tj ET\n");
    }
}
