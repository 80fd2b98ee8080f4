using Strata.Parsing;
using Strata.Parsing.AsciiDoc;
using Strata.Parsing.Csv;
using Strata.Parsing.Html;
using Strata.Parsing.Markdown;
using Strata.Parsing.Reading;
using Strata.Parsing.Text;
using Strata.Parsing.Yaml;

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
        byte[] source =
        [
            .. Encoding.UTF8.GetBytes("Grüße aus Köln, schöne Straßen, große Bäume, süße Öfen, Äpfel übrig. 東京都"),
            0xFF,
            .. "\n\nend"u8,
        ];

        var parsed = Parsed.One(Plain, source);

        parsed.Blocks[0].Text.ShouldEndWith("東京都\uFFFD");
        parsed.Blocks.ShouldAllBe(b => parsed.Slice(b.Range) == b.Text);
        var remark = parsed.Diagnostics.ShouldHaveSingleItem();
        (remark.Line, remark.Offset, remark.Fatal).ShouldBe((1, Array.IndexOf(source, (byte)0xFF), false));
        remark.Reason.ShouldStartWith("not valid UTF-8");
    }

    public static TheoryData<IParser> ReadersOfText =>
        [new TextParser(), new CsvParser(), new MarkdownParser(), new HtmlParser(), new AsciiDocParser(), new YamlParser()];

    [Theory, MemberData(nameof(ReadersOfText))]
    public void What_is_no_UTF8_is_named_by_its_lines_wherever_text_is_read(IParser parser)
    {
        var good = Encoding.UTF8.GetBytes("k1: grün, süß\r\n");
        byte[] source = [0xEF, 0xBB, 0xBF, .. good, .. "k2: b\n"u8, .. good, .. "k3: a"u8, 0xFF, (byte)'b', 0xE2, 0x82, .. "\nk4: end\n"u8];

        var parsed = Parsed.One(parser, source);

        parsed.Diagnostics.Where(d => d.Reason.StartsWith("not valid UTF-8", StringComparison.Ordinal)).Select(d => d.Line).ShouldBe([4]);
        Parsed
            .One(parser, source[3..])
            .Diagnostics.Count(d => d.Reason.StartsWith("not valid UTF-8", StringComparison.Ordinal))
            .ShouldBe(1);
    }

    [Fact]
    public void Only_the_first_damaged_lines_are_named_and_the_rest_counted_however_large_the_source()
    {
        var line = Encoding.UTF8.GetBytes(new string('ü', 5_000) + "\n");
        using var source = new MemoryStream();
        for (var i = 0; i < 60; i++)
        {
            source.Write(line);
            source.Write(i % 2 == 0 ? [0xFF, (byte)'\n'] : "\n"u8);
        }

        var parsed = Parsed.One(Plain, source.ToArray());

        parsed.Diagnostics.Count.ShouldBe(Utf8Damage.Listed + 1);
        parsed.Diagnostics.Take(3).Select(d => d.Line).ShouldBe([2, 6, 10]);
        parsed.Diagnostics[^1].Reason.ShouldStartWith("10 more lines");
    }

    [Theory]
    [InlineData("Grüße, “Spaß” und « été »", 0)]
    [InlineData("été\u00A0»", 1)]
    public void Windows_1252_is_remarked_on_only_where_it_might_be_UTF8(string text, int remarks)
    {
        var parsed = Parsed.One(Plain, CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text));

        parsed.Blocks.ShouldHaveSingleItem().Text.ShouldBe(text);
        parsed.Diagnostics.Count.ShouldBe(remarks);
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

    [Theory]
    [InlineData("il dit «\u00A0voilà\u00A0» et part")]
    [InlineData("er sagt „Spaß“ und geht")]
    public void Short_texts_in_Windows_1252_are_read_as_such_without_a_remark(string text)
    {
        var parsed = Parsed.One(
            new Strata.Parsing.Text.TextParser(),
            System.Text.CodePagesEncodingProvider.Instance.GetEncoding(1252)!.GetBytes(text)
        );

        parsed.Blocks.ShouldHaveSingleItem().Text.ShouldBe(text);
        parsed.Diagnostics.ShouldBeEmpty();
    }
}
