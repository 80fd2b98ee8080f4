using System.Xml.Linq;

namespace Strata.Parsing.Docx;

/// <summary>Reads paragraphs of the body, of cells and of notes alike; several as one where the marks between them were deleted.</summary>
internal sealed class DocxParagraphReader(InlineReader inlines)
{
    private ParagraphText? _carried;

    /// <summary>The paragraph; null where the next one goes on in it.</summary>
    /// <param name="inPart">
    /// Whether it is only a part of its block: what a block would say by a trait of its own stands in the text.
    /// </param>
    public ParagraphText? Read(XElement paragraph, string path, Func<XElement, string> pathOf, bool inPart = false)
    {
        var read = Rest() ?? new(inPart);
        inlines.Read(paragraph, path, pathOf, read);
        var properties = paragraph.Element(WordMarkup.W + "pPr");
        if (
            properties?.Element(WordMarkup.W + "rPr")?.Element(WordMarkup.W + "del") is { } deleted
            && properties.Element(WordMarkup.W + "sectPr") is null
        )
        {
            read.Remarks.Add(InlineReader.Remark("deleted", deleted));
            _carried = read;
            return null;
        }
        return read;
    }

    /// <summary>The paragraphs of a part of a block: a cell, a note.</summary>
    public IEnumerable<ParagraphText> Parts(IEnumerable<XElement> paragraphs, Func<XElement, string> at, Func<XElement, string> pathOf)
    {
        foreach (var paragraph in paragraphs)
        {
            if (Read(paragraph, at(paragraph), pathOf, inPart: true) is { } read)
            {
                yield return read;
            }
        }
        if (Rest() is { } rest)
        {
            yield return rest;
        }
    }

    /// <summary>What still waits for a paragraph that doesn't come.</summary>
    public ParagraphText? Rest()
    {
        var rest = _carried;
        _carried = null;
        return rest;
    }
}
