using System.Xml.Linq;

namespace Strata.Parsing.Docx;

/// <summary>Reads paragraphs of the body, cells and notes. Joins paragraphs whose separating mark was deleted.</summary>
internal sealed class DocxParagraphReader(InlineReader inlines)
{
    private ParagraphText? _carried;

    /// <summary>Reads a paragraph. Null if the next one continues it.</summary>
    /// <param name="inPart">Whether the paragraph is part of a block (a cell, a note): its link and checkbox then go into the text.</param>
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

    /// <summary>Reads the paragraphs of a cell or a note.</summary>
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

    /// <summary>Takes the carried paragraph. Null if there is none.</summary>
    public ParagraphText? Rest()
    {
        var rest = _carried;
        _carried = null;
        return rest;
    }
}
