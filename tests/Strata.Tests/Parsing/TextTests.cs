using System.Text;
using Strata.Parsing.Text;

namespace Strata.Tests.Parsing;

public sealed class TextTests
{
    private static readonly TextParser Plain = new();

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    [InlineData("\r")]
    public void Paragraphs_stand_between_blank_lines(string end)
    {
        var parsed = Parsed.One(Plain, string.Join(end, "", "Invoice No: 7", "Total  12 €", " \t", "", "  東京 😀", ""));

        parsed.Blocks.Select(b => b.Text).ShouldBe([$"Invoice No: 7{end}Total  12 €", "  東京 😀"]);
        parsed.Blocks.Select(b => b.Line).ShouldBe([2, 6]);
        parsed.Blocks.ShouldAllBe(b => parsed.Slice(b.Range) == b.Text);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("utf-8")]
    public void Byte_order_marks_decide_the_encoding(string name)
    {
        var encoding = Encoding.GetEncoding(name);
        byte[] source = [.. encoding.GetPreamble(), .. encoding.GetBytes("Grüße\r\naus 東京\r\n\r\nEnde 😀")];

        var parsed = Parsed.One(Plain, source);

        parsed.Blocks.Select(b => b.Text).ShouldBe(["Grüße\r\naus 東京", "Ende 😀"]);
        parsed.Blocks.ShouldAllBe(b => parsed.Slice(b.Range) == b.Text);
        parsed.Blocks.Select(b => b.Line).ShouldBe([1, 4]);
    }

    [Fact]
    public void Bytes_that_are_not_UTF8_are_Windows_1252()
    {
        var parsed = Parsed.One(Plain, [.. "Caf"u8, 0xE9, (byte)' ', 0x80]);

        parsed.Blocks.ShouldHaveSingleItem().Text.ShouldBe("Café €");
    }

    [Fact]
    public void A_few_damaged_bytes_among_much_UTF8_stay_UTF8()
    {
        byte[] source = [.. Encoding.UTF8.GetBytes("Grüße aus Köln, schöne Straßen, große Bäume, süße Öfen, Äpfel übrig. 東京都"), 0xFF, .. "\n\nend"u8];

        var parsed = Parsed.One(Plain, source);

        parsed.Blocks[0].Text.ShouldEndWith("東京都\uFFFD");
        parsed.Blocks.ShouldAllBe(b => parsed.Slice(b.Range) == b.Text);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF")]
    [InlineData(" \n\n\t\r\n")]
    public void A_source_without_text_has_no_blocks(string text)
    {
        var parsed = Parsed.One(Plain, text);

        parsed.Blocks.ShouldBeEmpty();
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_paragraph_over_the_limit_is_cut_at_a_line_end()
    {
        var parsed = Parsed.One(Plain, string.Join('\n', Enumerable.Repeat("0123456789", 100)), null, new() { MaxBlockBytes = 256 });

        parsed.Blocks.ShouldAllBe(b => b.Range.Length <= 256 && parsed.Slice(b.Range) == b.Text);
        parsed.Blocks.Sum(b => b.Text.Count(c => c == '0')).ShouldBe(100);
        parsed.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public void A_line_over_the_limit_is_skipped_and_the_limit_named()
    {
        var parsed = Parsed.One(Plain, "one\n" + new string('x', 900_000) + "\ntwo\n\nthree", null, new() { MaxBlockBytes = 1000 });

        parsed.Blocks.Select(b => (b.Text, b.Line)).ShouldBe([("one", 1L), ("two", 3L), ("three", 5L)]);
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("1000 bytes (MaxBlockBytes)");
    }

    [Fact]
    public void A_NUL_character_costs_only_its_paragraph()
    {
        var parsed = Parsed.One(Plain, "one\n\nt\0o\n\nthree");

        parsed.Blocks.Select(b => b.Text).ShouldBe(["one", "three"]);
        parsed.Diagnostics.ShouldHaveSingleItem().Line.ShouldBe(3);
    }
}
