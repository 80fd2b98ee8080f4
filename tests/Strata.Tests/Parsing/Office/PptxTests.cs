using Strata.Parsing;
using Strata.Parsing.Pptx;

namespace Strata.Tests.Parsing.Office;

public sealed class PptxTests
{
    private const string Names =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"";

    private static readonly PptxParser Parser = new();

    [Fact]
    public void Slides_come_as_the_presentation_orders_them_and_their_titles_first()
    {
        var source = Frame(
                Slide(Shape("text", "Second body") + Shape("title", "Second")),
                Slide(Shape("title", "First") + Shape("text", "First body"))
            )
            .Part(
                "ppt/presentation.xml",
                $"<p:presentation {Names}><p:sldIdLst><p:sldId id=\"256\" r:id=\"rId2\"/><p:sldId id=\"257\" r:id=\"rId1\"/></p:sldIdLst></p:presentation>"
            );

        var blocks = Rendered.One(Parser, source.ToBytes()).Blocks;

        blocks
            .Where(b => b.Text.Length > 0)
            .Select(b => $"{b.Type} {b.Text} {b.Spans[0].Place.Part} {b.Spans[0].Place.Page}")
            .ShouldBe([
                "Heading First ppt/slides/slide2.xml 1",
                "Paragraph First body ppt/slides/slide2.xml 1",
                "Heading Second ppt/slides/slide1.xml 2",
                "Paragraph Second body ppt/slides/slide1.xml 2",
            ]);
    }

    [Fact]
    public void A_slide_without_a_title_stands_under_no_heading()
    {
        var blocks = Rendered.One(Parser, Deck(Slide(Shape("title", "One")), Slide(Shape("text", "Alone"))).ToBytes()).Blocks;

        blocks.Single(b => b.Text == "Alone").Section.ShouldBe("");
    }

    [Fact]
    public void A_list_is_one_by_the_layout_or_the_master_where_the_slide_is_silent()
    {
        const string Paragraphs =
            "<a:p><a:r><a:t>a</a:t></a:r></a:p><a:p><a:pPr lvl=\"1\"/><a:r><a:t>b</a:t></a:r></a:p><a:p><a:pPr><a:buNone/></a:pPr><a:r><a:t>c</a:t></a:r></a:p>";
        var source = Deck(
                Slide(
                    $"<p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"x\"/><p:nvPr><p:ph idx=\"1\"/></p:nvPr></p:nvSpPr><p:txBody>{Paragraphs}</p:txBody></p:sp>"
                )
            )
            .Relate("ppt/slides/slide1.xml", "slideLayout", "../slideLayouts/slideLayout1.xml")
            .Relate("ppt/slideLayouts/slideLayout1.xml", "slideMaster", "../slideMasters/slideMaster1.xml")
            .Part(
                "ppt/slideLayouts/slideLayout1.xml",
                $"<p:sldLayout {Names}><p:cSld><p:spTree><p:sp><p:nvSpPr><p:nvPr><p:ph idx=\"1\"/></p:nvPr></p:nvSpPr><p:txBody><a:lstStyle><a:lvl1pPr><a:buAutoNum type=\"romanUcPeriod\" startAt=\"4\"/></a:lvl1pPr></a:lstStyle></p:txBody></p:sp></p:spTree></p:cSld></p:sldLayout>"
            )
            .Part(
                "ppt/slideMasters/slideMaster1.xml",
                $"<p:sldMaster {Names}><p:cSld><p:spTree/></p:cSld><p:txStyles><p:bodyStyle><a:lvl1pPr><a:buNone/></a:lvl1pPr><a:lvl2pPr><a:buChar char=\"-\"/></a:lvl2pPr></p:bodyStyle></p:txStyles></p:sldMaster>"
            );

        var blocks = Rendered.One(Parser, source.ToBytes()).Blocks;

        blocks.Select(b => $"{b.Type} {b.Level} {b.Traits?.Label}").ShouldBe(["ListItem 0 IV.", "ListItem 1 ", "Paragraph 0 "]);
    }

    [Fact]
    public void Comments_of_both_kinds_say_who_and_when_and_what_answers_them()
    {
        const string Modern = "xmlns:p188=\"http://schemas.microsoft.com/office/powerpoint/2018/8/main\"";
        var source = Deck(Slide(Shape("title", "T")))
            .Relate("ppt/presentation.xml", "authors", "authors.xml")
            .Part(
                "ppt/authors.xml",
                $"<p188:authorLst {Modern}><p188:author id=\"{{A}}\" name=\"Ann Reader\"/><p188:author id=\"{{B}}\" name=\"Bob Writer\"/></p188:authorLst>"
            )
            .Relate("ppt/slides/slide1.xml", "comments", "../comments/modernComment_1.xml")
            .Part(
                "ppt/comments/modernComment_1.xml",
                $"<p188:cmLst {Modern} {Names}><p188:cm id=\"{{1}}\" authorId=\"{{A}}\" created=\"2026-03-05T09:31:00.000\"><p188:replyLst><p188:reply id=\"{{2}}\" authorId=\"{{B}}\" created=\"2026-03-06T10:00:00.000\"><p188:txBody><a:p><a:r><a:t>Yes.</a:t></a:r></a:p></p188:txBody></p188:reply></p188:replyLst><p188:txBody><a:p><a:r><a:t>Is it so?</a:t></a:r></a:p></p188:txBody></p188:cm></p188:cmLst>"
            );

        var comments = Rendered.One(Parser, source.ToBytes()).Blocks.Skip(1).ToList();

        comments
            .Select(b => $"{b.Traits?.Note} {b.Traits?.Author} {b.Traits?.Time?.ToString("s", CultureInfo.InvariantCulture)} {b.Text}")
            .ShouldBe(["comment Ann Reader 2026-03-05T09:31:00 Is it so?", "reply Bob Writer 2026-03-06T10:00:00 Yes."]);
        comments[1].Spans[0].Place.Path.ShouldBe("/p188:cmLst/p188:cm[1]/p188:replyLst[1]/p188:reply[1]/p188:txBody[1]");
    }

    [Fact]
    public void A_diagram_is_a_list_by_what_hangs_on_what()
    {
        static string Point(string id, string text) =>
            $"<dgm:pt modelId=\"{id}\"><dgm:t><a:p><a:r><a:t>{text}</a:t></a:r></a:p></dgm:t></dgm:pt>";
        const string Diagram = "xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"";
        var frame =
            $"<p:graphicFrame {Diagram}><p:nvGraphicFramePr><p:cNvPr id=\"4\" name=\"d\" descr=\"Who leads whom\"/></p:nvGraphicFramePr><a:graphic><a:graphicData><dgm:relIds r:dm=\"rId1\"/></a:graphicData></a:graphic></p:graphicFrame>";
        var source = Deck(Slide(frame))
            .Relate("ppt/slides/slide1.xml", "diagramData", "../diagrams/data1.xml")
            .Part(
                "ppt/diagrams/data1.xml",
                $"<dgm:dataModel {Diagram} {Names}><dgm:ptLst><dgm:pt modelId=\"0\" type=\"doc\"/>{Point("2", "Worker")}{Point("1", "Lead")}{Point("3", "Other lead")}<dgm:pt modelId=\"9\" type=\"pres\"/></dgm:ptLst><dgm:cxnLst><dgm:cxn srcId=\"0\" destId=\"3\" srcOrd=\"1\"/><dgm:cxn srcId=\"0\" destId=\"1\" srcOrd=\"0\"/><dgm:cxn srcId=\"1\" destId=\"2\" srcOrd=\"0\"/><dgm:cxn srcId=\"2\" destId=\"1\" srcOrd=\"0\"/></dgm:cxnLst></dgm:dataModel>"
            );

        var blocks = Rendered.One(Parser, source.ToBytes()).Blocks;

        blocks
            .Select(b => $"{b.Type} {b.Level} {b.Text}")
            .ShouldBe(["ListItem 0 Lead", "ListItem 1 Worker", "ListItem 0 Other lead", "Figure 0 Who leads whom"]);
    }

    [Fact]
    public void An_equation_a_film_and_an_embedded_file_are_told()
    {
        var source = Deck(
                Slide(
                    """
                    <mc:AlternateContent><mc:Choice Requires="a14"><p:sp><p:nvSpPr><p:cNvPr id="2" name="x"/></p:nvSpPr><p:txBody><a:p><a14:m xmlns:a14="http://schemas.microsoft.com/office/drawing/2010/main"><m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"><m:sSup><m:e><m:r><m:t>c</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath></a14:m></a:p></p:txBody></p:sp></mc:Choice><mc:Fallback><p:sp><p:txBody><a:p><a:r><a:t>no equation</a:t></a:r></a:p></p:txBody></p:sp></mc:Fallback></mc:AlternateContent>
                    <p:pic><p:nvPicPr><p:cNvPr id="3" name="film" descr="A film"/><p:nvPr><a:videoFile r:link="rId1"/></p:nvPr></p:nvPicPr></p:pic>
                    <p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id="4" name="o" hidden="1"/></p:nvGraphicFramePr><a:graphic><a:graphicData><p:oleObj r:id="rId2" progId="Excel.Sheet.12"/></a:graphicData></a:graphic></p:graphicFrame>
                    """
                )
            )
            .Relate("ppt/slides/slide1.xml", "video", "../media/film.mp4")
            .Relate("ppt/slides/slide1.xml", "package", "../embeddings/book.xlsx");

        var blocks = Rendered.One(Parser, source.ToBytes()).Blocks;

        blocks
            .Select(b => $"{b.Type} '{b.Text}' {b.Traits?.Target} {b.Traits?.Note} {b.Traits?.Hidden}".TrimEnd())
            .ShouldBe(["Paragraph 'c^2'", "Figure 'A film' ppt/media/film.mp4", "Figure '' ppt/embeddings/book.xlsx embedded object True"]);
        blocks[0].Spans[0].Place.Path.ShouldBe("/p:sld/p:cSld/p:spTree/mc:AlternateContent[1]/mc:Choice[1]/p:sp[1]/p:txBody[1]/a:p[1]");
    }

    [Fact]
    public void A_slide_that_breaks_off_does_not_end_the_others()
    {
        var source = Deck(
            Slide(Shape("title", "One")),
            $"<p:sld {Names}><p:cSld><p:spTree>{Shape("text", "kept")}<p:sp>",
            Slide(Shape("title", "Three"))
        );

        var document = Rendered.One(Parser, source.ToBytes());

        document.Blocks.Where(b => b.Text.Length > 0).Select(b => b.Text).ShouldBe(["One", "kept", "Three"]);
        document.Diagnostics.ShouldHaveSingleItem().Reason.ShouldStartWith("'ppt/slides/slide2.xml' can't be read whole");
    }

    [Fact]
    public void What_is_over_a_limit_keeps_the_slides_before_and_names_it()
    {
        var slides = Enumerable.Range(1, 5).Select(i => Slide(Shape("title", $"Slide {i}") + new string(' ', 10_000))).ToArray();
        var source = Deck(slides).ToBytes();

        var paged = Rendered.One(Parser, source, new() { MaxPages = 2 });
        paged.Blocks.Count(b => b.Type == BlockType.Heading).ShouldBe(2);
        paged.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxPages");
        var spent = Rendered.One(Parser, source, new() { MaxExpandedBytes = 25_000 });
        spent.Blocks.Count(b => b.Type == BlockType.Heading).ShouldBe(2);
        spent.Diagnostics[^1].ShouldSatisfyAllConditions(d => d.Fatal.ShouldBeTrue(), d => d.Reason.ShouldContain("MaxExpandedBytes"));
        Rendered.One(Parser, source, new() { MaxHeldBytes = 500 }).Diagnostics[0].Reason.ShouldContain("MaxHeldBytes");
    }

    private static string Slide(string shapes) => $"<p:sld {Names}><p:cSld><p:spTree>{shapes}</p:spTree></p:cSld></p:sld>";

    private static string Shape(string type, string text) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\"/><p:nvPr>{(type == "text" ? "" : $"<p:ph type=\"{type}\"/>")}</p:nvPr></p:nvSpPr><p:txBody><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>";

    private static TestPackage Deck(params string[] slides) =>
        Frame(slides)
            .Part(
                "ppt/presentation.xml",
                $"<p:presentation {Names}><p:sldIdLst>{string.Concat(slides.Select((_, i) => $"<p:sldId id=\"{256 + i}\" r:id=\"rId{i + 1}\"/>"))}</p:sldIdLst></p:presentation>"
            );

    private static TestPackage Frame(params string[] slides)
    {
        var package = new TestPackage().Relate("", "officeDocument", "ppt/presentation.xml");
        for (var i = 0; i < slides.Length; i++)
        {
            package.Relate("ppt/presentation.xml", "slide", $"slides/slide{i + 1}.xml").Part($"ppt/slides/slide{i + 1}.xml", slides[i]);
        }

        return package;
    }
}
