using System.Xml.Linq;
using Strata.Parsing.Ooxml;

namespace Strata.Parsing.Docx;

/// <summary>
/// The grid of a table (ECMA-376 part 1, 17.4): cells that are merged downwards become one with a row span. Held until the table ends,
/// or is so long that it goes on as another.
/// </summary>
internal sealed class DocxTable(string path)
{
    /// <summary>Most rows that are held.</summary>
    private const int MostRows = 2000;

    /// <summary>Most characters that are held.</summary>
    private const int MostLength = 16 * 1024 * 1024;

    private readonly OfficeTable _table = new(path);
    private readonly Dictionary<int, OfficeCell> _open = [];
    private readonly SortedSet<string> _removed = new(StringComparer.Ordinal);

    public bool IsFull => _table.Count >= MostRows || _table.Length >= MostLength;

    /// <param name="read">Text of a cell's element; adds what is to be said of it.</param>
    public void Add(XElement row, Func<XElement, string> pathOf, Func<XElement, Remarks, string> read)
    {
        var properties = row.Element(Word.W + "trPr");
        if (properties?.Element(Word.W + "del") is { } deleted)
        {
            _removed.Add(InlineReader.Remark("row deleted", deleted));
            return;
        }

        var column = Number(properties?.Element(Word.W + "gridBefore").Val(), 0);
        var (cells, remarks) = (new List<OfficeCell>(), new Remarks());
        foreach (var element in Cells(row))
        {
            var settings = element.Element(Word.W + "tcPr");
            if (settings?.Element(Word.W + "cellDel") is { } gone)
            {
                remarks.Add(InlineReader.Remark("cell deleted", gone));
                continue;
            }

            if (settings?.Element(Word.W + "cellIns") is { } added)
            {
                remarks.Add(InlineReader.Remark("inserted", added));
            }

            var columns = Math.Clamp(Number(settings?.Element(Word.W + "gridSpan").Val(), 1), 1, 1000);
            var merge = settings?.Element(Word.W + "vMerge");
            if (merge is not null && merge.Val() != "restart" && _open.TryGetValue(column, out var above) && above.Columns == columns)
            {
                above.Rows++;
                if (read(element, remarks) is { Length: > 0 } hidden)
                {
                    cells.Add(new(column, columns, hidden, pathOf(element)));
                }
            }
            else
            {
                var cell = new OfficeCell(column, columns, read(element, remarks), pathOf(element));
                cells.Add(cell);
                _open.Remove(column);
                if (merge is not null)
                {
                    _open[column] = cell;
                }
            }

            column += columns;
        }

        if (properties?.Element(Word.W + "ins") is { } inserted)
        {
            remarks.Add(InlineReader.Remark("inserted", inserted));
        }

        if (properties?.Element(Word.W + "hidden").IsOn() == true)
        {
            remarks.Hide();
        }

        _table.Add(cells, properties?.Element(Word.W + "tblHeader").IsOn() == true, remarks.Note, remarks.IsHidden);
    }

    /// <summary>The rows so far as blocks; the table is empty afterwards.</summary>
    public IEnumerable<Block> End(RenderedText text, string part, string? note)
    {
        var removed = _removed.Count == 0 ? null : string.Join("; ", _removed);
        foreach (var block in _table.End(text, new() { Part = part }, note is null ? new() : new() { Note = note }, remark: removed))
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
            if (child.Name == Word.W + "tc")
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

    private static int Number(string? text, int otherwise) => int.TryParse(text, out var number) && number is >= 0 and < 10_000 ? number : otherwise;
}
