using Strata.Parsing;
using Strata.Parsing.Docx;
using Strata.Parsing.Html;
using Strata.Parsing.Pandoc;
using Strata.Parsing.Pptx;
using Strata.Parsing.Reading;
using Strata.Parsing.Xlsx;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Parsing;

/// <summary>No number goes on in what is raised above it or lowered below, in any format: 10⁶ is <c>10^6</c>, never 106.</summary>
public sealed class RaisedTextTests
{
    private const string Expected = "10^6 W/m^2 at x_1 of CO2, the 1st";

    [Theory]
    [InlineData("10", "^", "6", "10^6")]
    [InlineData("10", "^", "-6", "10^(-6)")]
    [InlineData("10", "^", "6 ", "10^6 ")]
    [InlineData("x", "^", "n+1", "x^(n+1)")]
    [InlineData("x", "^", "n", "x^n")]
    [InlineData("2", "^", "k", "2^k")]
    [InlineData("word", "^", "1,2", "word^(1,2)")]
    [InlineData("1", "^", "st", "1st")]
    [InlineData("2", "^", "e", "2e")]
    [InlineData("M", "^", "lle", "Mlle")]
    [InlineData("Brand", "^", "TM", "BrandTM")]
    [InlineData("Brand", "^", "®", "Brand®")]
    [InlineData("word", "^", "*", "word*")]
    [InlineData("word", "^", "[1]", "word[1]")]
    [InlineData("word ", "^", "2", "word 2")]
    [InlineData("word", "^", " 2", "word 2")]
    [InlineData("", "^", "2", "2")]
    [InlineData("CO", "_", "2", "CO2")]
    [InlineData("(OH)", "_", "2", "(OH)2")]
    [InlineData("Fe", "_", "3", "Fe3")]
    [InlineData("x", "_", "1", "x_1")]
    [InlineData("10", "_", "2", "10_2")]
    [InlineData("log", "_", "10", "log_10")]
    [InlineData("x", "_", "i", "x_i")]
    [InlineData("x", "_", "i+1", "x_(i+1)")]
    [InlineData("x", "^", "this is not an index but a remark in small print", "xthis is not an index but a remark in small print")]
    public void What_is_raised_or_lowered_is_marked_where_it_would_join_what_stands_before(
        string before,
        string mark,
        string raised,
        string expected
    )
    {
        var text = new StringBuilder(before).Append(raised);
        RaisedText.Mark(text, before.Length, mark[0]);
        text.ToString().ShouldBe(expected);

        // The tree of a page is read by another way.
        var tag = mark == "^" ? "sup" : "sub";
        var page = Parsed.One(
            new HtmlParser(),
            $"<p>{before}<{tag}>{raised}</{tag}></p><table><tr><td>{before}<{tag}>{raised}</{tag}></td><td>x</td></tr></table>"
        );
        page.Blocks[0].Text.ShouldBe(expected.Trim());
        page.Blocks[^1].Cells[0].Text.ShouldBe(expected.Trim());
    }

    [Theory]
    [InlineData("html", "<p>10<sup>6</sup> W/m<sup>2</sup> at x<sub>1</sub> of CO<sub>2</sub>, the 1<sup>st</sup></p>")]
    [InlineData(
        "html",
        "<p>10<span style=\"vertical-align: super\">6</span> W/m<sup><b>2</b></sup> at x<span style='vertical-align:sub'>1</span> of CO<sub>2</sub>, the 1<sup>st</sup></p>"
    )]
    [InlineData("markdown", "10<sup>6</sup> W/m<sup>2</sup> at x<sub>1</sub> of CO<sub>2</sub>, the 1<sup>st</sup>")]
    [InlineData("markdown", "<div>10<sup>6</sup> W/m<sup>2</sup> at x<sub>1</sub> of CO<sub>2</sub>, the 1<sup>st</sup></div>")]
    [InlineData("asciidoc", "10^6^ W/m^2^ at x~1~ of CO~2~, the 1^st^")]
    [InlineData(
        "mail",
        "From: a@b.example\nSubject: s\nContent-Type: text/html\n\n<p>10<sup>6</sup> W/m<sup>2</sup> at x<sub>1</sub> of CO<sub>2</sub>, the 1<sup>st</sup></p>"
    )]
    public void A_text_format_says_it(string id, string source) =>
        Parsed.One(Parsers.All.Single(p => p.Id == id), source).Blocks[^1].Text.ShouldBe(Expected);

    [Fact]
    public void A_text_document_says_it_by_runs_and_by_their_styles()
    {
        const string Ns = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";
        string Run(string text, string look = "") => $"<w:r><w:rPr>{look}</w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>";
        const string Up = "<w:vertAlign w:val=\"superscript\"/>";
        const string Down = "<w:vertAlign w:val=\"subscript\"/>";
        var source = new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Relate("word/document.xml", "styles", "styles.xml")
            .Part(
                "word/styles.xml",
                $"<w:styles {Ns}><w:style w:type=\"character\" w:styleId=\"Power\"><w:name w:val=\"Power\"/><w:rPr>{Up}</w:rPr></w:style></w:styles>"
            )
            .Part(
                "word/document.xml",
                $"<w:document {Ns}><w:body><w:p>{Run("10")}{Run("6", Up)}{Run(" W/m")}{Run("2", "<w:rStyle w:val=\"Power\"/>")}{Run(" at x")}{Run("1", Down)}{Run(" of CO")}{Run("2", Down)}{Run(", the 1")}{Run("s", Up)}{Run("t", Up)}</w:p></w:body></w:document>"
            );

        Rendered.One(new DocxParser(), source.ToBytes()).Blocks.ShouldHaveSingleItem().Text.ShouldBe(Expected);
    }

    [Fact]
    public void A_slide_says_it()
    {
        const string Ns =
            "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        string Run(string text, int baseline = 0) => $"<a:r><a:rPr baseline=\"{baseline}\"/><a:t>{text}</a:t></a:r>";
        var source = new TestPackage()
            .Relate("", "officeDocument", "ppt/presentation.xml")
            .Relate("ppt/presentation.xml", "slide", "slides/slide1.xml")
            .Part(
                "ppt/presentation.xml",
                $"<p:presentation {Ns}><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
            )
            .Part(
                "ppt/slides/slide1.xml",
                $"<p:sld {Ns}><p:cSld><p:spTree><p:sp><p:txBody><a:p>{Run("10")}{Run("6", 30000)}{Run(" W/m")}{Run("2", 30000)}{Run(" at x")}{Run("1", -25000)}{Run(" of CO")}{Run("2", -25000)}{Run(", the 1")}{Run("s", 30000)}{Run("t", 30000)}</a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>"
            );

        Rendered.One(new PptxParser(), source.ToBytes()).Blocks.ShouldContain(block => block.Text == Expected);
    }

    [Fact]
    public void A_workbook_says_it_in_shared_strings_and_in_those_of_a_cell()
    {
        const string Ns =
            "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
        string Run(string text, string look = "") => $"<r><rPr>{look}<sz val=\"11\"/></rPr><t xml:space=\"preserve\">{text}</t></r>";
        const string Up = "<vertAlign val=\"superscript\"/>";
        const string Down = "<vertAlign val=\"subscript\"/>";
        var rich =
            $"{Run("10")}{Run("6", Up)}{Run(" W/m")}{Run("2", Up)}{Run(" at x")}{Run("1", Down)}{Run(" of CO")}{Run("2", Down)}{Run(", the 1")}{Run("st", Up)}";
        var source = new TestPackage()
            .Relate("", "officeDocument", "xl/workbook.xml")
            .Relate("xl/workbook.xml", "worksheet", "worksheets/sheet1.xml")
            .Relate("xl/workbook.xml", "sharedStrings", "sharedStrings.xml")
            .Part("xl/workbook.xml", $"<workbook {Ns}><sheets><sheet name=\"One\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>")
            .Part("xl/sharedStrings.xml", $"<sst {Ns}><si>{rich}</si></sst>")
            .Part(
                "xl/worksheets/sheet1.xml",
                $"<worksheet {Ns}><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c></row><row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is>{rich}</is></c></row></sheetData></worksheet>"
            );

        Rendered
            .Many(new XlsxParser(), source.ToBytes())
            .SelectMany(d => d.Blocks)
            .Select(block => block.Text)
            .Where(text => text.Length > 0)
            .Distinct()
            .ShouldBe([Expected]);
    }

    [Fact]
    public void The_tree_of_pandoc_says_it()
    {
        const string Tree = """
            {"pandoc-api-version":[1,22],"meta":{},"blocks":[{"t":"Para","c":[{"t":"Str","c":"10"},{"t":"Superscript","c":[{"t":"Str","c":"6"}]},{"t":"Space"},
            {"t":"Str","c":"W/m"},{"t":"Superscript","c":[{"t":"Emph","c":[{"t":"Str","c":"2"}]}]},{"t":"Space"},{"t":"Str","c":"at"},{"t":"Space"},{"t":"Str","c":"x"},{"t":"Subscript","c":[{"t":"Str","c":"1"}]},
            {"t":"Space"},{"t":"Str","c":"of"},{"t":"Space"},{"t":"Str","c":"CO"},{"t":"Subscript","c":[{"t":"Str","c":"2"}]},{"t":"Str","c":","},{"t":"Space"},{"t":"Str","c":"the"},{"t":"Space"},{"t":"Str","c":"1"},
            {"t":"Superscript","c":[{"t":"Str","c":"st"}]}]}]}
            """;
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(Tree));

        new PandocParser(PandocFormat.All.Single(f => f.Id == "odt"))
            .Parse(stream, null, ParseBudget.Default)
            .Single()
            .Blocks.Single()
            .Text.ShouldBe(Expected);
    }

    [Fact]
    public void A_note_behind_a_number_stays_a_note()
    {
        var page = Parsed.One(
            new HtmlParser(),
            "<p>In 2020<sup><a href=\"#n1\">1</a></sup> it was 10<sup>6</sup>.</p><p id=\"n1\">A note.</p>"
        );

        page.Blocks[0].Text.ShouldBe("In 2020[1] it was 10^6.");
        page.Blocks[1].Type.ShouldBe(BlockType.Footnote);
    }
}
