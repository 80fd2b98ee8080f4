using System.Text;
using Strata.Parsing.Html;
using Strata.Parsing.Reading;

namespace Strata.Parsing.Xml;

/// <summary>The texts and values of attributes of XML as they stand in its bytes: where one ends a tag begins, which another text must not take away.</summary>
public sealed class XmlTexts
{
    private readonly List<(ByteRange Range, XmlTextKind Kind)> _texts;

    private XmlTexts(List<(ByteRange, XmlTextKind)> texts) => _texts = texts;

    public static XmlTexts Read(Stream source, ParseBudget budget)
    {
        var text = SourceText.Read(source, HtmlEncoding.Declared);
        var texts = new List<(ByteRange Range, XmlTextKind Kind)>();
        if (XmlTree.Read(text.Text, budget).Root is { } root)
        {
            Add(texts, root, text);
        }

        texts.Sort((a, b) => a.Range.Start.CompareTo(b.Range.Start));
        return new(texts);
    }

    /// <summary>What a range of the source is part of; null where it holds something of a tag, or spans several texts.</summary>
    public XmlTextKind? KindAt(ByteRange range)
    {
        var at = _texts.BinarySearch((range, default), Comparer<(ByteRange Range, XmlTextKind)>.Create((a, b) => a.Range.Start.CompareTo(b.Range.Start)));
        at = at >= 0 ? at : ~at - 1;
        return at >= 0 && _texts[at].Range.End >= range.End ? _texts[at].Kind : null;
    }

    /// <summary>A text as it is written in its place; null where it can't be, since XML has no way to write it.</summary>
    public static string? Written(string text, XmlTextKind kind)
    {
        if (text.EnumerateRunes().Any(rune => !IsCharacter(rune)))
        {
            return null;
        }

        if (kind == XmlTextKind.CData)
        {
            return text.Replace("]]>", "]]]]><![CDATA[>", StringComparison.Ordinal);
        }

        // Ends of lines in an attribute are read as spaces where they are not written as numbers.
        var written = text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);
        return kind == XmlTextKind.Text ? written
            : written.Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&apos;", StringComparison.Ordinal)
                .Replace("\t", "&#9;", StringComparison.Ordinal).Replace("\r", "&#13;", StringComparison.Ordinal).Replace("\n", "&#10;", StringComparison.Ordinal);
    }

    /// <summary>XML 1.0, production 2.</summary>
    private static bool IsCharacter(Rune rune) => rune.Value is '\t' or '\n' or '\r' or (>= 0x20 and not (0xFFFE or 0xFFFF));

    private static void Add(List<(ByteRange Range, XmlTextKind Kind)> texts, XmlItem item, SourceText source)
    {
        foreach (var attribute in item.Attributes)
        {
            texts.Add((source.Range(attribute.Start, attribute.End), XmlTextKind.Attribute));
        }

        foreach (var (inner, words) in item.Content)
        {
            if (inner is not null)
            {
                Add(texts, inner, source);
            }
            else
            {
                var isRaw = source.Text.AsSpan(0, words.Start).TrimEnd().EndsWith("<![CDATA[", StringComparison.Ordinal);
                texts.Add((source.Range(words.Start, words.End), isRaw ? XmlTextKind.CData : XmlTextKind.Text));
            }
        }
    }
}

/// <summary>How a text of XML is written.</summary>
public enum XmlTextKind
{
    Text,
    Attribute,
    CData,
}
