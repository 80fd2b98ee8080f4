namespace Strata.Parsing.Sheets;

/// <summary>
/// The blocks of a sheet that is not one table. Consecutive rows form a table, which ends where another header begins; leading and trailing
/// single-cell rows are paragraphs. Cells in hidden columns are left out of the shown rows and follow them as hidden paragraphs.
/// </summary>
internal sealed class SheetRegions(Sheet sheet, RenderedText text)
{
    /// <summary>Most rows held to determine a table's size; a longer table continues as another.</summary>
    private const int MaxRows = 1000;

    private readonly MergedCells _merged = new(sheet.Merged);

    public IEnumerable<Block> Blocks(DiagnosticLog log)
    {
        var region = new List<SheetRow>();
        foreach (var row in sheet.Rows(log))
        {
            if (region.Count > 0 && (row.Number > Bottom(region[^1]) + 1 || region.Count >= MaxRows))
            {
                foreach (var block in Region(region))
                {
                    yield return block;
                }
                region.Clear();
            }
            region.Add(row);
        }
        foreach (var block in Region(region))
        {
            yield return block;
        }
    }

    /// <summary>The last row that the row's cells reach.</summary>
    private int Bottom(SheetRow row) => row.Cells.Max(cell => row.Number + _merged.SpanOf(cell.Column, row.Number).Rows - 1);

    private IEnumerable<Block> Region(List<SheetRow> rows)
    {
        if (sheet.HiddenColumns.IsEmpty)
        {
            return Shown(rows);
        }
        var shown = Cells(rows, hidden: false);
        return shown.Count == 0
            ? Shown(rows.ConvertAll(row => row with { IsHidden = true }))
            : Shown(shown).Concat(Cells(rows, hidden: true).Select(Hidden));
    }

    /// <summary>Returns the rows with only the cells in hidden columns, or only the others.</summary>
    private List<SheetRow> Cells(List<SheetRow> rows, bool hidden) =>
        [
            .. rows.Select(row =>
                    row with
                    {
                        Cells =
                        [
                            .. row.Cells.Where(cell =>
                                sheet.HiddenColumns.Hide(cell.Column, _merged.SpanOf(cell.Column, row.Number).Columns) == hidden
                            ),
                        ],
                    }
                )
                .Where(row => row.Cells.Count > 0),
        ];

    private Block Hidden(SheetRow row)
    {
        var block = text.Begin(BlockType.Paragraph);
        foreach (var cell in row.Cells)
        {
            block.Append(block.Length > 0 ? "\t" : "");
            block.Append(cell.Shown(isTyped: false), PlaceOf(cell));
        }
        return block.End(SheetTraits.Of(sheet, row with { IsHidden = true }));
    }

    private IEnumerable<Block> Shown(List<SheetRow> rows)
    {
        // Titles and remarks before and after the wider rows.
        var start = rows.TakeWhile(row => row.Cells.Count == 1).Count();
        var end = rows.Count - rows.Skip(start).Reverse().TakeWhile(row => row.Cells.Count == 1).Count();
        var header = end > start ? SheetHeader.Find(rows[start..end]) : null;
        var split = header is var (at, _) ? start + at : end;
        return rows[..start]
            .Select(Paragraph)
            .Concat(Table(rows[start..split], hasHeader: false))
            .Concat(Table(rows[split..end], hasHeader: header is not null))
            .Concat(rows[end..].Select(Paragraph));
    }

    private IEnumerable<Block> Table(List<SheetRow> rows, bool hasHeader)
    {
        if (rows.Count == 0)
        {
            yield break;
        }
        var left = rows.Min(row => row.Cells[0].Column);
        var right = rows.Max(row => row.Cells[^1].Column);
        var area = new CellArea(left, rows[0].Number, right, rows[^1].Number);
        yield return text.Add(
            BlockType.Table,
            "",
            new() { Sheet = sheet.Name, Cells = area.ToString() },
            traits: new()
            {
                Rows = area.Rows,
                Columns = area.Columns,
                Hidden = sheet.IsHidden ? true : null,
            }
        );
        foreach (var row in rows)
        {
            yield return Row(row, area, hasHeader && row.Number == area.FirstRow);
        }
    }

    private Block Row(SheetRow row, CellArea area, bool isHeader)
    {
        var block = text.Begin(BlockType.TableRow);
        foreach (var cell in row.Cells)
        {
            if (block.Length > 0)
            {
                block.Append("\t");
            }
            var (rows, columns) = _merged.SpanOf(cell.Column, row.Number);
            block.Cell(
                row.Number - area.FirstRow,
                cell.Column - area.FirstColumn,
                cell.Shown(isTyped: false),
                PlaceOf(cell),
                rows,
                columns,
                isHeader
            );
        }
        return block.End(SheetTraits.Of(sheet, row));
    }

    private Block Paragraph(SheetRow row) =>
        text.Add(BlockType.Paragraph, row.Cells[0].Shown(isTyped: false), PlaceOf(row.Cells[0]), traits: SheetTraits.Of(sheet, row));

    private Place PlaceOf(in SheetCell cell) => new() { Sheet = sheet.Name, Cells = cell.Address };
}
