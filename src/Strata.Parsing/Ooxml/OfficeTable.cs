using Strata.Parsing.Csv;

namespace Strata.Parsing.Ooxml;

/// <summary>A cell while its table is being read.</summary>
internal sealed class OfficeCell(int column, int columns, string text, string path)
{
    public int Column => column;
    public int Columns => columns;
    public string Text => text;
    public string Path => path;
    public int Rows { get; set; } = 1;
}

/// <summary>A table of a document or slide, held until its row spans are known and its rows can become blocks.</summary>
internal sealed class OfficeTable(string path)
{
    /// <summary>Most columns for which a header is guessed; people don't make wider tables.</summary>
    private const int MaxGuessed = 1_000;

    private readonly List<(List<OfficeCell> Cells, bool IsHeader, string? Note, bool IsHidden)> _rows = [];

    public int Count => _rows.Count;

    /// <summary>Characters held.</summary>
    public long Length { get; private set; }

    /// <param name="cells">In column order.</param>
    public void Add(List<OfficeCell> cells, bool isHeader, string? note = null, bool isHidden = false)
    {
        _rows.Add((cells, isHeader, note, isHidden));
        Length += cells.Sum(cell => (long)cell.Text.Length + cell.Path.Length);
    }

    /// <summary>Returns the rows so far as blocks and empties the table.</summary>
    /// <param name="at">Place of the table; the paths of table and cells are added.</param>
    /// <param name="traits">Traits of the table and its rows.</param>
    /// <param name="remark">Note for the table alone.</param>
    public IEnumerable<Block> End(RenderedText text, Place at, BlockTraits traits, string caption = "", string? remark = null)
    {
        if (_rows.Count == 0)
        {
            yield break;
        }
        var columns = _rows.SelectMany(row => row.Cells).Select(cell => cell.Column + cell.Columns).DefaultIfEmpty(0).Max();
        yield return text.Add(
            BlockType.Table,
            caption,
            at with
            {
                Path = path,
            },
            traits: traits with
            {
                Rows = _rows.Count,
                Columns = columns,
                Note = Joined(traits.Note, remark),
            }
        );
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
                block.Cell(i, cell.Column, cell.Text, at with { Path = cell.Path }, cell.Rows, cell.Columns, i < headers);
            }
            var said = traits with { Note = Joined(traits.Note, _rows[i].Note), Hidden = _rows[i].IsHidden ? true : traits.Hidden };
            yield return block.End(said == new BlockTraits() ? null : said);
        }
        _rows.Clear();
        Length = 0;
    }

    private static string? Joined(string? first, string? second) =>
        first is null ? second
        : second is null ? first
        : $"{first}; {second}";

    /// <summary>Counts header rows: the declared ones, else the first row if it looks like names.</summary>
    private int Headers(int columns)
    {
        var declared = _rows.TakeWhile(row => row.IsHeader).Count();
        if (declared > 0 || _rows.Count < 2 || columns is < 2 or > MaxGuessed || _rows[0].Cells.Exists(cell => cell.Text.EndsWith(':')))
        {
            return Math.Min(declared, _rows.Count - 1);
        }
        var grid = _rows
            .Take(50)
            .Select(row =>
            {
                var texts = new string[columns];
                Array.Fill(texts, "");
                row.Cells.ForEach(cell => texts[cell.Column] = cell.Text);
                return texts;
            })
            .ToList();
        return grid[0].All(name => name.Length > 0) && (columns > 2 || grid.Count > 3) && HeaderDetection.HasHeader(grid) ? 1 : 0;
    }
}
