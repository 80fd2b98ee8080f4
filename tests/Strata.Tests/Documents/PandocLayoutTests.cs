using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pandoc;

namespace Strata.Tests.Documents;

/// <summary>What pandoc 2 passes over or puts elsewhere, and is read all the same: by the real program, from whole files.</summary>
public sealed class PandocLayoutTests
{
    private const string Styles = """
        <style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>
        <style:style style:name="HP" style:family="paragraph"><style:paragraph-properties/><style:text-properties text:display="none"/></style:style>
        <style:style style:name="S" style:family="text"><style:text-properties style:text-line-through-style="solid" style:text-line-through-type="single"/></style:style>
        <style:style style:name="E" style:family="text"/>
        """;

    [Theory]
    [InlineData(
        """<text:p>Seen <text:span text:style-name="H">hidden <text:span text:style-name="E">77</text:span></text:span> end</text:p>""",
        "Seen end",
        "-hidden 77"
    )]
    [InlineData(
        """<text:p text:style-name="HP">all <text:span text:style-name="H">of</text:span> it</text:p><text:h text:outline-level="1">next</text:h>""",
        "-all of it",
        "next"
    )]
    [InlineData(
        """<text:p>A<text:hidden-text text:condition="c" text:string-value="one" text:is-hidden="true"/>B<text:hidden-text text:string-value="two" text:is-hidden="true"></text:hidden-text>C<text:hidden-text text:is-hidden="false">D</text:hidden-text></text:p>""",
        "ABCD",
        "-one",
        "-two"
    )]
    [InlineData(
        """<text:p>gone<text:hidden-paragraph text:condition="c" text:is-hidden="true"/></text:p><text:p>here<text:hidden-paragraph text:is-hidden="false"/></text:p>""",
        "-gone",
        "here"
    )]
    [InlineData(
        """<text:section text:name="a"><text:p>in it</text:p></text:section><text:section text:name="b" text:display="none"><text:p>one</text:p><text:p>two</text:p></text:section><text:p>after</text:p>""",
        "in it",
        "-one",
        "-two",
        "after"
    )]
    [InlineData(
        """<text:p>Date: <text:date>5 March 2026</text:date>, <text:user-field-get text:name="n">INV-7</text:user-field-get>, <text:conditional-text text:condition="c">yes</text:conditional-text></text:p>""",
        "Date: 5 March 2026, INV-7, yes"
    )]
    [InlineData(
        """<text:p><text:ruby><text:ruby-base>漢</text:ruby-base><text:ruby-text>kan</text:ruby-text></text:ruby></text:p><text:numbered-paragraph><text:p>counted</text:p></text:numbered-paragraph>""",
        "漢(kan)",
        "counted"
    )]
    [InlineData(
        """<text:p>Price <text:span text:style-name="S">100</text:span> 80 EUR</text:p><text:p><text:span text:style-name="S">all of it</text:span></text:p>""",
        "Price 80 EUR",
        "~100",
        "~all of it"
    )]
    [InlineData("<text:p>marks \uFDD0 are \uFDD1 none</text:p>", "marks \uFFFD are \uFFFD none")]
    public async Task Text_of_an_ODT_is_read_whole_and_what_is_hidden_or_struck_out_says_so(string body, params string[] expected)
    {
        var blocks = await ReadAsync(
            "odt",
            Strata.Testing.Office.Odt(
                $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"><office:automatic-styles>{Styles}</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>
                """
            )
        );

        blocks.Select(Said).ShouldBe(expected);
    }

    [Fact]
    public async Task Hidden_cells_of_an_ODT_stand_behind_their_table()
    {
        const string Table = """
            <table:table table:name="T"><table:table-column table:number-columns-repeated="2"/><table:table-row><table:table-cell><text:p>Rope <text:span text:style-name="H">cost 3</text:span></text:p></table:table-cell><table:table-cell><text:p>40</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell><text:p><text:span text:style-name="S">Buoy</text:span></text:p></table:table-cell><table:table-cell><text:p><text:span text:style-name="S">8</text:span></text:p></table:table-cell></table:table-row></table:table>
            """;

        var blocks = await ReadAsync(
            "odt",
            Strata.Testing.Office.Odt(
                $"""
                <?xml version="1.0" encoding="UTF-8"?>
                <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" office:version="1.3"><office:automatic-styles>{Styles}</office:automatic-styles><office:body><office:text>{Table}</office:text></office:body></office:document-content>
                """
            )
        );

        blocks.Select(Said).ShouldBe(["", "Rope\t40", "~Buoy\t8", "-cost 3"]);
        blocks[1].Cells.Select(cell => cell.Text).ShouldBe(["Rope", "40"]);
    }

    [Theory]
    [InlineData(0xFFFFFFF0)]
    [InlineData(0x7FFFFFFF)]
    public async Task A_file_in_an_ODT_that_is_said_to_stand_behind_its_end_is_refused_with_the_reason(uint offset)
    {
        var odt = Strata.Testing.Office.Odt("<office:document-content/>");
        for (var at = 0; (at = odt.AsSpan(at).IndexOf("PK\u0001\u0002"u8) is >= 0 and var next ? at + next : -1) >= 0; at += 46)
        {
            System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(odt.AsSpan(at + 42), offset);
        }

        (await Should.ThrowAsync<InvalidDataException>(() => ReadAsync("odt", odt))).Message.ShouldContain(
            "is not where the ZIP's directory says"
        );
        Should.Throw<InvalidDataException>(() =>
            PandocSource.Prepare(PandocFormat.For(MediaTypes.Odt).ShouldNotBeNull(), new MemoryStream(odt), ParseBudget.Default, [])
        );
    }

    [Fact]
    public async Task A_list_before_a_table_of_RTF_stays_one_and_cells_stand_in_their_columns()
    {
        const string Item = @"\pard\ls1\ilvl0{\listtext\bullet\tab}";
        const string Edges = @"\cellx3000\cellx6000\cellx9000\pard\intbl ";
        var blocks = await ReadRtfAsync(
            $@"\pard Intro\par {Item}one\par {Item}two\par \trowd{Edges}Item\cell Pieces\cell Price\cell\row "
                + @"\trowd\clvmgf"
                + Edges
                + @"Rope\cell 2\cell 40,00\cell\row \trowd\clvmrg"
                + Edges
                + @"\cell 3\cell 60,00\cell\row "
                + @"\trowd\cellx6010\cellx9000\pard\intbl Total\cell 100,00\cell\row "
                + @"\trowd"
                + Edges
                + @"\ls1\ilvl0 a\par b\cell \pard\intbl c\cell d\cell\row \pard Next\par "
                + @"\trowd\cellx9000\pard\intbl Head\cell\row \trowd\cellx4500\cellx9000\pard\intbl left\cell right\cell\row \pard End\par"
        );

        blocks
            .Select(Said)
            .ShouldBe([
                "Intro",
                "one",
                "two",
                "",
                "Item\tPieces\tPrice",
                "Rope\t2\t40,00",
                "\t3\t60,00",
                "Total\t\t100,00",
                "a\nb\tc\td",
                "Next",
                "",
                "Head\t",
                "left\tright",
                "End",
            ]);
        blocks[1].Type.ShouldBe(BlockType.ListItem);
        blocks
            .Single(block => block.Text.StartsWith("Total", StringComparison.Ordinal))
            .Cells.Select(cell => (cell.Column, cell.Text))
            .ShouldBe([(0, "Total"), (1, ""), (2, "100,00")]);
    }

    [Theory]
    [InlineData(@"Seen {\v hidden 77}end {\strike struck 88}", "Seen end", "-hidden 77", "~struck 88")]
    [InlineData(@"Seen \v hidden\v0  again {\b\v bold}\plain  end", "Seen again end", "-hidden", "-bold")]
    [InlineData(@"{\v one\par two} seen", "-one", "seen", "-two")]
    [InlineData(@"{\stylesheet{\s1\v Secret;}}\v0 kept {\*\bkmkstart v}{\header\v x}on", "kept on")]
    [InlineData(@"\viewkind4 a \'7b\v1 b\{c\v0 d", "a {d", "-b{c")]
    public async Task Hidden_text_of_RTF_is_kept_and_said_to_be(string rtf, params string[] expected) =>
        (await ReadRtfAsync(rtf)).Select(Said).ShouldBe(expected);

    [Theory]
    [InlineData(@"{")]
    [InlineData(@"\trowd\cellx1 ")]
    [InlineData(@"\trowd\ls1\cell\row ")]
    [InlineData(@"{\v ")]
    [InlineData(@"\bin99999999 ")]
    public void Many_of_anything_in_RTF_are_read_at_once(string piece)
    {
        var rtf = Encoding.ASCII.GetBytes(@"{\rtf1 \v " + string.Concat(Enumerable.Repeat(piece, 100_000)));

        Record.Exception(() => RtfSource.WithFieldResults(rtf)).ShouldBeNull();
    }

    [Fact]
    public async Task What_an_EPUB_hides_in_a_sentence_or_a_part_says_so()
    {
        const string Page =
            """<html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head><body><p>Seen <span style="color:red; display: none">hidden</span> end</p><div hidden="hidden"><p>one</p><ul><li>two</li></ul></div><p>after</p></body></html>""";

        (await ReadAsync("epub", Strata.Testing.Office.Epub("T", "Ann", ("one.xhtml", Page))))
            .Skip(1)
            .Select(Said)
            .ShouldBe(["Seen end", "-hidden", "-one", "-two", "after"]);
    }

    [Theory]
    [InlineData("org", "Price +100+ 80 EUR\n", "Price 80 EUR", "~100")]
    [InlineData("textile", "Price -100- 80 EUR\n", "Price 80 EUR", "~100")]
    [InlineData("mediawiki", "* <del>milk</del>\n* <s>salt</s>\n* <s>bread\n* oil\n", "~milk", "~salt", "~bread", "oil")]
    public async Task What_other_formats_strike_out_says_so(string id, string text, params string[] expected) =>
        (await ReadAsync(id, Encoding.UTF8.GetBytes(text))).Select(Said).ShouldBe(expected);

    private static string Said(Block block) =>
        (block.Traits?.Hidden == true ? "-" : "") + (block.Traits?.IsStruckOut == true ? "~" : "") + block.Text;

    private static Task<List<Block>> ReadRtfAsync(string body) =>
        ReadAsync("rtf", Encoding.ASCII.GetBytes($@"{{\rtf1\ansi\uc1 {body}\par}}"));

    private static async Task<List<Block>> ReadAsync(string id, byte[] content)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        using var source = new MemoryStream(content);
        await using var converted = await Conversions.ConvertAsync(
            PandocParser.Tree,
            source,
            parser.MediaTypes[0],
            null,
            TestContext.Current.CancellationToken
        );
        var document = parser.Parse(converted.Content, null, ParseBudget.Default).Single();
        return [.. document.Blocks];
    }
}
