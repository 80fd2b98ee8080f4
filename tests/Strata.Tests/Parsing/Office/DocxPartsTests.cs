using Strata.Parsing;
using Strata.Parsing.Docx;

namespace Strata.Tests.Parsing.Office;

/// <summary>What stands in a cell, a footnote, an endnote or a comment is read as the same paragraph in the body is.</summary>
public sealed class DocxPartsTests
{
    private const string W =
        "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:w14=\"http://schemas.microsoft.com/office/word/2010/wordml\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
    private const string Inserted =
        """<w:ins w:author="Ann"><w:r><w:t xml:space="preserve">new </w:t></w:r></w:ins><w:del w:author="Bob"><w:r><w:delText>old</w:delText></w:r></w:del><w:r><w:t>text</w:t></w:r>""";
    private const string Hidden = "<w:r><w:rPr><w:vanish/></w:rPr><w:t>secret</w:t></w:r>";
    private const string Link = """<w:hyperlink r:id="rId1"><w:r><w:t>here</w:t></w:r></w:hyperlink>""";
    private const string FieldLink =
        """<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://example.org/a" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>""";
    private const string Box =
        """<w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val="1"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t xml:space="preserve"> done</w:t></w:r>""";
    private const string FormBox =
        """<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox><w:default w:val="0"/></w:checkBox></w:ffData></w:fldChar></w:r><w:r><w:instrText> FORMCHECKBOX </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r><w:r><w:t>open</w:t></w:r>""";

    public static TheoryData<string, string, string, string?, bool?> Contents
    {
        get
        {
            var data = new TheoryData<string, string, string, string?, bool?>();
            foreach (var place in (string[])["cell", "footnotes", "endnotes", "comments"])
            {
                data.Add(place, Inserted, "new text", "deleted by Bob; inserted by Ann", null);
                data.Add(place, Hidden, "secret", null, true);
                data.Add(place, Hidden + "<w:r><w:t xml:space=\"preserve\"> and seen</w:t></w:r>", "and seen", null, null);
                data.Add(place, Link, "here <https://example.org/a>", null, null);
                data.Add(place, FieldLink, "here <https://example.org/a>", null, null);
                data.Add(place, Box, "[x] done", null, null);
                data.Add(place, FormBox, "[ ] open", null, null);
                data.Add(
                    place,
                    "<w:r><w:t>10</w:t></w:r><w:r><w:rPr><w:vertAlign w:val=\"superscript\"/></w:rPr><w:t>6</w:t></w:r>",
                    "10^6",
                    null,
                    null
                );
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_part_says_what_the_body_would(string place, string content, string text, string? note, bool? hidden)
    {
        var blocks = Read(place, $"<w:p>{content}</w:p>");

        var block =
            place == "cell"
                ? blocks.Single(b => b.Type == BlockType.TableRow)
                : blocks.Single(b => b.Type == BlockType.Footnote || b.Traits?.Author == "Cleo");
        block.Text.ShouldBe(text);
        var own = place switch
        {
            "endnotes" => "endnote",
            "comments" => "comment",
            _ => null,
        };
        (block.Traits?.Note).ShouldBe(
            own is null ? note
            : note is null ? own
            : $"{own}; {note}"
        );
        (block.Traits?.Hidden).ShouldBe(hidden);
    }

    [Fact]
    public void The_body_says_the_same_by_the_traits_of_its_blocks()
    {
        var blocks = Read("body", string.Concat(new[] { Inserted, Hidden, Link, Box, FormBox }.Select(content => $"<w:p>{content}</w:p>")));

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Note, b.Traits?.Hidden, b.Traits?.Target, b.Traits?.Checked))
            .ShouldBe([
                (BlockType.Paragraph, "new text", "deleted by Bob; inserted by Ann", null, null, null),
                (BlockType.Paragraph, "secret", null, true, null, null),
                (BlockType.Paragraph, "here", null, null, "https://example.org/a", null),
                (BlockType.Checkbox, "done", null, null, null, true),
                (BlockType.Checkbox, "open", null, null, null, false),
            ]);
    }

    [Theory]
    [InlineData("cell")]
    [InlineData("footnotes")]
    public void A_deleted_mark_joins_paragraphs_of_a_part(string place)
    {
        const string First =
            """<w:p><w:pPr><w:rPr><w:del w:author="Ann"/></w:rPr></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r></w:p>""";
        var block = Read(place, First + "<w:p><w:r><w:t>two</w:t></w:r></w:p><w:p><w:r><w:t>three</w:t></w:r></w:p>")
            .Single(b => b.Type is BlockType.TableRow or BlockType.Footnote);

        block.Text.ShouldBe("One two\nthree");
        block.Traits?.Note.ShouldBe("deleted by Ann");
    }

    [Fact]
    public void A_link_is_kept_where_a_deleted_mark_joins_it_to_more()
    {
        var link = $"<w:p><w:pPr><w:rPr><w:del w:author=\"Ann\"/></w:rPr></w:pPr>{Link}</w:p>";

        Read("body", link + "<w:p><w:r><w:t> and on</w:t></w:r></w:p>")
            .ShouldHaveSingleItem()
            .Text.ShouldBe("here <https://example.org/a> and on");
    }

    [Fact]
    public void Rows_and_cells_that_were_deleted_are_gone_and_said_to_be()
    {
        const string Cell = "<w:tc>{1}<w:p><w:r><w:t>{0}</w:t></w:r></w:p></w:tc>";
        string Row(string properties, params string[] cells) => $"<w:tr><w:trPr>{properties}</w:trPr>{string.Concat(cells)}</w:tr>";
        var blocks = Read(
            "body",
            "<w:tbl>"
                + Row(
                    "",
                    string.Format(Cell, "a", ""),
                    string.Format(Cell, "gone", "<w:tcPr><w:cellDel w:author=\"Bob\"/></w:tcPr>"),
                    string.Format(Cell, "b", "")
                )
                + Row("<w:del w:author=\"Ann\"/>", string.Format(Cell, "x", ""), string.Format(Cell, "y", ""))
                + Row("<w:ins w:author=\"Cleo\"/><w:hidden/>", string.Format(Cell, "c", ""), string.Format(Cell, "d", ""))
                + "</w:tbl>"
        );

        blocks
            .Select(b => (b.Text, b.Traits?.Note, b.Traits?.Hidden))
            .ShouldBe([("", "row deleted by Ann", null), ("a\tb", "cell deleted by Bob", null), ("c\td", "inserted by Cleo", true)]);
    }

    [Fact]
    public void What_hangs_on_a_note_follows_it()
    {
        const string Picture =
            """<w:r><w:drawing><wp:inline xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"><wp:docPr descr="a plan"/></wp:inline></w:drawing></w:r>""";
        const string TextBox = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>boxed</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>";
        var blocks = Read("footnotes", $"<w:p><w:r><w:t>See</w:t></w:r>{Picture}{TextBox}</w:p>");

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Note))
            .ShouldBe([
                (BlockType.Paragraph, "body[1]", null),
                (BlockType.Footnote, "See", null),
                (BlockType.Figure, "a plan", "footnote"),
                (BlockType.Paragraph, "boxed", "footnote; text box"),
            ]);
    }

    [Fact]
    public void An_endnote_may_refer_to_another_and_to_itself()
    {
        var blocks = Read(
            "endnotes",
            "<w:p><w:r><w:t>See</w:t></w:r><w:r><w:endnoteReference w:id=\"3\"/><w:endnoteReference w:id=\"2\"/></w:r></w:p>"
        );

        blocks
            .Where(b => b.Type == BlockType.Footnote)
            .Select(b => (b.Text, b.Traits?.Label))
            .ShouldBe([("See[ii][i]", "i"), ("another", "ii")]);
    }

    [Fact]
    public void Code_says_who_changed_it_and_keeps_its_links()
    {
        const string Style = "<w:pPr><w:pStyle w:val=\"SourceCode\"/></w:pPr>";
        var blocks = Read("body", $"<w:p>{Style}{Inserted}</w:p><w:p>{Style}<w:r><w:t>more</w:t></w:r></w:p><w:p>{Style}{Link}</w:p>");

        blocks
            .Select(b => (b.Type, b.Text, b.Traits?.Note, b.Traits?.Target))
            .ShouldBe([
                (BlockType.CodeBlock, "new text\nmore", "deleted by Bob; inserted by Ann", null),
                (BlockType.Paragraph, "here", null, "https://example.org/a"),
            ]);
    }

    private static IReadOnlyList<Block> Read(string place, string paragraphs)
    {
        var body = place switch
        {
            "body" => paragraphs,
            "cell" => $"<w:tbl><w:tr><w:tc>{paragraphs}</w:tc></w:tr></w:tbl>",
            "comments" => "<w:p><w:r><w:t>body</w:t></w:r><w:r><w:commentReference w:id=\"2\"/></w:r></w:p>",
            _ => $"<w:p><w:r><w:t>body</w:t></w:r><w:r><w:{place[..^1]}Reference w:id=\"2\"/></w:r></w:p>",
        };
        var package = new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part("word/document.xml", $"<w:document {W}><w:body>{body}</w:body></w:document>")
            .Relate("word/document.xml", "hyperlink", "https://example.org/a", external: true);
        if (place is not ("body" or "cell"))
        {
            package
                .Relate("word/document.xml", place, $"{place}.xml")
                .Relate($"word/{place}.xml", "hyperlink", "https://example.org/a", external: true)
                .Part(
                    $"word/{place}.xml",
                    $"<w:{place} {W}><w:{place[..^1]} w:id=\"2\" w:author=\"Cleo\">{paragraphs}</w:{place[..^1]}><w:{place[..^1]} w:id=\"3\"><w:p><w:r><w:t>another</w:t></w:r></w:p></w:{place[..^1]}></w:{place}>"
                );
        }

        return Rendered.One(new DocxParser(), package.ToBytes()).Blocks;
    }
}
