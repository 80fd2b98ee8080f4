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
        parsed.Diagnostics.Select(d => d.Line).ShouldBe([4, 5]);
        parsed.Diagnostics.ShouldAllBe(d => !d.Fatal && d.Reason.Contains("no record is read from it"));
    }

    [Fact]
    public void Objects_in_a_line_that_is_an_array_are_records()
    {
        var parsed = Parse("{\"n\": 1}\n [ {\"n\": 2} ,{\"n\": [3]}, 4 ] \n{\"n\": 5}\n[]\n");

        parsed
            .Blocks.Where(b => b.Type == BlockType.Record)
            .Select(b => b.Text)
            .ShouldBe(["{\"n\": 1}", "{\"n\": 2}", "{\"n\": [3]}", "{\"n\": 5}"]);
        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 2, 2, 2, 3, 4]);
        parsed.Blocks.Where(b => b.Type != BlockType.Record).Select(b => b.Text).ShouldBe(["4", "[]"]);
        parsed.Diagnostics.Select(d => d.Line).ShouldBe([2, 4]);
    }

    [Theory]
    [InlineData("{\"a\": 2,}", "a comma stands before the closing bracket")]
    [InlineData("[1,]", "a comma stands before the closing bracket")]
    [InlineData("{\"a\": {}", "an object or array is not closed")]
    [InlineData("{\"a\": §x}", "stands where a value should be")]
    [InlineData("{a: 1}", "'a' stands where the name of a property")]
    [InlineData("{\"a\" 1}", "'1' stands where a colon should be")]
    [InlineData("{\"a\": 1 \"b\": 2}", "stands where a comma or a closing bracket should be")]
    [InlineData("{\"a\": nul}", "is none of true, false and null")]
    [InlineData("{\"a\": 1x}", "does not belong in a number")]
    [InlineData("{\"a\": 01}", "a zero too many")]
    [InlineData("{\"a\": \"x", "a string is not closed")]
    [InlineData("{\"a\": \"\\x\"}", "is no escape that strings may have")]
    [InlineData("{\"a\": -}", "does not belong in a number")]
    [InlineData("// remark", "'/' stands where a value should be")]
    public void Faults_are_told_in_words_of_the_file(string line, string reason)
    {
        var told = Parse(line).Diagnostics.ShouldHaveSingleItem().Reason;

        told.ShouldContain(reason);
        told.ShouldNotContain("reader options");
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
        var parsed = Parse(
            "{\"n\": 1}\n{\"n\": \"" + new string('x', 700_000) + "\"}\n{\"n\": 3}\n" + new string('[', 10_000) + "\n{\"n\": 5}",
            new() { MaxBlockBytes = 20_000 }
        );

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
