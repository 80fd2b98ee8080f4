using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>
/// Makes blocks of a story: the body, a header, a text box. What hangs on a paragraph (pictures, text boxes, footnotes, comments)
/// follows it; what hangs on a table, its last row.
/// </summary>
internal sealed class Story(DocxFile file, string part, IReadOnlyDictionary<string, Relationship> relationships, RenderedText text, NoteMarks marks, string? note)
{
    private readonly ParagraphReader _paragraphs = new(new(relationships, file.Styles, marks.Of), file.Styles);
    private readonly List<(string Text, string Path)> _code = [];
    private Remarks _ofCode = new();
    private int _sections;

    public IEnumerable<Block> Blocks(IEnumerable<XmlPiece> pieces)
    {
        var tables = new Stack<(DocxTable Table, List<ParagraphText> Anchors, List<(XmlPiece Piece, XElement Table)> Inner)>();
        foreach (var piece in pieces)
        {
            if (piece.Name == Word.W + "tbl" && piece.Element is null && !piece.IsEnd)
            {
                foreach (var block in Rest().Concat(EndCode()))
                {
                    yield return block;
                }

                tables.Push((new(piece.Path), [], []));
            }
            else if (tables.TryPeek(out var open))
            {
                if (piece.Element?.Name == Word.W + "tr")
                {
                    open.Table.Add(piece.Element, piece.PathOf, (cell, remarks) => CellText(cell, piece, remarks, open.Anchors, open.Inner));
                }

                if (open.Table.IsFull || piece is { IsEnd: true } && piece.Name == Word.W + "tbl")
                {
                    foreach (var block in EndTable(open.Table, open.Anchors, open.Inner))
                    {
                        yield return block;
                    }

                    open.Anchors.Clear();
                    open.Inner.Clear();
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

        // A part that breaks off inside a table still has the rows before.
        while (tables.TryPop(out var rest))
        {
            foreach (var block in EndTable(rest.Table, rest.Anchors, rest.Inner))
            {
                yield return block;
            }
        }

        foreach (var block in Rest().Concat(EndCode()))
        {
            yield return block;
        }
    }

    /// <summary>A footnote, an endnote or a comment as one block, a line a paragraph, and what hangs on it.</summary>
    public IEnumerable<Block> Note(BlockType type, XmlPiece piece, BlockTraits traits)
    {
        var (block, remarks, anchors) = (text.Begin(type), new Remarks(), new List<ParagraphText>());
        foreach (var read in _paragraphs.Parts(Paragraphs(piece.Element), piece.PathOf, piece.PathOf))
        {
            remarks.Add(read.Remarks);
            anchors.Add(read);
            var isFirst = true;
            foreach (var (line, path) in read.Line())
            {
                block.Append(block.Length > 0 && isFirst ? "\n" : "");
                block.Append(line, new() { Part = part, Path = path });
                isFirst = false;
            }
        }

        if (block.Length > 0)
        {
            yield return block.End(traits with { Hidden = remarks.IsHidden ? true : null, Note = Joined(traits.Note, remarks.Note) });
        }

        foreach (var anchored in anchors.SelectMany(Anchored))
        {
            yield return anchored;
        }
    }

    private IEnumerable<Block> Rest() => _paragraphs.Rest() is { } rest ? Paragraph(rest, null) : [];

    private IEnumerable<Block> Element(XElement element, XmlPiece piece)
    {
        if (element.Name == Word.M + "oMathPara" || element.Name == Word.M + "oMath")
        {
            element = new XElement(Word.W + "p", element);
        }

        if (element.Name != Word.W + "p")
        {
            return [];
        }

        return _paragraphs.Read(element, piece.Path, piece.PathOf) is { } read ? Paragraph(read, element.Element(Word.W + "pPr")) : [];
    }

    private IEnumerable<Block> Paragraph(ParagraphText read, XElement? properties)
    {
        var style = file.Styles[properties?.Element(Word.W + "pStyle").Val()];
        var body = read.Text.Trim('\n', ' ', '\t');
        var section = properties?.Element(Word.W + "sectPr");
        var breaksAfter = read.BreaksAfter || (section is not null && file.Sections.BeginsOnNewPage(++_sections));
        var mark = ListMark(properties, style, body.Length > 0);
        if (style.IsCode && style.Heading is null && mark is null && !read.HasMath && read.Figures.Count == 0 && read.Footnotes.Count == 0 && read.Comments.Count == 0 && read.Target is null && read.Checked is null && !read.BreaksBefore && !breaksAfter)
        {
            _code.Add((read.Text, read.Segments[^1].Path));
            _ofCode.Add(read.Remarks);
            yield break;
        }

        foreach (var block in EndCode())
        {
            yield return block;
        }

        var at = new Place { Part = part, Path = read.Segments[^1].Path };
        if (read.BreaksBefore || properties?.Element(Word.W + "pageBreakBefore").IsOn() == true)
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
        var type = heading is not null ? BlockType.Heading
            : read.Checked is not null ? BlockType.Checkbox
            : mark is not null ? BlockType.ListItem
            : style.IsCaption ? BlockType.Caption
            : style.IsQuote ? BlockType.Quote
            : read.HasMath && read.WordLength == 0 ? BlockType.Formula
            : BlockType.Paragraph;
        var block = text.Begin(type, heading ?? mark?.Level ?? 0);
        foreach (var (piece, path) in read.Trimmed())
        {
            block.Append(piece, new() { Part = part, Path = path });
        }

        var remarks = string.Join("; ", new[] { note, style.IsContents ? "table of contents" : null, read.Remarks.Note }.Where(n => n is not null));
        var traits = new BlockTraits
        {
            Ordered = type == BlockType.ListItem ? mark?.IsOrdered : null,
            Checked = read.Checked,
            Label = mark?.Label,
            Number = type is BlockType.ListItem or BlockType.Checkbox ? mark?.Number : null,
            Target = read.Target,
            Hidden = read.Remarks.IsHidden ? true : null,
            Note = remarks.Length == 0 ? null : remarks,
        };
        return block.End(traits == new BlockTraits() ? null : traits);
    }

    private ListMark? ListMark(XElement? properties, StyleFacts style, bool hasText)
    {
        var own = properties?.Element(Word.W + "numPr");
        var list = own?.Element(Word.W + "numId").Val() ?? style.List;
        var level = int.TryParse(own?.Element(Word.W + "ilvl").Val(), out var depth) ? depth : style.ListLevel;
        return list is not null && hasText ? file.Numbering.Next(list, level) : null;
    }

    private static int? Level(XElement? properties, StyleFacts style) =>
        int.TryParse(properties?.Element(Word.W + "outlineLvl").Val(), out var outline)
            ? outline is >= 0 and <= 8 ? Math.Min(outline + 1, 6) : null
            : style.Heading;

    private IEnumerable<Block> EndCode()
    {
        if (_code.TrueForAll(line => line.Text.Trim().Length == 0))
        {
            _code.Clear();
            _ofCode = new();
            yield break;
        }

        var block = text.Begin(BlockType.CodeBlock);
        for (var i = 0; i < _code.Count; i++)
        {
            block.Append(i == 0 ? "" : "\n");
            block.Append(_code[i].Text, new() { Part = part, Path = _code[i].Path });
        }

        _code.Clear();
        var remarks = _ofCode;
        _ofCode = new();
        yield return block.End(remarks.IsHidden ? (Noted(remarks.Note) ?? new()) with { Hidden = true } : Noted(remarks.Note));
    }

    /// <summary>What hangs on a paragraph.</summary>
    private IEnumerable<Block> Anchored(ParagraphText read)
    {
        foreach (var figure in read.Figures)
        {
            yield return text.Add(BlockType.Figure, figure.Text, new() { Part = part, Path = figure.Path }, traits: new() { Target = figure.Target, Note = note });
        }

        foreach (var (box, path) in read.TextBoxes)
        {
            var inner = new Story(file, part, relationships, text, marks, Joined(note, "text box"));
            foreach (var block in inner.Blocks(PiecesOf(box, path)))
            {
                yield return block;
            }
        }

        foreach (var block in read.Footnotes.Where(id => id[0] == 'f').SelectMany(id => marks.Footnote(id[1..], text)).Concat(read.Comments.SelectMany(id => marks.Comment(id, text))))
        {
            yield return block;
        }
    }

    private IEnumerable<Block> EndTable(DocxTable table, List<ParagraphText> anchors, List<(XmlPiece Piece, XElement Table)> inner)
    {
        foreach (var block in table.End(text, part, note).Concat(anchors.SelectMany(Anchored)))
        {
            yield return block;
        }

        foreach (var (piece, nested) in inner)
        {
            foreach (var block in new Story(file, part, relationships, text, marks, Joined(note, "table in a table")).Blocks(PiecesOf(nested, piece.PathOf(nested), isTable: true)))
            {
                yield return block;
            }
        }
    }

    /// <summary>Text of a cell, a line a paragraph; tables inside of it are kept for afterwards.</summary>
    private string CellText(XElement cell, XmlPiece row, Remarks remarks, List<ParagraphText> anchors, List<(XmlPiece Piece, XElement Table)> inner)
    {
        var stories = Stories(cell).ToList();
        inner.AddRange(stories.Where(child => child.Name == Word.W + "tbl").Select(table => (row, table)));
        var lines = new List<string>();
        foreach (var read in _paragraphs.Parts(stories.Where(child => child.Name == Word.W + "p"), _ => "", row.PathOf))
        {
            remarks.Add(read.Remarks);
            if (string.Concat(read.Line().Select(piece => piece.Text)) is { Length: > 0 } line)
            {
                lines.Add(line.Replace('\t', ' '));
            }

            if (read.HasAnchors)
            {
                anchors.Add(read);
            }
        }

        return string.Join('\n', lines).Trim();
    }

    /// <summary>All paragraphs of a note in order, those of tables in it too; what stands in a box hangs on one of them.</summary>
    private static IEnumerable<XElement> Paragraphs(XElement? note)
    {
        foreach (var child in note?.Elements() ?? [])
        {
            foreach (var paragraph in child.Name == Word.W + "p" ? [child] : Paragraphs(child))
            {
                yield return paragraph;
            }
        }
    }

    /// <summary>Paragraphs and tables of an element, whatever they are wrapped in.</summary>
    private static IEnumerable<XElement> Stories(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name == Word.W + "p" || child.Name == Word.W + "tbl")
            {
                yield return child;
            }
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "customXml")
            {
                foreach (var inner in Stories(child))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>An element that is held already as the pieces that a part would give.</summary>
    private static IEnumerable<XmlPiece> PiecesOf(XElement element, string path, bool isTable = false)
    {
        if (isTable)
        {
            yield return new(null, element.Name, path, false);
            foreach (var row in element.Descendants(Word.W + "tr").Where(row => row.Ancestors(Word.W + "tbl").First() == element))
            {
                yield return new(row, row.Name, new XmlPiece(element, element.Name, path, false).PathOf(row), false);
            }

            yield return new(null, element.Name, path, true);
            yield break;
        }

        foreach (var child in Stories(element))
        {
            var at = new XmlPiece(element, element.Name, path, false).PathOf(child);
            if (child.Name == Word.W + "tbl")
            {
                foreach (var piece in PiecesOf(child, at, isTable: true))
                {
                    yield return piece;
                }
            }
            else
            {
                yield return new(child, child.Name, at, false);
            }
        }
    }

    private BlockTraits? Noted(string? more) => Joined(note, more) is { } said ? new() { Note = said } : null;

    private static string? Joined(string? first, string? second) => first is null ? second : second is null ? first : $"{first}; {second}";
}
