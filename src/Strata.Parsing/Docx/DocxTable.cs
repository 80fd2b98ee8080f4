using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>What a cell says.</summary>
/// <param name="Whole">With what of it is hidden.</param>
internal readonly record struct CellText(string Visible, string Whole);

/// <summary>
/// The grid of a table (ECMA-376 part 1, 17.4): cells that are merged downwards become one with a row span. Held until the table ends,
/// or is so long that it goes on as another.
/// </summary>
internal sealed class DocxTable(string path)
{
    /// <summary>Most rows that are held.</summary>
    private const int MaxRows = 2000;

    /// <summary>Most characters that are held.</summary>
    private const int MaxLength = 16 * 1024 * 1024;

    private readonly OfficeTable _table = new(path);
    private readonly Dictionary<int, OfficeCell> _open = [];
    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);

    public bool IsFull => _table.Count >= MaxRows || _table.Length >= MaxLength;

    /// <summary>
    /// Adds a row, and tells whether all of it is hidden: then its cells say what is hidden in them, else only what is not.
    /// </summary>
    /// <param name="read">Text of a cell's element; adds what is to be said of it.</param>
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

    /// <summary>The rows so far as blocks; the table is empty afterwards.</summary>
    /// <param name="at">Where the table stands.</param>
    /// <param name="traits">Of the table and of all of its rows.</param>
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
