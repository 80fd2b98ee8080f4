namespace Strata.Parsing.Csv;

/// <summary>
/// Decides whether the first row names the columns. It does not where most of its cells are empty, or where a cell of it is typed (a
/// number, an address, yes/no) or occurs again in its own column and no more columns speak for a header: those that hold typed values below
/// a text cell. A table of nothing but text has one where a cell of the first row is a usual name of columns
/// (<see cref="CommonColumnNames"/>), or where at least a third of the columns have a first cell that is written unlike all others below it
/// (<c>first_name</c> above <c>Ann</c>). Rows alone decide: who knows better says so.
/// </summary>
internal static class HeaderDetection
{
    /// <param name="whole">The rows are all there are. Where a first row fills the whole sample, it is wide as headers are.</param>
    public static bool HasHeader(IReadOnlyList<string[]> rows, bool whole = true)
    {
        if (rows.Count == 0)
        {
            return false;
        }
        var first = rows[0];
        var shapes = first.Select(cell => CellShapes.Of(cell)).ToArray();
        var named = shapes.Count(shape => shape != CellShape.Empty);
        var typed = shapes.Count(shape => shape is not (CellShape.Empty or CellShape.Text));
        if (named == 0 || named * 2 < first.Length)
        {
            return false;
        }
        var score = 0;
        for (var column = 0; column < first.Length; column++)
        {
            score += Vote(rows, column, shapes[column], first[column]);
        }
        // Years or numbers as column names are rare: they need more columns that speak for a header than against.
        return typed > 0 ? score > 0 && typed * 2 <= named
            : score != 0 ? score > 0
            : (rows.Count == 1 && !whole) || Array.Exists(first, CommonColumnNames.Contains) || IsWrittenOtherwise(rows);
    }

    private static int Vote(IReadOnlyList<string[]> rows, int column, CellShape header, string name)
    {
        var typed = 0;
        var filled = 0;
        var recurs = false;
        for (var i = 1; i < rows.Count; i++)
        {
            if (column >= rows[i].Length || CellShapes.Of(rows[i][column]) is var shape && shape == CellShape.Empty)
            {
                continue;
            }
            filled++;
            typed += shape == CellShape.Text ? 0 : 1;
            recurs |= string.Equals(rows[i][column], name, StringComparison.Ordinal);
        }
        var isTypedColumn = filled > 0 && typed * 10 >= filled * 8;
        return header switch
        {
            CellShape.Empty => 0,
            CellShape.Text => (isTypedColumn ? 2 : 0) - (recurs ? 2 : 0),
            _ => -2,
        };
    }

    private static bool IsWrittenOtherwise(IReadOnlyList<string[]> rows)
    {
        var (compared, other) = (0, 0);
        for (var column = 0; column < rows[0].Length; column++)
        {
            var below = rows.Skip(1)
                .Where(r => column < r.Length && !string.IsNullOrWhiteSpace(r[column]))
                .Select(r => StyleOf(r[column]))
                .ToHashSet();
            if (below.Count > 0 && !string.IsNullOrWhiteSpace(rows[0][column]))
            {
                compared++;
                other += below.Contains(StyleOf(rows[0][column])) ? 0 : 1;
            }
        }
        return compared > 0 && other * 3 >= compared;
    }

    /// <summary>
    /// How a text is written, whatever it says: its capitals, whether it is several words, digits, or names as programs write them.
    /// </summary>
    private static (int Case, bool Words, bool Digits, bool Joined) StyleOf(string cell)
    {
        var text = cell.Trim();
        var (upper, lower) = (text.Count(char.IsUpper), text.Count(char.IsLower));
        var style =
            upper == 0 ? 0
            : lower == 0 ? 2
            : 1;
        return (style, text.Contains(' '), text.Any(char.IsDigit), text.Contains('_'));
    }
}
