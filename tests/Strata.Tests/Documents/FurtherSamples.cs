using Strata.Testing;
using Strata.Tests.Parsing.Office;

namespace Strata.Tests.Documents;

/// <summary>What a format has besides what is in its sample: so that each type of block that a parser names is seen.</summary>
internal static class FurtherSamples
{
    private const string Html = """
        <html><body><ul><li><input type="checkbox" checked> done</li></ul><p>Text<sup><a href="#n1">1</a></sup></p><p id="n1">A note.</p>
        <math display="block"><msup><mi>x</mi><mn>2</mn></msup></math></body></html>
        """;

    private const string HtmlMail = """
        From: a@example.org
        To: b@example.org
        Subject: s
        Date: Mon, 02 Feb 2026 10:00:00 +0100
        Content-Type: text/html

        <html><head><title>T</title></head><body><h1>One</h1><p>Text<sup><a href="#n1">1</a></sup></p><ul><li>a</li><li><input type="checkbox"> b</li></ul>
        <table><tr><th>h</th><th>i</th></tr><tr><td>1</td><td>2</td></tr></table><pre>x</pre><blockquote>q</blockquote><figure><img src="x.png" alt="p"><figcaption>fc</figcaption></figure><hr>
        <dl><dt>t</dt><dd>d</dd></dl><math display="block"><mi>x</mi></math><p id="n1">A note.</p></body></html>
        """;

    private const string Latex = """
        \documentclass{article}
        \begin{document}
        Text
        \hrule
        \begin{itemize}\item ☐ open\end{itemize}
        \end{document}
        """;

    private const string Rst = """
        Title
        =====

        :Author: Ann

        Text.

            A quote.

        .. raw:: html

           <p>html</p>

        - ☐ open
        """;

    private const string Org = """
        #+CAPTION: A picture
        [[./x.png]]

        #+BEGIN_EXPORT html
        <p>html</p>
        #+END_EXPORT

        - term :: definition
        """;

    private const string Textile = "!x.png(alt)!\n\n- term := definition\n\n* ☐ open\n";

    private const string MediaWiki = "[[File:x.png|thumb|A caption]]\n\n:<math>x^2</math>\n\n* ☐ open\n";

    private const string DocBook = """
        <?xml version="1.0"?>
        <article xmlns="http://docbook.org/ns/docbook"><section><title>One</title>
        <figure><title>A picture</title><mediaobject><imageobject><imagedata fileref="x.png"/></imageobject></mediaobject></figure>
        <equation><mathphrase>x=1</mathphrase></equation><itemizedlist><listitem><para>☐ open</para></listitem></itemizedlist></section></article>
        """;

    private const string FictionBook = """
        <?xml version="1.0" encoding="utf-8"?>
        <FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><book-title>Title</book-title></title-info></description>
        <body><section><title><p>One</p></title><p>Text<a l:href="#n1" type="note">[1]</a>.</p><empty-line/><image l:href="#i.png"/></section></body>
        <body name="notes"><section id="n1"><p>The note.</p></section></body><binary id="i.png" content-type="image/png">iVBORw0KGgo=</binary></FictionBook>
        """;

    private const string Chapter = """
        <?xml version="1.0" encoding="utf-8"?>
        <html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>T</title></head><body><pre><code>x</code></pre><dl><dt>t</dt><dd>d</dd></dl><hr/>
        <p>Text<a epub:type="noteref" href="#n1">1</a></p><aside epub:type="footnote" id="n1"><p>The note.</p></aside>
        <p><math xmlns="http://www.w3.org/1998/Math/MathML" display="block"><msup><mi>x</mi><mn>2</mn></msup></math></p><ul><li>☐ open</li></ul></body></html>
        """;

    private const string OdtContent = """
        <?xml version="1.0" encoding="UTF-8"?>
        <office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" office:version="1.3"><office:automatic-styles><style:style style:name="Q" style:family="paragraph"><style:paragraph-properties fo:margin-left="2cm"/></style:style></office:automatic-styles><office:body><office:text>
        <text:p><draw:frame><draw:text-box><text:p><draw:frame svg:width="1cm"><draw:image xlink:href="Pictures/x.png"/></draw:frame>A picture</text:p></draw:text-box></draw:frame></text:p>
        <text:p><draw:frame><draw:object xlink:href="./Object 1"/></draw:frame></text:p><text:p text:style-name="Q">Quoted.</text:p><text:list><text:list-item><text:p>☐ open</text:p></text:list-item></text:list>
        </office:text></office:body></office:document-content>
        """;

    private const string Rtf = """
        {\rtf1\ansi{\*\listtable{\list\listtemplateid1{\listlevel\levelnfc23{\leveltext\'01\u8226 ?;}{\levelnumbers;}\fi-360\li720}\listid1}}{\*\listoverridetable{\listoverride\listid1\listoverridecount0\ls1}}
        {\pard\plain {\listtext\pard\plain \u8226 ?\tab}\ilvl0\ls1 item\par}
        {\pard\plain {\listtext\pard\plain \u8226 ?\tab}\ilvl0\ls1 \u9744 ? open\par}
        \pard\plain {\pict\pngblip\picw10\pich10 89504e470d0a1a0a}\par
        }
        """;

    public static IReadOnlyList<byte[]> Of(string parser) =>
        parser switch
        {
            "html" => [Utf8(Html)],
            "mail" => [Utf8(HtmlMail)],
            "mbox" => [Utf8("From a@example.org Mon Feb  2 10:00:00 2026\n" + HtmlMail.ReplaceLineEndings("\n") + "\n")],
            "csv" => [Utf8("Stock of the shed\n\nitem,count,price\na,1,1.00\nb,1,2.00\nTotal,,3.00\n")],
            "json" => [Utf8("[1,\"a\"]")],
            "jsonl" => [Utf8("1\n\"a\"\n")],
            "yaml" => [Utf8("- one\n- two\n")],
            "subtitles" => [Utf8("WEBVTT\n\nNOTE of the maker\n\n00:01.000 --> 00:02.000\nHello.\n")],
            "docx" => [Rule()],
            "latex" => [Utf8(Latex)],
            "rst" => [Utf8(Rst)],
            "org" => [Utf8(Org)],
            "textile" => [Utf8(Textile)],
            "mediawiki" => [Utf8(MediaWiki)],
            "docbook" => [Utf8(DocBook)],
            "fb2" => [Utf8(FictionBook)],
            "epub" => [Office.Epub("Title", "Ann", ("one.xhtml", Chapter))],
            "odt" => [Odt()],
            "rtf" => [Utf8(Rtf)],
            _ => [],
        };

    private static byte[] Rule() =>
        new TestPackage()
            .Relate("", "officeDocument", "word/document.xml")
            .Part(
                "word/document.xml",
                """
                <w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"><w:body><w:p><w:r><w:pict><v:rect o:hr="t"/></w:pict></w:r></w:p></w:body></w:document>
                """
            )
            .ToBytes();

    private static byte[] Odt()
    {
        const string Manifest =
            """<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.text"/></manifest:manifest>""";
        const string Styles =
            """<?xml version="1.0"?><office:document-styles xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" office:version="1.3"><office:styles/></office:document-styles>""";
        const string Formula =
            """<?xml version="1.0"?><math xmlns="http://www.w3.org/1998/Math/MathML"><msup><mi>x</mi><mn>2</mn></msup></math>""";
        return Office.Zip(
            ("mimetype", "application/vnd.oasis.opendocument.text"u8.ToArray()),
            ("META-INF/manifest.xml", Utf8(Manifest)),
            ("styles.xml", Utf8(Styles)),
            ("content.xml", Utf8(OdtContent)),
            ("Object 1/content.xml", Utf8(Formula)),
            ("Pictures/x.png", [0x89, (byte)'P', (byte)'N', (byte)'G'])
        );
    }

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
