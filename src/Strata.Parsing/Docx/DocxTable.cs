using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>Text of a cell.</summary>
/// <param name="Whole">Includes hidden text.</param>
internal readonly record struct CellText(string Visible, string Whole);

/// <summary>
/// The grid of a table (ECMA-376 part 1, 17.4); vertically merged cells become one with a row span. Held until the table ends or is full; a
/// full table continues as another.
/// </summary>
internal sealed class DocxTable(string path)
{
    /// <summary>Most rows held at once.</summary>
    private const int MaxRows = 2000;

    /// <summary>Most characters held at once.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly OfficeTable _table = new(path);
    private readonly Dictionary<int, OfficeCell> _open = [];
    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);

    public bool IsFull => _table.Count >= MaxRows || _table.Length >= MaxLength;

    /// <summary>Adds a row. Returns whether the whole row is hidden; only then do its cells include hidden text.</summary>
    /// <param name="read">Reads a cell element and adds its remarks.</param>
    public bool Add(XElement row, Func<XElement, string> pathOf, Func<XElement, Remarks, CellText> read)
    {
        var properties = row.Element(WordMarkup.W + "trPr");
        if (properties?.Element(WordMarkup.W + "del") is { } deleted)
        {
            _removed.Add(InlineReader.Remark("row deleted", deleted));
            return false;
        }
        var column = Number(properties?.Element(WordMarkup.W + "gridBefore").Val(), 0);
        var (found, remarks) = (new List<(int Column, int Columns, XElement? Merge, XElement Element, CellText Text)>(), new Remarks());
        foreach (var element in Cells(row))
        {
            var settings = element.Element(WordMarkup.W + "tcPr");
            if (settings?.Element(WordMarkup.W + "cellDel") is { } gone)
            {
                remarks.Add(InlineReader.Remark("cell deleted", gone));
                continue;
            }
            if (settings?.Element(WordMarkup.W + "cellIns") is { } added)
            {
                remarks.Add(InlineReader.Remark("inserted", added));
            }
            var columns = Math.Clamp(Number(settings?.Element(WordMarkup.W + "gridSpan").Val(), 1), 1, 1000);
            found.Add((column, columns, settings?.Element(WordMarkup.W + "vMerge"), element, read(element, remarks)));
            column += columns;
        }
        var isHidden = remarks.IsHidden || properties?.Element(WordMarkup.W + "hidden").IsOn() == true;
        if (properties?.Element(WordMarkup.W + "ins") is { } inserted)
        {
            remarks.Add(InlineReader.Remark("inserted", inserted));
        }
        var cells = new List<OfficeCell>();
        foreach (var (at, columns, merge, element, text) in found)
        {
            var says = isHidden ? text.Whole : text.Visible;
            if (merge is not null && merge.Val() != "restart" && _open.TryGetValue(at, out var above) && above.Columns == columns)
            {
                above.Rows++;
                if (says.Length > 0)
                {
                    cells.Add(new(at, columns, says, pathOf(element)));
                }
            }
            else
            {
                var cell = new OfficeCell(at, columns, says, pathOf(element));
                cells.Add(cell);
                _open.Remove(at);
                if (merge is not null)
                {
                    _open[at] = cell;
                }
            }
        }
        _table.Add(cells, properties?.Element(WordMarkup.W + "tblHeader").IsOn() == true, remarks.Note, isHidden);
        return isHidden;
    }

    /// <summary>Returns the rows so far as blocks and empties the table.</summary>
    /// <param name="at">Place of the table.</param>
    /// <param name="traits">Traits of the table and its rows.</param>
    public IEnumerable<Block> End(RenderedText text, Place at, BlockTraits traits)
    {
        var removed = _removed.Count == 0 ? null : string.Join("; ", _removed);
        foreach (var block in _table.End(text, at, traits, remark: removed))
        {
            yield return block;
        }
        _open.Clear();
        _removed.Clear();
    }

    private static IEnumerable<XElement> Cells(XElement row)
    {
        foreach (var child in row.Elements())
        {
            if (child.Name == WordMarkup.W + "tc")
            {
                yield return child;
            }
            else if (child.Name.LocalName is "sdt" or "sdtContent" or "customXml")
            {
                foreach (var cell in Cells(child))
                {
                    yield return cell;
                }
            }
        }
    }

    private static int Number(string? text, int otherwise) =>
        int.TryParse(text, out var number) && number is >= 0 and < 10_000 ? number : otherwise;
}
