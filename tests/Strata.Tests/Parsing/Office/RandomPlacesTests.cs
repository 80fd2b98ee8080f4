using Strata.Parsing;
using Strata.Parsing.Docx;
using Strata.Parsing.Pptx;
using Strata.Parsing.Xlsx;

namespace Strata.Tests.Parsing.Office;

/// <summary>
/// Every place of every block of a random Office file is looked up again in the file itself, without any parser, and says what the block
/// says there; and everything that was written is in a block.
/// </summary>
public sealed class RandomPlacesTests
{
    private const int Files = 60;

    [Fact]
    public void Places_of_random_texts_say_what_their_blocks_say() => Paths(new DocxParser(), random => random.Docx());

    [Fact]
    public void Places_of_random_slides_say_what_their_blocks_say() => Paths(new PptxParser(), random => random.Pptx());

    [Fact]
    public void Cells_of_random_workbooks_hold_what_their_blocks_say()
    {
        for (var seed = 0; seed < Files; seed++)
        {
            var random = new RandomOffice(seed);
            var file = random.Xlsx();
            var (parts, blocks) = (new OfficeParts(file), Blocks(new XlsxParser(), file));
            foreach (var (block, text, place) in Spans(blocks))
            {
                var (sheet, cells) = (place.Sheet.ShouldNotBeNull(), place.Cells.ShouldNotBeNull());
                parts
                    .IsIn(sheet, cells, text)
                    .ShouldBeTrue($"file {seed}, block {block.Index}: '{text}' is not what {cells} of {sheet} says");
            }

            ShouldSayAll(seed, random, blocks);
        }
    }

    private static void Paths(IParser parser, Func<RandomOffice, byte[]> make)
    {
        for (var seed = 0; seed < Files; seed++)
        {
            var random = new RandomOffice(seed);
            var file = make(random);
            var (parts, blocks) = (new OfficeParts(file), Blocks(parser, file));
            foreach (var (block, text, place) in Spans(blocks))
            {
                var found = parts.TextAt(place.Part.ShouldNotBeNull(), place.Path.ShouldNotBeNull(), block.Traits?.Hidden == true);
                OfficeParts
                    .Letters(found)
                    .ShouldBe(OfficeParts.Letters(text), $"file {seed}, block {block.Index} at {place.Path} of {place.Part}");
            }

            blocks
                .Where(block => block.Text.Length > 0)
                .ShouldAllBe(
                    block =>
                        OfficeParts.Letters(string.Concat(block.Spans.Select(span => At(block, span.Range))))
                        == OfficeParts.Letters(block.Text),
                    $"file {seed}: blocks whose places leave letters out"
                );
            ShouldSayAll(seed, random, blocks);
        }
    }

    private static void ShouldSayAll(int seed, RandomOffice random, List<Block> blocks)
    {
        var text = string.Join('\n', blocks.Select(block => block.Text));
        random.Written.ShouldAllBe(word => text.Contains(word, StringComparison.Ordinal), $"file {seed} loses words");
        text.ShouldNotContain("deleted", Case.Sensitive, $"file {seed}");
        text.ShouldNotContain("106 ", Case.Sensitive, $"file {seed}");
    }

    private static List<Block> Blocks(IParser parser, byte[] file) =>
        [.. Rendered.Many(parser, file).SelectMany(document => document.Blocks)];

    private static IEnumerable<(Block Block, string Text, Place Place)> Spans(List<Block> blocks) =>
        blocks.SelectMany(block =>
            block.Spans.Where(span => span.Range.Length > 0).Select(span => (block, At(block, span.Range), span.Place))
        );

    private static string At(Block block, ByteRange range) =>
        Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(block.Text), (int)(range.Start - block.Range.Start), (int)range.Length);
}
