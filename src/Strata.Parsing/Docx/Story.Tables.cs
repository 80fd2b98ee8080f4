using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Tables, and in-memory elements read like pieces of a part.</summary>
internal sealed partial class Story
{
    /// <summary>A table being read, with its anchored objects and the tables and documents nested in its cells.</summary>
    private sealed class OpenTable(string path)
    {
        public DocxTable Table { get; } = new(path);
        public List<ParagraphText> Anchors { get; } = [];
        public List<(XmlPiece Row, XElement Element, bool IsHidden)> Inner { get; } = [];
    }

    private void Row(XElement row, XmlPiece piece, OpenTable open)
    {
        var (anchors, inner) = (open.Anchors.Count, open.Inner.Count);
        if (!open.Table.Add(row, piece.PathOf, (cell, remarks) => TextOf(cell, piece, remarks, open)))
        {
            return;
        }
        foreach (var anchored in open.Anchors.Skip(anchors))
        {
            (anchored.IsInHidden, anchored.IsTold) = (true, true);
        }
        for (var i = inner; i < open.Inner.Count; i++)
        {
            open.Inner[i] = open.Inner[i] with { IsHidden = true };
        }
    }

    private IEnumerable<Block> EndTable(OpenTable open)
    {
        foreach (
            var block in open
                .Table.End(text, new() { Part = file.Named(part) }, Noted(null) ?? new())
                .Concat(open.Anchors.SelectMany(Anchored))
        )
        {
            yield return block;
        }
        foreach (var (row, element, hides) in open.Inner)
        {
            var isTable = element.Name == WordMarkup.W + "tbl";
            var story = new Story(
                file,
                part,
                relationships,
                text,
                marks,
                isTable ? Joined(note, "table in a table") : note,
                isHidden || hides
            );
            foreach (
                var block in isTable
                    ? story.Blocks(PiecesOf(element, row.PathOf(element), isTable))
                    : story.Chunk(element, row.PathOf(element))
            )
            {
                yield return block;
            }
        }
        open.Anchors.Clear();
        open.Inner.Clear();
    }

    /// <summary>Returns a cell's text, one line per paragraph. Keeps nested tables, anchored objects and hidden text for later.</summary>
    private CellText TextOf(XElement cell, XmlPiece row, Remarks remarks, OpenTable open)
    {
        var stories = Stories(cell).ToList();
        open.Inner.AddRange(stories.Where(child => child.Name != WordMarkup.W + "p").Select(inner => (row, inner, false)));
        var (visible, whole) = (new List<string>(), new List<string>());
        foreach (var read in _paragraphs.Parts(stories.Where(child => child.Name == WordMarkup.W + "p"), _ => "", row.PathOf))
        {
            remarks.Add(read.Remarks);
            Add(visible, read.Line(isWhole: false));
            Add(whole, read.Line(isWhole: true));
            if (read.HasAnchors || read.HasHidden)
            {
                open.Anchors.Add(read);
            }
        }
        return new(string.Join('\n', visible).Trim(), string.Join('\n', whole).Trim());

        static void Add(List<string> lines, IEnumerable<(string Text, string Path)> pieces)
        {
            if (string.Concat(pieces.Select(piece => piece.Text)) is { Length: > 0 } line)
            {
                lines.Add(line.Replace('\t', ' '));
            }
        }
    }

    /// <summary>Returns an element's paragraphs, tables and embedded documents, unwrapped.</summary>
    private static IEnumerable<XElement> Stories(XElement element)
    {
        foreach (var child in element.Elements())
        {
            if (child.Name.Namespace == WordMarkup.W && child.Name.LocalName is "p" or "tbl" or "altChunk")
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

    /// <summary>Returns the pieces of an element that is already in memory.</summary>
    private static IEnumerable<XmlPiece> PiecesOf(XElement element, string path, bool isTable = false)
    {
        if (isTable)
        {
            yield return new(null, element.Name, path, false);
            foreach (
                var row in element.Descendants(WordMarkup.W + "tr").Where(row => row.Ancestors(WordMarkup.W + "tbl").First() == element)
            )
            {
                yield return new(row, row.Name, new XmlPiece(element, element.Name, path, false).PathOf(row), false);
            }
            yield return new(null, element.Name, path, true);
            yield break;
        }
        foreach (var child in Stories(element))
        {
            var at = new XmlPiece(element, element.Name, path, false).PathOf(child);
            if (child.Name == WordMarkup.W + "tbl")
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
}
