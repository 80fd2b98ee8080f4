namespace Strata.Parsing.Reading;

/// <summary>Turns pieces into blocks with byte ranges, lines and sections, in order and without overlap.</summary>
internal static class MarkupBlocks
{
    public static IEnumerable<Block> Of(IEnumerable<MarkupPiece> pieces, string text, ByteOffsets offsets)
    {
        var headings = new string?[7];
        var section = "";
        var (index, end, line, counted) = (0, 0, 1L, 0);
        var last = new PlacedCell(-1, -1, default);
        foreach (var piece in pieces)
        {
            var start = Math.Max(piece.Start, end);
            var stop = Math.Min(TrimEnd(text, start, piece.End), text.Length);
            if (stop <= start && !piece.MayBeEmpty)
            {
                continue;
            }
            stop = Math.Max(start, stop);

            if (piece.Type == BlockType.Heading)
            {
                Array.Clear(headings, piece.Level, headings.Length - piece.Level);
                section = string.Join(" / ", headings.Where(heading => heading is not null));
            }
            line += Units<char>.CountLines(text.AsSpan(counted, start - counted));
            counted = start;
            var from = offsets.At(start);
            var cells = Cells(piece, start, stop, offsets, ref last);
            yield return new(index++, piece.Type, new(from, offsets.At(stop) - from), piece.Text)
            {
                Level = piece.Level,
                Traits = piece.Traits,
                Cells = cells,
                Line = line,
                Section = section,
            };
            end = stop;
            if (piece.Type == BlockType.Heading)
            {
                headings[piece.Level] = piece.Text;
                section = string.Join(" / ", headings.Where(heading => heading is not null));
            }
        }
    }

    private readonly record struct PlacedCell(int Start, int End, ByteRange Range);

    /// <param name="last">The previous cell; a repeated cell gets its range.</param>
    private static IReadOnlyList<TableCell> Cells(MarkupPiece piece, int start, int stop, ByteOffsets offsets, ref PlacedCell last)
    {
        if (piece.Cells.Count == 0)
        {
            return [];
        }
        var cells = new TableCell[piece.Cells.Count];
        var at = start;
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = piece.Cells[i];
            if ((cell.Start, cell.End) != (last.Start, last.End))
            {
                at = Math.Clamp(cell.Start, at, stop);
                var from = offsets.At(at);
                at = Math.Clamp(cell.End, at, stop);
                last = new(cell.Start, cell.End, new(from, offsets.At(at) - from));
            }
            cells[i] = new(cell.Row, cell.Column, last.Range, cell.Text)
            {
                RowSpan = cell.RowSpan,
                ColumnSpan = cell.ColumnSpan,
                IsHeader = cell.IsHeader,
            };
        }
        return cells;
    }

    private static int TrimEnd(string text, int start, int end)
    {
        end = Math.Min(end, text.Length);
        while (end > start && text[end - 1] is '\n' or '\r')
        {
            end--;
        }
        return end;
    }
}
