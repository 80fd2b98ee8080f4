using Strata.Parsing;

namespace Strata.Tests.Parsing;

/// <summary>Parses bytes and checks what must hold of every document before a test looks at it.</summary>
internal sealed record Parsed(byte[] Source, ParsedDocument Document, IReadOnlyList<Block> Blocks)
{
    /// <summary>The source's own bytes, where <see cref="Source"/> is the text of a rendered document.</summary>
    public byte[]? Original { get; init; }

    public string Parser { get; init; } = "";

    public IReadOnlyList<ParseDiagnostic> Diagnostics => Document.Diagnostics;

    public static Parsed One(IParser parser, string text, string? fileName = null, ParseBudget? budget = null) =>
        One(parser, Encoding.UTF8.GetBytes(text), fileName, budget);

    public static Parsed One(IParser parser, byte[] source, string? fileName = null, ParseBudget? budget = null) =>
        Many(parser, source, fileName, budget).ShouldHaveSingleItem();

    public static IReadOnlyList<Parsed> Many(IParser parser, byte[] source, string? fileName = null, ParseBudget? budget = null)
    {
        using var stream = new MemoryStream(source);
        var result = new List<Parsed>();
        foreach (var document in parser.Parse(stream, fileName, budget ?? ParseBudget.Default))
        {
            var blocks = document.Blocks.ToList();
            Hold(blocks.TrueForAll(block => parser.BlockTypes.Contains(block.Type)), $"blocks of a type that {parser.Id} does not name");
            if (document.IsRendered)
            {
                // Ranges are into the text that the blocks make, and spans lead on to the source.
                var rendered = Encoding.UTF8.GetBytes(string.Join(RenderedText.Separator, blocks.Select(block => block.Text)));
                using var text = new MemoryStream(rendered);
                var whole = new Parsed(rendered, document, blocks) { Original = source };
                whole.ShouldHold(text);
                whole.SpansShouldHold();
                result.Add(whole);
                continue;
            }

            var parsed = new Parsed(source, document, blocks) { Parser = parser.Id };
            parsed.ShouldHold(stream);
            result.Add(parsed);
        }

        return result;
    }

    public string Slice(ByteRange range) => Document.Encoding.GetString(Source.AsSpan((int)range.Start, (int)range.Length));

    public string? Field(int block, string name) =>
        Blocks[block].Fields.Where(field => field.Name == name).Select(field => field.Text).FirstOrDefault();

    /// <summary>Where a block stands in the source's own bytes; null where it has no slice of its own.</summary>
    public ByteRange? InSource(Block block) => Document.IsRendered ? block.Source : block.Range;

    /// <summary>The source's own bytes, with other text in place of a block's slice.</summary>
    public byte[] With(Block block, string text)
    {
        var (source, range) = (Original ?? Source, InSource(block).ShouldNotBeNull());
        return [.. source.AsSpan(0, (int)range.Start), .. SourceEncoding.GetBytes(text), .. source.AsSpan((int)range.End)];
    }

    /// <summary>The source's own text of a block; null where it has none.</summary>
    public string? Raw(Block block) =>
        InSource(block) is { } range ? SourceEncoding.GetString((Original ?? Source).AsSpan((int)range.Start, (int)range.Length)) : null;

    private Encoding SourceEncoding =>
        !Document.IsRendered
            ? Document.Encoding
            : CodePagesEncodingProvider.Instance.GetEncoding(Document.Facts[ParsedDocument.EncodingFact])
                ?? Encoding.GetEncoding(Document.Facts[ParsedDocument.EncodingFact]);

    /// <summary>The source's bytes that a span of a block leads to, as UTF-8 text.</summary>
    public string Quote(int block, int span = 0)
    {
        var bytes = Blocks[block].Spans[span].Place.Bytes.ShouldNotBeNull();
        return Encoding.UTF8.GetString(Original.AsSpan((int)bytes.Start, (int)bytes.Length));
    }

    private void SpansShouldHold()
    {
        SlicesShouldHold();
        foreach (var block in Blocks)
        {
            Hold(Slice(block.Range) == block.Text, $"block {block.Index} is not its slice");
            var end = block.Range.Start;
            foreach (var span in block.Spans)
            {
                Hold(
                    span.Range.Start >= end
                        && span.Range.End <= block.Range.End
                        && (span.Range.Length > 0 || block is { Text: "", Spans.Count: 1 }),
                    $"block {block.Index} has span {span} after {end}"
                );
                Hold(
                    span.Place is not { Part: null, Bytes: { } bytes }
                        || bytes.Start >= 0 && bytes.Length > 0 && bytes.End <= Original!.Length,
                    $"{span} leads nowhere"
                );
                end = span.Range.End;
            }

            foreach (var cell in block.Cells)
            {
                Hold(
                    cell.Range.Start >= block.Range.Start && cell.Range.End <= block.Range.End && Slice(cell.Range) == cell.Text,
                    $"cell {cell} is not its slice"
                );
            }
        }
    }

    private void SlicesShouldHold()
    {
        using var joined = new MemoryStream();
        var end = 0L;
        foreach (var (index, range) in Blocks.Where(block => block.Source is not null).Select(block => (block.Index, block.Source!.Value)))
        {
            Hold(range.Start >= end && range.Length >= 0 && range.End <= Original!.Length, $"block {index} has slice {range} after {end}");
            joined.Write(Original!, (int)end, (int)(range.End - end));
            end = range.End;
        }

        joined.Write(Original!, (int)end, (int)(Original!.Length - end));
        Hold(joined.ToArray().AsSpan().SequenceEqual(Original), $"slices and gaps do not give back the source");
    }

    private void ShouldHold(Stream stream)
    {
        var end = 0L;
        var line = 1L;
        using var joined = new MemoryStream();
        for (var i = 0; i < Blocks.Count; i++)
        {
            var block = Blocks[i];
            Hold(block.Index == i, $"index {block.Index} at {i}");
            Hold(
                block.Range.Start >= end && block.Range.Length >= 0 && block.Range.End <= Source.Length,
                $"block {i} has range {block.Range} after {end}"
            );
            joined.Write(Source, (int)end, (int)(block.Range.Start - end));
            joined.Write(SourceSlices.ReadBytes(stream, block.Range));
            if (block.Line > 0 && Document.Encoding is not UnicodeEncoding)
            {
                line += LinesBetween((int)(i == 0 ? 0 : Blocks[i - 1].Range.Start), (int)block.Range.Start);
                Hold(block.Line == line, $"block {i} says line {block.Line}, not {line}");
            }

            end = block.Range.End;
            FieldsShouldHold(block, stream);
        }

        joined.Write(Source, (int)end, (int)(Source.Length - end));
        Hold(joined.ToArray().AsSpan().SequenceEqual(Source), $"blocks and gaps do not give back the source");
    }

    private void FieldsShouldHold(Block block, Stream stream)
    {
        if (block.Type == BlockType.Record)
        {
            Hold(SourceSlices.Read(stream, Document.Encoding, block.Range) == block.Text, $"block {block.Index} is not its slice");
            Hold(block.Fields.Select(field => field.Name).Distinct().Count() == block.Fields.Count, $"field names repeat");
        }

        foreach (var field in block.Fields)
        {
            // What a YAML merge key adds stands elsewhere.
            Hold(
                Parser is "yaml"
                    ? field.Range.Start >= 0 && field.Range.End <= Source.Length
                    : field.Range.Start >= block.Range.Start && field.Range.End <= block.Range.End,
                $"field {field} lies outside of its block"
            );
            var slice = Slice(field.Range);
            if (DecodesValues)
            {
                continue;
            }

            var holds = field.Json switch
            {
                null => slice == field.Text || slice.Replace("\"\"", "\"") == field.Text || slice.Replace("''", "'") == field.Text,
                ['"', ..] => '"' + slice + '"' == field.Json,
                _ => slice == field.Json && field.Text == field.Json,
            };
            Hold(holds, $"field {field} is not its slice {slice}");
        }
    }

    /// <summary>Values that the format folds, escapes or types: their tests look at them one by one.</summary>
    private bool DecodesValues => Parser is "calendar" or "vcard" or "yaml" or "toml" or "xml";

    /// <summary>
    /// Plain, because it runs for every field of large sources; an assertion that is an expression tree is compiled each time.
    /// </summary>
    private static void Hold(bool holds, FormattableString otherwise)
    {
        if (!holds)
        {
            throw new ShouldAssertException(otherwise.ToString());
        }
    }

    private int LinesBetween(int from, int to)
    {
        var lines = 0;
        for (var i = from; i < to; i++)
        {
            lines += Source[i] == '\n' || (Source[i] == '\r' && (i + 1 == Source.Length || Source[i + 1] != '\n')) ? 1 : 0;
        }

        return lines;
    }
}
