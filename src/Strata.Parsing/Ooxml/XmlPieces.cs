using System.Xml;
using System.Xml.Linq;

namespace Strata.Parsing.Ooxml;

/// <summary>An element of a part, or the beginning or end of a container, with its path: <c>/w:document/w:body/w:p[3]</c>.</summary>
/// <param name="Element">Null for containers.</param>
internal sealed record XmlPiece(XElement? Element, XName Name, string Path, bool IsEnd)
{
    /// <summary>Last position counted among siblings: paths are requested in order, and a row can have a hundred thousand cells.</summary>
    private readonly Dictionary<(XElement Parent, XName Name), (XElement At, int Position)> _counted = [];

    /// <summary>Path of an element inside the piece.</summary>
    public string PathOf(XElement inner)
    {
        var path = "";
        for (var at = inner; at != Element && at is not null; at = at.Parent)
        {
            path = $"/{OfficeNames.Prefixed(at.Name)}[{Position(at)}]{path}";
        }
        return Path + path;
    }

    private int Position(XElement element)
    {
        if (element.Parent is not { } parent)
        {
            return 1;
        }
        var key = (parent, element.Name);
        var (at, position) = _counted.TryGetValue(key, out var known) ? known : (null, 0);
        while (at != element)
        {
            (at, position) = Next(at, key) is { } next ? (next, position + 1) : (null, 0);
        }
        _counted[key] = (element, position);
        return position;
    }

    /// <summary>Returns the next (or first) sibling of that name. Null at the end.</summary>
    private static XElement? Next(XElement? at, (XElement Parent, XName Name) key)
    {
        var node = at is null ? key.Parent.FirstNode : at.NextNode;
        while (node is not null && (node as XElement)?.Name != key.Name)
        {
            node = node.NextNode;
        }
        return (XElement?)node;
    }
}

/// <summary>Cuts a part into elements: walks through the containers and holds only their children, one at a time.</summary>
internal sealed class XmlPieces(XmlReader reader, ParseBudget budget, Func<XName, bool> isContainer)
{
    /// <summary>Most elements of one piece; an element takes about 200 bytes.</summary>
    private const int MaxElements = 400_000;

    private readonly List<(string Path, Dictionary<XName, int> Counts)> _open = [];
    private readonly Stack<XName> _names = new();
    private int _elements;
    private long _length;

    /// <summary>Approximate total of bytes held so far.</summary>
    public long Weight { get; private set; }

    public IEnumerable<XmlPiece> Read()
    {
        _open.Add(("", []));
        reader.Read();
        while (!reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                var name = Name();
                var path = Step(name);
                if (!isContainer(name))
                {
                    (_elements, _length) = (0, 0);
                    var element = Element(name);
                    Weight += (_elements * 200L) + (_length * 2);
                    yield return new(element, name, path, false);
                    continue;
                }
                yield return new(null, name, path, false);
                if (!reader.IsEmptyElement)
                {
                    _open.Add((path, []));
                    _names.Push(name);
                }
                else
                {
                    yield return new(null, name, path, true);
                }
            }
            else if (reader.NodeType == XmlNodeType.EndElement && _names.Count > 0)
            {
                yield return new(null, _names.Pop(), _open[^1].Path, true);
                _open.RemoveAt(_open.Count - 1);
            }
            reader.Read();
        }
    }

    private XName Name() => OfficeNames.Read(reader.NamespaceURI) + XmlConvert.EncodeLocalName(reader.LocalName);

    /// <summary>Returns the path of the next child of that name. Unique elements (the root, the body) get no number.</summary>
    private string Step(XName name)
    {
        var (parent, counts) = _open[^1];
        counts[name] = counts.GetValueOrDefault(name) + 1;
        var step = $"{parent}/{OfficeNames.Prefixed(name)}";
        return parent.Length == 0 || name.LocalName is "body" or "cSld" or "spTree" ? step : $"{step}[{counts[name]}]";
    }

    /// <summary>Reads the whole element and leaves the reader after it.</summary>
    private XElement Element(XName name)
    {
        if (++_elements > MaxElements)
        {
            throw new InvalidDataException($"a paragraph or a row of a table holds more than {MaxElements} elements");
        }
        var element = new XElement(name);
        while (reader.MoveToNextAttribute())
        {
            if (reader.Prefix != "xmlns" && reader.Name != "xmlns")
            {
                element.SetAttributeValue(OfficeNames.Read(reader.NamespaceURI) + reader.LocalName, reader.Value);
                Count(reader.Value.Length);
            }
        }
        reader.MoveToElement();
        var isEmpty = reader.IsEmptyElement;
        reader.Read();
        while (!isEmpty && !reader.EOF && reader.NodeType != XmlNodeType.EndElement)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                element.Add(Element(Name()));
                continue;
            }
            if (
                reader.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace
                && IsText(name)
            )
            {
                element.Add(new XText(reader.Value));
                Count(reader.Value.Length);
            }
            reader.Read();
        }
        if (!isEmpty)
        {
            reader.Read();
        }
        return element;
    }

    private void Count(int length)
    {
        _length += length;
        if (_length > budget.MaxBlockBytes)
        {
            throw new InvalidDataException(
                $"a paragraph or a row of a table is longer than {budget.MaxBlockBytes} characters (MaxBlockBytes)"
            );
        }
    }

    /// <summary>Whether an element holds text; in others it is XML layout.</summary>
    private static bool IsText(XName name) => name.LocalName is "t" or "v" or "instrText" or "delText" or "title" or "text" or "formatCode";
}
