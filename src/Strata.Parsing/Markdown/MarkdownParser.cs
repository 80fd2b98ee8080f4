using System.Collections.Concurrent;
using Markdig;
using Markdig.Parsers;
using Strata.Parsing.Text;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Parses CommonMark with tables, task lists, strikethrough, autolinks, footnotes, front matter and formulas. A block's range covers its
/// marks (<c>#</c>, bullets, fences) in the source; its text is what a reader sees. The source is read whole, so it may be no longer than
/// one block (MaxBlockBytes). If it is nested too deeply, it is read as plain text, with a diagnostic.
/// </summary>
public sealed class MarkdownParser : IParser
{
    private static readonly TextParser PlainText = new();

    /// <summary>By maximum nesting depth.</summary>
    private static readonly ConcurrentDictionary<int, MarkdownPipeline> Pipelines = new();

    public string Id => "markdown";
    public int Version => 8;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Markdown];
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
        BlockType.Footnote,
        BlockType.Formula,
        BlockType.Html,
        BlockType.FrontMatter,
        BlockType.Definition,
        BlockType.Checkbox,
        BlockType.Divider,
    ];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var encoding = TextEncoding.Detect(source);
        if (source.Length > budget.MaxBlockBytes)
        {
            yield return Refused(encoding, $"the Markdown is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)");
            yield break;
        }
        var bytes = SourceSlices.ReadBytes(source, new(0, source.Length));
        var text = encoding.Encoding.GetString(bytes.AsSpan(encoding.Preamble));
        if (Pieces(text, budget) is not { } pieces)
        {
            var plain = PlainText.Parse(source, fileName, budget).First();
            plain.Diagnostics.Add(
                new(1, 0, $"the Markdown is nested deeper than {budget.MaxDepth} (MaxDepth) and was read as plain text", Fatal: false)
            );
            yield return plain;
            yield break;
        }
        yield return Document(bytes, text, pieces, encoding, budget);
    }

    private static ParsedDocument Document(byte[] bytes, string text, List<MarkupPiece> pieces, TextEncoding encoding, ParseBudget budget)
    {
        var document = new ParsedDocument
        {
            Title = pieces.Find(piece => piece is { Type: BlockType.Heading, Level: 1 })?.Text,
            Encoding = encoding.Encoding,
            IsRecords = false,
            Facts = new Dictionary<string, string> { ["encoding"] = encoding.Name },
            Remarks = encoding.Guess is { } guess ? [guess] : [],
            Blocks = MarkupBlocks.Of(pieces.Take((int)Math.Min(budget.MaxBlocks, int.MaxValue)), text, new ByteOffsets(bytes, encoding)),
        };
        document.Diagnostics.AddRange(encoding.Remarks);
        if (pieces.Count > budget.MaxBlocks)
        {
            document.Diagnostics.Add(new(0, 0, $"the Markdown has more than {budget.MaxBlocks} blocks (MaxBlocks)", Fatal: true));
        }
        if (text.IndexOf('\0', StringComparison.Ordinal) is >= 0 and var nul)
        {
            var line = Units<char>.CountLines(text.AsSpan(0, nul)) + 1;
            document.Diagnostics.Add(
                new(line, new ByteOffsets(bytes, encoding).At(nul), "a NUL character is read as U+FFFD", Fatal: false)
            );
        }
        return document;
    }

    /// <summary>Returns null if nested too deeply, which Markdig reports as an ArgumentException.</summary>
    private static List<MarkupPiece>? Pieces(string text, ParseBudget budget)
    {
        try
        {
            return new MarkdownPieces(text, Pipelines.GetOrAdd(budget.MaxDepth, Pipeline), budget.Clock).Read();
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    internal static MarkdownPipeline Pipeline(int maxDepth)
    {
        var builder = new MarkdownPipelineBuilder { MaximumNestingDepth = maxDepth }
            .UsePreciseSourceLocation()
            .UseYamlFrontMatter()
            .UseTaskLists()
            .UseFootnotes()
            .UseDefinitionLists()
            .UseEmphasisExtras(Markdig.Extensions.EmphasisExtras.EmphasisExtraOptions.Strikethrough)
            .UseAutoLinks()
            .UseMathematics();
        builder.BlockParsers.Insert(0, new FootnoteMarks());
        builder.BlockParsers.InsertBefore<ParagraphBlockParser>(new MarkdownTableParser());
        MarkdownTimeout.Add(builder);
        return builder.Build();
    }

    private static ParsedDocument Refused(TextEncoding encoding, string reason)
    {
        var document = new ParsedDocument
        {
            Encoding = encoding.Encoding,
            IsRecords = false,
            Blocks = [],
        };
        document.Diagnostics.Add(new(1, 0, reason, Fatal: true));
        return document;
    }
}
