using System.Text.Encodings.Web;
using FsCheck;
using FsCheck.Fluent;
using Strata.Parsing;
using Strata.Parsing.Csv;
using Strata.Parsing.Json;
using Strata.Parsing.JsonLines;

namespace Strata.Tests.Parsing;

/// <summary>What holds for any input. <see cref="Parsed"/> checks order, bounds, gaps, slices and lines each time.</summary>
public sealed class ParsingProperties
{
    private static readonly Config Config = Config.QuickThrowOnFailure.WithMaxTest(300);

    /// <summary>Pieces that parsers trip over, mixed with ordinary ones.</summary>
    private static readonly Gen<string> Piece = Gen.Elements(
        "a",
        "Zoë",
        "東京",
        "😀",
        "e\u0301",
        " ",
        "  ",
        ",",
        ";",
        "\t",
        "|",
        "\"",
        "\"\"",
        "\n",
        "\r\n",
        "\r",
        "12.5",
        "-",
        "#",
        ">",
        "`",
        "*",
        "[",
        "]",
        "(",
        ")",
        "{",
        "}",
        ":",
        "\\",
        "\\u00e9",
        "<b>",
        "$",
        "1. ",
        "- [ ] ",
        "---",
        "true",
        "null",
        "\uFEFF",
        "\u2028",
        "&amp;",
        "[^1]",
        "    "
    );

    private static readonly Gen<string> Messy = Piece.ListOf().Select(string.Concat);

    private static readonly Gen<byte[]> Bytes = Gen.OneOf(
        Messy.Select(Encoding.UTF8.GetBytes),
        Messy.Select(text => (byte[])[.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes(text)]),
        Messy.Select(text => (byte[])[.. Encoding.BigEndianUnicode.GetPreamble(), .. Encoding.BigEndianUnicode.GetBytes(text), 0x20]),
        Gen.Choose(0, 255).Select(i => (byte)i).ArrayOf(),
        Gen.Elements("\"\n,"u8.ToArray(), "[{"u8.ToArray(), [0xE2, 0x82], [0xF0, 0x9F], [0xFF], "ab"u8.ToArray(), "é"u8.ToArray())
            .ListOf()
            .Select(parts => parts.SelectMany(p => p).ToArray())
    );

    [Fact]
    public void No_bytes_make_a_parser_throw_or_break_a_promise()
    {
        foreach (var parser in Parsers.All)
        {
            Prop.ForAll(
                    Bytes.ToArbitrary(),
                    bytes =>
                    {
                        foreach (var parsed in Parsed.Many(parser, bytes, null, new() { MaxBlockBytes = 4096 }))
                        {
                            if (parser.Id is "text")
                            {
                                parsed.Blocks.Where(b => parsed.Slice(b.Range) != b.Text).ShouldBeEmpty();
                            }

                            parsed.Diagnostics.Where(d => d.Offset < 0 || d.Offset > bytes.Length).ShouldBeEmpty();
                        }
                    }
                )
                .Check(Config);
        }
    }

    [Fact]
    public void A_table_that_is_written_is_read_again()
    {
        var table =
            from width in Gen.Choose(1, 5)
            from rows in Messy.ArrayOf(width).ListOf()
            from delimiter in Gen.Elements(',', ';', '\t', '|')
            from end in Gen.Elements("\n", "\r\n", "\r")
            from encoding in Gen.Elements<Encoding>(
                new UTF8Encoding(false),
                new UTF8Encoding(true),
                new UnicodeEncoding(false, true),
                new UnicodeEncoding(true, true)
            )
            select (rows, delimiter, end, encoding);

        Prop.ForAll(
                table.ToArbitrary(),
                t =>
                {
                    var text = string.Concat(
                        t.rows.Select(row => string.Join(t.delimiter, row.Select(cell => Quoted(cell, t.delimiter))) + t.end)
                    );
                    byte[] source = [.. t.encoding.GetPreamble(), .. t.encoding.GetBytes(text)];

                    var parsed = Parsed.One(new CsvParser(new CsvDialect(t.delimiter, HasHeader: false, SkipLines: 0)), source);

                    parsed.Blocks.Select(b => b.Fields.Select(f => f.Text).ToArray()).ShouldBe(t.rows);
                    parsed.Diagnostics.ShouldBeEmpty();
                }
            )
            .Check(Config);
    }

    [Fact]
    public void Rows_above_a_table_are_read_with_it()
    {
        var table =
            from above in Messy.ArrayOf(2).ListOf()
            from rows in Messy.ArrayOf(3).ListOf()
            from encoding in Gen.Elements<Encoding>(new UTF8Encoding(false), new UTF8Encoding(true), new UnicodeEncoding(false, true))
            select (above, rows, encoding);

        Prop.ForAll(
                table.ToArbitrary(),
                t =>
                {
                    var text = string.Concat(
                        t.above.Concat(t.rows).Select(row => string.Join(';', row.Select(cell => Quoted(cell, ';'))) + "\n")
                    );
                    byte[] source = [.. t.encoding.GetPreamble(), .. t.encoding.GetBytes(text)];

                    var parsed = Parsed.One(new CsvParser(new CsvDialect(';', HasHeader: false, SkipLines: t.above.Count)), source);

                    var said = t
                        .above.Select(row => string.Join('\t', row.Select(cell => cell.Trim()).Where(cell => cell.Length > 0)))
                        .Where(line => line.Length > 0);
                    parsed.Blocks.Where(b => b.Type == BlockType.Paragraph).Select(b => b.Text).ShouldBe(said);
                    parsed
                        .Blocks.Where(b => b.Type == BlockType.Record)
                        .Select(b => b.Fields.Select(f => f.Text).ToArray())
                        .ShouldBe(t.rows);
                }
            )
            .Check(Config);
    }

    [Fact]
    public void JSON_that_is_written_is_read_again()
    {
        var options = new[]
        {
            JsonSerializerOptions.Default,
            new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping },
        };
        var value = Gen.OneOf<object?>(
            Messy.Select(object? (s) => s),
            Gen.Choose(-1000, 1000).Select(object? (i) => i / 8.0),
            Gen.Elements<object?>(null, true, false),
            Messy.ArrayOf().Select(object? (a) => a),
            Messy.Select(object? (s) => new Dictionary<string, object> { [s] = new[] { s } })
        );
        var record = Gen.Zip(Messy, value)
            .ListOf()
            .Select(pairs => pairs.GroupBy(p => p.Item1).ToDictionary(g => g.Key, g => g.First().Item2));

        Prop.ForAll(
                record.ListOf().ToArbitrary(),
                Gen.Elements(options).ToArbitrary(),
                (records, option) =>
                {
                    Check(Parsed.One(new JsonParser(), JsonSerializer.Serialize(records, option)));
                    Check(Parsed.One(new JsonLinesParser(), string.Join('\n', records.Select(r => JsonSerializer.Serialize(r)))));

                    void Check(Parsed parsed)
                    {
                        parsed.Diagnostics.ShouldBeEmpty();
                        parsed.Blocks.Count.ShouldBe(records.Count);
                        for (var i = 0; i < records.Count; i++)
                        {
                            parsed.Blocks[i].Fields.Select(f => f.Name).ShouldBe(records[i].Keys);
                            foreach (var field in parsed.Blocks[i].Fields)
                            {
                                JsonSerializer
                                    .Serialize(JsonElement.Parse(field.Json!))
                                    .ShouldBe(JsonSerializer.Serialize(records[i][field.Name]));
                                if (records[i][field.Name] is string text)
                                {
                                    field.Text.ShouldBe(text);
                                }
                            }
                        }
                    }
                }
            )
            .Check(Config);
    }

    [Fact]
    public void A_source_reads_the_same_whatever_the_stream_gives_at_once() =>
        Prop.ForAll(
                Bytes.ToArbitrary(),
                bytes =>
                {
                    foreach (var parser in Parsers.All)
                    {
                        using var whole = new MemoryStream(bytes);
                        using var dripping = new DrippingStream(bytes);
                        var expected = parser
                            .Parse(whole, null, ParseBudget.Default)
                            .SelectMany(d => d.Blocks)
                            .Select(b => (b.Range, b.Text, b.Line))
                            .ToList();
                        parser
                            .Parse(dripping, null, ParseBudget.Default)
                            .SelectMany(d => d.Blocks)
                            .Select(b => (b.Range, b.Text, b.Line))
                            .ShouldBe(expected);
                    }
                }
            )
            .Check(Config);

    private static string Quoted(string cell, char delimiter) =>
        cell.Trim().Length != cell.Length
        || cell.Length == 0
        || cell.AsSpan().IndexOfAny("\"\r\n") >= 0
        || cell.Contains(delimiter)
        || cell.Contains('\uFEFF')
            ? '"' + cell.Replace("\"", "\"\"") + '"'
            : cell;

    /// <summary>Gives one to three bytes at a time, as a slow network would.</summary>
    private sealed class DrippingStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, Math.Min(count, 1 + (int)(Position % 3)));
    }
}
