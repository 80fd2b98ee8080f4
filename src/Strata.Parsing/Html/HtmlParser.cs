namespace Strata.Parsing.Html;

/// <summary>
/// HTML by its tree (AngleSharp, so as browsers read it). Nothing is run and nothing fetched: scripts and styles are left out. Blocks lead
/// to the bytes of their texts and to their slices of the source: what stands between the tags of a block, with the inline tags in it. What
/// the page calls itself is a block of its own before the others. The source is read whole, so it may be no longer than one block
/// (MaxBlockBytes).
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

    /// <summary>Most tags and texts of a page.</summary>
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
        // Where there is none, AngleSharp looks for it in all of the tree.
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

    /// <summary>The blocks of HTML that is part of something else, such as a mail; they are laid out in its text.</summary>
    /// <param name="remark">Takes what is to be said of it.</param>
    /// <exception cref="InvalidDataException">It is too large.</exception>
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
