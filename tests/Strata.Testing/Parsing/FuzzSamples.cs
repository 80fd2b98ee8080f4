using System.Collections.Concurrent;
using System.IO.Compression;
using Strata.Parsing;
using Strata.Parsing.Pandoc;
using Strata.Parsing.Pdf;

namespace Strata.Testing;

/// <summary>What the mutations start from: a small invented input of each format, and the samples that come with Strata.</summary>
public static class FuzzSamples
{
    private const int MaxFile = 64 * 1024;

    private static readonly string Root = Solution(AppContext.BaseDirectory);

    private static readonly ConcurrentDictionary<string, IReadOnlyList<byte[]>> Known = new();

    private static readonly (string Parser, string Text)[] Texts =
    [
        ("csv", "name;amount;note\nAnn;1,50;\"quoted; \"\"x\"\"\"\nBob;2;東京\n"),
        (
            "csv",
            "\"Account\";\"DE12\"\n\"Balance of 東京\";\"1,5 €\"\n\ndate;payee;amount;note\n2026-01-01;Ann;1,50;a\n2026-01-02;Bob;2,00;b\n"
        ),
        ("json", "{\"a\": [1, {\"b\": \"\\u00e9\"}], \"items\": [{\"x\": 1}, {\"x\": 2}], \"c\": null}"),
        ("jsonl", "{\"a\": 1}\n[1, 2]\n\"x\"\n"),
        ("text", "First paragraph\nsecond line\n\nÜber 東京 😀\n"),
        (
            "markdown",
            "---\ntitle: x\n---\n# Title\n\n- [x] a\n  1. b\n\n> quote\n\n| a | b |\n|---|---|\n| 1 | `x` |\n\n```cs\ncode\n```\n\n$$\nx\n$$\n\ntext[^1] ![i](u)\n\n[^1]: note\n\n[r]: http://x 't'\n"
        ),
        (
            "asciidoc",
            "= Title\nAnn Ba <a@x.example>\n:a: b\n\n{a} *b* _c_ `d` https://x.example[e].footnote:[f]\n\n* g\n** [x] h\n+\ni\n. j\n\nk:: l\n\n.m\n[source,ruby]\n----\nn\n----\n\n[quote,o]\n____\np\n====\nq\n====\n____\n\nNOTE: r\n\n[cols=\"1,2\"]\n|===\n|s 2+|t\n\n.2+|u |v\n3*h|w\n|===\n\n,===\n\"x, \"\"y\",z\n,===\n\nimage::1[2,3=4]\n\n'''\n\n<<<\n\n5\n-\n\n++++\n<6>\n++++\n\n////\n7\n////\n"
        ),
        (
            "html",
            "<!DOCTYPE html><html><head><meta charset=utf-8><title>T</title></head><body><nav><a href=/>x</a></nav><main><h1>A</h1><p>b &amp; <b>c</b><br>d</p><ul><li>e<ol><li>f</ol></ul><table><caption>g</caption><tr><th>h<th colspan=2>i<tr><td rowspan=2>j<td>k</table><pre><code class=language-x>l</code></pre><form><input type=checkbox></form></main></body></html>"
        ),
        (
            "mail",
            "From: =?utf-8?Q?Zo=C3=AB?= <a@x.example>\r\nTo: b@x.example, \"C, D\" <c@x.example>\r\nSubject: =?utf-8?B?w7w=?=\r\nDate: Fri, 20 Nov 2026 09:15:00 +0100\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: multipart/alternative; boundary=\"c\"\r\n\r\n--c\r\nContent-Type: text/plain; format=flowed\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\na=C3=A4 =\r\nb\r\n> q\r\n-- \r\nsig\r\n--c\r\nContent-Type: text/html\r\n\r\n<p>x</p>\r\n--c--\r\n--b\r\nContent-Disposition: attachment; filename*0*=utf-8''a%20; filename*1=b\r\nContent-Transfer-Encoding: base64\r\n\r\naGVsbG8=\r\n--b--\r\n"
        ),
        (
            "mbox",
            "From a@x.example Sat Jan  3 01:05:34 2026\nFrom: a@x.example\nSubject: one\n\ntext\n>From x\n\nFrom b@x.example Sat Jan  3 02:05:34 2026\nSubject: two\n\ntext\n"
        ),
        ("xml", "<?xml version=\"1.0\"?><r a=\"1\"><h>x</h><i b=\"2\"><j>y &amp; z</j></i><i><j><![CDATA[k]]></j></i></r>"),
        ("xml", "<article><title>T</title><p>mixed <b>text</b> here</p></article>"),
        (
            "yaml",
            "a: 1\nb: &x [1, two]\nc: *x\nd: |\n  text\n  more\nlist:\n  - name: x\n    v: {k: 'q'}\n  - name: y\n    <<: [*m, {z: 1}]\nm: &m {k: v}\nn:\n  <<: *m\n---\n- \"s\\n\"\n"
        ),
        ("toml", "t = \"x\"\n[a.b]\nn = 1_000\nd = 2026-11-20\nl = [1, {x = 'y'}]\n[[c]]\nm = \"\"\"\nx\n\"\"\"\n"),
        (
            "calendar",
            "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:1\r\nDTSTART;TZID=X:20261120T091500\r\nSUMMARY:a\\, b\r\n c\r\nATTENDEE;CN=\"A\":mailto:a@x\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
        ),
        (
            "vcard",
            "BEGIN:VCARD\nVERSION:3.0\nFN:Ann\nN:Smith;Ann;;;\nADR;TYPE=work:;;S 1;C;R;1;L\nTEL;TYPE=cell:1\nEMAIL:a@x\nNOTE;ENCODING=QUOTED-PRINTABLE:a=C3=\n=A4\nEND:VCARD\n"
        ),
        ("subtitles", "WEBVTT\n\n1\n00:01.000 --> 00:02.000\n<v Ann>Hello <i>there</i>\n\nNOTE x\n"),
        ("subtitles", "1\n00:00:01,000 --> 00:00:02,000\nAnn: hello\n"),
        ("subtitles", "1\n00:01 --> 1:02,5\n- Ann: a\n- b\n2\n00:02 --> 00:03\n<v A>c</v> d <v.x B>e\n\nf\n\n3\n00:00:04 --> x\ng\n"),
        (
            "html",
            "<p>a <s>b</s> <span style='visibility:hidden'>c</span> <del><p>d</p></del></p><ul><li><s>e</s></ul><table><tr><td><s>f</s><td><strike>g</strike><tr><td>h<td style='text-decoration:line-through'>i</table>"
        ),
        (
            "mail",
            "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nsee the HTML 1\r\n--b\r\nContent-Type: text/html\r\n\r\n<table><tr><th>a<th>b<th>c<tr><td>1<td>2<td>3.50<tr><td>4<td>5<td>x@y.example</table>\r\n--b--\r\n"
        ),
    ];

    /// <summary>Pages as pdftotext lays them out: a list, a table, columns, a running header, text to the left.</summary>
    private static readonly string[] Layouts =
    [
        Layout(
            "40 20 Acme;40 60 Title;40 90 1.;60 90 first;40 105 •;60 105 second;40 130 Item;200 130 Qty;300 130 Sum;40 146 Rake;200 146 2;300 146 20.00;40 162 Spade;200 162 1;300 162 15.50;40 172 long;40 200 םולש;90 200 12;120 200 Acme;160 200 םלוע"
        ) + Layout("40 20 Acme;40 60 left;40 75 more;320 60 right;320 75 text;40 760 Page;70 760 2"),
        Layout(
            "59 55 Region;484 55 2025;528 55 2026;59 75 North;483 75 1,200;525 75 1,400;59 95 South;483 102 900;525 102 950;59 109 goes;56 127 After;40 20 ﻡﻼﺳ;40 30 (a)"
        ),
    ];

    /// <summary>
    /// What pdftotext printed of real PDFs, with what the conversion says after it; one with a scanned page that OCR read.
    /// </summary>
    private static IEnumerable<string> PrintedLayouts()
    {
        var printed = Directory
            .EnumerateFiles(Path.Combine(Root, "tests/Strata.Tests/Documents/Fixtures"), "*.layout")
            .Order(StringComparer.Ordinal)
            .Select(File.ReadAllText)
            .ToList();
        var read = new OcrWord[]
        {
            new("Read", 40, 60, 70, 74, 1, 1, 0.9),
            new("by", 74, 60, 90, 74, 1, 1, 0.4),
            new("OCR", 40, 90, 70, 104, 2, 1, 0.7),
        };
        var trailer = new PdfTrailer
        {
            Pages = 2,
            Turned = [1],
            Scanned = [1, 2],
            Stamped = [1],
            OcrFailed = new Dictionary<int, string> { [1] = "it could not be drawn" },
            ScansUnknown = "not known",
            OcrLanguages = "eng",
            Ocr = new Dictionary<int, IReadOnlyList<OcrWord>> { [2] = read },
            OcrStopped = "OCR reads 1 page",
            Stopped = "pdftotext took long",
            Programs = "pdftotext",
        };
        return
        [
            .. printed,
            Layouts[0].Replace("</doc>", "<page width=\"595\" height=\"842\">\n</page>\n</doc>", StringComparison.Ordinal)
                + trailer.Write(),
        ];
    }

    /// <summary>A file that comes with the tests.</summary>
    public static byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Root, path));

    private static string Layout(string words) =>
        "<doc>\n<page width=\"595.000000\" height=\"842.000000\">\n<flow>\n<block>\n"
        + string.Concat(
            words
                .Split(';')
                .Select(word => word.Split(' '))
                .Select(word =>
                    (
                        Left: (int)double.Parse(word[0], CultureInfo.InvariantCulture),
                        Top: int.Parse(word[1], CultureInfo.InvariantCulture),
                        Text: word[2]
                    )
                )
                .Select(word =>
                    $"<line>\n<word xMin=\"{word.Left}.000000\" yMin=\"{word.Top}.000000\" xMax=\"{word.Left + (7 * word.Text.Length)}.500000\" yMax=\"{word.Top + 14}.900000\">{word.Text}</word>\n</line>\n"
                )
        )
        + "</block>\n</flow>\n</page>\n</doc>\n";

    // pandoc's syntax tree, which the parsers of its formats read.
    private static readonly string[] Trees =
    [
        """
            {"pandoc-api-version":[1,22,2,1],"meta":{"author":{"t":"MetaList","c":[{"t":"MetaInlines","c":[{"t":"Str","c":"Ann"}]},{"t":"MetaString","c":"B"}]},"m":{"t":"MetaMap","c":{"k":{"t":"MetaBool","c":true}}},"title":{"t":"MetaInlines","c":[{"t":"Str","c":"T"}]}},"blocks":[{"t":"Para","c":[{"t":"Span","c":[["ch1.xhtml",[],[]],[]]}]},{"t":"Header","c":[1,["a",[],[]],[{"t":"Str","c":"One"}]]},{"t":"Div","c":[["",["note"],[]],[{"t":"Para","c":[{"t":"Str","c":"Text"},{"t":"Space"},{"t":"Emph","c":[{"t":"Str","c":"e"}]},{"t":"Link","c":[["",[],[]],[{"t":"Str","c":"l"}],["https://x.example/",""]]},{"t":"Note","c":[{"t":"Para","c":[{"t":"Str","c":"n"}]}]},{"t":"Math","c":[{"t":"DisplayMath"},"x^2"]},{"t":"Quoted","c":[{"t":"SingleQuote"},[{"t":"Str","c":"q"}]]}]},{"t":"BlockQuote","c":[{"t":"Plain","c":[{"t":"Code","c":[["",[],[]],"c"]},{"t":"LineBreak"},{"t":"Strikeout","c":[{"t":"Str","c":"s"}]},{"t":"Str","c":"\uFDD0h\uFDD1 \uFDD2"},{"t":"RawInline","c":["html","<b>x</b>"]}]}]}]]}]}
            {"programs":"pandoc 2.17","warnings":["pandoc: w"]}

            """,
        """
            {"pandoc-api-version":[1,23],"meta":{},"blocks":[{"t":"BulletList","c":[[{"t":"Plain","c":[{"t":"Str","c":"☒"},{"t":"Space"},{"t":"Str","c":"d"}]},{"t":"OrderedList","c":[[3,{"t":"Decimal"},{"t":"Period"}],[[{"t":"Para","c":[{"t":"Str","c":"i"}]}]]]}]]},{"t":"DefinitionList","c":[[[{"t":"Str","c":"t"}],[[{"t":"Plain","c":[{"t":"Str","c":"d"}]}]]]]},{"t":"CodeBlock","c":[["",["cs"],[]],"x"]},{"t":"RawBlock","c":["html","<p>r</p>"]},{"t":"LineBlock","c":[[{"t":"Str","c":"l"}],[{"t":"Str","c":"m"}]]},{"t":"HorizontalRule"},{"t":"Null"},{"t":"Figure","c":[["",[],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"c"}]}]],[{"t":"Plain","c":[{"t":"Image","c":[["",[],[]],[{"t":"Str","c":"a"}],["x.png","fig:"]]}]}]]},{"t":"Table","c":[["",[],[]],[null,[{"t":"Plain","c":[{"t":"Str","c":"cap"}]}]],[[{"t":"AlignDefault"},{"t":"ColWidthDefault"}]],[["",[],[]],[[["",[],[]],[[["",[],[]],{"t":"AlignDefault"},1,2,[{"t":"Plain","c":[{"t":"Str","c":"h"}]}]]]]]],[[["",[],[]],1,[],[[["",[],[]],[[["",[],[]],{"t":"AlignDefault"},2,1,[{"t":"Plain","c":[{"t":"Str","c":"1"}]}]],[["",[],[]],{"t":"AlignDefault"},1,1,[]]]]]]],[["",[],[]],[]]]}]}
            """,
    ];

    public static IReadOnlyList<byte[]> Of(IParser parser) => Known.GetOrAdd(parser.Id, _ => Find(parser));

    private static IReadOnlyList<byte[]> Find(IParser parser)
    {
        var found = Texts
            .Where(sample => sample.Parser == parser.Id)
            .Select(sample => Encoding.UTF8.GetBytes(sample.Text))
            .Concat(Files(parser))
            .ToList();
        if (parser.Conversion == PandocParser.Tree)
        {
            found = [.. Trees.Select(Encoding.UTF8.GetBytes)];
        }

        if (parser.Conversion is PdfParser.Layout or PdfParser.LayoutByPdfPig)
        {
            found = [.. Layouts.Concat(PrintedLayouts()).Select(Encoding.UTF8.GetBytes)];
        }

        if (parser.Id == "zip")
        {
            found.Add(Zip());
        }

        if (parser.Id == "gzip")
        {
            found.Add(Gzip());
        }

        // A format without a sample of its own is still given what the others read.
        return found.Count > 0 ? found : [.. Texts.Select(sample => Encoding.UTF8.GetBytes(sample.Text)), Zip()];
    }

    private static IEnumerable<byte[]> Files(IParser parser)
    {
        foreach (var folder in (string[])["samples", "tests"])
        {
            foreach (var path in Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories))
            {
                // What only looks like a sample: sources, builds, packages.
                if (
                    path.Contains("node_modules", StringComparison.Ordinal)
                    || Path.GetExtension(path) is ".cs" or ".csproj" or ""
                    || new FileInfo(path).Length > MaxFile
                )
                {
                    continue;
                }

                using var file = File.OpenRead(path);
                if (Parsers.For(MediaTypes.Explain(file, path, null).MediaType)?.Id == parser.Id)
                {
                    yield return File.ReadAllBytes(path);
                }
            }
        }
    }

    private static string Solution(string? folder) =>
        folder is null ? throw new InvalidOperationException("Strata.slnx is in no folder above the program.")
        : File.Exists(Path.Combine(folder, "Strata.slnx")) ? folder
        : Solution(Path.GetDirectoryName(folder));

    private static byte[] Zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in (string[])["a.txt", "b/c.csv"])
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write("some text that is packed, some text that is packed");
            }
        }

        return stream.ToArray();
    }

    private static byte[] Gzip()
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionMode.Compress, leaveOpen: true))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        return stream.ToArray();
    }
}
