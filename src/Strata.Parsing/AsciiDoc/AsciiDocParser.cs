namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// Parses AsciiDoc (docs.asciidoctor.org/asciidoc/latest) line by line: header and attributes, sections, lists, delimited blocks, tables,
/// macros. A block's range covers its marks in the source; its text is what a reader sees, with the document's attributes substituted.
/// Includes are not followed, and conditional text is kept. The source is read whole, so it may be no longer than one block
/// (MaxBlockBytes).
/// </summary>
public sealed class AsciiDocParser : IParser
{
    public string Id => "asciidoc";
    public int Version => 6;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.AsciiDoc, "text/x-asciidoc"];
    public IReadOnlyList<BlockType> BlockTypes { get; } =
    [
        BlockType.Heading,
        BlockType.Paragraph,
        BlockType.ListItem,
        BlockType.Table,
        BlockType.TableRow,
        BlockType.CodeBlock,
        BlockType.Quote,
        BlockType.Figure,
        BlockType.Caption,
        BlockType.Footnote,
        BlockType.Formula,
        BlockType.Html,
        BlockType.FrontMatter,
        BlockType.Definition,
        BlockType.Checkbox,
        BlockType.Divider,
        BlockType.PageBreak,
    ];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var encoding = TextEncoding.Detect(source);
        if (SourceText.TooLong(source, budget, "the AsciiDoc") is { } reason)
        {
            var refused = new ParsedDocument
            {
                Encoding = encoding.Encoding,
                IsRecords = false,
                Blocks = [],
            };
            refused.Diagnostics.Add(new(1, 0, reason, Fatal: true));
            yield return refused;
            yield break;
        }
        var bytes = SourceSlices.ReadBytes(source, new(0, source.Length));
        var text = encoding.Encoding.GetString(bytes.AsSpan(encoding.Preamble));
        var walk = new AsciiDocWalk(text, budget, new(text), new(budget.MaxBlockBytes));
        walk.Read();
        var document = new ParsedDocument
        {
            Title = walk.Output.Title,
            Encoding = encoding.Encoding,
            IsRecords = false,
            Facts = new Dictionary<string, string> { [ParsedDocument.EncodingFact] = encoding.Name },
            Remarks = encoding.Guess is { } guess ? [guess] : [],
            Blocks = MarkupBlocks.Of(
                walk.Output.Pieces.Take((int)Math.Min(budget.MaxBlocks, int.MaxValue)),
                text,
                new ByteOffsets(bytes, encoding)
            ),
        };
        document.Diagnostics.AddRange(walk.Output.Notes.Select(note => new ParseDiagnostic(note.Line, 0, note.Reason, note.IsUnread)));
        document.Diagnostics.AddRange(encoding.Remarks);
        if (walk.Output.Pieces.Count > budget.MaxBlocks)
        {
            document.Diagnostics.Add(new(0, 0, $"the AsciiDoc has more than {budget.MaxBlocks} blocks (MaxBlocks)", Fatal: true));
        }
        yield return document;
    }
}
