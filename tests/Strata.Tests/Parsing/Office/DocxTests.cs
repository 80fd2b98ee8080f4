using Strata.Parsing;
using Strata.Parsing.Docx;

namespace Strata.Tests.Parsing.Office;

public sealed class DocxTests
{
    private static readonly DocxParser Parser = new();

    [Fact]
    public void A_deleted_paragraph_mark_joins_what_it_parted()
    {
        var document = Body(
            """
            <w:p><w:pPr><w:rPr><w:del w:author="Ann"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r><w:del w:author="Ann"><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>
            <w:p><w:r><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>
            """
        );

        document.Blocks.Select(block => block.Text).ShouldBe(["One two", "three"]);
        document.Blocks[0].Traits?.Note.ShouldBe("deleted by Ann");
        document.Blocks[0].Spans.Select(span => span.Place.Path).ShouldBe(["/w:document/w:body/w:p[1]", "/w:document/w:body/w:p[2]"]);
    }

    [Fact]
    public void A_field_gives_its_result_and_a_link_its_address()
    {
        var document = Body(
            """
            <w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r><w:r><w:t>code</w:t></w:r>
            <w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t xml:space="preserve"> and on</w:t></w:r></w:p>
            """
        );

        document.Blocks.ShouldHaveSingleItem().Text.ShouldBe("here <https://example.org/a> and on");
    }

    [Fact]
    public void An_equation_is_a_line_of_text()
    {
        const string Math = "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\"";
        var document = Body(
            $"""
            <w:p {Math}><m:oMathPara><m:oMath><m:r><m:t>x=</m:t></m:r><m:f><m:num><m:r><m:t>-b±</m:t></m:r><m:rad><m:deg/><m:e><m:sSup><m:e><m:r><m:t>b</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup><m:r><m:t>-4ac</m:t></m:r></m:e></m:rad></m:num><m:den><m:r><m:t>2a</m:t></m:r></m:den></m:f></m:oMath></m:oMathPara></w:p>
            """
        );

        var formula = document.Blocks.ShouldHaveSingleItem();
        formula.Type.ShouldBe(BlockType.Formula);
        formula.Text.ShouldBe("x=(-b±√(b^2-4ac))/2a");
    }

    [Fact]
    public void A_table_in_a_table_follows_it_and_says_so()
    {
        const string Cell = "<w:tc><w:p><w:r><w:t>{0}</w:t></w:r></w:p>{1}</w:tc>";
        var inner = $"<w:tbl><w:tr>{string.Format(Cell, "inner", "")}</w:tr></w:tbl>";
        var document = Body($"<w:tbl><w:tr>{string.Format(Cell, "outer", inner)}{string.Format(Cell, "beside", "")}</w:tr></w:tbl>");

        document.Blocks.SelectMany(block => block.Cells).Select(cell => cell.Text).ShouldBe(["outer", "beside", "inner"]);
        document.Blocks[^1].Traits?.Note.ShouldBe("table in a table");
        document.Blocks[^1].Spans[0].Place.Path.ShouldBe("/w:document/w:body/w:tbl[1]/w:tr[1]/w:tc[1]/w:tbl[1]/w:tr[1]/w:tc[1]");
    }

    [Theory]
    [InlineData("berschrift2", "Überschrift 2", 2)]
    [InlineData("Titre1", "Titre 1", 1)]
    [InlineData("a", "标题 3", 3)]
    [InlineData("Title", "Title", 1)]
    [InlineData("Text", "Body Text 2", null)]
    public void A_heading_is_known_by_its_style_in_any_language(string id, string name, int? level)
    {
        var source = Frame($"""<w:p><w:pPr><w:pStyle w:val="Own"/></w:pPr><w:r><w:t>Text</w:t></w:r></w:p>""")
            .Relate("word/document.xml", "styles", "styles.xml")
            .Part(
                "word/styles.xml",
                $"""<w:styles {W}><w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/></w:style><w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="{id}"/></w:style></w:styles>"""
            );

        var block = Rendered.One(Parser, source.ToBytes()).Blocks.ShouldHaveSingleItem();
        (block.Type == BlockType.Heading ? block.Level : (int?)null).ShouldBe(level);
    }

    [Fact]
    public void What_is_broken_or_hostile_keeps_what_came_before_and_says_why()
    {
        var cut = new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part(
                "word/document.xml",
                $"<w:document {W}><w:body><w:p><w:r><w:t>kept</w:t></w:r></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>row</w:t></w:r></w:p></w:tc></w:tr><w:tr><w:tc>"
            );
        var document = Rendered.One(Parser, cut.ToBytes());
        document.Blocks.Select(block => block.Text).ShouldBe(["kept", "", "row"]);
        document.Diagnostics.ShouldHaveSingleItem().Fatal.ShouldBeTrue();

        Body(string.Concat(Enumerable.Repeat("<w:tbl><w:tr><w:tc>", 1000))).Diagnostics.ShouldContain(d => d.Reason.Contains("MaxDepth"));
        Rendered
            .One(
                Parser,
                new TestPackage()
                    .Relate("", "officeDocument", "word/document.xml")
                    .Part("word/document.xml", "<!DOCTYPE a [<!ENTITY b 'c'>]><a/>")
                    .ToBytes()
            )
            .Diagnostics.ShouldHaveSingleItem()
            .Reason.ShouldContain("DTD");
    }

    [Theory]
    [InlineData("", "", true)]
    [InlineData("", "<w:type w:val=\"continuous\"/>", false)]
    [InlineData("<w:type w:val=\"continuous\"/>", "<w:type w:val=\"oddPage\"/>", true)]
    [InlineData(
        "<w:cols/><w:type w:val=\"nextPage\"/>",
        "<w:cols/><w:type w:val=\"continuous\"/><w:sectPrChange><w:sectPr><w:type w:val=\"nextPage\"/></w:sectPr></w:sectPrChange>",
        false
    )]
    public void A_section_breaks_the_page_as_the_one_after_it_begins(string first, string second, bool breaks)
    {
        var document = Body(
            $"<w:p><w:pPr><w:sectPr>{first}</w:sectPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p><w:p><w:r><w:t>two</w:t></w:r></w:p><w:sectPr>{second}</w:sectPr>"
        );

        document.Blocks.Any(block => block.Type == BlockType.PageBreak).ShouldBe(breaks);
    }

    private const string W = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    private static Rendered Body(string body) => Rendered.One(Parser, Frame(body).ToBytes());

    private static TestPackage Frame(string body) =>
        new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part("word/document.xml", $"<w:document {W}><w:body>{body}</w:body></w:document>");
}
