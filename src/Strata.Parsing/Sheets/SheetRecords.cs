using System.Runtime.InteropServices;

namespace Strata.Parsing.Sheets;

/// <summary>The blocks of a sheet that is one table: a record per row; other rows become table rows and paragraphs.</summary>
internal sealed class SheetRecords(Sheet sheet, SheetTable table, RenderedText text)
{
    private readonly MergedCells _merged = new(sheet.Merged);
    private readonly TableTotals _totals = new();
    private readonly List<FilledCell> _cells = [];

    public IEnumerable<Block> Blocks(DiagnosticLog log)
    {
        var previous = 0;
        foreach (var row in sheet.Rows(log))
        {
            var isApart = row.Number > previous + 1;
            previous = row.Number;
            var filled = _merged.Filled(row);
            if (row.Number < table.HeaderRow)
            {
                yield return Paragraph(row);
                continue;
            }
            var isTotal = row.Number > table.HeaderRow && _totals.IsOne(Cells(filled), table.Width);
            if (
                isTotal
                || row.Number == table.HeaderRow
                || !table.Holds(filled, isApart, _merged.SpanOf(row.Cells[0].Column, row.Number).Columns > 1)
            )
            {
                yield return row.Cells.Count == 1 ? Paragraph(row) : Row(row, isTotal);
                if (isTotal)
                {
                    _totals.Restart();
                }
            }
            else
            {
                _totals.Add(Cells(filled));
                yield return Record(filled);
            }
        }
    }

    /// <summary>Returns the row's filled cells. None if one is to the left of the table.</summary>
    private ReadOnlySpan<FilledCell> Cells(SheetRow row)
    {
        _cells.Clear();
        foreach (var cell in row.Cells)
        {
            if (cell.Column < table.FirstColumn)
            {
                return [];
            }
            if (!string.IsNullOrWhiteSpace(cell.Text))
            {
                _cells.Add(new(cell.Column - table.FirstColumn, cell.Text));
            }
        }
        return CollectionsMarshal.AsSpan(_cells);
    }

    private Block Record(SheetRow row)
    {
        var block = text.Begin(BlockType.Record);
        foreach (var cell in row.Cells)
        {
            if (block.Length > 0)
            {
                block.Append("\t");
            }
            block.Field(table.NameOf(cell.Column), cell.Shown(isTyped: true), cell.Json, PlaceOf(cell));
        }
        return block.End(SheetTraits.Of(sheet, row));
    }

    private Block Row(SheetRow row, bool isTotal)
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
                row.Number - table.HeaderRow,
                cell.Column,
                cell.Shown(isTyped: false),
                PlaceOf(cell),
                rows,
                columns,
                row.Number == table.HeaderRow
            );
        }
        return block.End(SheetTraits.Of(sheet, row, isTotal ? BlockTraits.Total : null));
    }

    private Block Paragraph(SheetRow row)
    {
        var block = text.Begin(BlockType.Paragraph);
        foreach (var cell in row.Cells)
        {
            if (block.Length > 0)
            {
                block.Append("\t");
            }
            block.Append(cell.Shown(isTyped: false), PlaceOf(cell));
        }
        return block.End(SheetTraits.Of(sheet, row));
    }

    private Place PlaceOf(in SheetCell cell) => new() { Sheet = sheet.Name, Cells = cell.Address };
}
