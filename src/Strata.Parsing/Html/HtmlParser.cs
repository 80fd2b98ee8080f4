namespace Strata.Parsing.Html;

/// <summary>
/// Reads HTML by its tree (AngleSharp, so as browsers do). Runs and fetches nothing; leaves out scripts and styles. Blocks refer to the
/// bytes of their texts and to their source slices: everything between a block's tags, including inline tags. The page's title is a block
/// before the others. The source is held whole, so it may not exceed one block (MaxBlockBytes).
/// </summary>
public sealed class HtmlParser : IParser
{
    public string Id => "html";
    public int Version => 9;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Html, Parsing.MediaTypes.Xhtml];
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
        BlockType.FrontMatter,
        BlockType.Definition,
        BlockType.Checkbox,
        BlockType.Divider,
    ];

    /// <summary>Most tags and texts in a page.</summary>
    internal int MaxTokens { get; init; } = HtmlSource.MaxTokens;

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (source.Length > budget.MaxBlockBytes)
        {
            yield return UnreadDocument.Because($"the HTML is longer than {budget.MaxBlockBytes} bytes (MaxBlockBytes)");
            yield break;
        }
        var bytes = SourceSlices.ReadBytes(source, new(0, source.Length));
        var encoding = HtmlEncoding.Of(bytes, charset: null);
        if (TryRead(bytes, encoding, budget.Clock, out var problem) is not { } page)
        {
            yield return UnreadDocument.Because(problem);
            yield break;
        }
        var log = new DiagnosticLog();
        if (page.Remark is { } said)
        {
            log.Add(0, 0, said);
        }
        // Without a title, AngleSharp would search the whole tree for it.
        var title = page.Tokens.Has("title") ? page.Document.Title?.Trim() : null;
        var document = new ParsedDocument
        {
            Title = string.IsNullOrEmpty(title) ? null : title,
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Facts = Facts(page, encoding),
            Blocks = BoundedBlocks.Until(new HtmlWalk(page, new HtmlRun(), new(), part: null).Blocks(), budget, log),
        };
        log.AttachTo(document);
        document.Diagnostics.AddRange(encoding.Remarks);
        yield return document;
    }

    /// <summary>Reads HTML that is part of something else, such as a mail, and lays its blocks out in that text.</summary>
    /// <param name="remark">Receives a remark on how the page was read.</param>
    /// <exception cref="InvalidDataException">The page is too large.</exception>
    internal static IEnumerable<Block> Blocks(
        byte[] bytes,
        TextEncoding encoding,
        RenderedText text,
        string part,
        ParseClock clock,
        Action<string> remark
    )
    {
        var page = HtmlSource.Parse(bytes, encoding, clock);
        if (page.Remark is { } said)
        {
            remark(said);
        }
        return new HtmlWalk(page, new HtmlRun(), text, part).Blocks();
    }

    private HtmlSource? TryRead(byte[] bytes, TextEncoding encoding, ParseClock clock, out string problem)
    {
        problem = "";
        try
        {
            return HtmlSource.Parse(bytes, encoding, clock, MaxTokens);
        }
        catch (InvalidDataException e)
        {
            problem = e.Message;
            return null;
        }
    }

    private static Dictionary<string, string> Facts(HtmlSource page, TextEncoding encoding)
    {
        var facts = new Dictionary<string, string> { [ParsedDocument.EncodingFact] = encoding.Name };
        if (page.Document.DocumentElement?.GetAttribute("lang") is { Length: > 0 and < 40 } language)
        {
            facts["language"] = language;
        }
        if (page.PlainTags > 0)
        {
            facts["formatting_passed_over"] = page.PlainTags.ToString(CultureInfo.InvariantCulture);
        }
        return facts;
    }
}
