using System.Net;
using Strata.Documents.Programs;
using Strata.Parsing;

namespace Strata.Tests.Documents;

/// <summary>
/// Random documents that other programs read for Strata: each word of a PDF has the box where it was drawn, an ODT says its paragraphs in
/// order.
/// </summary>
public sealed class RandomDocumentTests
{
    private const double PageHeight = 842;

    private static readonly string[] Stems = ["word", "Total", "Item", "tea", "No", "sum"];

    [Fact]
    public async Task Words_of_random_PDFs_stand_in_the_boxes_where_they_were_drawn()
    {
        for (var seed = 0; seed < 25; seed++)
        {
            var random = new Random(seed);
            var drawn = new Dictionary<string, (int Page, double X, double Y)>(StringComparer.Ordinal);
            var pages = Enumerable.Range(1, random.Next(1, 4)).Select(page => new SmallPage(Page(random, page, drawn))).ToList();

            var seen = new HashSet<string>(StringComparer.Ordinal);
            foreach (var block in await ReadAsync("pdf", SmallPdf.Of(pages)))
            {
                foreach (var span in block.Spans.Where(span => span.Range.Length > 0))
                {
                    var word = At(block, span.Range);
                    var (page, x, y) = drawn[word];
                    var box = span.Place.Box.ShouldNotBeNull();
                    span.Place.Page.ShouldBe(page, $"file {seed}: {word}");
                    box.Left.ShouldBe(x, 2, $"file {seed}: {word}");
                    (PageHeight - y).ShouldBeInRange(box.Top, box.Top + box.Height, $"file {seed}: {word}");
                    seen.Add(word);
                }
            }

            seen.ShouldBe(drawn.Keys, ignoreOrder: true, $"file {seed}");
        }
    }

    [Fact]
    public async Task Random_ODTs_say_their_paragraphs_in_order()
    {
        for (var seed = 0; seed < 8; seed++)
        {
            var random = new Random(seed);
            var (body, written) = (new StringBuilder(), new List<string>());
            for (var left = random.Next(3, 30); left > 0; left--)
            {
                var words = string.Join(
                    ' ',
                    Enumerable
                        .Range(0, random.Next(1, 8))
                        .Select(_ => Stems[random.Next(Stems.Length)] + (random.Next(3) == 0 ? "東京 é😀" : ""))
                );
                written.Add(words);
                body.Append(
                    random.Next(4) switch
                    {
                        0 => $"<text:h text:outline-level=\"{random.Next(1, 4)}\">{WebUtility.HtmlEncode(words)}</text:h>",
                        1 => $"<text:list><text:list-item><text:p>{WebUtility.HtmlEncode(words)}</text:p></text:list-item></text:list>",
                        2 => $"<text:p><text:span>{WebUtility.HtmlEncode(words)}</text:span></text:p>",
                        _ => $"<text:p>{WebUtility.HtmlEncode(words)}</text:p>",
                    }
                );
            }

            var blocks = await ReadAsync(
                "odt",
                Strata.Testing.Office.Odt(
                    $"""
                    <?xml version="1.0" encoding="UTF-8"?>
                    <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body><office:text>{body}</office:text></office:body></office:document-content>
                    """
                )
            );

            blocks.Select(block => block.Text).ShouldBe(written, $"file {seed}");
            var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, written));
            blocks.ShouldAllBe(block => Encoding.UTF8.GetString(text, (int)block.Range.Start, (int)block.Range.Length) == block.Text);
        }
    }

    /// <summary>Lines of words in columns or ragged, in several sizes, some of them far apart.</summary>
    private static string Page(Random random, int page, Dictionary<string, (int Page, double X, double Y)> drawn)
    {
        var content = new StringBuilder();
        for (var y = 780.0; y > 80; y -= random.Next(18, 60))
        {
            var size = random.Next(5) == 0 ? random.Next(14, 22) : 11;
            for (
                double x = random.Next(3) == 0 ? 72 : 50 + random.Next(80);
                x < 480;
                x += random.Next(2) == 0 ? 130 : 110 + random.Next(90)
            )
            {
                var word = $"{Stems[random.Next(Stems.Length)]}{drawn.Count}q";
                drawn.Add(word, (page, x, y));
                content.Append(CultureInfo.InvariantCulture, $"BT /F1 {size} Tf {x} {y} Td ({word}) Tj ET\n");
            }
        }

        return content.ToString();
    }

    private static async Task<List<Block>> ReadAsync(string id, byte[] content)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        using var source = new MemoryStream(content);
        await using var converted = await Conversions.ConvertAsync(
            parser.Conversion ?? "",
            source,
            parser.MediaTypes[0],
            null,
            TestContext.Current.CancellationToken
        );
        return [.. parser.Parse(converted.Content, null, ParseBudget.Default).SelectMany(document => document.Blocks)];
    }

    private static string At(Block block, ByteRange range) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(block.Text), (int)(range.Start - block.Range.Start), (int)range.Length);
}
