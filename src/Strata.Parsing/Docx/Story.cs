using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>
/// Makes the blocks of a story: the body, a header, a text box. Pictures, text boxes, footnotes and comments follow the paragraph that
/// anchors them, or their table's last row.
/// </summary>
/// <param name="isHidden">Whether the story is inside something hidden.</param>
internal sealed partial class Story(
    DocxFile file,
    string part,
    IReadOnlyDictionary<string, Relationship> relationships,
    RenderedText text,
    DocxNoteMarks marks,
    string? note,
    bool isHidden = false
)
{
    private readonly DocxParagraphReader _paragraphs = new(
        new(relationships, file.Styles, (id, isEndnote, hides) => marks.Of(id, isEndnote, hides || isHidden))
    );
    private readonly List<ParagraphText> _code = [];
    private Remarks _ofCode = new();
    private int _sections;

    public IEnumerable<Block> Blocks(IEnumerable<XmlPiece> pieces)
    {
        var tables = new Stack<OpenTable>();
        foreach (var piece in pieces)
        {
            if (piece.Name == WordMarkup.W + "tbl" && piece.Element is null && !piece.IsEnd)
            {
                foreach (var block in Rest().Concat(EndCode()))
                {
                    yield return block;
                }
                tables.Push(new(piece.Path));
            }
            else if (tables.TryPeek(out var open))
            {
                if (piece.Element?.Name == WordMarkup.W + "tr")
                {
                    Row(piece.Element, piece, open);
                }
                if (open.Table.IsFull || piece is { IsEnd: true } && piece.Name == WordMarkup.W + "tbl")
                {
                    foreach (var block in EndTable(open))
                    {
                        yield return block;
                    }
                    if (piece.IsEnd)
                    {
                        tables.Pop();
                    }
                }
            }
            else if (piece.Element is { } element)
            {
                foreach (var block in Element(element, piece))
                {
                    yield return block;
                }
            }
        }
        // A part that ends inside a table keeps the rows read so far.
        while (tables.TryPop(out var rest))
        {
            foreach (var block in EndTable(rest))
            {
                yield return block;
            }
        }
        foreach (var block in Rest().Concat(EndCode()))
        {
            yield return block;
        }
    }

    /// <summary>Returns a note or comment as one block, one line per paragraph, then its anchored objects.</summary>
    public IEnumerable<Block> Note(BlockType type, XmlPiece piece, BlockTraits traits)
    {
        var (block, remarks) = (text.Begin(type), new Remarks());
        var anchors = _paragraphs.Parts(Paragraphs(piece.Element), piece.PathOf, piece.PathOf).ToList();
        anchors.ForEach(read => remarks.Add(read.Remarks));
        foreach (var read in anchors)
        {
            read.IsTold = remarks.IsHidden;
            var isFirst = true;
            foreach (var (line, path) in read.Line(remarks.IsHidden))
            {
                block.Append(block.Length > 0 && isFirst ? "\n" : "");
                block.Append(line, At(path));
                isFirst = false;
            }
        }
        if (block.Length > 0)
        {
            yield return block.End(
                traits with
                {
                    Hidden = isHidden || remarks.IsHidden ? true : null,
                    Note = Joined(traits.Note, remarks.Note),
                }
            );
        }
        foreach (var anchored in anchors.SelectMany(Anchored))
        {
            yield return anchored;
        }
        foreach (
            var chunk in piece.Element?.Descendants(WordMarkup.W + "altChunk").Where(chunk => !chunk.Ancestors(WordMarkup.W + "p").Any())
                ?? []
        )
        {
            foreach (var inner in Chunk(chunk, piece.PathOf(chunk)))
            {
                yield return inner;
            }
        }
    }

    private IEnumerable<Block> Rest() => _paragraphs.Rest() is { } rest ? Paragraph(rest, null) : [];

    private IEnumerable<Block> Element(XElement element, XmlPiece piece)
    {
        if (element.Name == WordMarkup.M + "oMathPara" || element.Name == WordMarkup.M + "oMath")
        {
            element = new XElement(WordMarkup.W + "p", element);
        }
        if (element.Name == WordMarkup.W + "altChunk")
        {
            return Rest().Concat(EndCode()).Concat(Chunk(element, piece.Path));
        }
        if (element.Name != WordMarkup.W + "p")
        {
            return [];
        }
        return _paragraphs.Read(element, piece.Path, piece.PathOf) is { } read
            ? Paragraph(read, element.Element(WordMarkup.W + "pPr"))
            : [];
    }

    private IEnumerable<Block> Paragraph(ParagraphText read, XElement? properties)
    {
        var style = file.Styles[properties?.Element(WordMarkup.W + "pStyle").Val()];
        var body = read.Text.Trim('\n', ' ', '\t');
        var section = properties?.Element(WordMarkup.W + "sectPr");
        var breaksAfter = read.BreaksAfter || (section is not null && file.Sections.BeginsOnNewPage(++_sections));
        var mark = ListMark(properties, style, body.Length > 0);
        if (
            style.IsCode
            && style.Heading is null
            && mark is null
            && !read.HasMath
            && !read.HasAnchors
            && read.Target is null
            && read.Checked is null
            && !read.BreaksBefore
            && !breaksAfter
        )
        {
            _code.Add(read);
            _ofCode.Add(read.Remarks);
            yield break;
        }
        foreach (var block in EndCode())
        {
            yield return block;
        }
        var at = At(read.Segments[^1].Path);
        if (read.BreaksBefore || properties?.Element(WordMarkup.W + "pageBreakBefore").IsOn() == true)
        {
            yield return text.Add(BlockType.PageBreak, "", at, traits: Noted(null));
        }
        if (read.HasRule)
        {
            yield return text.Add(BlockType.Divider, "", at, traits: Noted(null));
        }
        if (body.Length > 0 || read.Checked is not null)
        {
            yield return Body(read, style, mark, Level(properties, style));
        }
        foreach (var block in Anchored(read))
        {
            yield return block;
        }
        if (breaksAfter)
        {
            yield return text.Add(BlockType.PageBreak, "", at, traits: Noted(null));
        }
    }

    private Block Body(ParagraphText read, StyleFacts style, ListMark? mark, int? heading)
    {
        var type =
            heading is not null ? BlockType.Heading
            : read.Checked is not null ? BlockType.Checkbox
            : mark is not null ? BlockType.ListItem
            : style.IsCaption ? BlockType.Caption
            : style.IsQuote ? BlockType.Quote
            : read.HasMath && read.WordLength == 0 ? BlockType.Formula
            : BlockType.Paragraph;
        var block = text.Begin(type, heading ?? mark?.Level ?? 0);
        read.IsTold = read.Remarks.IsHidden;
        foreach (var (piece, path) in read.Trimmed(read.IsTold))
        {
            block.Append(piece, At(path));
        }
        var remarks = string.Join(
            "; ",
            new[] { note, style.IsContents ? "table of contents" : null, read.Remarks.Note }.Where(n => n is not null)
        );
        var traits = new BlockTraits
        {
            Ordered = type == BlockType.ListItem ? mark?.IsOrdered : null,
            Checked = read.Checked,
            Label = mark?.Label,
            Number = type is BlockType.ListItem or BlockType.Checkbox ? mark?.Number : null,
            Target = read.Target,
            Hidden = isHidden || read.Remarks.IsHidden ? true : null,
            Note = remarks.Length == 0 ? null : remarks,
        };
        return block.End(traits == new BlockTraits() ? null : traits);
    }

    private ListMark? ListMark(XElement? properties, StyleFacts style, bool hasText)
    {
        var own = properties?.Element(WordMarkup.W + "numPr");
        var list = own?.Element(WordMarkup.W + "numId").Val() ?? style.List;
        var level = int.TryParse(own?.Element(WordMarkup.W + "ilvl").Val(), out var depth) ? depth : style.ListLevel;
        return list is not null && hasText ? file.Numbering.Next(list, level) : null;
    }

    private static int? Level(XElement? properties, StyleFacts style) =>
        int.TryParse(properties?.Element(WordMarkup.W + "outlineLvl").Val(), out var outline)
            ? outline is >= 0 and <= 8
                ? Math.Min(outline + 1, 6)
                : null
            : style.Heading;

    /// <summary>Ends the code block. Hidden lines become blocks of their own.</summary>
    private IEnumerable<Block> EndCode()
    {
        var (lines, remarks) = (_code.ToList(), _ofCode);
        _code.Clear();
        _ofCode = new();
        if (lines.TrueForAll(line => string.IsNullOrWhiteSpace(line.Text)))
        {
            yield break;
        }
        var block = text.Begin(BlockType.CodeBlock);
        var isFirst = true;
        foreach (var line in lines.Where(line => remarks.IsHidden || !line.Remarks.IsHidden))
        {
            line.IsTold = remarks.IsHidden;
            block.Append(isFirst ? "" : "\n");
            block.Append(line.Text, At(line.Segments[^1].Path));
            isFirst = false;
        }
        yield return block.End(Noted(remarks.Note, remarks.IsHidden));
        foreach (var hidden in lines.SelectMany(Hidden))
        {
            yield return hidden;
        }
    }

    /// <summary>Returns a note's paragraphs in order, including those in tables but not in text boxes.</summary>
    private static IEnumerable<XElement> Paragraphs(XElement? note)
    {
        foreach (var child in note?.Elements() ?? [])
        {
            foreach (var paragraph in child.Name == WordMarkup.W + "p" ? [child] : Paragraphs(child))
            {
                yield return paragraph;
            }
        }
    }

    private Place At(string path) => new() { Part = file.Named(part), Path = path };

    private BlockTraits? Noted(string? more, bool hides = false)
    {
        var traits = new BlockTraits { Note = Joined(note, more), Hidden = isHidden || hides ? true : null };
        return traits == new BlockTraits() ? null : traits;
    }

    private static string? Joined(string? first, string? second) =>
        first is null ? second
        : second is null ? first
        : $"{first}; {second}";
}
