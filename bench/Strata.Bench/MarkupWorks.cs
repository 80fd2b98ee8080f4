using System.Diagnostics;
using Markdig;
using Strata.Parsing;

namespace Strata.Bench;

/// <summary>Markdown and HTML to blocks, from memory.</summary>
internal static class MarkupWorks
{
    private const int HtmlBytes = 5_000_000;
    private const int MarkdownBytes = 5_000_000;
    private const int PeerBytes = 500_000;
    private const string PeerFolder = "bench/peers";

    /// <summary>Beside Markdig's own parse of the same text, with the same extensions and without.</summary>
    public static string Markdown(BenchOptions options)
    {
        var text = MarkdownText(MarkdownBytes);
        var bytes = Encoding.UTF8.GetBytes(text);
        var same = new MarkdownPipelineBuilder()
            .UsePreciseSourceLocation()
            .UseYamlFrontMatter()
            .UsePipeTables()
            .UseTaskLists()
            .UseFootnotes()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks()
            .UseMathematics()
            .Build();
        var plain = new MarkdownPipelineBuilder().Build();
        var blocks = 0L;
        var (ours, withSame, withPlain) = (new List<double>(), new List<double>(), new List<double>());
        for (var round = 0; round < options.Rounds + 2; round++)
        {
            // The first two rounds warm up.
            var isMeasured = round >= 2;
            Measure(ours, isMeasured, () => blocks = Blocks(MediaTypes.Markdown, bytes));
            Measure(withSame, isMeasured, () => Markdig.Markdown.Parse(text, same));
            Measure(withPlain, isMeasured, () => Markdig.Markdown.Parse(text, plain));
        }

        var (mine, peer, bare) = (Median(ours), Median(withSame), Median(withPlain));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Markdown to blocks: {bytes.Length / 1e6 / mine:F1} MB/s, {blocks} blocks of {bytes.Length / 1e6:F1} MB; {peer / mine:P0} of Markdig with the same extensions ({bytes.Length / 1e6 / peer:F1} MB/s), {bare / mine:P0} of it with none ({bytes.Length / 1e6 / bare:F1} MB/s)"
        );
    }

    /// <summary>Beside the tree that AngleSharp makes of the same text, without blocks and places.</summary>
    public static string Html(BenchOptions options)
    {
        var page = new StringBuilder("<!DOCTYPE html><html><body><main>");
        for (var i = 0; page.Length < HtmlBytes; i++)
        {
            page.Append(
                CultureInfo.InvariantCulture,
                $"<div class=\"row r{i}\"><h3>Item {i}</h3><p>Some text with <a href=\"http://x.example/{i}\">a link</a> and <b>bold</b> words, é &amp; more, so that a paragraph is about as long as one usually is.</p><table><tr><td>{i}</td><td>{i * 3}.50</td></tr></table></div>\n"
            );
        }

        var bytes = Encoding.UTF8.GetBytes(page.ToString());
        var text = page.ToString();
        var (times, trees) = (new List<double>(), new List<double>());
        var blocks = 0L;
        for (var round = 0; round < options.Rounds + 1; round++)
        {
            Measure(times, round >= 1, () => blocks = Blocks(MediaTypes.Html, bytes));
            Measure(trees, round >= 1, () => new AngleSharp.Html.Parser.HtmlParser().ParseDocument(text));
        }

        return string.Create(
            CultureInfo.InvariantCulture,
            $"HTML to blocks: {Median(times):F2} s for {bytes.Length / 1e6:F1} MB, {blocks} blocks; AngleSharp's tree alone {Median(trees):F2} s"
        );
    }

    /// <summary>Beside remark-parse on Node, each warm, on a tenth of that text: <c>npm ci --prefix bench/peers</c> installs it.</summary>
    /// <exception cref="InvalidOperationException">It is not installed, or this does not run in the repository's folder.</exception>
    public static async Task<string> MarkdownPeerAsync(BenchOptions options)
    {
        var bytes = Encoding.UTF8.GetBytes(MarkdownText(PeerBytes));
        var ours = new List<double>();
        for (var round = -2; round < options.Rounds; round++)
        {
            Measure(ours, round >= 0, () => Blocks(MediaTypes.Markdown, bytes));
        }
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, bytes);
            var start = new ProcessStartInfo(
                "node",
                [Path.Combine(PeerFolder, "markdown.mjs"), file, options.Rounds.ToString(CultureInfo.InvariantCulture)]
            )
            {
                RedirectStandardOutput = true,
                UseShellExecute = false,
            };
            using var node = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
            var told = await node.StandardOutput.ReadToEndAsync();
            await node.WaitForExitAsync();
            if (!double.TryParse(told, CultureInfo.InvariantCulture, out var peer))
            {
                throw new InvalidOperationException($"Run it in the repository's folder, after: npm ci --prefix {PeerFolder}");
            }
            var mine = Median(ours);
            return string.Create(
                CultureInfo.InvariantCulture,
                $"Markdown to blocks, {bytes.Length / 1e6:F1} MB: {bytes.Length / 1e6 / mine:F1} MB/s, remark-parse {bytes.Length / 1e6 / peer:F2} MB/s: {peer / mine:F0}x"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static long Blocks(string mediaType, byte[] bytes)
    {
        using var source = new MemoryStream(bytes);
        return (Parsers.For(mediaType) ?? throw new InvalidOperationException(mediaType))
            .Parse(source, null, ParseBudget.Default)
            .Sum(document => document.Blocks.LongCount());
    }

    private static void Measure(List<double> times, bool isMeasured, Action work)
    {
        GC.Collect();
        var watch = Stopwatch.StartNew();
        work();
        if (isMeasured)
        {
            times.Add(watch.Elapsed.TotalSeconds);
        }
    }

    private static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);

    /// <summary>Notes as people write them: headings, paragraphs with emphasis and links, lists, tasks, a table, code.</summary>
    private static string MarkdownText(int length)
    {
        var text = new StringBuilder();
        for (var i = 0; text.Length < length; i++)
        {
            text.Append(
                CultureInfo.InvariantCulture,
                $"## Besprechung {i}\n\nEin *Absatz* mit **fettem** Text, einem [Link](http://x.example/{i}) und `code`, wie ihn\nLeute schreiben; er hat mehrere Zeilen und steht für das meiste, was in Notizen vorkommt.\n\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"- erster Punkt {i}\n- zweiter Punkt mit etwas mehr Text\n  - darunter einer\n- [x] erledigt\n- [ ] offen\n\n1. eins\n2. zwei\n\n> Ein Zitat von {i}\n> über zwei Zeilen\n\n"
            );
            text.Append(
                CultureInfo.InvariantCulture,
                $"| Name | Betrag |\n|------|-------:|\n| Zoë {i} | {i}.50 |\n| Bob | 12.00 |\n\n```cs\nvar x = {i};\n```\n\n"
            );
        }

        return text.ToString();
    }
}
