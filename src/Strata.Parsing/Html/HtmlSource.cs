using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using TextRange = AngleSharp.Text.TextRange;
using TreeParser = AngleSharp.Html.Parser.HtmlParser;

namespace Strata.Parsing.Html;

/// <summary>
/// An HTML tree whose texts have byte ranges. Records the text tokens and their ranges while the tree is built, and matches them to the
/// tree's text nodes in order; text that the tree moved (strayed into a table) is matched out of order.
/// </summary>
internal sealed class HtmlSource
{
    /// <summary>Most elements and texts: 16 MB of tags alone would cost gigabytes as a tree.</summary>
    public const int MaxTokens = 2_000_000;

    /// <summary>Most levels of nested elements; deeper ones become siblings.</summary>
    public const int MaxDepth = 256;

    private const int LookAhead = 64;

    /// <summary>Most elements open at once; the tags of further ones are blanked before the tree is built.</summary>
    public const int MaxOpen = 512;

    /// <summary>
    /// Most memory allocated to build the tree, in bytes: formatting that is never closed is reopened in each paragraph (HTML, section
    /// 13.2.4.3), so a small page can create any number of elements.
    /// </summary>
    public const long MaxTreeBytes = 4L << 30;

    private const int Unasked = 256;

    private readonly List<TextToken> _tokens;
    private readonly ParseClock _clock;
    private readonly int _maxTokens;
    private readonly long _allocated = GC.GetAllocatedBytesForCurrentThread();

    // Passed over, so possibly moved: searched later.
    private readonly List<TextToken> _passed = [];
    private int _next;

    private HtmlSource(byte[] bytes, TextEncoding encoding, ParseClock clock, int maxTokens)
    {
        _clock = clock;
        _maxTokens = maxTokens;
        Tokens = new(bytes, encoding);
        _tokens = new(HtmlTokens.Most(bytes));
        var parser = new TreeParser(
            new HtmlParserOptions
            {
                OnToken = Remember,
                MaximumDepth = MaxDepth,
                SkipComments = true,
                SkipScriptText = true,
                IsKeepingSourceReferences = true,
            }
        );
        Document = parser.ParseDocument(
            HtmlNesting.Bounded(encoding.Encoding.GetString(bytes.AsSpan(encoding.Preamble)), MaxOpen, out var passedOver, out var plain)
        );
        PlainTags = plain;
        Remark =
            passedOver == 0
                ? null
                : $"{passedOver} tags were passed over: more than {MaxOpen} elements are open there (MaxOpen), or {HtmlNesting.MaxInline} of formatting";
    }

    /// <summary>Remark on how the page was read; null if it was read unchanged.</summary>
    public string? Remark { get; }

    /// <summary>
    /// Number of blanked tags that only change the look, where too many were open: every text is still read, and no meaning is lost.
    /// </summary>
    public int PlainTags { get; }

    public IHtmlDocument Document { get; }

    /// <summary>True if some link leads to a place in the page itself.</summary>
    public bool LinksToItself { get; private set; }

    public HtmlTokens Tokens { get; }

    /// <exception cref="InvalidDataException">There are too many tokens, or parsing takes too much time or memory.</exception>
    public static HtmlSource Parse(byte[] bytes, TextEncoding encoding, ParseClock clock, int maxTokens = MaxTokens) =>
        new(bytes, encoding, clock, maxTokens);

    /// <summary>Returns the token of an element's start tag, or null if the tree added the element.</summary>
    public int? StartOf(IElement element) => element.SourceReference is { } tag ? Tokens.StartTag(tag.Position.Index) : null;

    /// <summary>Returns the place of a node's text, or null if unknown. Call in tree order.</summary>
    public HtmlPlace? Find(string text)
    {
        if (_next < _tokens.Count && Matches(text, _next) is { } following)
        {
            return Take(_next, following);
        }
        var moved = _passed.FindLastIndex(token => token.Text == text);
        if (moved >= 0)
        {
            var token = _passed[moved].Token;
            _passed.RemoveAt(moved);
            return new(Tokens[token], token, token);
        }
        for (var at = _next + 1; at < Math.Min(_tokens.Count, _next + LookAhead); at++)
        {
            if (Matches(text, at) is { } last)
            {
                _passed.AddRange(_tokens[_next..at].Where(token => !string.IsNullOrWhiteSpace(token.Text)));
                _passed.RemoveRange(0, Math.Max(0, _passed.Count - LookAhead));
                return Take(at, last);
            }
        }
        return null;
    }

    private HtmlPlace Take(int first, int last)
    {
        _next = last + 1;
        var (from, to) = (_tokens[first].Token, _tokens[last].Token);
        return new(new(Tokens[from].Start, Tokens[to].End - Tokens[from].Start), from, to);
    }

    /// <summary>Returns the last of the tokens, starting at the index, that make up the text.</summary>
    private int? Matches(string text, int at)
    {
        var first = _tokens[at].Text;
        if (first.Length == 0)
        {
            return null;
        }
        // The line end after <pre> belongs to the tag, not to the text.
        var rest = text.AsSpan();
        if (!rest.StartsWith(first, StringComparison.Ordinal))
        {
            if (first[0] != '\n' || !rest.StartsWith(first.AsSpan(1), StringComparison.Ordinal) || first.Length == 1)
            {
                return null;
            }
            first = first[1..];
        }
        rest = rest[first.Length..];
        while (!rest.IsEmpty)
        {
            if (++at >= _tokens.Count || _tokens[at].Text is not { Length: > 0 } next || !rest.StartsWith(next, StringComparison.Ordinal))
            {
                return null;
            }
            rest = rest[next.Length..];
        }
        return at;
    }

    private void Remember(HtmlToken token, TextRange range)
    {
        if (Tokens.Count >= _maxTokens)
        {
            throw new InvalidDataException($"the HTML has more than {_maxTokens} tags and texts");
        }
        if (Tokens.Count % Unasked == 0)
        {
            _clock.Check();
            if (GC.GetAllocatedBytesForCurrentThread() - _allocated > MaxTreeBytes)
            {
                throw new InvalidDataException($"the tree of the HTML takes more than {MaxTreeBytes} bytes");
            }
        }
        var isText = token.Type == HtmlTokenType.Character && token.Data.Length > 0;
        if (isText || token.Type is HtmlTokenType.StartTag or HtmlTokenType.EndTag)
        {
            Tokens.Add(token, range);
            LinksToItself |= token is HtmlTagToken { Name: "a" or "area" } link && HtmlNotes.LeadsInside(link.GetAttribute("href"));
        }
        if (isText)
        {
            _tokens.Add(new(token.Data, Tokens.Count - 1));
        }
    }

    /// <param name="Token">Index among all tokens.</param>
    private readonly record struct TextToken(string Text, int Token);
}

/// <summary>A text's bytes, and the first and last of its tokens.</summary>
internal readonly record struct HtmlPlace(ByteRange Bytes, int First, int Last);
