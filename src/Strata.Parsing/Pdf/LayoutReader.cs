using System.Globalization;
using System.Xml;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Reads the pages out of what <c>pdftotext -bbox-layout</c> prints (poppler, pdftotext(1)): <c>doc / page / flow / block / line / word</c> with
/// <c>xMin yMin xMax yMax</c>. Streams; ends at the first malformed byte, which is how an interrupted output looks.
/// </summary>
internal sealed class LayoutReader(Stream layout)
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Ignore,
        XmlResolver = null,
        CheckCharacters = false,
        CloseInput = false,
        IgnoreComments = true,
        IgnoreWhitespace = true,
        MaxCharactersFromEntities = 1 << 20,
    };

    public string? Title { get; private set; }

    /// <summary>Why reading ended before the end; null where it didn't.</summary>
    public string? Problem { get; private set; }

    public IEnumerable<PageLayout> Pages()
    {
        using var xml = XmlReader.Create(layout, Settings);
        var number = 0;
        while (Next(xml))
        {
            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            if (xml.LocalName == "title")
            {
                Title = Text(xml) is { Length: > 0 } title ? title.Trim() : null;
            }
            else if (xml.LocalName == "page" && Page(xml, ++number) is { } page)
            {
                yield return page;
            }
        }
    }

    private bool Next(XmlReader xml)
    {
        try
        {
            return xml.Read();
        }
        catch (XmlException e)
        {
            Problem = e.Message;
            return false;
        }
    }

    private string? Text(XmlReader xml)
    {
        if (xml.IsEmptyElement || !Next(xml))
        {
            return null;
        }

        return xml.NodeType == XmlNodeType.Text ? xml.Value : null;
    }

    private PageLayout? Page(XmlReader xml, int number)
    {
        var page = new PageLayout(number, Number(xml, "width"), Number(xml, "height"), []);
        if (xml.IsEmptyElement)
        {
            return page;
        }

        List<Word>? words = null;
        while (Next(xml))
        {
            switch (xml.NodeType, xml.LocalName)
            {
                case (XmlNodeType.EndElement, "page"):
                    page.Blocks.RemoveAll(block => block.Lines.Count == 0);
                    return page;
                case (XmlNodeType.Element, "block"):
                    page.Blocks.Add(new([]));
                    break;
                case (XmlNodeType.Element, "line"):
                    words = [];
                    break;
                case (XmlNodeType.EndElement, "line"):
                    if (words is { Count: > 0 } && page.Blocks is [.., var block])
                    {
                        block.Lines.Add(new(words));
                    }

                    words = null;
                    break;
                case (XmlNodeType.Element, "word"):
                    var (left, top, right, bottom) = (Number(xml, "xMin"), Number(xml, "yMin"), Number(xml, "xMax"), Number(xml, "yMax"));
                    if (Text(xml) is { } text && !string.IsNullOrWhiteSpace(text))
                    {
                        words?.Add(new(text.Trim(), left, top, right, bottom));
                    }

                    break;
                default:
                    break;
            }
        }

        return null;
    }

    private static double Number(XmlReader xml, string name) =>
        double.TryParse(xml.GetAttribute(name), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;
}
