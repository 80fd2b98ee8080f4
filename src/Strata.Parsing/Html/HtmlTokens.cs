using AngleSharp.Html.Parser;
using AngleSharp.Html.Parser.Tokens;
using TextRange = AngleSharp.Text.TextRange;

namespace Strata.Parsing.Html;

/// <summary>
/// A page's tags and texts in byte order. The raw slice of a block is what is between two boundaries (tags of blocks): texts with the
/// inline tags around them, each end tag with its start tag.
/// </summary>
internal sealed class HtmlTokens(byte[] bytes, TextEncoding encoding)
{
    /// <summary>Most tokens in a formula or an element.</summary>
    private const int Near = 10_000;

    private readonly List<Token> _tokens = new(Most(bytes));
    private readonly List<int> _starts = new(Most(bytes));
    private readonly ByteOffsets _offsets = new(bytes, encoding);

    // State of the current block: its unclosed start tags, their number by name, and the tags without a counterpart in it.
    private readonly Stack<int> _open = [];
    private readonly Dictionary<string, int> _names = new(StringComparer.Ordinal);
    private readonly HashSet<int> _single = [];
    private long _end;

    public enum Kind : byte
    {
        Text,
        Start,
        End,
    }

    /// <summary>The kind of boundary of a block's slice.</summary>
    public enum Bounds
    {
        /// <summary>Running text: any block's tags.</summary>
        Block,

        /// <summary>A table row: tags of rows and tables.</summary>
        Row,

        /// <summary>Preformatted text: its own tags.</summary>
        Code,
    }

    public int Count => _tokens.Count;

    /// <summary>
    /// Returns an upper bound for the tags and texts of a page, so that the lists don't grow while the tree is built: each growth costs a
    /// garbage collection of a large tree.
    /// </summary>
    public static int Most(ReadOnlySpan<byte> page) => Math.Min((2 * page.Count((byte)'<')) + 1, HtmlSource.MaxTokens);

    /// <summary>The bytes of a token.</summary>
    public ByteRange this[int index] => new(_tokens[index].Start, _tokens[index].End - _tokens[index].Start);

    public void Add(HtmlToken token, TextRange range)
    {
        var start = _offsets.At(range.Start.Index);

        // The tokenizer doesn't count a line end that is a single CR.
        var end = _offsets.At(Math.Max(range.End.Index, range.Start.Index + 1));
        var kind = token.Type switch
        {
            HtmlTokenType.StartTag => Kind.Start,
            HtmlTokenType.EndTag => Kind.End,
            _ => Kind.Text,
        };
        _starts.Add(range.Start.Index);
        _tokens.Add(new(kind, kind == Kind.Text ? "" : token.Name, start, end, kind == Kind.Text && string.IsNullOrWhiteSpace(token.Data)));
    }

    /// <summary>Returns true if the page has a start tag of this name.</summary>
    public bool Has(string name) => _tokens.Exists(token => token.Kind == Kind.Start && token.Name == name);

    /// <summary>Returns the start tag that begins at a char, or null.</summary>
    public int? StartTag(int character) => _starts.BinarySearch(character) is >= 0 and var at && _tokens[at].Kind == Kind.Start ? at : null;

    /// <summary>Returns the nearest start tag of this name before a token, or null if there is none near.</summary>
    public int? Before(int token, string name)
    {
        for (var i = token; i >= Math.Max(0, token - Near); i--)
        {
            if (_tokens[i].Kind == Kind.Start && _tokens[i].Name == name)
            {
                return i;
            }
        }
        return null;
    }

    /// <summary>Returns the range of an element from its start tag to its end tag, if any.</summary>
    public ByteRange? Slice(int tag) =>
        HtmlElements.IsVoid(_tokens[tag].Name)
            ? Taken(_tokens[tag].Start, _tokens[tag].End)
            : Taken(_tokens[tag].Start, _tokens[EndOf(tag)].End);

    /// <summary>Returns the end tag of the element of a start tag; the start tag itself if there is none near.</summary>
    private int EndOf(int start)
    {
        var depth = 0;
        for (var i = start; i < Math.Min(_tokens.Count, start + Near); i++)
        {
            if (_tokens[i].Name == _tokens[start].Name && _tokens[i].Kind != Kind.Text)
            {
                depth += _tokens[i].Kind == Kind.Start ? 1 : -1;
                if (depth == 0)
                {
                    return i;
                }
            }
        }
        return start;
    }

    /// <summary>
    /// Returns the slice of a block whose texts are these tokens. Null if there is no single slice: another block's tags are in between, or
    /// the previous block reaches into it, since the tree moved things from where they were written.
    /// </summary>
    public ByteRange? Slice(int first, int last, Bounds bounds)
    {
        for (var i = first; i <= last; i++)
        {
            if (_tokens[i].Kind != Kind.Text && IsBlock(_tokens[i].Name, bounds))
            {
                return null;
            }
        }
        var (from, to) = Balanced(Reach(first, -1, bounds), Reach(last, 1, bounds));
        var (start, end) = ((long)_tokens[from].Start, (long)_tokens[to].End);
        if (bounds != Bounds.Code)
        {
            (start, end) = Trimmed(start, end);
        }
        return Taken(start, end);
    }

    private ByteRange? Taken(long start, long end)
    {
        if (start < _end || end < start)
        {
            return null;
        }
        _end = end;
        return new(start, end - start);
    }

    /// <summary>Returns the last tag before a boundary, with only white space and inline tags in between.</summary>
    private int Reach(int at, int step, Bounds bounds)
    {
        var reached = at;
        for (var i = at + step; i >= 0 && i < _tokens.Count; i += step)
        {
            var token = _tokens[i];
            if (token.Kind == Kind.Text ? !token.IsBlank : IsBlock(token.Name, bounds) || HtmlElements.IsBoundary(token.Name))
            {
                break;
            }
            reached = token.Kind == Kind.Text ? reached : i;
        }
        return reached;
    }

    /// <summary>Drops tags at the edges whose counterpart is outside.</summary>
    private (int From, int To) Balanced(int from, int to)
    {
        if (from == to)
        {
            return (from, to);
        }
        _open.Clear();
        _names.Clear();
        _single.Clear();
        for (var i = from; i <= to; i++)
        {
            var token = _tokens[i];
            if (token.Kind == Kind.Start && !HtmlElements.IsVoid(token.Name))
            {
                _open.Push(i);
                _names[token.Name] = _names.GetValueOrDefault(token.Name) + 1;
            }
            else if (token.Kind == Kind.End)
            {
                if (_names.GetValueOrDefault(token.Name) == 0)
                {
                    _single.Add(i);
                    continue;
                }
                for (var start = _open.Pop(); ; start = _open.Pop())
                {
                    _names[_tokens[start].Name]--;
                    if (_tokens[start].Name == token.Name)
                    {
                        break;
                    }
                    _single.Add(start);
                }
            }
        }
        _single.UnionWith(_open);
        while (from < to && (_single.Contains(from) || _tokens[from].IsBlank))
        {
            from++;
        }
        while (to > from && (_single.Contains(to) || _tokens[to].IsBlank))
        {
            to--;
        }
        return (from, to);
    }

    private (long Start, long End) Trimmed(long start, long end)
    {
        var unit = encoding.IsUtf16 ? 2 : 1;
        while (start + unit <= end && IsSpace(start))
        {
            start += unit;
        }
        while (end - unit >= start && IsSpace(end - unit))
        {
            end -= unit;
        }
        return (start, end);
    }

    private bool IsSpace(long at) =>
        encoding.IsUtf16
            ? bytes[encoding.IsBigEndian ? at : at + 1] == 0
                && bytes[encoding.IsBigEndian ? at + 1 : at] is 0x20 or 0x09 or 0x0A or 0x0C or 0x0D
            : bytes[at] is 0x20 or 0x09 or 0x0A or 0x0C or 0x0D;

    private static bool IsBlock(string name, Bounds bounds) =>
        bounds switch
        {
            Bounds.Row => name is "tr" or "table" or "thead" or "tbody" or "tfoot",
            Bounds.Code => name is "pre" or "listing" or "xmp" or "plaintext",
            _ => HtmlElements.IsBlockName(name),
        };

    /// <param name="Start">Byte offset.</param>
    private readonly record struct Token(Kind Kind, string Name, int Start, int End, bool IsBlank);
}
