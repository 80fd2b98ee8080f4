namespace Strata.Parsing.Pptx;

/// <summary>
/// Parses PowerPoint presentations since 2007 (ECMA-376 PresentationML): slides in presentation order, hidden ones too, each with its
/// comments and speaker notes. A slide is a page.
/// </summary>
public sealed class PptxParser : IParser
{
    public string Id => "pptx";
    public int Version => 6;

    public IReadOnlyList<string> MediaTypes { get; } =
    [
        Parsing.MediaTypes.Pptx,
        "application/vnd.openxmlformats-officedocument.presentationml.template",
        "application/vnd.openxmlformats-officedocument.presentationml.slideshow",
        "application/vnd.ms-powerpoint.presentation.macroenabled.12",
        "application/vnd.ms-powerpoint.template.macroenabled.12",
        "application/vnd.ms-powerpoint.slideshow.macroenabled.12",
    ];
    public IReadOnlyList<BlockType> BlockTypes { get; } =
    [
        BlockType.Heading,
        BlockType.Paragraph,
        BlockType.ListItem,
        BlockType.Table,
        BlockType.TableRow,
        BlockType.Figure,
        BlockType.PageBreak,
    ];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var log = new DiagnosticLog();
        PptxFile file;
        try
        {
            file = PptxFile.Open(source, budget, log);
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
            Facts = new Dictionary<string, string> { ["slides"] = file.Slides.Count.ToString(CultureInfo.InvariantCulture) },
            Blocks = BoundedBlocks.Until(Blocks(file, budget), budget, log),
        };
        log.AttachTo(document);
        return [document];
    }

    private static IEnumerable<Block> Blocks(PptxFile file, ParseBudget budget)
    {
        var slides = new SlideReader(file, new());
        for (var i = 0; i < file.Slides.Count; i++)
        {
            if (i >= budget.MaxPages)
            {
                throw new InvalidDataException($"the presentation has more than {budget.MaxPages} slides (MaxPages)");
            }
            foreach (var block in slides.Blocks(i + 1, file.Slides[i]))
            {
                yield return block;
            }
            if (file.IsSpent)
            {
                throw new InvalidDataException($"the package expands to more than {budget.MaxExpandedBytes} bytes (MaxExpandedBytes)");
            }
        }
    }
}
