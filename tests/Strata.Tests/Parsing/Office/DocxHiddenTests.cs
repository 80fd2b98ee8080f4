using Strata.Parsing;
using Strata.Parsing.Docx;

namespace Strata.Tests.Parsing.Office;

/// <summary>What Word doesn't show stands apart from what it shows, and is kept.</summary>
public sealed class DocxHiddenTests
{
    private const string W =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Styles = """
        <w:style w:type="character" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>
        <w:style w:type="character" w:styleId="Deeper"><w:name w:val="Deeper"/><w:basedOn w:val="Secret"/></w:style>
        <w:style w:type="character" w:styleId="Web"><w:name w:val="Web"/><w:rPr><w:webHidden/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="Gone"><w:name w:val="Gone"/><w:rPr><w:vanish/></w:rPr></w:style>
        """;

    [Theory]
    [InlineData("Price |v:cost 40 |50 EUR |v:internal 7", "Price 50 EUR", "-cost 40", "-internal 7")]
    [InlineData("Price |Secret:cost 40 |50 EUR", "Price 50 EUR", "-cost 40")]
    [InlineData("Price |Deeper:cost 40 |50 EUR", "Price 50 EUR", "-cost 40")]
    [InlineData("Price |Web:50 |EUR", "Price 50 EUR")]
    [InlineData("Price |v0:50 |EUR", "Price 50 EUR")]
    [InlineData("v:alone", "-alone")]
    [InlineData("v:one |v:and |Secret:two", "-one and two")]
    [InlineData("a |v:b| |v:c| d", "a   d", "-b c")]
    [InlineData("a |v: | b", "a  b")]
    [InlineData("10|^:6|v:x", "10^6", "-x")]
    [InlineData("10|v:x|v^:6", "10", "-x^6")]
    public void Hidden_text_is_no_part_of_the_text_around_it(string runs, params string[] expected)
    {
        Said(Read($"<w:p>{Runs(runs)}</w:p>")).ShouldBe(expected);
    }

    [Theory]
    [InlineData("all of it", "-all of it")]
    [InlineData("hidden |v0:shown| hidden too", "shown", "-hidden", "-hidden too")]
    [InlineData("hidden |Secret:shown, as two that hide are none", "shown, as two that hide are none", "-hidden")]
    [InlineData("hidden |v:twice", "-hidden twice")]
    public void A_style_of_the_paragraph_hides_what_no_run_shows(string runs, params string[] expected)
    {
        Said(Read($"<w:p><w:pPr><w:pStyle w:val=\"Gone\"/></w:pPr>{Runs(runs)}</w:p>")).ShouldBe(expected);
    }

    [Fact]
    public void Each_hidden_run_is_found_at_its_own_place()
    {
        var blocks = Read($"<w:p>{Runs("Price |v:cost |Secret:40| 50 EUR")}</w:p>");

        blocks[0].Spans.ShouldHaveSingleItem().Place.Path.ShouldBe("/w:document/w:body/w:p[1]");
        blocks[1].Spans.Select(span => span.Place.Path).ShouldBe(["/w:document/w:body/w:p[1]/w:r[2]", "/w:document/w:body/w:p[1]/w:r[3]"]);
    }

    [Fact]
    public void Paragraphs_that_a_deleted_mark_joins_keep_what_is_hidden_apart()
    {
        var joined =
            $"<w:p><w:pPr><w:rPr><w:del w:author=\"Ann\"/></w:rPr></w:pPr>{Runs("one |v:two ")}</w:p><w:p>{Runs("v:three |four")}</w:p>";

        Said(Read(joined)).ShouldBe(["one four", "-two three"]);
    }

    [Fact]
    public void The_address_of_a_link_is_hidden_with_it()
    {
        const string Link = "<w:hyperlink r:id=\"rId1\">{0}</w:hyperlink>";
        var blocks = Read(
            $"<w:p>{Runs("see ")}{string.Format(Link, Runs("v:here"))}{Runs(" or ")}{string.Format(Link, Runs("there |v:too"))}</w:p><w:p>{string.Format(Link, Runs("v:all"))}</w:p>"
        );

        Said(blocks).ShouldBe(["see  or there  <https://example.org/a>", "-here <https://example.org/a>", "-too", "-all"]);
        blocks[^1].Traits?.Target.ShouldBe("https://example.org/a");
    }

    [Fact]
    public void Hidden_text_in_cells_is_not_in_the_rows_that_are_shown()
    {
        static string Cell(string runs) => $"<w:tc><w:p>{Runs(runs)}</w:p></w:tc>";
        const string Inner = "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>inner</w:t></w:r></w:p></w:tc></w:tr></w:tbl><w:p/>";
        var blocks = Read(
            "<w:tbl>"
                + $"<w:tr>{Cell("Rent")}{Cell("v:0000900 |900,00")}</w:tr>"
                + $"<w:tr>{Cell("Food")}{Cell("v:all of the cell")}</w:tr>"
                + $"<w:tr>{Cell("v:all of")}{Cell("v:the row")}</w:tr>"
                + $"<w:tr><w:trPr><w:hidden/></w:trPr>{Cell("row |v:hidden")}<w:tc><w:p><w:r><w:t>5</w:t></w:r></w:p>{Inner}</w:tc></w:tr>"
                + "</w:tbl>"
        );

        Said(blocks)
            .ShouldBe(["", "Rent\t900,00", "Food\t", "-all of\tthe row", "-row hidden\t5", "-0000900", "-all of the cell", "-", "-inner"]);
        blocks[5].Spans.ShouldHaveSingleItem().Place.Path.ShouldBe("/w:document/w:body/w:tbl[1]/w:tr[1]/w:tc[2]/w:p[1]/w:r[1]");
    }

    [Fact]
    public void Lines_of_code_that_are_hidden_are_no_part_of_those_that_are_shown()
    {
        static string Line(string runs) => $"<w:p><w:pPr><w:pStyle w:val=\"SourceCode\"/></w:pPr>{Runs(runs)}</w:p>";

        Said(Read(Line("a = 1|v: # secret") + Line("v:b = 2") + Line("c = 3"))).ShouldBe(["a = 1\nc = 3", "-# secret", "-b = 2"]);
        Read(Line("v:a = 1") + Line("v:b = 2"))
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                b => b.Type.ShouldBe(BlockType.CodeBlock),
                b => b.Text.ShouldBe("a = 1\nb = 2"),
                b => b.Traits?.Hidden.ShouldBe(true)
            );
    }

    [Fact]
    public void What_hangs_on_hidden_text_is_hidden_as_well()
    {
        const string Box = "<w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict>";
        const string Picture =
            """<w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr descr="a plan"/></wp:inline></w:drawing>""";
        static string Hidden(string content) => $"<w:r><w:rPr><w:vanish/></w:rPr>{content}</w:r>";
        var blocks = Read(
            $"<w:p>{Runs("seen")}{Hidden(Box)}{Hidden(Picture)}{Hidden("<w:footnoteReference w:id=\"2\"/>")}<w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>"
        );

        Said(blocks).ShouldBe(["seen[2]", "-[1]", "-a plan", "-boxed", "-first", "second"]);
    }

    [Fact]
    public void A_formula_is_shown_where_the_words_around_it_are_not()
    {
        const string Math =
            "<m:oMath xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"><m:r><m:t>a+b</m:t></m:r></m:oMath>";

        Said(Read($"<w:p>{Runs("v:secret ")}{Math}</w:p>")).ShouldBe(["a+b", "-secret"]);
        Said(Read($"<w:p><w:pPr><w:pStyle w:val=\"Gone\"/></w:pPr>{Math}</w:p>")).ShouldBe(["-a+b"]);
    }

    [Fact]
    public void Stretches_without_number_end_at_the_most_blocks()
    {
        var runs = string.Concat(Enumerable.Repeat(Runs("a|v:b"), 20_000));
        var package = Package($"<w:p>{runs}</w:p>").ToBytes();

        var document = Rendered.One(new DocxParser(), package, new() { MaxBlocks = 100 });

        document.Blocks.Count.ShouldBe(100);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxBlocks");
    }

    private static IEnumerable<string> Said(IEnumerable<Block> blocks) =>
        blocks.Select(b => (b.Traits?.Hidden == true ? "-" : "") + b.Text);

    /// <summary>
    /// Runs parted by bars, each with how it is formatted before its colon: hidden (v), not hidden (v0), raised (^), or a style.
    /// </summary>
    private static string Runs(string runs) =>
        string.Concat(
            runs.Split('|')
                .Select(run =>
                {
                    var (format, text) = run.IndexOf(':') is >= 0 and var colon ? (run[..colon], run[(colon + 1)..]) : ("", run);
                    var properties = format switch
                    {
                        "" => "",
                        "v" => "<w:vanish/>",
                        "v0" => "<w:vanish w:val=\"0\"/>",
                        "^" => "<w:vertAlign w:val=\"superscript\"/>",
                        "v^" => "<w:vanish/><w:vertAlign w:val=\"superscript\"/>",
                        _ => $"<w:rStyle w:val=\"{format}\"/>",
                    };
                    return $"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";
                })
        );

    private static IReadOnlyList<Block> Read(string body) => Rendered.One(new DocxParser(), Package(body).ToBytes()).Blocks;

    private static TestPackage Package(string body) =>
        new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Relate("word/document.xml", "hyperlink", "https://example.org/a", external: true)
            .Relate("word/document.xml", "styles", "styles.xml")
            .Relate("word/document.xml", "footnotes", "footnotes.xml")
            .Part("word/document.xml", $"<w:document {W}><w:body>{body}</w:body></w:document>")
            .Part("word/styles.xml", $"<w:styles {W}>{Styles}</w:styles>")
            .Part(
                "word/footnotes.xml",
                $"<w:footnotes {W}><w:footnote w:id=\"2\"><w:p>{Runs("first")}</w:p></w:footnote><w:footnote w:id=\"3\"><w:p>{Runs("second")}</w:p></w:footnote></w:footnotes>"
            );
}
