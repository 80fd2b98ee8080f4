using Strata.Parsing;
using Strata.Parsing.Docx;

namespace Strata.Tests.Parsing.Office;

/// <summary>Charts, diagrams and other documents that stand in a text as parts of their own.</summary>
public sealed class DocxEmbeddedTests
{
    private const string Main = "word/document.xml";
    private const string Names =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "
        + "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"";

    private const string Sales =
        $"<c:chartSpace {Names}><c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>Sales by quarter</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart><c:ser>"
        + "<c:tx><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>Rakes</c:v></c:pt></c:strCache></c:strRef></c:tx>"
        + "<c:cat><c:strRef><c:strCache><c:pt idx=\"0\"><c:v>Q1</c:v></c:pt><c:pt idx=\"1\"><c:v>Q2</c:v></c:pt></c:strCache></c:strRef></c:cat>"
        + "<c:val><c:numRef><c:numCache><c:pt idx=\"0\"><c:v>4711</c:v></c:pt><c:pt idx=\"1\"><c:v>12.5</c:v></c:pt></c:numCache></c:numRef></c:val></c:ser></c:barChart></c:plotArea></c:chart></c:chartSpace>";

    private const string Steps =
        $"<dgm:dataModel {Names}><dgm:ptLst><dgm:pt modelId=\"1\" type=\"doc\"/><dgm:pt modelId=\"2\"><dgm:t><a:p><a:r><a:t>Plan</a:t></a:r></a:p></dgm:t></dgm:pt><dgm:pt modelId=\"3\"><dgm:t><a:p><a:r><a:t>Draw</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
        + "<dgm:cxnLst><dgm:cxn modelId=\"4\" srcId=\"1\" destId=\"2\"/><dgm:cxn modelId=\"5\" srcId=\"2\" destId=\"3\"/></dgm:cxnLst></dgm:dataModel>";

    [Fact]
    public void A_chart_is_the_table_that_it_shows()
    {
        var blocks = Read(
            Document($"<w:p>{Text("See:")}{Chart()}</w:p>").Relate(Main, "chart", "charts/chart1.xml").Part("word/charts/chart1.xml", Sales)
        ).Blocks;

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Note))
            .ShouldBe([
                (BlockType.Paragraph, "See:", null),
                (BlockType.Table, "Sales by quarter", "chart"),
                (BlockType.TableRow, "Rakes", "chart"),
                (BlockType.TableRow, "Q1\t4711", "chart"),
                (BlockType.TableRow, "Q2\t12.5", "chart"),
            ]);
        blocks[3]
            .Spans[1]
            .Place.ShouldBe(
                new Place
                {
                    Part = "word/charts/chart1.xml",
                    Path = "/c:chartSpace/c:chart[1]/c:plotArea[1]/c:barChart[1]/c:ser[1]/c:val[1]/c:numRef[1]/c:numCache[1]/c:pt[1]",
                }
            );
    }

    [Fact]
    public void A_diagram_is_the_list_that_it_shows()
    {
        var blocks = Read(
            Document($"<w:p>{Diagram()}</w:p>").Relate(Main, "diagramData", "diagrams/data1.xml").Part("word/diagrams/data1.xml", Steps)
        ).Blocks;

        blocks
            .Select(b => (b.Type, b.Level, b.Text, b.Traits?.Note))
            .ShouldBe([(BlockType.ListItem, 0, "Plan", "diagram"), (BlockType.ListItem, 1, "Draw", "diagram")]);
    }

    [Fact]
    public void A_chart_in_a_cell_follows_the_table_and_one_that_is_hidden_says_so()
    {
        var cell = $"<w:tbl><w:tr><w:tc><w:p>{Text("a")}{Chart()}</w:p></w:tc><w:tc><w:p>{Text("b")}</w:p></w:tc></w:tr></w:tbl>";
        var hidden = $"<w:p><w:r><w:rPr><w:vanish/></w:rPr>{Drawing("<c:chart r:id=\"rId1\"/>")}</w:r></w:p>";
        var blocks = Read(Document(cell + hidden).Relate(Main, "chart", "charts/chart1.xml").Part("word/charts/chart1.xml", Sales)).Blocks;

        blocks
            .Select(b => (b.Text, b.Traits?.Hidden))
            .ShouldBe([
                ("", null),
                ("a\tb", null),
                ("Sales by quarter", null),
                ("Rakes", null),
                ("Q1\t4711", null),
                ("Q2\t12.5", null),
                ("Sales by quarter", true),
                ("Rakes", true),
                ("Q1\t4711", true),
                ("Q2\t12.5", true),
            ]);
    }

    [Fact]
    public void What_is_drawn_and_says_nothing_is_a_figure_that_names_its_part()
    {
        var empty = Read(
            Document($"<w:p>{Chart()}{Diagram("rId2")}</w:p>")
                .Relate(Main, "chart", "charts/chart1.xml")
                .Relate(Main, "diagramData", "diagrams/data1.xml")
                .Part("word/charts/chart1.xml", $"<c:chartSpace {Names}/>")
                .Part("word/diagrams/data1.xml", $"<dgm:dataModel {Names}/>")
        );
        empty
            .Blocks.Select(b => (b.Type, b.Traits?.Note, b.Traits?.Target))
            .ShouldBe([(BlockType.Figure, "chart", "word/charts/chart1.xml"), (BlockType.Figure, "diagram", "word/diagrams/data1.xml")]);
        empty
            .Blocks[0]
            .Spans.ShouldHaveSingleItem()
            .Place.Path.ShouldBe("/w:document/w:body/w:p[1]/w:r[1]/w:drawing[1]/wp:inline[1]/a:graphic[1]/a:graphicData[1]/c:chart[1]");

        var missing = Read(Document($"<w:p>{Chart()}</w:p>").Relate(Main, "chart", "charts/chart1.xml"));
        missing.Blocks.ShouldHaveSingleItem().Traits?.Target.ShouldBe("word/charts/chart1.xml");
        missing.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("no part 'word/charts/chart1.xml'");

        Read(Document($"<w:p>{Chart()}</w:p>").Relate(Main, "chart", "https://example.org/c", external: true))
            .Blocks.ShouldHaveSingleItem()
            .Traits?.Target.ShouldBe("https://example.org/c");
        Read(Document($"<w:p>{Chart("rId9")}</w:p>")).Blocks.ShouldHaveSingleItem().Traits?.Note.ShouldBe("chart");
        Read(
            Document(
                    $"<w:p><w:r>{Drawing("<x:chart xmlns:x=\"http://schemas.microsoft.com/office/drawing/2014/chartex\" r:id=\"rId1\"/>")}</w:r></w:p>"
                )
                .Relate(Main, "chartEx", "charts/x.xml")
        )
            .Blocks.ShouldHaveSingleItem()
            .Traits.ShouldBe(new BlockTraits { Note = "chart", Target = "word/charts/x.xml" });
    }

    [Fact]
    public void A_chart_is_told_by_its_alternative_text_too()
    {
        var blocks = Read(
            Document($"<w:p><w:r>{Drawing("<c:chart r:id=\"rId1\"/>", "descr=\"Sales went up\"")}</w:r></w:p>")
                .Relate(Main, "chart", "charts/chart1.xml")
                .Part("word/charts/chart1.xml", $"<c:chartSpace {Names}/>")
        ).Blocks;

        blocks
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(b => b.Text.ShouldBe("Sales went up"), b => b.Traits?.Note.ShouldBe("chart"));
    }

    [Fact]
    public void Every_picture_of_a_group_is_a_figure()
    {
        static string Picture(int id, string says) =>
            $"<pic:pic><pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"x\" descr=\"{says}\"/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rId{id}\"/></pic:blipFill></pic:pic>";
        var group =
            $"<wpg:wgp xmlns:wpg=\"http://schemas.microsoft.com/office/word/2010/wordprocessingGroup\" xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\">{Picture(1, "")}{Picture(2, "a crane")}{Picture(3, "")}</wpg:wgp>";
        var blocks = Read(
            Document($"<w:p><w:r>{Drawing(group, "descr=\"the harbour\"")}</w:r></w:p>")
                .Relate(Main, "image", "media/1.png")
                .Relate(Main, "image", "media/2.png")
                .Relate(Main, "image", "media/3.png")
        ).Blocks;

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Target))
            .ShouldBe([
                (BlockType.Figure, "the harbour", "word/media/1.png"),
                (BlockType.Figure, "a crane", "word/media/2.png"),
                (BlockType.Figure, "", "word/media/3.png"),
            ]);
    }

    [Fact]
    public void A_chart_that_is_shown_without_end_is_not_read_each_time()
    {
        var package = Document(string.Concat(Enumerable.Repeat($"<w:p>{Chart()}</w:p>", 1000)))
            .Relate(Main, "chart", "charts/chart1.xml")
            .Part("word/charts/chart1.xml", Sales);

        var blocks = Read(package).Blocks;

        blocks.Count(b => b.Type == BlockType.Table).ShouldBeLessThan(50);
        blocks.Count(b => b.Type is BlockType.Table or BlockType.Figure).ShouldBe(1000);
    }

    [Fact]
    public void A_page_of_HTML_that_is_put_in_stands_where_it_is_shown()
    {
        const string Page =
            "<html><head><title>T</title></head><body><h2>Größe</h2><p>one<span hidden>two</span></p><table><tr><td>a</td><td>b</td></tr></table><dl><dt>term</dt><dd>meaning</dd></dl></body></html>";
        var document = Read(
            Document($"<w:p>{Text("before")}</w:p><w:altChunk r:id=\"rId1\"/><w:p>{Text("after")}</w:p>")
                .Relate(Main, "aFChunk", "chunk.html")
                .Part("word/chunk.html", Page)
        );

        document.Diagnostics.ShouldBeEmpty();
        document
            .Blocks.Select(b => (b.Type, b.Text, b.Traits?.Hidden))
            .ShouldBe([
                (BlockType.Paragraph, "before", null),
                (BlockType.Heading, "Größe", null),
                (BlockType.Paragraph, "one", null),
                (BlockType.Paragraph, "two", true),
                (BlockType.Table, "", null),
                (BlockType.TableRow, "a\tb", null),
                (BlockType.Definition, "term", null),
                (BlockType.Definition, "meaning", null),
                (BlockType.Paragraph, "after", null),
            ]);
        var bytes = Encoding.UTF8.GetBytes(Page);
        foreach (var span in document.Blocks.SelectMany(b => b.Spans).Where(span => span.Place.Bytes is not null))
        {
            span.Place.Part.ShouldBe("word/chunk.html");
            Encoding
                .UTF8.GetString(bytes, (int)span.Place.Bytes!.Value.Start, (int)span.Place.Bytes.Value.Length)
                .ShouldBeOneOf("Größe", "one", "two", "a", "b", "term", "meaning");
        }
    }

    [Fact]
    public void Text_and_an_archive_of_a_page_are_read_and_what_is_no_text_is_named()
    {
        const string Archive =
            "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"B\"\r\n\r\n--B\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Gr=C3=B6=C3=9Fe</p>\r\n--B--\r\n";
        var chunks = string.Concat(Enumerable.Range(1, 4).Select(i => $"<w:altChunk r:id=\"rId{i}\"/>"));
        var document = Read(
            Document(chunks)
                .Relate(Main, "aFChunk", "a.txt")
                .Relate(Main, "aFChunk", "b.mht")
                .Relate(Main, "aFChunk", "c.rtf")
                .Relate(Main, "aFChunk", "d.dat")
                .Part("word/a.txt", "One\r\nline.\r\n\r\nTwo.\r\n")
                .Part("word/b.mht", Archive)
                .Part("word/c.rtf", "{\\rtf1 lost}")
                .Part("word/d.dat", "<p>by its type</p>")
                .Part(
                    "[Content_Types].xml",
                    "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"dat\" ContentType=\"text/html\"/><Override PartName=\"/word/b.mht\" ContentType=\"message/rfc822\"/></Types>"
                )
        );

        document
            .Blocks.Select(b => (b.Type, b.Text, b.Spans[0].Place.Part, b.Traits?.Note, b.Traits?.Target))
            .ShouldBe([
                (BlockType.Paragraph, "One\nline.", "word/a.txt", null, null),
                (BlockType.Paragraph, "Two.", "word/a.txt", null, null),
                (BlockType.Paragraph, "Größe", "word/b.mht/1", null, null),
                (BlockType.Figure, "", Main, "embedded document", "word/c.rtf"),
                (BlockType.Paragraph, "by its type", "word/d.dat", null, null),
            ]);
        document
            .Diagnostics.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                d => d.Reason.ShouldBe("'word/c.rtf' (application/rtf) is put in as it is (w:altChunk), and was not read"),
                d => d.Fatal.ShouldBeFalse()
            );
    }

    [Fact]
    public void A_document_in_a_document_is_read_on_with_its_notes_numbered_on()
    {
        static string Noted(string said) => $"<w:p>{Text(said)}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
        static TestPackage WithNote(TestPackage package, string note) =>
            package
                .Relate(Main, "footnotes", "footnotes.xml")
                .Part(
                    "word/footnotes.xml",
                    $"<w:footnotes {Names}><w:footnote w:id=\"2\"><w:p>{Text(note)}</w:p></w:footnote><w:footnote w:id=\"3\"><w:p>{Text(note)} again</w:p></w:footnote></w:footnotes>"
                );
        var inner = WithNote(Document(Noted("inner")), "inner note").ToBytes();
        var document = Read(
            WithNote(
                    Document($"{Noted("outer")}<w:altChunk r:id=\"rId2\"/><w:p><w:r><w:footnoteReference w:id=\"3\"/></w:r></w:p>"),
                    "outer note"
                )
                .Relate(Main, "aFChunk", "chunk.docx")
                .Part("word/chunk.docx", inner)
        );

        document.Diagnostics.ShouldBeEmpty();
        document
            .Blocks.Select(b => (b.Text, b.Traits?.Label))
            .ShouldBe([
                ("outer[1]", null),
                ("outer note", "1"),
                ("inner[2]", null),
                ("inner note", "2"),
                ("[3]", null),
                ("outer note", "3"),
            ]);
        document
            .Blocks[2]
            .Spans.ShouldHaveSingleItem()
            .Place.ShouldBe(new Place { Part = "word/chunk.docx/word/document.xml", Path = "/w:document/w:body/w:p[1]" });
    }

    [Fact]
    public void What_is_put_into_a_cell_a_note_or_a_hidden_row_is_read_too()
    {
        const string Cell = "<w:tr>{0}<w:tc><w:p><w:r><w:t>cell</w:t></w:r></w:p><w:altChunk r:id=\"rId1\"/><w:p/></w:tc></w:tr>";
        var table = $"<w:tbl>{string.Format(Cell, "")}{string.Format(Cell, "<w:trPr><w:hidden/></w:trPr>")}</w:tbl>";
        var document = Read(
            Document($"{table}<w:p>{Text("x")}<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>")
                .Relate(Main, "aFChunk", "chunk.txt")
                .Part("word/chunk.txt", "put in")
                .Relate(Main, "footnotes", "footnotes.xml")
                .Relate("word/footnotes.xml", "aFChunk", "chunk.txt")
                .Part(
                    "word/footnotes.xml",
                    $"<w:footnotes {Names}><w:footnote w:id=\"2\"><w:p>{Text("note")}</w:p><w:altChunk r:id=\"rId1\"/></w:footnote></w:footnotes>"
                )
        );

        document
            .Blocks.Select(b => (b.Text, b.Traits?.Note, b.Traits?.Hidden))
            .ShouldBe([
                ("", null, null),
                ("cell", null, null),
                ("cell", null, true),
                ("put in", null, null),
                ("put in", null, true),
                ("x[1]", null, null),
                ("note", null, null),
                ("put in", "footnote", null),
            ]);
    }

    [Fact]
    public void What_is_put_in_and_is_not_there_or_elsewhere_or_hostile_is_named()
    {
        Reason(Document("<w:altChunk r:id=\"rId1\"/>").Relate(Main, "aFChunk", "https://example.org/x.html", external: true))
            .ShouldContain("outside of the document, at https://example.org/x.html");
        Reason(Document("<w:altChunk r:id=\"rId7\"/>")).ShouldContain("not there");
        Reason(Document("<w:altChunk r:id=\"rId1\"/>").Relate(Main, "aFChunk", "gone.html")).ShouldContain("no part 'word/gone.html'");
        Reason(
                Document("<w:altChunk r:id=\"rId1\"/>")
                    .Relate(Main, "aFChunk", "a.docx")
                    .Part("word/a.docx", new TestPackage().Relate("", "officeDocument", Main).ToBytes())
            )
            .ShouldContain("word/a.docx");
        Reason(
                Document("<w:altChunk r:id=\"rId1\"/>")
                    .Relate(Main, "aFChunk", "a.html")
                    .Part("word/a.html", "<p>" + new string('x', 20_000)),
                new() { MaxHeldBytes = 10_000 }
            )
            .ShouldContain("MaxHeldBytes");
        Reason(
                Document("<w:altChunk r:id=\"rId1\"/>")
                    .Relate(Main, "aFChunk", "a.html")
                    .Part("word/a.html", string.Concat(Enumerable.Repeat("<p>xy", 4_000))),
                new() { MaxBlockBytes = 15_000 }
            )
            .ShouldContain("MaxBlockBytes");

        static string Reason(TestPackage package, ParseBudget? budget = null)
        {
            var document = Rendered.One(new DocxParser(), package.ToBytes(), budget);
            document.Blocks.ShouldContain(b => b.Type == BlockType.Figure && b.Traits!.Note == "embedded document");
            return document.Diagnostics.ShouldHaveSingleItem().Reason;
        }
    }

    [Fact]
    public void Documents_in_documents_end_somewhere_and_expand_to_no_more_than_one_may()
    {
        var nested = Document($"<w:p>{Text("innermost")}</w:p>").ToBytes();
        for (var i = 0; i < 10; i++)
        {
            nested = Document($"<w:p>{Text($"level {i}")}</w:p><w:altChunk r:id=\"rId1\"/>")
                .Relate(Main, "aFChunk", "a.docx")
                .Part("word/a.docx", nested)
                .ToBytes();
        }

        var deep = Rendered.One(new DocxParser(), nested);
        deep.Blocks.Where(b => b.Type == BlockType.Paragraph)
            .Select(b => b.Text)
            .ShouldBe(["level 9", "level 8", "level 7", "level 6", "level 5"]);
        deep.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("deeper than 4");

        var large = Document(string.Concat(Enumerable.Repeat($"<w:p>{Text("so it goes")}</w:p>", 5_000))).ToBytes();
        var many = Document(string.Concat(Enumerable.Range(1, 20).Select(i => $"<w:altChunk r:id=\"rId{i}\"/>")));
        for (var i = 1; i <= 20; i++)
        {
            many.Relate(Main, "aFChunk", $"{i}.docx").Part($"word/{i}.docx", large);
        }

        var limited = Rendered.One(new DocxParser(), many.ToBytes(), new() { MaxExpandedBytes = 1_000_000 });
        limited.Blocks.Count.ShouldBeLessThan(30_000);
        limited.Diagnostics.ShouldContain(d => d.Reason.Contains("MaxExpandedBytes"));
    }

    private static string Text(string said) => $"<w:r><w:t>{said}</w:t></w:r>";

    private static string Drawing(string drawn, string properties = "") =>
        $"<w:drawing><wp:inline><wp:docPr id=\"1\" name=\"Drawn\" {properties}/><a:graphic><a:graphicData>{drawn}</a:graphicData></a:graphic></wp:inline></w:drawing>";

    private static string Chart(string id = "rId1") => $"<w:r>{Drawing($"<c:chart r:id=\"{id}\"/>")}</w:r>";

    private static string Diagram(string id = "rId1") => $"<w:r>{Drawing($"<dgm:relIds r:dm=\"{id}\"/>")}</w:r>";

    private static TestPackage Document(string body) =>
        new TestPackage().Relate("", "officeDocument", Main).Part(Main, $"<w:document {Names}><w:body>{body}</w:body></w:document>");

    private static Rendered Read(TestPackage package) => Rendered.One(new DocxParser(), package.ToBytes());
}
