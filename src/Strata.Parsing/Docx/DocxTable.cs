using System.Xml.Linq;
using Strata.Parsing.Csv;

namespace Strata.Parsing.Docx;

/// <summary>A cell while its table is being read.</summary>
internal sealed class DocxCell(int column, int columns, string text, string path)
{
    public int Column => column;
    public int Columns => columns;
    public string Text => text;
    public string Path => path;
    public int Rows { get; set; } = 1;
}

/// <summary>
/// The grid of a table (ECMA-376 part 1, 17.4): cells that are merged downwards become one with a row span. Held until the table ends,
/// or is so long that it goes on as another.
/// </summary>
internal sealed class DocxTable(string path)
{
    /// <summary>Most rows that are held.</summary>
    public const int MostRows = 2000;

    private readonly List<(List<DocxCell> Cells, bool IsHeader, string? Note)> _rows = [];
    private readonly Dictionary<int, DocxCell> _open = [];

    public string Path => path;
    public bool IsFull => _rows.Count >= MostRows;
    public int Count => _rows.Count;

    /// <param name="read">Text of a cell's element.</param>
    public void Add(XElement row, Func<XElement, string> pathOf, Func<XElement, string> read)
    {
        var properties = row.Element(Word.W + "trPr");
        if (properties?.Element(Word.W + "del") is not null)
        {
            return;
        }

        var column = Number(properties?.Element(Word.W + "gridBefore").Val(), 0);
        var cells = new List<DocxCell>();
        foreach (var element in Cells(row))
        {
            var settings = element.Element(Word.W + "tcPr");
            var columns = Math.Clamp(Number(settings?.Element(Word.W + "gridSpan").Val(), 1), 1, 1000);
            var merge = settings?.Element(Word.W + "vMerge");
            if (merge is not null && merge.Val() != "restart" && _open.TryGetValue(column, out var above) && above.Columns == columns)
            {
                above.Rows++;
                if (read(element) is { Length: > 0 } hidden)
                {
                    cells.Add(new(column, columns, hidden, pathOf(element)));
                }
            }
            else
            {
                var cell = new DocxCell(column, columns, read(element), pathOf(element));
                cells.Add(cell);
                _open.Remove(column);
                if (merge is not null)
                {
                    _open[column] = cell;
                }
            }

            column += columns;
        }

        var inserted = properties?.Element(Word.W + "ins")?.Attribute(Word.W + "author")?.Value;
        _rows.Add((cells, properties?.Element(Word.W + "tblHeader").IsOn() == true, inserted is null ? null : $"inserted by {inserted}"));
    }

    /// <summary>The rows so far as blocks; the table is empty afterwards.</summary>
    public IEnumerable<Block> End(RenderedText text, string part, string? note)
    {
        if (_rows.Count == 0)
        {
            yield break;
        }

        var columns = _rows.SelectMany(row => row.Cells).Select(cell => cell.Column + cell.Columns).DefaultIfEmpty(0).Max();
        yield return text.Add(BlockType.Table, "", new() { Part = part, Path = Path }, traits: new() { Rows = _rows.Count, Columns = columns, Note = note });
        var headers = Headers(columns);
        for (var i = 0; i < _rows.Count; i++)
        {
            var block = text.Begin(BlockType.TableRow);
            foreach (var cell in _rows[i].Cells)
            {
                if (cell != _rows[i].Cells[0])
                {
                    block.Append("\t");
                }

                block.Cell(i, cell.Column, cell.Text, new() { Part = part, Path = cell.Path }, cell.Rows, cell.Columns, i < headers);
            }

            var remark = string.Join("; ", new[] { note, _rows[i].Note }.Where(n => n is not null));
            yield return block.End(remark.Length == 0 ? null : new() { Note = remark });
        }

        _rows.Clear();
        _open.Clear();
    }

    /// <summary>Rows that name the columns: those the table repeats on each page, else the first where it looks like names.</summary>
    private int Headers(int columns)
    {
        var declared = _rows.TakeWhile(row => row.IsHeader).Count();
        if (declared > 0 || _rows.Count < 2 || columns < 2 || _rows[0].Cells.Exists(cell => cell.Text.EndsWith(':')))
        {
            return Math.Min(declared, _rows.Count - 1);
        }

        var grid = _rows.Take(50).Select(row =>
        {
            var texts = new string[columns];
            Array.Fill(texts, "");
            row.Cells.ForEach(cell => texts[cell.Column] = cell.Text);
            return texts;
        }).ToList();
        return grid[0].All(name => name.Length > 0) && (columns > 2 || grid.Count > 3) && HeaderDetection.HasHeader(grid) ? 1 : 0;
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
