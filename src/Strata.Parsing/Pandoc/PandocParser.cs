using Strata.Parsing.Html;

namespace Strata.Parsing.Pandoc;

/// <summary>
/// Parses a format that pandoc reads: its syntax tree as JSON → blocks. The tree has no positions in the source (only pandoc's CommonMark
/// reader gives any), so ranges are into the document's own text; an EPUB's blocks also name the member they come from.
/// </summary>
public sealed class PandocParser(PandocFormat format) : IParser
{
    public const string Tree = "pandoc";

    public string Id => format.Id;
    public int Version => 9;
    public IReadOnlyList<string> MediaTypes => format.MediaTypes;
    public IReadOnlyList<BlockType> BlockTypes => format.BlockTypes;
    public string? Conversion => Tree;

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var trailer = PandocTrailer.Read(source);
        var log = new DiagnosticLog();
        foreach (var warning in trailer.Warnings)
        {
            if (PandocTrailer.IsOfMissingText(warning))
            {
                log.Fatal(0, 0, warning);
            }
            else
            {
                log.Add(0, 0, warning);
            }
        }
        var tree = new PandocTree(source, budget);
        var document = new ParsedDocument
        {
            Title = Title(source, budget),
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Facts = trailer.Programs is { } programs ? new() { ["programs"] = programs } : new Dictionary<string, string>(),
            Blocks = BoundedBlocks.Until(
                new PandocWalk(budget, format.Id == "epub", format.Id is "odt" or "rtf", log).Blocks(tree.Pieces()),
                budget,
                log
            ),
        };
        log.AttachTo(document);
        return [document];
    }

    /// <summary>Returns the title in the metadata before the blocks.</summary>
    private static string? Title(Stream source, ParseBudget budget)
    {
        try
        {
            var run = new HtmlRun();
            var title = new PandocTree(source, budget)
                .Pieces()
                .Take(1)
                .Where(piece => piece.Kind == TreePieceKind.Metadata)
                .Select(piece => new PandocText(run, new(run, _ => "", hasMarks: false)).OfValue(piece.Value.Property("title")))
                .FirstOrDefault();
            return title is { Length: > 0 } ? title : null;
        }
        catch (InvalidDataException)
        {
            // Reading the blocks reports it.
            return null;
        }
    }
}
