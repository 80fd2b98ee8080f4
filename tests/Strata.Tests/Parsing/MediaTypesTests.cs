using System.IO.Compression;
using System.Text;
using Strata.Parsing;

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

    [Fact]
    public void UTF16_with_its_mark_is_text()
    {
        byte[] head = [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("a;b;c\r\n1;2;3\r\n4;5;6\r\n")];

        MediaTypes.Detect(head, null, null).ShouldBe("text/csv");
        MediaTypes.Detect(head.AsSpan(2), "x.csv", null).ShouldBe("application/octet-stream");
    }

    [Fact]
    public void Every_media_type_of_a_parser_finds_it()
    {
        Parsers.All.Select(p => p.Id).ShouldBe(["csv", "json", "jsonl", "text", "markdown"]);
        foreach (var parser in Parsers.All)
        {
            parser.MediaTypes.ShouldAllBe(type => ReferenceEquals(Parsers.For(type), parser));
        }

        Parsers.For("Text/CSV; charset=utf-8")!.Id.ShouldBe("csv");
        Parsers.For("application/zip").ShouldBeNull();
    }
}
