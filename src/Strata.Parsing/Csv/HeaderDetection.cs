namespace Strata.Parsing.Csv;

/// <summary>
/// Decides whether the first row names the columns. It does not where a cell of it is empty in most columns, repeats, is typed (a number,
/// an address, yes/no), or occurs again in its own column. Otherwise each column with typed values below a text cell votes for a
/// header; a table of nothing but text has one, as nearly all files do.
/// </summary>
internal static class HeaderDetection
{
    public static bool HasHeader(IReadOnlyList<string[]> rows)
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
        return typed == 0 ? score >= 0 : score > 0 && typed * 2 <= named;
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
}
