using System.IO.Compression;
using Strata.Parsing;
using Strata.Parsing.Detection;

namespace Strata.Tests.Parsing;

public sealed class MediaTypesTests
{
    [Theory]
    [InlineData("a,b,c\n1,2,3\n4,5,6\n", null, null, "text/csv")]
    [InlineData("a\tb\n1\t2\n4\t5\n", null, null, "text/tab-separated-values")]
    [InlineData("a;b\n1;2\n4;5\n", null, null, "text/csv")]
    [InlineData("free text", "x.CSV", null, "text/csv")]
    [InlineData("[1]", "x.csv", null, "text/csv")]
    [InlineData("[{\"a\": 1}]", null, null, "application/json")]
    [InlineData("{\"a\": \"cut off he", null, null, "application/json")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n", null, null, "application/x-ndjson")]
    [InlineData("{\"a\": \"é\"}\r\n{\"a\": 2", "log.json", null, "application/x-ndjson")]
    [InlineData("{\"a\": 1}", "x.jsonl", null, "application/x-ndjson")]
    [InlineData("{\n \"a\": 1\n}", "x.json", null, "application/json")]
    [InlineData("\uFEFF{\"a\": 1}", "x.txt", null, "application/json")]
    [InlineData("broken", "x.json", null, "application/json")]
    [InlineData("# Title\n\n- [ ] task\n", null, null, "text/markdown")]
    [InlineData("[link](http://x)", "readme.md", "text/plain", "text/markdown")]
    [InlineData("# Adds two numbers.\n# By Ann.\ndef add(a, b):\n    return a + b\n", "script.py", null, "text/plain")]
    [InlineData("#!/bin/sh\n# Copies.\n# Twice.\ncp a b\n", "COPY.SH", null, "text/plain")]
    [InlineData("# Adds two numbers.\n# By Ann.\ndef add(a, b):\n    return a + b\n", null, null, "text/markdown")]
    [InlineData("# Title\n\n```\ncode\n```\n", "notes.py", null, "text/markdown")]
    [InlineData("[note] a plain line\nanother, with a comma\n", null, null, "text/plain")]
    [InlineData("Dear Ann,\nhow are you,\nBob, Carl,\n", null, null, "text/plain")]
    [InlineData("hello", null, "text/markdown; charset=utf-8", "text/markdown")]
    [InlineData("hello", null, "application/pdf", "text/plain")]
    [InlineData("<!DOCTYPE html><html>", null, null, "text/html")]
    [InlineData("a\0b", "x.csv", "text/csv", "application/octet-stream")]
    [InlineData("\u0001\u0002\u0003\u0004", "x.txt", null, "application/octet-stream")]
    [InlineData("%PDF-1.7", "x.txt", null, "application/pdf")]
    [InlineData("GIF89a", null, null, "image/gif")]
    [InlineData("", null, null, "text/plain")]
    [InlineData("", "x.csv", null, "text/csv")]
    [InlineData("<?xml version='1.0'?><invoice/>", "x.txt", null, "application/xml")]
    [InlineData("<?xml version='1.0'?><svg/>", "x.svg", null, "image/svg+xml")]
    [InlineData("<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>", null, null, "application/xhtml+xml")]
    [InlineData("<orders><order id='1'/></orders>\n", null, null, "application/xml")]
    [InlineData("<div><p>Hello</p></div>", null, null, "text/html")]
    [InlineData("BEGIN:VCARD\r\nVERSION:4.0\r\n", "x.txt", null, "text/vcard")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\n", null, null, "text/calendar")]
    [InlineData("\uFEFFWEBVTT - a talk\n\n00:01.000 --> 00:02.000\nHello", "x.txt", null, "text/vtt")]
    [InlineData("WEBVTTX", null, null, "text/plain")]
    [InlineData("1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n", "x.txt", null, "application/x-subrip")]
    [InlineData("From: a@b.example\nTo: c@d.example\nSubject: x\nMessage-ID: <1@b.example>\n\nHello", null, null, "message/rfc822")]
    [InlineData("From: Ann\nTo: Bob\nSubject: a letter\n\nHello", "x.txt", null, "text/plain")]
    [InlineData("From a@b.example Sat Jan  3 01:05:34 2026\nFrom: a@b.example\nSubject: x\n\nHello", null, null, "application/mbox")]
    [InlineData("From here on,\nFrom: nowhere\n", null, null, "text/plain")]
    [InlineData("---\nname: a\nlist:\n  - b\n- c: d\n", null, null, "application/yaml")]
    [InlineData("---\ntitle: a\n---\n# Title\n\n[a](b)\n", null, null, "text/markdown")]
    [InlineData("Total: 5\nName: a\n", null, null, "text/plain")]
    [InlineData("a: 1", "x.yml", null, "application/yaml")]
    [InlineData("[owner]\nname = \"Ann\"\nage = 5\n", null, null, "application/toml")]
    [InlineData("a = 1", "x.toml", null, "application/toml")]
    [InlineData("{\\rtf1 hello}", "x.doc", null, "application/rtf")]
    [InlineData("\\documentclass{article}\n\\begin{document}\n", null, null, "application/x-tex")]
    [InlineData("Title\n=====\n\n.. note:: this\n\nCode::\n\n  x\n", null, null, "text/x-rst")]
    [InlineData("#+TITLE: a\n#+AUTHOR: b\n* One\n", null, null, "text/org")]
    [InlineData("= Title\n:author: Ann\n\n== One\n", null, null, "text/asciidoc")]
    [InlineData("{\"a\": 1}", "x.csv", null, "application/json")]
    [InlineData("{\"a\": 1}\n{\"a\": 2}\n", "x.csv", null, "application/x-ndjson")]
    [InlineData("[\n {\"a\": 1}\n]", "x.md", null, "application/json")]
    [InlineData("{\"a\": 1}", "x.toml", null, "application/json")]
    [InlineData("{\"a\": 1}", "x.yaml", null, "application/yaml")]
    [InlineData("{\"a\": 1},b\n{\"a\": 2},c\n", "x.csv", null, "text/csv")]
    [InlineData("[1] first note\n[2] second\n", "x.md", null, "text/markdown")]
    [InlineData("{ begins a set", "x.txt", null, "text/plain")]
    [InlineData("{\"a\": \"cut off he", "x.txt", null, "text/plain")]
    [InlineData("{{Infobox}}\n{| table |}", "x.wiki", null, "text/x-mediawiki")]
    [InlineData("<!DOCTYPE html><html><body>a</body></html>", "x.md", null, "text/html")]
    [InlineData("<!DOCTYPE html><html><body>a</body></html>", "x.csv", null, "text/html")]
    [InlineData("<div align=\"center\">a</div>\n\n# Title\n", "x.md", null, "text/markdown")]
    [InlineData("<html> is the first tag.", "x.txt", null, "text/plain")]
    [InlineData("<div><p>Hello</p></div>\n", "x.txt", null, "text/html")]
    [InlineData("<p>One</p>\n<ul><li>Two</li></ul>\n", "x.txt", null, "text/html")]
    [InlineData("<orders><order id='1'/></orders>\n", "x.txt", null, "application/xml")]
    [InlineData("<ann> hello\n<bob> hi <ann>\n", "x.txt", null, "text/plain")]
    [InlineData("<b> is a tag, </b> is its end.", "x.txt", null, "text/plain")]
    [InlineData("<?xml version='1.0'?><invoice/>", "x.csv", null, "application/xml")]
    [InlineData("BEGIN:VCALENDAR\nVERSION:2.0\n", "x.csv", null, "text/calendar")]
    [InlineData("BEGIN:VCARD\nVERSION:4.0\n", "x.md", null, "text/vcard")]
    [InlineData("BEGIN:VCARD is how a card begins.", "x.txt", null, "text/plain")]
    [InlineData("WEBVTT\n\n00:01.000 --> 00:02.000\nHello", "x.md", null, "text/vtt")]
    [InlineData("WEBVTT is a format of subtitles.", "x.txt", null, "text/plain")]
    [InlineData("1\n00:00:01,000 --> 00:00:02,000\nHello\n", "x.csv", null, "application/x-subrip")]
    [InlineData("1\nis the first line --> of two\n", "x.txt", null, "text/plain")]
    [InlineData("From: a@b.example\nTo: c@d.example\nSubject: x\nMessage-ID: <1@b.example>\n\nHello", "x.txt", null, "message/rfc822")]
    [InlineData("From: a@b.example\nTo: c@d.example\nSubject: x\nMessage-ID: <1@b.example>\n\nHello", "x.org", null, "message/rfc822")]
    [InlineData("From: Ann\nTo: Bob\nSubject: a letter\n\nHello", "x.md", null, "text/markdown")]
    [InlineData("From a@b.example Sat Jan  3 01:05:34 2026\nFrom: a@b.example\nSubject: x\n\nHello", "x.txt", null, "application/mbox")]
    [InlineData("id;name;price\n1;b;2.50\n2;c;3.00\n", "x.txt", null, "text/csv")]
    [InlineData("id\tname\n1\tb\n2\tc\n", "x.txt", null, "text/tab-separated-values")]
    [InlineData("id,name\n1,b\n2,c\n", "x.json", null, "text/csv")]
    [InlineData("one;two\nthree;four\nfive;six\n", "x.txt", null, "text/plain")]
    [InlineData("Roses, red\nViolets, blue\nNo. 3, green\n", "x.txt", null, "text/plain")]
    [InlineData("id;name;price\n1;b;2.50\n2;c;3.00\n", "x.log", null, "text/plain")]
    [InlineData("id;name;price\n1;b;2.50\n2;c;3.00\n", "x.md", null, "text/markdown")]
    [InlineData("# Title\n\n- [ ] task\n", "x.txt", null, "text/plain")]
    [InlineData("---\nname: a\nlist:\n  - b\n", "x.txt", null, "text/plain")]
    [InlineData("[owner]\nname = \"Ann\"\nage = 5\n", "x.txt", null, "text/plain")]
    public void The_type_comes_from_content_then_name_then_declaration(string content, string? name, string? declared, string expected) =>
        MediaTypes.Detect(Encoding.UTF8.GetBytes(content), name, declared).ShouldBe(expected);

    [Fact]
    public void A_zip_called_csv_is_a_zip()
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("x");
        }

        MediaTypes.Detect(stream.ToArray(), "bomb.csv", "text/csv").ShouldBe("application/zip");
    }

    [Theory]
    [InlineData("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    [InlineData("ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation")]
    [InlineData("META-INF/container.xml", "application/epub+zip")]
    [InlineData("META-INF/MANIFEST.MF", "application/java-archive")]
    [InlineData("notes/a.txt", "application/zip")]
    public void A_zip_is_what_its_members_make_it(string member, string expected)
    {
        var small = Zip(("[Content_Types].xml", "<Types/>"), (member, "x"));
        MediaTypes.Explain(small, "x.bin", null).MediaType.ShouldBe(expected);

        // The deciding member lies behind the head: the directory knows, and without it the name is believed.
        var large = Zip(
            ("filler.bin", new string([.. Enumerable.Range(0, 200_000).Select(i => (char)(32 + (i * 7919 % 90)))])),
            (member, "x")
        );
        using var stream = new MemoryStream(large);
        var found = MediaTypes.Explain(stream, "x.docx", null);
        found.MediaType.ShouldBe(expected);
        found.By.ShouldBe(DetectedBy.Content);
        MediaTypes.Explain(large.AsSpan(0, 100), "x.docx", null).By.ShouldBe(DetectedBy.Name);
    }

    [Fact]
    public void A_zip_with_a_mimetype_is_of_that_type()
    {
        var odt = Zip(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<x/>"));
        using var stream = new MemoryStream(odt);

        MediaTypes.Detect(odt, "x.zip", null).ShouldBe(MediaTypes.Odt);
        MediaTypes
            .Explain(stream, "x.zip", null)
            .ShouldBe(new(MediaTypes.Odt, DetectedBy.Content, "a ZIP whose mimetype says application/vnd.oasis.opendocument.text"));
    }

    [Fact]
    public void An_OLE_file_is_what_its_streams_make_it()
    {
        var ole = new byte[512 * 300];
        new byte[] { 0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1 }.CopyTo(ole, 0);
        ole[0x1E] = 9;
        ole[0x31] = 1; // sector 256
        Encoding.Unicode.GetBytes("Workbook").CopyTo(ole, 257 * 512);
        using var stream = new MemoryStream(ole);

        MediaTypes.Explain(stream, null, null).MediaType.ShouldBe(MediaTypes.Xls);
        MediaTypes.Detect(ole.AsSpan(0, 4096), "x.xls", null).ShouldBe(MediaTypes.Xls);
        MediaTypes.Detect(ole.AsSpan(0, 4096), "x.csv", null).ShouldBe(MediaTypes.OleStorage);
    }

    [Theory]
    [InlineData("email;name\na;b\n", "q.txt", "text/csv", "text/csv")]
    [InlineData("a,b\n1,2\n", "q.csv", "text/plain; charset=utf-8", "text/plain")]
    [InlineData("[1]", "q.json", "text/markdown", "text/markdown")]
    [InlineData("a,b\n1,2\n", "q.csv", "application/pdf", "text/csv")]
    [InlineData("a,b\n1,2\n", "q.csv", "text/of-no-parser", "text/csv")]
    [InlineData("%PDF-1.7", "q.pdf", "text/plain", "application/pdf")]
    [InlineData("a\0b", "q.csv", "text/csv", "application/octet-stream")]
    public void Who_says_which_text_format_is_meant_decides_and_nobody_makes_text_of_what_is_none(
        string text,
        string name,
        string meant,
        string expected
    )
    {
        using var source = new MemoryStream(Encoding.UTF8.GetBytes(text));

        MediaTypes.Explain(source, name, null, meant).MediaType.ShouldBe(expected);
    }

    [Fact]
    public void What_settled_it_is_said()
    {
        MediaTypes.Explain("a,b"u8, "x.csv", null).ShouldBe(new("text/csv", DetectedBy.Name, "the name ends in .csv"));
        MediaTypes.Explain("hello"u8, null, "text/markdown").ShouldBe(new("text/markdown", DetectedBy.Declared, "as declared"));
        MediaTypes.Explain("BEGIN:VCARD"u8, "x.txt", null).ShouldBe(new("text/vcard", DetectedBy.Content, "it begins with BEGIN:VCARD"));
        MediaTypes
            .Explain("{\"a\": 1}"u8, "x.csv", null)
            .ShouldBe(new("application/json", DetectedBy.Content, "it begins with a JSON value"));
        MediaTypes.Explain("[1]"u8, "x.csv", null).ShouldBe(new("text/csv", DetectedBy.Name, "the name ends in .csv"));
    }

    private static byte[] Zip(params (string Name, string Content)[] members)
    {
        using var stream = new MemoryStream();
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in members)
            {
                using var writer = new StreamWriter(zip.CreateEntry(name, CompressionLevel.NoCompression).Open());
                writer.Write(content);
            }
        }

        return stream.ToArray();
    }

    [Fact]
    public void UTF16_is_text_with_its_mark_and_without()
    {
        byte[] head = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a;b;c\r\n1;2;3\r\n4;5;6\r\n")];

        MediaTypes.Detect(head, null, null).ShouldBe("text/csv");
        MediaTypes.Detect(head.AsSpan(2), null, null).ShouldBe("text/csv");
        MediaTypes.Detect(Encoding.BigEndianUnicode.GetBytes("a;b;c\r\n1;2;3\r\n4;5;6\r\n"), null, null).ShouldBe("text/csv");
        MediaTypes.Detect([1, 0, 2, 0, 3, 0, 255, 0, 7, 0], "x.csv", null).ShouldBe("application/octet-stream");
    }

    [Fact]
    public void Every_media_type_of_a_parser_finds_it()
    {
        Parsers.All.Select(p => p.Id).ShouldBeUnique();
        foreach (var parser in Parsers.All)
        {
            parser.MediaTypes.ShouldAllBe(type => ReferenceEquals(Parsers.For(type), parser));
        }

        Parsers.For("Text/CSV; charset=utf-8")!.Id.ShouldBe("csv");
        Parsers.For("application/octet-stream").ShouldBeNull();
    }
}
