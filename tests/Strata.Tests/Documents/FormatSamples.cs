using System.IO.Compression;
using System.Text;
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

        <div>html</div>

        [^1]: note
        """;

    private const string Html = """
        <html><head><title>T</title></head><body><main><h1>One</h1><p>Text</p><ul><li>a</li></ul><ol><li>b</li></ol>
        <table><caption>c</caption><tr><th>h</th></tr><tr><td>1</td></tr></table><pre><code class="language-cs">x</code></pre>
        <blockquote>q</blockquote><figure><img src="x.png" alt="p"><figcaption>fc</figcaption></figure><hr>
        <dl><dt>t</dt><dd>d</dd></dl></main></body></html>
        """;

    private const string Mail = "From: a@example.org\r\nTo: b@example.org\r\nSubject: s\r\nDate: Mon, 02 Feb 2026 10:00:00 +0100\r\n\r\nHello.\r\n\r\n> quoted\r\n";

    private static readonly Dictionary<string, Func<byte[]>> All = new(StringComparer.Ordinal)
    {
        ["csv"] = () => Utf8("a,b\n1,2\n3,4\n"),
        ["json"] = () => Utf8("""[{"a":1},{"a":2}]"""),
        ["jsonl"] = () => Utf8("{\"a\":1}\n{\"a\":2}\n"),
        ["text"] = () => Utf8("One.\n\nTwo.\n"),
        ["markdown"] = () => Utf8(Markdown),
        ["html"] = () => Utf8(Html),
        ["mail"] = () => Utf8(Mail),
        ["mbox"] = () => Utf8("From a@example.org Mon Feb  2 10:00:00 2026\n" + Mail.ReplaceLineEndings("\n") + "\n"),
        ["zip"] = () => Office.Zip(("a.txt", Utf8("x"))),
        ["gzip"] = Gzip,
        ["xml"] = () => Utf8("<r><e k=\"1\">t</e><e k=\"2\">u</e></r>"),
        ["yaml"] = () => Utf8("a: 1\nb:\n  - c: 2\n"),
        ["toml"] = () => Utf8("a = 1\n[t]\nb = 2\n"),
        ["calendar"] = () => Utf8("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART:20260202T100000Z\r\nSUMMARY:s\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"),
        ["vcard"] = () => Utf8("BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann\r\nEMAIL:a@example.org\r\nEND:VCARD\r\n"),
        ["subtitles"] = () => Utf8("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Ann>Hello.\n"),
        ["docx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("letter.docx")),
        ["pptx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("deck.pptx")),
        ["xls"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("workbook.xls")),
        ["xlsx"] = () => File.ReadAllBytes(Parsing.Office.Rendered.FilePath("workbook.xlsx")),
        ["pdf"] = () => Office.Pdf(["Heading", "Some text of a paragraph."], ["More text."]),
    };

    /// <summary>Null where there is none: the table then says nothing of the parser's blocks.</summary>
    public static byte[]? Of(string parser) => All.TryGetValue(parser, out var make) ? make() : null;

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
