using Strata.Parsing.Html;

namespace Strata.Parsing.Xml;

/// <summary>
/// Parses XML 1.0: records where elements repeat, paragraphs and headings where text and elements are mixed. Entities and external
/// resources are disabled.
/// </summary>
public sealed class XmlParser : IParser
{
    public string Id => "xml";
    public int Version => 4;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Xml, "text/xml", "application/rss+xml", "application/atom+xml"];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Heading, BlockType.Paragraph, BlockType.ListItem, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the XML") is { } reason)
        {
            yield return UnreadDocument.Because(reason);
            yield break;
        }
        var text = SourceText.Read(source, HtmlEncoding.Declared);
        var tree = XmlTree.Read(text.Text, budget);
        var log = new DiagnosticLog();
        if (tree.Problem is { } problem)
        {
            log.Fatal(problem.Line, text.ByteAt(problem.At), problem.Reason);
        }
        var blocks =
            tree.Root is not { } root ? []
            : tree.IsMixed ? new XmlText(text).Of(root)
            : new XmlRecords(text, budget, log).Of(root);
        yield return text.Document(blocks, !tree.IsMixed, budget, log, markup: tree.IsMixed ? "xml" : null);
    }
}
