using System.Xml;

namespace Strata.Parsing.Xml;

/// <summary>A text or attribute value, with its range in chars.</summary>
internal readonly record struct XmlWords(string Name, string Text, int Start, int End);

/// <summary>An element, with its range from start tag to end tag.</summary>
internal sealed class XmlItem(string name, int start)
{
    public string Name => name;
    public int Start => start;
    public int End { get; set; }
    public List<XmlWords> Attributes { get; } = [];

    /// <summary>Elements and texts in order; exactly one of the two is set.</summary>
    public List<(XmlItem? Item, XmlWords Words)> Content { get; } = [];
    public bool HasText { get; set; }
    public bool HasItems { get; set; }
    public bool IsMixed => HasText && HasItems;
    public IEnumerable<XmlItem> Items => Content.Select(content => content.Item).OfType<XmlItem>();
}

/// <summary>Reads XML into a tree with positions. Skips document types, so no entity is ever defined or fetched.</summary>
internal sealed class XmlTree
{
    private const int MaxNodes = 2_000_000;

    private readonly string _text;
    private readonly List<int> _lines = [0];
    private readonly List<XmlItem> _open = [];
    private int _nodes;

    // Position after the last tag or text. XmlReader miscounts lines if a line end inside a tag falls between two of its buffers, so its
    // positions are checked against the text; wrong ones are searched for from here.
    private int _behind;
    private bool _isMiscounted;

    private XmlTree(string text)
    {
        _text = text;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n' || (text[i] == '\r' && (i + 1 == text.Length || text[i + 1] != '\n')))
            {
                _lines.Add(i + 1);
            }
        }
    }

    public XmlItem? Root { get; private set; }

    /// <summary>Whether text and elements are mixed anywhere: prose rather than records.</summary>
    public bool IsMixed { get; private set; }

    /// <summary>Why and where reading stopped early.</summary>
    public (string Reason, long Line, int At)? Problem { get; private set; }

    public static XmlTree Read(string text, ParseBudget budget)
    {
        var tree = new XmlTree(text);
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Ignore,
            XmlResolver = null,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
        };
        using var reader = XmlReader.Create(new StringReader(text), settings);
        try
        {
            while (reader.Read())
            {
                tree.Take(reader, (IXmlLineInfo)reader, budget);
            }
        }
        catch (XmlException e)
        {
            tree.Problem = (SourceFault.Of(e), e.LineNumber, tree.At(e.LineNumber, e.LinePosition));
        }
        catch (InvalidDataException e)
        {
            tree.Problem = (e.Message, ((IXmlLineInfo)reader).LineNumber, 0);
        }
        // A truncated element ends with the last thing read of it.
        for (var i = tree._open.Count - 1; i >= 0; i--)
        {
            var item = tree._open[i];
            item.End = item.Content is [.., var last] ? Math.Max(item.End, last.Item?.End ?? last.Words.End) : item.End;
        }
        return tree;
    }

    private void Take(XmlReader reader, IXmlLineInfo place, ParseBudget budget)
    {
        var at = At(place.LineNumber, place.LinePosition);
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                if (reader.Depth >= budget.MaxDepth)
                {
                    throw new InvalidDataException($"elements are nested deeper than {budget.MaxDepth} (MaxDepth)");
                }
                Begin(reader, place, Checked(at, "<", reader.Name));
                break;
            case XmlNodeType.EndElement when _open.Count > 0:
                _behind = _open[^1].End = Behind('>', Checked(at, "</", reader.Name));
                _open.RemoveAt(_open.Count - 1);
                break;
            case XmlNodeType.Text when _open.Count > 0:
                // Text directly follows the previous node, or a comment after it.
                var isApart = _behind < _text.Length && _text[_behind] == '<' && at > _behind && !_isMiscounted;
                _isMiscounted |= !isApart && at != _behind;
                at = isApart ? at : _behind;
                _behind = Math.Max(at, _text.AsSpan(at).IndexOf('<') is >= 0 and var next ? at + next : _text.Length);
                Words(reader.Value, at, _behind);
                break;
            case XmlNodeType.CDATA when _open.Count > 0:
                at = Checked(at, "<![CDATA[", "");
                var end = _text.IndexOf("]]>", at, StringComparison.Ordinal);
                end = end < 0 ? _text.Length : end;
                Words(reader.Value, at, end);
                _behind = Math.Min(_text.Length, end + 3);
                break;
        }
    }

    private void Begin(XmlReader reader, IXmlLineInfo place, int at)
    {
        Count();
        var item = new XmlItem(reader.LocalName, Math.Max(0, at - 1));
        var isEmpty = reader.IsEmptyElement;
        var end = at;
        while (reader.MoveToNextAttribute())
        {
            Count();
            var name = Named(reader.Name, end, At(place.LineNumber, place.LinePosition));
            var open = _text.AsSpan(Math.Min(name, _text.Length)).IndexOfAny('"', '\'');
            if (open < 0 || reader.Prefix == "xmlns" || reader.Name == "xmlns")
            {
                continue;
            }
            var start = name + open + 1;
            var close = _text.IndexOf(_text[start - 1], start);
            end = close < 0 ? _text.Length : close;
            item.Attributes.Add(new(reader.LocalName, reader.Value, start, end));
        }
        _behind = item.End = Behind('>', end);
        if (_open is [.., var parent])
        {
            parent.Content.Add((item, default));
            parent.HasItems = true;
            IsMixed |= parent.HasText;
        }
        else
        {
            Root ??= item;
        }
        if (!isEmpty)
        {
            _open.Add(item);
        }
    }

    private void Words(string value, int start, int end)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return;
        }
        Count();
        end = Math.Clamp(end, start, _text.Length);
        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }
        var parent = _open[^1];
        parent.Content.Add((null, new("", value, start, end)));
        parent.HasText = true;
        IsMixed |= parent.HasItems;
    }

    private void Count()
    {
        if (++_nodes > MaxNodes)
        {
            throw new InvalidDataException($"the XML has more than {MaxNodes} elements, attributes and texts");
        }
    }

    /// <summary>Returns the position after the mark, at the name: the reader's if right, else searched for.</summary>
    private int Checked(int at, string mark, string name)
    {
        if (
            at >= _behind + mark.Length
            && _text.AsSpan(at).StartsWith(name)
            && _text.AsSpan(at - mark.Length, mark.Length).SequenceEqual(mark)
        )
        {
            return at;
        }
        _isMiscounted = true;
        var found = _text.IndexOf(mark + name, _behind, StringComparison.Ordinal);
        return found < 0 ? _text.Length : found + mark.Length;
    }

    private int Named(string attribute, int from, int said)
    {
        if (!_isMiscounted && said >= from && _text.AsSpan(said).StartsWith(attribute))
        {
            return said;
        }
        _isMiscounted = true;
        var found = _text.IndexOf(attribute, Math.Min(from, _text.Length), StringComparison.Ordinal);
        return found < 0 ? _text.Length : found;
    }

    private int At(int line, int position) =>
        line < 1 ? 0 : Math.Clamp(_lines[Math.Min(line, _lines.Count) - 1] + position - 1, 0, _text.Length);

    private int Behind(char c, int at)
    {
        var found = _text.IndexOf(c, Math.Min(at, _text.Length));
        return found < 0 ? _text.Length : found + 1;
    }
}
