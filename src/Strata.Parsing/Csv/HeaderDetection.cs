namespace Strata.Parsing.Csv;

/// <summary>
/// Decides whether the first row names the columns: never if most of its cells are empty. A text cell above typed values speaks for a
/// header; a cell that is typed (a number, an address, yes/no) or recurs in its own column speaks against one. If they balance and no cell
/// is typed, the row is a header if a cell is a common column name (<see cref="CommonColumnNames"/>), or if at least a third of its cells
/// are written unlike all others below them (<c>first_name</c> above <c>Ann</c>). Rows alone decide; callers who know better say so.
/// </summary>
internal static class HeaderDetection
{
    /// <param name="whole">Whether the rows are all there are. A first row that fills the sample is wide, as headers are.</param>
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
        // Years or numbers are rare as column names: more columns must speak for a header than against.
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

    /// <summary>Style of a text: its capitals, and whether it has several words, digits or underscores.</summary>
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
