using System.Numerics;

namespace Strata.Parsing.Text;

/// <summary>
/// Reads plain text. A paragraph is the text between blank lines, without its last line end. One over the limit is cut at a line end.
/// Encodings are as for tables.
/// </summary>
public sealed class TextParser : IParser
{
    public string Id => "text";
    public int Version => 3;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.PlainText];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var encoding = TextEncoding.Detect(source);
        var log = new DiagnosticLog();
        var window = new SourceWindow(source, encoding.Preamble, budget.MaxBlockBytes, encoding.IsBigEndian);
        var document = new ParsedDocument
        {
            Encoding = encoding.Encoding,
            IsRecords = false,
            Facts = new Dictionary<string, string> { ["encoding"] = encoding.Name },
            Remarks = encoding.Guess is { } guess ? [guess] : [],
            Blocks = encoding.IsUtf16 ? Blocks<char>(window, encoding, budget, log) : Blocks<byte>(window, encoding, budget, log),
        };
        log.AttachTo(document);
        document.Diagnostics.AddRange(encoding.Remarks);
        yield return document;
    }

    private static IEnumerable<Block> Blocks<T>(SourceWindow window, TextEncoding encoding, ParseBudget budget, DiagnosticLog log)
        where T : unmanaged, IBinaryInteger<T>
    {
        var paragraphs = new TextParagraphReader<T>(window, encoding, budget, log);
        var index = 0;
        while (paragraphs.Next(index) is { } block)
        {
            if (index >= budget.MaxBlocks)
            {
                log.Fatal(block.Line, block.Range.Start, $"the text has more than {budget.MaxBlocks} paragraphs (MaxBlocks)");
                break;
            }
            yield return block;
            index++;
        }
        log.Close(paragraphs.Line, window.Position);
    }
}
