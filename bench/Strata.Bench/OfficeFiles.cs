namespace Strata.Bench;

/// <summary>Large office files, made up.</summary>
internal static class OfficeFiles
{
    private const string Drawing =
        "xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\" xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

    /// <summary>A text document of about that many MB packed: paragraphs of words of random letters, a heading for every fifty.</summary>
    public static string Words(int megabytes) =>
        OfficeWorks.Written(
            $"words-{megabytes}.docx",
            zip =>
            {
                OfficeWorks.Part(zip, "_rels/.rels", w => w.Write(OfficeWorks.Relationships("officeDocument", "word/document.xml")));
                OfficeWorks.Part(zip, "word/document.xml", w => Paragraphs(w, megabytes));
            }
        );

    /// <summary>Slides with a title, a list of three levels, a table, speaker notes and a comment each.</summary>
    public static string Slides(int count) =>
        OfficeWorks.Written(
            $"slides-{count}.pptx",
            zip =>
            {
                OfficeWorks.Part(zip, "_rels/.rels", w => w.Write(OfficeWorks.Relationships("officeDocument", "ppt/presentation.xml")));
                var numbers = Enumerable.Range(1, count).Select(i => i.ToString(CultureInfo.InvariantCulture)).ToList();
                OfficeWorks.Part(
                    zip,
                    "ppt/_rels/presentation.xml.rels",
                    w => w.Write(OfficeWorks.Relationships([.. numbers.SelectMany(n => new[] { "slide", $"slides/slide{n}.xml" })]))
                );
                OfficeWorks.Part(
                    zip,
                    "ppt/presentation.xml",
                    w =>
                        w.Write(
                            $"<p:presentation {Drawing}><p:sldIdLst>{string.Concat(numbers.Select(n => $"<p:sldId id=\"{n}\" r:id=\"rId{n}\"/>"))}</p:sldIdLst></p:presentation>"
                        )
                );
                foreach (var n in numbers)
                {
                    OfficeWorks.Part(
                        zip,
                        $"ppt/slides/_rels/slide{n}.xml.rels",
                        w =>
                            w.Write(
                                OfficeWorks.Relationships(
                                    "notesSlide",
                                    $"../notesSlides/notesSlide{n}.xml",
                                    "comments",
                                    $"../comments/comment{n}.xml"
                                )
                            )
                    );
                    OfficeWorks.Part(zip, $"ppt/slides/slide{n}.xml", w => Slide(w, n));
                    OfficeWorks.Part(
                        zip,
                        $"ppt/notesSlides/notesSlide{n}.xml",
                        w => w.Write($"<p:notes {Drawing}><p:cSld><p:spTree>{Shape("body", Lines(n, 20))}</p:spTree></p:cSld></p:notes>")
                    );
                    OfficeWorks.Part(
                        zip,
                        $"ppt/comments/comment{n}.xml",
                        w =>
                            w.Write(
                                $"<p:cmLst {Drawing}><p:cm authorId=\"0\" dt=\"2026-03-05T09:31:00.000\"><p:text>Remark on {n}</p:text></p:cm></p:cmLst>"
                            )
                    );
                }
            }
        );

    private static void Paragraphs(StreamWriter w, int megabytes)
    {
        // Deflate makes about 0.61 bytes of a random lower-case letter.
        var random = new Random(1);
        var letters = (long)(megabytes * 1_000_000L / 0.61);
        var text = new StringBuilder();
        w.Write("<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>");
        for (var paragraph = 0; letters > 0; paragraph++)
        {
            text.Clear();
            for (var i = 0; i < 500; i++)
            {
                text.Append(random.Next(6) == 0 ? ' ' : (char)('a' + random.Next(26)));
            }

            letters -= text.Length;
            w.Write(paragraph % 50 == 0 ? "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Chapter</w:t></w:r></w:p>" : "");
            w.Write("<w:p><w:r><w:t xml:space=\"preserve\">");
            w.Write(text);
            w.Write("</w:t></w:r></w:p>");
        }

        w.Write("</w:body></w:document>");
    }

    private static void Slide(StreamWriter w, string n)
    {
        var rows = string.Concat(
            Enumerable
                .Range(1, 10)
                .Select(row =>
                    $"<a:tr>{string.Concat(Enumerable.Range(1, 5).Select(cell => $"<a:tc><a:txBody><a:p><a:r><a:t>{n} {row} {cell}</a:t></a:r></a:p></a:txBody></a:tc>"))}</a:tr>"
                )
        );
        w.Write(
            $"<p:sld {Drawing}><p:cSld><p:spTree>{Shape("title", $"<a:p><a:r><a:t>Slide {n}</a:t></a:r></a:p>")}{Shape("body", Lines(n, 30))}<p:graphicFrame><a:graphic><a:graphicData><a:tbl>{rows}</a:tbl></a:graphicData></a:graphic></p:graphicFrame></p:spTree></p:cSld></p:sld>"
        );
    }

    private static string Lines(string n, int count) =>
        string.Concat(
            Enumerable
                .Range(0, count)
                .Select(i =>
                    $"<a:p><a:pPr lvl=\"{i % 3}\"><a:buChar char=\"-\"/></a:pPr><a:r><a:rPr lang=\"en\"/><a:t>The quick brown fox jumps over the lazy dog, line {i} of {n}</a:t></a:r></a:p>"
                )
        );

    private static string Shape(string type, string paragraphs) =>
        $"<p:sp><p:nvSpPr><p:cNvPr id=\"1\" name=\"x\"/><p:nvPr><p:ph type=\"{type}\"/></p:nvPr></p:nvSpPr><p:txBody>{paragraphs}</p:txBody></p:sp>";
}
