using Strata.Parsing;
using Strata.Parsing.JsonLines;

namespace Strata.Tests.Parsing;

public sealed class JsonLinesTests
{
    private static Parsed Parse(string text, ParseBudget? budget = null) => Parsed.One(new JsonLinesParser(), text, null, budget);

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void Each_line_is_a_value(string end)
    {
        var parsed = Parse("\uFEFF" + string.Join(end, "{\"a\": \"é\"}", "", "  {\"a\": 2} ", "\"text\"", "[1]"));

        parsed.Blocks.Select(b => b.Text).ShouldBe(["{\"a\": \"é\"}", "{\"a\": 2}", "text", "[1]"]);
        parsed.Blocks.Select(b => b.Type).ShouldBe([BlockType.Record, BlockType.Record, BlockType.Paragraph, BlockType.Paragraph]);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("{\"a\": ")]
    [InlineData("{\"a\": 1} {\"b\": 2}")]
    [InlineData("nonsense")]
    [InlineData("{\"a\": \0}")]
    public void A_bad_line_is_skipped_with_its_number(string bad)
    {
        var parsed = Parse("{\"n\": 1}\n" + bad + "\n{\"n\": 3}\n");

        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 3]);
        var diagnostic = parsed.Diagnostics.ShouldHaveSingleItem();
        (diagnostic.Line, diagnostic.Fatal).ShouldBe((2, false));
        diagnostic.Offset.ShouldBeInRange(9, 9 + bad.Length);
    }

    [Fact]
    public void A_line_over_a_limit_is_skipped_and_the_limit_named()
    {
        var parsed = Parse("{\"n\": 1}\n{\"n\": \"" + new string('x', 700_000) + "\"}\n{\"n\": 3}\n" + new string('[', 10_000) + "\n{\"n\": 5}", new() { MaxBlockBytes = 20_000 });

        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 3, 5]);
        parsed.Diagnostics.Count.ShouldBe(2);
        parsed.Diagnostics[0].Reason.ShouldContain("20000 bytes (MaxBlockBytes)");
        parsed.Diagnostics[1].Reason.ShouldContain("64 (MaxDepth)");
    }

    [Fact]
    public void An_empty_source_has_no_blocks()
    {
        Parse("").Blocks.ShouldBeEmpty();
        Parse("\n\n").Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void Lines_across_buffer_ends_are_whole()
    {
        var lines = Enumerable.Range(0, 100_000).Select(i => $$"""{"id": {{i}}, "city": "Tōkyō"}""").ToList();

        Parse(string.Join("\r\n", lines)).Blocks.Select(b => b.Text).ShouldBe(lines);
    }
}
