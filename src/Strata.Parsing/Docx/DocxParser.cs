namespace Strata.Parsing.Docx;

/// <summary>
/// Parses Word documents since 2007 (ECMA-376 WordprocessingML) with all tracked changes accepted. Hidden text forms blocks of its own.
/// Headers come before the body and footers after it, once each.
/// </summary>
public sealed class DocxParser : IParser
{
    public string Id => "docx";
    public int Version => 7;

    public IReadOnlyList<string> MediaTypes { get; } =
    [
        Parsing.MediaTypes.Docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.template",
        "application/vnd.ms-word.document.macroenabled.12",
        "application/vnd.ms-word.template.macroenabled.12",
    ];
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
        BlockType.Definition,
        BlockType.Checkbox,
        BlockType.Divider,
        BlockType.PageBreak,
    ];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var log = new DiagnosticLog();
        DocxFile file;
        try
        {
            file = DocxFile.Open(source, budget, log);
        }
        catch (Exception e) when (BoundedBlocks.IsOfSource(e))
        {
            return [UnreadDocument.Because(SourceFault.Of(e))];
        }
        var document = new ParsedDocument
        {
            Title = file.Title,
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Blocks = BoundedBlocks.Until(Blocks(file, new(), new(file, new())), budget, log),
        };
        log.AttachTo(document);
        return [document];
    }

    /// <summary>Returns the blocks of a document; those of an embedded one join the enclosing document's text.</summary>
    internal static IEnumerable<Block> Blocks(DocxFile file, RenderedText text, DocxNoteMarks marks) =>
        Margins(file, "header", text, marks)
            .Concat(new Story(file, file.Main, file.Relationships, text, marks, null).Blocks(file.Body()))
            .Concat(Lazily(() => marks.Endnotes(text)))
            .Concat(Margins(file, "footer", text, marks));

    private static IEnumerable<Block> Margins(DocxFile file, string type, RenderedText text, DocxNoteMarks marks)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (part, pieces) in file.Margins(type))
        {
            // First, odd and even pages often share the same text.
            var says = string.Concat(pieces.SelectMany(piece => piece.Element?.Descendants(WordMarkup.W + "t") ?? []).Select(t => t.Value));
            if (says.Trim().Length > 0 && !told.Add(says.Trim()))
            {
                continue;
            }
            foreach (var block in new Story(file, part, file.RelationshipsOf(part), text, marks, type).Blocks(pieces))
            {
                yield return block;
            }
        }
    }

    private static IEnumerable<Block> Lazily(Func<IEnumerable<Block>> blocks)
    {
        foreach (var block in blocks())
        {
            yield return block;
        }
    }
}
