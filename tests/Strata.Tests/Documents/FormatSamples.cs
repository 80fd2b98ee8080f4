using System.IO.Compression;
using System.Runtime.CompilerServices;
using Strata.Testing;

namespace Strata.Tests.Documents;

/// <summary>For each parser a small source that has everything it tells apart.</summary>
internal static class FormatSamples
{
    private const string Markdown = """
        ---
        title: x
        ---

        # One

        Text with a[^1] note.

        - item
          1. inner
        - [x] done

        > quote

        ```cs
        code
        ```

        | a | b |
        |---|---|
        | 1 | 2 |

        ![picture](x.png)

        $$
        x^2
        $$

        ---

        term
        : definition

        <div>html</div>

        [^1]: note
        """;

    private const string Html = """
        <html><head><title>T</title></head><body><main><h1>One</h1><p>Text</p><ul><li>a</li></ul><ol><li>b</li></ol>
        <table><caption>c</caption><tr><th>h</th></tr><tr><td>1</td></tr></table><pre><code class="language-cs">x</code></pre>
        <blockquote>q</blockquote><figure><img src="x.png" alt="p"><figcaption>fc</figcaption></figure><hr>
        <dl><dt>t</dt><dd>d</dd></dl></main></body></html>
        """;

    private const string Mail =
        "From: a@example.org\r\nTo: b@example.org\r\nSubject: s\r\nDate: Mon, 02 Feb 2026 10:00:00 +0100\r\n\r\nHello.\r\n\r\n> quoted\r\n";

    private const string Latex = """
        \documentclass{article}
        \title{A Title}\author{Ann \and Bob}\date{2026}
        \begin{document}
        \maketitle
        \section{One}
        Text with $a^2$ and \href{https://example.org/x}{a link}\footnote{The note.}.
        \begin{equation}\label{eq}b = c\end{equation}
        \begin{itemize}\item one \begin{enumerate}\item inner\end{enumerate}\end{itemize}
        \begin{description}\item[Term] Its meaning.\end{description}
        \begin{table}\caption{Prices}\begin{tabular}{ll}a & b \\ \hline \multicolumn{2}{c}{wide} \\\end{tabular}\end{table}
        \begin{figure}\includegraphics{p.png}\caption{A picture}\end{figure}
        \begin{quote}Said so.\end{quote}
        \begin{lstlisting}[language=Python]
        print(1)
        \end{lstlisting}
        \end{document}
        """;

    private const string Rst = """
        =====
        Title
        =====

        :Author: Ann

        One
        ===

        Text with *emphasis*, a `link <https://example.org/x>`_ and a note [1]_.

        - item

          1. inner

        .. [1] The note.

        term
          definition

        .. code-block:: python

           print(1)

        .. math:: x^2

        .. figure:: x.png
           :alt: alt

           A caption

        .. list-table:: Prices
           :header-rows: 1

           * - a
             - b
           * - 1
             - 2

        ----

        .. warning:: Beware.

            quoted
        """;

    private const string Org = """
        #+TITLE: Title
        #+AUTHOR: Ann
        * One
        Text with a [[https://example.org/x][link]] and a note[fn:1].
        - [X] done
        - [ ] open
          1. inner
        - term :: definition
        #+BEGIN_SRC sh
        ls
        #+END_SRC
        #+BEGIN_QUOTE
        quote
        #+END_QUOTE
        | a | b |
        |---+---|
        | 1 | 2 |
        -----
        $$x^2$$

        [[./x.png]]

        [fn:1] The note
        """;

    private const string Rtf = """
        {\rtf1\ansi\ansicpg1252{\info{\title Title}{\author Ann}}{\stylesheet{\s1\b heading 1;}{\s2 Text;}}
        \pard\plain \s1\b Gr\'fc\u223\'dfe\par
        \pard\plain \s2 Text with a {\field{\*\fldinst HYPERLINK "https://example.org/x" }{\fldrslt {\ul link}}}, page {\field{\*\fldinst PAGE}{\fldrslt {7}}} and a note{\super\chftn{\footnote The note.}}.\par
        \trowd\cellx1000\cellx2000\pard\intbl a\cell b\cell\row\trowd\cellx1000\cellx2000\pard\intbl 1\cell 2\cell\row
        \pard After.\par}
        """;

    private const string Textile =
        "h1. One\n\nText with a \"link\":https://example.org/x and a note[1].\n\n* item\n** inner\n\nbq. quote\n\nbc. code\n\n|_. a |_. b |\n| 1 | 2 |\n\nfn1. The note.\n";

    private const string MediaWiki =
        "= One =\nText with a [https://example.org/x link]<ref>The note.</ref>.\n* item\n*# inner\n; term : definition\n{|\n|+ Prices\n! a !! b\n|-\n| 1 || 2\n|}\n<source lang=\"cs\">\ncode\n</source>\n----\n<blockquote>quote</blockquote>\n";

    private const string DocBook = """
        <?xml version="1.0"?>
        <article xmlns="http://docbook.org/ns/docbook" xmlns:xl="http://www.w3.org/1999/xlink"><info><title>Title</title><author><personname>Ann</personname></author></info>
        <section><title>One</title><para>Text with a <link xl:href="https://example.org/x">link</link><footnote><para>The note.</para></footnote>.</para>
        <itemizedlist><listitem><para>item</para></listitem></itemizedlist><variablelist><varlistentry><term>term</term><listitem><para>definition</para></listitem></varlistentry></variablelist>
        <programlisting language="cs">code</programlisting><blockquote><para>quote</para></blockquote><note><para>Mind.</para></note>
        <table><title>Prices</title><tgroup cols="2"><thead><row><entry>a</entry><entry>b</entry></row></thead><tbody><row><entry>1</entry><entry>2</entry></row></tbody></tgroup></table>
        </section></article>
        """;

    private const string FictionBook = """
        <?xml version="1.0" encoding="utf-8"?>
        <FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><author><first-name>Ann</first-name><last-name>Reader</last-name></author><book-title>Title</book-title></title-info></description>
        <body><section><title><p>One</p></title><p>Text <emphasis>here</emphasis>.</p><cite><p>quote</p></cite></section></body></FictionBook>
        """;

    private const string Chapter = """
        <?xml version="1.0" encoding="utf-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body><section><h1>One</h1><p>Text with a <a href="https://example.org/x">link</a>.</p>
        <ul><li>item</li></ul><table><caption>Prices</caption><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td rowspan="2">1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>
        <blockquote><p>quote</p></blockquote><figure><img src="x.png" alt="p"/><figcaption>A picture</figcaption></figure></section></body></html>
        """;

    private const string OdtContent = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" office:version="1.3"><office:body><office:text>
        <text:h text:outline-level="1">One</text:h><text:p>Text with a <text:a xlink:type="simple" xlink:href="https://example.org/x">link</text:a><text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>The note.</text:p></text:note-body></text:note>.</text:p>
        <text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>
        <table:table><table:table-column table:number-columns-repeated="2"/><table:table-header-rows><table:table-row><table:table-cell><text:p>a</text:p></table:table-cell><table:table-cell><text:p>b</text:p></table:table-cell></table:table-row></table:table-header-rows><table:table-row><table:table-cell><text:p>1</text:p></table:table-cell><table:table-cell><text:p>2</text:p></table:table-cell></table:table-row></table:table>
        </office:text></office:body></office:document-content>
        """;

    private const string AsciiDoc = """
        = Title
        Ann Ba <ann@example.org>
        :lang: en

        A paragraph with a link:https://example.org[link] and a note.footnote:[The note.]

        * item
        ** inner
        * [x] done
        . numbered

        term:: what it is

        .Caption
        [source,cs]
        ----
        var x = 1;
        ----

        ____
        Quoted.
        ____

        [stem]
        ++++
        x^2
        ++++

        ++++
        <b>html</b>
        ++++

        |===
        |a |b

        |1 |2
        |===

        image::x.png[A picture]

        '''

        <<<
        """;

    private static readonly Dictionary<string, Func<byte[]>> All = new(StringComparer.Ordinal)
    {
        ["csv"] = () => Utf8("a,b\n1,2\n3,4\n"),
        ["json"] = () => Utf8("""[{"a":1},{"a":2}]"""),
        ["jsonl"] = () => Utf8("{\"a\":1}\n{\"a\":2}\n"),
        ["text"] = () => Utf8("One.\n\nTwo.\n"),
        ["markdown"] = () => Utf8(Markdown),
        ["asciidoc"] = () => Utf8(AsciiDoc),
        ["html"] = () => Utf8(Html),
        ["mail"] = () => Utf8(Mail),
        ["mbox"] = () => Utf8("From a@example.org Mon Feb  2 10:00:00 2026\n" + Mail.ReplaceLineEndings("\n") + "\n"),
        ["zip"] = () => Office.Zip(("a.txt", Utf8("x"))),
        ["gzip"] = Gzip,
        ["xml"] = () => Utf8("<r><e k=\"1\">t</e><e k=\"2\">u</e></r>"),
        ["yaml"] = () => Utf8("a: 1\nb:\n  - c: 2\n"),
        ["toml"] = () => Utf8("a = 1\n[t]\nb = 2\n"),
        ["calendar"] = () =>
            Utf8(
                "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260202T100000Z\r\nSUMMARY:s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
            ),
        ["vcard"] = () => Utf8("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n"),
        ["subtitles"] = () => Utf8("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n"),
        ["docx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("letter.docx")),
        ["pptx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("deck.pptx")),
        ["xls"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("workbook.xls")),
        ["xlsx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("workbook.xlsx")),
        ["latex"] = () => Utf8(Latex),
        ["rst"] = () => Utf8(Rst),
        ["org"] = () => Utf8(Org),
        ["rtf"] = () => Utf8(Rtf),
        ["textile"] = () => Utf8(Textile),
        ["mediawiki"] = () => Utf8(MediaWiki),
        ["docbook"] = () => Utf8(DocBook),
        ["fb2"] = () => Utf8(FictionBook),
        ["epub"] = () => Office.Epub("Title", "Ann", ("one.xhtml", Chapter)),
        ["odt"] = () => Office.Odt(OdtContent),
    };

    /// <summary>Nothing where there is none: the table then says nothing of the parser's blocks.</summary>
    public static IReadOnlyList<byte[]> Of(string parser) =>
        parser switch
        {
            "pdf" or "pdfpig" => [Fixture("book.pdf"), Fixture("invoice.pdf")],
            "docx" => [All[parser](), File.ReadAllBytes(Parsing.Office.Rendered.FilePath("contract.docx")), FormulaAndBox(), Definitions()],
            "xml" => [All[parser](), Utf8("<a><title>T</title><p>mixed <b>text</b> here</p><list><item>one <i>x</i></item></list></a>")],
            _ => All.TryGetValue(parser, out var make) ? [make()] : [],
        };

    private static byte[] FormulaAndBox()
    {
        const string Names =
            """xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" """;
        const string Body =
            "<w:p><m:oMathPara><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></m:oMathPara></w:p><w:p><w:sdt><w:sdtPr><w14:checkbox><w14:checked w14:val=\"1\"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt><w:r><w:t> done</w:t></w:r></w:p>";
        return new Parsing.Office.TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part("word/document.xml", $"<w:document {Names}><w:body>{Body}</w:body></w:document>")
            .ToBytes();
    }

    private static byte[] Definitions() =>
        new Parsing.Office.TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Relate("word/document.xml", "aFChunk", "chunk.html")
            .Part("word/chunk.html", "<dl><dt>term</dt><dd>meaning</dd></dl>")
            .Part(
                "word/document.xml",
                "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><w:body><w:altChunk r:id=\"rId1\"/></w:body></w:document>"
            )
            .ToBytes();

    private static byte[] Fixture(string name, [CallerFilePath] string here = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(here) ?? "", "Fixtures", name));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[] Gzip()
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("x"u8);
        }
        return bytes.ToArray();
    }
}
