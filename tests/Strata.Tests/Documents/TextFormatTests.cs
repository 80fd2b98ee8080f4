using Strata.Parsing;
using Strata.Tests.Parsing;

namespace Strata.Tests.Documents;

/// <summary>What holds of every format whose bytes are its text.</summary>
public sealed class TextFormatTests
{
    [Theory]
    [InlineData("asciidoc")]
    [InlineData("calendar")]
    [InlineData("csv")]
    [InlineData("html")]
    [InlineData("json")]
    [InlineData("jsonl")]
    [InlineData("markdown")]
    [InlineData("subtitles")]
    [InlineData("text")]
    [InlineData("toml")]
    [InlineData("vcard")]
    [InlineData("xml")]
    [InlineData("yaml")]
    public void Blocks_have_raw_slices_that_with_the_gaps_give_the_source_back(string id)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        foreach (var source in FormatSamples.Of(id).SelectMany(Variants))
        {
            foreach (var parsed in Parsed.Many(parser, source))
            {
                parsed.Blocks.ShouldNotBeEmpty();
                (!parsed.Document.IsRendered || parsed.Document.Facts.ContainsKey(ParsedDocument.EncodingFact)).ShouldBeTrue();
                var end = 0L;
                foreach (var block in parsed.Blocks)
                {
                    // A table that nothing is said of begins where its first row does.
                    var range = parsed.InSource(block);
                    if (range is null && block is { Type: BlockType.Table, Text: "" })
                    {
                        continue;
                    }

                    range.ShouldNotBeNull($"{block}");
                    range.Value.Start.ShouldBeGreaterThanOrEqualTo(end);
                    parsed.With(block, parsed.Raw(block)!).ShouldBe(source);
                    end = range.Value.End;
                }
            }
        }
    }

    private static IEnumerable<byte[]> Variants(byte[] sample)
    {
        var text = Encoding.UTF8.GetString(sample).ReplaceLineEndings("\n");
        return
        [
            sample,
            Encoding.UTF8.GetBytes(text),
            Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n")),
            [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(text)],
        ];
    }
}
