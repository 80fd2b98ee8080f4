using System.Runtime.InteropServices;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Finds tables on a page by alignment alone: consecutive rows whose words the same vertical strips of whitespace (lanes) separate. Leaves
/// alone what reads like columns of prose or like two blocks of text side by side.
/// </summary>
internal static class TableFinder
{
    /// <summary>Whitespace between two cells, in word heights. A space is about a quarter.</summary>
    private const double CellGap = 0.6;

    /// <summary>Gap between two rows that ends a table, in word heights.</summary>
    private const double RowGap = 2.5;

    /// <summary>Tolerance for letter widths in one monospaced font, as a share.</summary>
    private const double SamePitch = 0.02;

    private const string GuessedRows = "rows guessed from the white between lines";
    private const string GuessedColumns = "columns guessed from where numbers end and names begin";

    /// <summary>Tolerance for the alignment of lines of one cell, in points.</summary>
    internal const double Aligned = 1;

    /// <param name="Lines">The lines it was joined from; null if it is one line.</param>
    /// <param name="IsCut">Whether more than whitespace separates some of its cells.</param>
    internal sealed record Row(
        List<PageCell> Segments,
        double Top,
        double Bottom,
        double Height,
        IReadOnlyList<Row>? Lines = null,
        bool IsCut = false
    )
    {
        public double Left => Segments[0].Left;
        public double Right => Segments[^1].Right;
    }

    /// <param name="effort">Budget of the whole page; once spent, no further tables are found.</param>
    public static List<PageTable> Find(PageArea area, ComparisonBudget effort)
    {
        var (page, rows) = (area.Page, Rows(area));
        var tables = new List<PageTable>();
        var free = 0;
        for (var i = 0; i < rows.Count && !effort.IsSpent; )
        {
            TableHeader.Join(rows, i, effort);
            var most = RunEnd(rows, i, effort);
            var end = Grow(rows, i, most, effort);
            var named = NamedColumns.Under(rows, i, most, effort);
            if (
                named is not null
                && (end - i < 2 || (named.IsCut && (named.IsFull || named.End >= end)))
                && Table(named.Rows, page, named.Lanes) is { } under
            )
            {
                tables.Add(under);
                free = i = named.End;
                continue;
            }
            if (end - i >= 2 && i > free && TableHeader.Above(rows[i - 1], rows.GetRange(i, end - i)) is { } header)
            {
                (rows[i - 1], i) = (header, i - 1);
            }
            if (end - i >= 2 && !ProseRows.AreJustified(rows, i, end) && Table(rows.GetRange(i, end - i), page, effort) is { } table)
            {
                tables.Add(table);
                free = end;
            }
            i = Math.Max(end, i + 1);
        }
        return tables;
    }

    // Returns the end of the rows that share lanes between all their cells: other columns are another table.
    private static int Grow(List<Row> rows, int start, int most, ComparisonBudget effort)
    {
        if (most - start < 2)
        {
            return start;
        }
        var (end, columns, lanes) = (start, 0, new ColumnGaps(effort));
        lanes.Add(rows[start]);
        for (var next = start + 2; next <= most && !effort.IsSpent; next++)
        {
            lanes.Add(rows[next - 1]);
            var free = lanes.Find();
            var opensColumns =
                end > start && free.Count > columns && rows.GetRange(start, next - start - 1).Count(row => row.Segments.Count >= 2) >= 2;
            if ((opensColumns && !TableHeader.IsOver(rows.GetRange(start, next - start))) || !AreApart(rows, start, next, free, effort))
            {
                return end;
            }
            (end, columns) = (next, free.Count);
        }
        return effort.IsSpent ? start : end;
    }

    private static bool AreApart(List<Row> rows, int start, int end, List<double> lanes, ComparisonBudget effort)
    {
        for (var row = start; row < end; row++)
        {
            var segments = rows[row].Segments;
            effort.Spend((long)segments.Count * lanes.Count);
            for (var i = 1; i < segments.Count; i++)
            {
                var (from, to) = (segments[i - 1].Right, segments[i].Left);
                if (!lanes.Exists(lane => lane > from && lane < to))
                {
                    return false;
                }
            }
        }
        return true;
    }

    private static List<Row> Rows(PageArea area)
    {
        var rows = area.Rows.ConvertAll(Segments);
        if (area.Rows.Sum(row => row.Count) <= ProseColumns.MaxWords)
        {
            NumberColumns.Cut(rows, area.Rows, RowGap);
            WrappedRows.Join(rows, RowGap);
        }
        return rows;
    }

    private static Row Segments(List<Word> words)
    {
        var segments = new List<PageCell>();
        for (int start = 0, end; start < words.Count; start = end)
        {
            var right = words[start].Right;
            for (
                end = start + 1;
                end < words.Count && (words[end].Left - right < CellGap * words[end].Height || IsOneSpace(words[end - 1], words[end]));
                end++
            )
            {
                right = Math.Max(right, words[end].Right);
            }
            segments.Add(new(0, 1, words.GetRange(start, end - start)));
        }
        var (top, bottom, height) = (words[0].Top, words[0].Bottom, words[0].Height);
        foreach (ref readonly var word in CollectionsMarshal.AsSpan(words))
        {
            (top, bottom, height) = (Math.Min(top, word.Top), Math.Max(bottom, word.Bottom), Math.Max(height, word.Height));
        }
        return new(segments, top, bottom, height);
    }

    // In monospaced type, such as a till prints, a space is as wide as any letter, whatever height the font claims.
    private static bool IsOneSpace(in Word left, in Word right)
    {
        var (pitch, other) = ((left.Right - left.Left) / left.Text.Length, (right.Right - right.Left) / right.Text.Length);
        return Math.Abs(pitch - other) < SamePitch * pitch
            && Math.Abs(right.Left - left.Right - pitch) < SamePitch * pitch
            && left.Confidence is null;
    }

    /// <summary>
    /// Returns the end of the run that starts at a row with cells: rows that have cells or continue one, without a wide gap.
    /// </summary>
    internal static int RunEnd(List<Row> rows, int start, ComparisonBudget effort)
    {
        if (rows[start].Segments.Count < 2)
        {
            return start;
        }
        var (end, wide) = (start + 1, start);
        for (var i = start + 1; i < rows.Count; i++)
        {
            effort.Spend(ComparisonBudget.Look);
            var row = rows[i];
            if (row.Top - rows[i - 1].Bottom > RowGap * row.Height)
            {
                break;
            }
            if (row.Segments.Count >= 2)
            {
                (end, wide) = (i + 1, i);
            }
            else if (
                i - end >= 2
                || (
                    row.Right - row.Left > 0.6 * (rows[start].Right - rows[start].Left)
                    && !(row.Top < rows[i - 1].Bottom && IsWithin(row, rows[wide]))
                )
            )
            {
                break;
            }
            else if (IsContinuation(row, rows[end - 1], rows[i - 1], rows[wide]))
            {
                end = i + 1;
            }
        }
        return end;
    }

    // A paragraph under the table begins a little to the left of the text in its cells.
    private static bool IsContinuation(Row row, Row above, Row before, Row wide) =>
        row.Top - before.Bottom < 0.4 * row.Height
        && row.Segments.TrueForAll(s =>
            above.Segments.Exists(a =>
                s.Left < a.Right + (2 * row.Height)
                && s.Right > a.Left
                && Math.Abs(s.Left - a.Left) < 2 * row.Height
                && (IsAligned(s, a) || s.Left > wide.Left - Aligned)
            )
        );

    internal static bool IsAligned(PageCell segment, PageCell above) =>
        segment.Words[0].Confidence is not null
        || Math.Abs(segment.Left - above.Left) < Aligned
        || Math.Abs(segment.Right - above.Right) < Aligned
        || Math.Abs(segment.Left + segment.Right - above.Left - above.Right) < 2 * Aligned;

    // However wide, the row stays under cells of the row above.
    private static bool IsWithin(Row row, Row above) =>
        above.Segments.Count > 1
        && row.Segments.TrueForAll(s => above.Segments.Exists(a => IsAligned(s, a) && s.Right < a.Right + Aligned));

    private static PageTable? Table(List<Row> rows, PageLayout page, ComparisonBudget effort)
    {
        var lanes = ColumnGaps.Of(rows, effort);
        return BesideText.Without(rows, lanes) is { } table ? Table(table, page, ColumnGaps.Of(table, effort)) : Table(rows, page, lanes);
    }

    private static PageTable? Table(List<Row> rows, PageLayout page, List<double> lanes)
    {
        if (lanes.Count == 0 || ProseRows.Are(rows, lanes.Count + 1) || (lanes.Count == 1 && IsTwoBlocks(rows, lanes[0], page)))
        {
            return null;
        }
        var made = new List<List<PageCell>>();
        var drawn = rows.ConvertAll(row => (Row: row, Cells: Cells(row, lanes)));

        // Full rows begin a record: if one overlaps what is above it, rows are as close as the lines of a cell.
        var most = drawn.Skip(1).Max(row => row.Cells.Count);
        var full = Enumerable.Range(1, rows.Count - 1).Where(i => drawn[i].Cells.Count == most).ToList();
        var isApart = full.TrueForAll(i => rows[i].Top > rows[i - 1].Bottom);
        double bottom = 0;
        foreach (var (at, (row, cells)) in drawn.Index())
        {
            // The gap under the header says nothing about the rows: only a full row further down shows that a first cell may continue the
            // one above.
            var mayWrap = isApart && (full[^1] > 1 || cells[0].Column > 0);
            var isSection = at == 1 && NamedColumns.IsFirstSection(rows);
            if (
                !isSection
                && made is [.., var last]
                && (Continues(row, cells, last, bottom) || (mayWrap && IsWrapped(row, cells, last, bottom)))
            )
            {
                foreach (var cell in cells)
                {
                    last.Find(c => c.Column == cell.Column)?.Words.AddRange(cell.Words);
                }
            }
            else
            {
                made.Add(cells);
            }
            bottom = row.Bottom;
        }
        // A lone cell at the end of a wide table is a separate line: a subtotal, a remark.
        while (lanes.Count >= 2 && made is [.., { Count: 1 }])
        {
            made.RemoveAt(made.Count - 1);
        }
        // Bullets with their items are a list.
        if (lanes.Count == 1 && made.TrueForAll(row => row.Count < 2 || (row[0].Words is [var mark] && ListMarks.IsMark(mark.Text))))
        {
            return null;
        }
        return made.Count >= 2 && made.Count(r => r.Count >= 2) >= 2 ? Joined(made, lanes.Count + 1) with { Note = Note(rows) } : null;
    }

    // Says what was guessed. Lanes of whitespace and one line per row are certain.
    private static string? Note(List<Row> rows) =>
        (rows.Exists(row => row.Lines is not null), rows.Exists(row => row.IsCut)) switch
        {
            (true, true) => $"{GuessedRows}; {GuessedColumns}",
            (true, false) => GuessedRows,
            (false, true) => GuessedColumns,
            _ => null,
        };

    // A left-aligned header over right-aligned numbers is one column with them: no row has something in both.
    private static PageTable Joined(List<List<PageCell>> rows, int columns)
    {
        for (var column = columns - 1; column > 0; column--)
        {
            if (
                rows.Exists(row => row.Exists(c => c.Column == column) && row.Exists(c => c.Column + c.Span == column))
                || rows.Exists(row => row.Exists(c => c.Column < column && c.Column + c.Span > column))
            )
            {
                continue;
            }
            foreach (var cell in rows.SelectMany(row => row).Where(cell => cell.Column >= column))
            {
                cell.Column--;
            }
            columns--;
        }
        return new(rows, columns);
    }

    // An address beside the invoice's number: poppler returns each side as one block of several lines.
    private static bool IsTwoBlocks(List<Row> rows, double lane, PageLayout page)
    {
        var (top, bottom) = (rows[0].Top, rows[^1].Bottom);
        var blocks = page.Blocks.Where(b => b.Lines[0].Top >= top - 1 && b.Lines[^1].Bottom <= bottom + 1).ToList();
        return blocks.Exists(b => b.Lines.Count >= 2 && b.Lines.TrueForAll(l => l.Right <= lane))
            && blocks.Exists(b =>
                b.Lines.Count >= 2 && b.Lines.TrueForAll(l => l.Left >= lane) && !b.Lines.TrueForAll(l => IsAmount(l.Words))
            )
            && blocks.Count <= 3;
    }

    // A number, perhaps with a currency or unit of up to three letters, as on the right of sums and receipts.
    internal static bool IsAmount(List<Word> words) =>
        words.Exists(w => !char.IsLetter(w.Text[0]) && w.HasDigit)
        && words.TrueForAll(w => !char.IsLetter(w.Text[0]) || w.Text.Length <= 3);

    private static List<PageCell> Cells(Row row, List<double> lanes)
    {
        var cells = new List<PageCell>();
        foreach (var part in row.Lines?.SelectMany(line => Cells(line, lanes)) ?? [])
        {
            if (cells.Find(cell => cell.Column < part.Column + part.Span && part.Column < cell.Column + cell.Span) is { } cell)
            {
                cell.Words.AddRange(part.Words);
            }
            else
            {
                cells.Add(part);
            }
        }
        if (row.Lines is not null)
        {
            cells.Sort((a, b) => a.Column.CompareTo(b.Column));
            return cells;
        }
        foreach (var (word, opens) in row.Segments.SelectMany(segment => segment.Words.Select((word, i) => (word, i == 0))))
        {
            var first = lanes.Count(lane => lane <= word.Left);
            var last = lanes.Count(lane => lane < word.Right);
            if (cells is [.., var cell] && (cell.Column + cell.Span > first || (!opens && ColumnGaps.IsTight(cell.Words[^1], word))))
            {
                cell.Words.Add(word);
                cell.Span = Math.Max(cell.Span, last - cell.Column + 1);
            }
            else
            {
                cells.Add(new(first, Math.Max(1, last - first + 1), [word]));
            }
        }
        return cells;
    }

    // Lines of one cell are closer than rows: their boxes overlap, those of rows with a rule or a gap between them don't.
    private static bool IsWrapped(Row row, List<PageCell> cells, List<PageCell> last, double bottom) =>
        row.Top < bottom
        && cells.Count < last.Count
        && cells.TrueForAll(c => c.Span == 1 && !IsAmount(c.Words) && last.Exists(l => l.Column == c.Column && IsAligned(c, l)));

    // The line above may hold other cells only, and a larger line is a heading.
    private static bool IsBelow(in Word word, in Word above) =>
        word.Confidence is not null
        || (word.Top - above.Bottom < 0.5 * word.Height && Math.Abs(word.Height - above.Height) < 0.25 * above.Height);

    // "2026-07-" above "02": a narrow cell breaks a date at its hyphen.
    private static bool IsBroken(PageCell below, List<PageCell> last) =>
        last.Exists(l => l.Column == below.Column && l.Words[^1].Text is [.., var digit, '-' or '/'] && char.IsAsciiDigit(digit));

    // A row of few cells directly under cells of another continues their text, unless it has an amount, or words under a code.
    private static bool Continues(Row row, List<PageCell> cells, List<PageCell> last, double bottom) =>
        cells.Count <= last.Count / 2
        && row.Top - bottom < 0.4 * row.Height
        && cells.TrueForAll(c =>
            c.Span == 1
            && last.Exists(l => l.Column == c.Column && Math.Abs(l.Left - c.Left) < row.Height && IsBelow(c.Words[0], l.Words[^1]))
        )
        && !cells.Exists(c =>
            c.Words.TrueForAll(w => char.IsDigit(w.Text[0])) && !IsBroken(c, last) || c.Words.Exists(w => w.Text.EndsWith(':'))
        )
        && !cells.Exists(c => cells.Count > 1 && IsAmount(c.Words) && !IsBroken(c, last))
        && !cells.Exists(c =>
            c.Words.TrueForAll(w => !w.HasDigit) && last.Exists(l => l.Column == c.Column && l.Words is [var code] && code.HasDigit)
        );
}
