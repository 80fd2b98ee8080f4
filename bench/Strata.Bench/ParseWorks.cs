using System.Diagnostics;
using Strata.Parsing;

namespace Strata.Bench;

/// <summary>Parsing alone: bytes to blocks, no store behind it. The size counts rows.</summary>
internal static class ParseWorks
{
    public static readonly IReadOnlyList<(string Name, Func<BenchStore, BenchOptions, Task<string>> Run)> All =
    [
        ("parse-csv", (_, options) => CsvAsync(options)),
        ("parse-markdown", (_, options) => Task.FromResult(MarkupWorks.Markdown(options))),
        ("parse-markdown-peer", (_, options) => MarkupWorks.MarkdownPeerAsync(options)),
        ("parse-html", (_, options) => Task.FromResult(MarkupWorks.Html(options))),
        ("parse-xlsx", (_, options) => Task.FromResult(OfficeWorks.Xlsx(options))),
        ("parse-xlsx-peer", (_, options) => Task.FromResult(OfficeWorks.XlsxPeer(options))),
        ("parse-docx", (_, options) => Task.FromResult(OfficeWorks.Docx(options))),
        ("parse-docx-large", (_, options) => Task.FromResult(OfficeWorks.LargeDocx(options))),
        ("parse-pptx", (_, options) => Task.FromResult(OfficeWorks.Pptx(options))),
        ("parse-pdf", (_, options) => PdfWorks.RunAsync(options)),
    ];

    private static async Task<string> CsvAsync(BenchOptions options)
    {
        var file = Path.GetTempFileName();
        try
        {
            await WriteAsync(file, options.Size);
            var rates = new List<double>();
            long blocks = 0;
            for (var round = 0; round < options.Rounds; round++)
            {
                await using var source = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
                var watch = Stopwatch.StartNew();
                blocks = Parsers.For(MediaTypes.Csv)!.Parse(source, "bench.csv", ParseBudget.Default).Sum(d => d.Blocks.LongCount()); // csv always has one
                rates.Add(source.Length / 1e6 / watch.Elapsed.TotalSeconds);
            }
            rates.Sort();
            return string.Create(
                CultureInfo.InvariantCulture,
                $"CSV to blocks: {rates[rates.Count / 2]:F0} MB/s (of {rates[0]:F0} to {rates[^1]:F0}), {blocks} rows, {new FileInfo(file).Length / 1e6:F0} MB"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static async Task WriteAsync(string file, int rows)
    {
        await using var writer = new StreamWriter(file, append: false, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        await writer.WriteAsync("id,date,payee,amount,currency,note\n");
        for (var i = 0; i < rows; i++)
        {
            await writer.WriteAsync(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{i},2024-01-{(i % 28) + 1:00},Some merchant {i},{i % 997}.50,EUR,\"paid, by card\"\n"
                )
            );
        }
    }
}
