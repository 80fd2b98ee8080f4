using System.Runtime.CompilerServices;
using Strata.Documents.Programs;
using Strata.Parsing;
using Strata.Parsing.Pandoc;

namespace Strata.Tests.Documents;

/// <summary>
/// What the real pandoc and the reader of its tree make of the sample of each format. The expected blocks in <c>Fixtures/*.blocks.txt</c>
/// were reviewed by eye; STRATA_UPDATE_DOCS=1 writes them anew.
/// </summary>
public sealed class PandocTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Text.\n\n.. include:: other.rst\n\nAfter.\n", "other.rst")]
    [InlineData("Text.\n\n.. csv-table:: x\n   :header-rows: 1\n   :file: other.csv\n\nAfter.\n", "other.csv")]
    [InlineData(
        ":url: https://x.example/post\n\nText.\n\n.. include:: other.rst\n   :start-line: 2\n\nAfter.\n\n::\n\n    :file: kept\n",
        "other.rst"
    )]
    public async Task File_that_is_not_read_leaves_the_document_partial_and_the_rest_in_it(string source, string file)
    {
        var (document, blocks) = await ReadAsync("rst", Encoding.UTF8.GetBytes(source));

        blocks.Select(block => block.Text).ShouldContain("Text.");
        blocks.Select(block => block.Text).ShouldContain("After.");
        blocks.ShouldNotContain(block => block.Text.Contains("start-line"));
        string.Join('\n', blocks.Select(block => block.Text)).Contains("x.example").ShouldBe(source.Contains("x.example"));
        blocks.Exists(block => block.Text.Contains(":file: kept")).ShouldBe(source.Contains("kept"));
        document.Diagnostics.ShouldContain(diagnostic => diagnostic.Fatal && diagnostic.Reason.Contains(file));
    }

    [Theory]
    [InlineData("epub")]
    [InlineData("odt")]
    [InlineData("rtf")]
    [InlineData("latex")]
    [InlineData("rst")]
    [InlineData("org")]
    [InlineData("textile")]
    [InlineData("mediawiki")]
    [InlineData("docbook")]
    [InlineData("fb2")]
    public async Task Sample_gives_the_blocks_that_a_person_sees(string id)
    {
        var sample = FormatSamples.Of(id).ShouldHaveSingleItem();
        Parsers
            .For(MediaTypes.Detect(sample, $"sample.{id switch { "latex" => "tex", "docbook" => "dbk", _ => id }}", null))
            .ShouldNotBeNull()
            .Id.ShouldBe(id);

        var (document, blocks) = await ReadAsync(id, sample);

        var expected = Path.Combine(Here(), "Fixtures", $"{id}.blocks.txt");
        var seen = string.Concat(blocks.Select(Line));
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_DOCS") == "1")
        {
            await File.WriteAllTextAsync(expected, seen, Cancel);
        }

        seen.ShouldBe(await File.ReadAllTextAsync(expected, Cancel));
        document.Diagnostics.ShouldBeEmpty();
        document.Facts["programs"].ShouldStartWith("pandoc");
        RangesNameTheirText(blocks);
    }

    [Fact]
    public async Task File_that_a_source_includes_is_not_read_and_the_document_says_so()
    {
        var (document, blocks) = await ReadAsync(
            "latex",
            Encoding.UTF8.GetBytes(@"\documentclass{article}\begin{document}Before \input{/etc/passwd} after.\end{document}")
        );

        blocks.ShouldHaveSingleItem().Text.ShouldBe("Before after.");
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("/etc/passwd");
    }

    [Fact]
    public async Task Text_in_UTF_16_or_with_a_byte_order_mark_is_read_as_what_it_says()
    {
        var (_, wide) = await ReadAsync("org", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes("* Größe\n東京\n")]);
        var (_, marked) = await ReadAsync("org", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes("* Größe\n東京\n")]);

        wide.Select(block => block.Text).ShouldBe(["Größe", "東京"]);
        marked.Select(block => block.Text).ShouldBe(["Größe", "東京"]);
    }

    [Fact]
    public async Task Text_with_a_byte_that_is_none_is_read_as_UTF_8_and_the_line_is_named()
    {
        var (document, blocks) = await ReadAsync("org", [.. "* Grüße\n\nText "u8, 0xE4, .. " end.\n"u8]);

        blocks.Select(block => block.Text).ShouldBe(["Grüße", "Text \uFFFD end."]);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldStartWith("line 3: not valid UTF-8");
    }

    [Theory]
    [InlineData(@"a \u-10179?\u-8704? b \u-10179\'3f\u-8703\'3f", "a 😀 b 😁")]
    [InlineData(@"\uc0 a \u55357 \u56832 b \u-10179\u-8704 ?", "a 😀b 😀?")]
    [InlineData(@"said {\deleted gone\deleted0  stays}", "said stays", "gone")]
    [InlineData(@"said {\deleted\revauthdel1\revdttmdel-14784 \loch gone {\b words} }{\loch rest} {\b\deleted0 kept}", "said rest kept")]
    public async Task Halves_of_characters_and_deleted_text_of_RTF_are_read_as_what_they_mean(
        string rtf,
        string text,
        string? struck = null
    )
    {
        var (_, blocks) = await ReadAsync("rtf", Encoding.ASCII.GetBytes($@"{{\rtf1\ansi\uc1 {rtf}\par}}"));

        blocks[0].Text.ShouldBe(text);
        blocks.Skip(1).Select(block => (block.Text, block.Traits?.Note)).ShouldBe(struck is null ? [] : [(struck, "struck out")]);
    }

    [Theory]
    [InlineData(@"a \u163?4,500 b \u8364?99 c \u163 ?1 d \u163-2 e \u8220""S\u8221""", "a £4,500 b €99 c £1 d £2 e “S”")]
    [InlineData(@"a \u163\'a34,500 b \u8364\'8099 c \u8217{\b D}owd \u163{?}5", "a £4,500 b €99 c ’Dowd £?5")]
    [InlineData(@"\uc2 a \u163??45 {\uc1 b \u163?45 {\uc0 c \u163 45 \u163?45}} d \u163\'81\'9f45", "a £45 b £45 c £45 £?45 d £45")]
    [InlineData(@"a \\u163?4 \u163\u164?4", @"a \u163?4 £¤4")]
    [InlineData(@"\uc1 Stra\u223?e \u26085?\u26412?, \u163 \bullet  45", "Straße 日本, £• 45")]
    public async Task What_RTF_shows_instead_of_a_character_is_skipped_and_nothing_behind_it(string rtf, string text)
    {
        var (_, blocks) = await ReadAsync("rtf", Encoding.ASCII.GetBytes($@"{{\rtf1\ansi\ansicpg1252 {rtf}\par}}"));

        blocks.ShouldHaveSingleItem().Text.ShouldBe(text);
    }

    [Theory]
    [InlineData(@"Hello{\super\chftn{\*\footnote \chftn\pard\plain{ }{The note.}}} and more.", "Hello¹ and more.")]
    [InlineData(@"Hello{\super\chftn}{\*\footnote\ftnalt{\super\chftn} The note.} and more.", "Hello¹ and more.")]
    [InlineData(@"{\*\ftnsep\chftnsep}Hello\chftn{\footnote The note.} and more.", "Hello¹ and more.")]
    public async Task Footnotes_of_RTF_are_read_as_LibreOffice_and_others_mark_them(string rtf, string text)
    {
        var (document, blocks) = await ReadAsync("rtf", Encoding.ASCII.GetBytes($@"{{\rtf1\ansi {rtf}\par}}"));

        blocks
            .Select(block => (block.Type, block.Text))
            .ShouldBe([(BlockType.Paragraph, text.Replace("¹", "[1]", StringComparison.Ordinal)), (BlockType.Footnote, "The note.")]);
        document.Diagnostics.ShouldBeEmpty();
    }

    [Fact]
    public async Task Cells_of_an_ODT_beside_those_that_span_stand_in_their_columns()
    {
        const string Table = """
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"><office:body><office:text>
            <table:table table:name="T"><table:table-column table:number-columns-repeated="3"/>
            <table:table-row><table:table-cell table:number-columns-spanned="2"><text:p>Item</text:p></table:table-cell><table:covered-table-cell/><table:table-cell><text:p>Price</text:p></table:table-cell></table:table-row>
            <table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string"><text:p>Rake</text:p></table:table-cell><table:table-cell><text:p>steel</text:p></table:table-cell><table:table-cell><text:p>10</text:p></table:table-cell></table:table-row>
            <table:table-row><table:covered-table-cell/><table:table-cell><text:p>wood</text:p></table:table-cell><table:table-cell><text:p>8</text:p></table:table-cell></table:table-row></table:table></office:text></office:body></office:document-content>
            """;

        var (_, blocks) = await ReadAsync("odt", Strata.Testing.Office.Odt(Table));

        blocks
            .Where(block => block.Type == BlockType.TableRow)
            .Select(row => string.Join(' ', row.Cells.Where(c => c.Text.Length > 0).Select(c => $"{c.Column}:{c.Text}")))
            .ShouldBe(["0:Item 2:Price", "0:Rake 1:steel 2:10", "1:wood 2:8"]);
    }

    [Theory]
    [InlineData(@"{\deleted ", "")]
    [InlineData(@"{\deleted ", @"\deleted0}")]
    public void Groups_of_deleted_text_in_one_another_are_read_once(string opens, string ends)
    {
        const int Times = 300_000;
        var rtf = Encoding.ASCII.GetBytes(
            @"{\rtf1 " + string.Concat(Enumerable.Repeat(opens, Times)) + string.Concat(Enumerable.Repeat(ends, Times))
        );

        RtfSource.WithFieldResults(rtf).ShouldBe(rtf);
    }

    [Fact]
    public async Task Text_of_an_ODT_that_speaks_of_covered_cells_is_left_as_it_is()
    {
        var (_, blocks) = await ReadAsync(
            "odt",
            Strata.Testing.Office.Odt(
                OdtOf(
                    """
                    <text:p>Write &lt;table:covered-table-cell table:number-columns-spanned="2"/&gt; there.</text:p>
                    <table:table table:name="T"><table:table-column table:number-columns-repeated="3"/><table:table-row><table:table-cell table:number-columns-spanned="3"><text:p>Item</text:p></table:table-cell><table:covered-table-cell table:number-columns-repeated="2"/></table:table-row></table:table>
                    """
                )
            )
        );

        blocks[0].Text.ShouldBe("""Write <table:covered-table-cell table:number-columns-spanned="2"/> there.""");
        blocks.Count(block => block.Type == BlockType.TableRow).ShouldBe(1);
    }

    [Theory]
    [InlineData("""<table:covered-table-cell{0}>""", 200)]
    [InlineData("""<table:covered-table-cell{0}/>""", 200)]
    public async Task Cells_of_an_ODT_that_say_a_hundred_times_how_often_they_stand_are_read_or_refused_at_once(string cell, int times)
    {
        var said = string.Concat(Enumerable.Repeat(" table:number-columns-repeated=\"1\"", times));

        var thrown = await Record.ExceptionAsync(() =>
            ReadAsync("odt", Strata.Testing.Office.Odt(OdtOf(cell.Replace("{0}", said, StringComparison.Ordinal))))
        );

        (thrown is null or InvalidDataException).ShouldBeTrue($"{thrown}");
    }

    [Fact]
    public async Task Covered_cells_of_an_ODT_have_a_limit()
    {
        var cells = string.Concat(Enumerable.Repeat("<table:covered-table-cell table:number-columns-repeated=\"99\"/>", 40_000));

        var thrown = await Should.ThrowAsync<InvalidDataException>(() => ReadAsync("odt", Strata.Testing.Office.Odt(OdtOf(cells))));

        thrown.Message.ShouldContain("MaxHeldBytes");
    }

    private static string OdtOf(string body) =>
        $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" office:version="1.3"><office:body><office:text>
            {body}</office:text></office:body></office:document-content>
            """;

    [Theory]
    [InlineData("epub")]
    [InlineData("odt")]
    public async Task Broken_container_is_refused_with_the_reason(string id) =>
        await Should.ThrowAsync<InvalidDataException>(() => ReadAsync(id, "PK\u0003\u0004 and nothing more"u8.ToArray()));

    private static void RangesNameTheirText(IReadOnlyList<Block> blocks)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)));
        foreach (var block in blocks)
        {
            At(block.Range).ShouldBe(block.Text);
            block.Cells.Select(cell => At(cell.Range)).ShouldBe(block.Cells.Select(cell => cell.Text));
        }

        string At(ByteRange range) => Encoding.UTF8.GetString(text.AsSpan((int)range.Start, (int)range.Length));
    }

    private static async Task<(ParsedDocument Document, List<Block> Blocks)> ReadAsync(string id, byte[] content)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        using var source = new MemoryStream(content);
        await using var converted = await Conversions.ConvertAsync(PandocParser.Tree, source, parser.MediaTypes[0], null, Cancel);
        var document = parser.Parse(converted.Content, null, ParseBudget.Default).Single();
        return (document, [.. document.Blocks]);
    }

    private static string Line(Block block)
    {
        var traits = block.Traits;
        (string Name, object? Value)[] about =
        [
            ("level", block.Level > 0 ? block.Level : null),
            ("in", block.Section.Length > 0 ? block.Section : null),
            ("ordered", traits?.Ordered),
            ("checked", traits?.Checked),
            ("label", traits?.Label),
            ("language", traits?.Language),
            ("target", traits?.Target),
            ("size", traits?.Rows is { } rows ? $"{rows}x{traits.Columns}" : null),
            ("note", traits?.Note),
            ("part", block.Spans.Select(span => span.Place.Part).FirstOrDefault()),
            (
                "cells",
                block.Cells.Count > 0
                    ? string.Join(
                        ' ',
                        block.Cells.Select(c =>
                            $"{c.Column}{(c.ColumnSpan > 1 ? $"+{c.ColumnSpan}" : "")}{(c.RowSpan > 1 ? $"v{c.RowSpan}" : "")}{(c.IsHeader ? "h" : "")}"
                        )
                    )
                    : null
            ),
        ];
        var said = string.Join(
            ", ",
            about.Where(a => a.Value is not null).Select(a => string.Create(CultureInfo.InvariantCulture, $"{a.Name} {a.Value}"))
        );
        return $"{block.Index} {BlockViews.NameOf(block.Type)}{(said.Length > 0 ? $" ({said})" : "")}: {block.Text.Replace("\n", " / ", StringComparison.Ordinal).Replace("\t", " | ", StringComparison.Ordinal)}\n";
    }

    private static string Here([CallerFilePath] string here = "") => Path.GetDirectoryName(here) ?? "";
}
