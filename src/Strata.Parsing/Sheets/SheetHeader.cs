using Strata.Parsing.Csv;

namespace Strata.Parsing.Sheets;

/// <summary>Finds a table's header row: distinct short texts, as wide as the rows below, over columns that look different.</summary>
internal static class SheetHeader
{
    private const int MaxNameLength = 120;
    private const int Looked = 40;
    private const int MinDigits = 3;
    private const int Below = 60;

    /// <summary>Two columns are as often label-value pairs as a table, which needs more rows and one kind of value in the second.</summary>
    private const int MinRowsOfPairs = 4;

    /// <summary>Returns the header's index and how many rows below fit it. Null if there is no header.</summary>
    public static (int Index, int Fitting)? Find(IReadOnlyList<SheetRow> rows)
    {
        for (var i = 0; i < Math.Min(Looked, rows.Count - 1); i++)
        {
            if (LooksLikeNames(rows[i]) && !IsForm(rows, i) && Names(rows, i) is { } fitting)
            {
                return Better(rows, i) ?? (i, fitting);
            }
        }
        return null;
    }

    /// <summary>
    /// Returns a later header, after an empty row, at least as wide and with more typed cells below: what precedes is a form.
    /// </summary>
    private static (int Index, int Fitting)? Better(IReadOnlyList<SheetRow> rows, int at)
    {
        for (var i = at + 2; i < Math.Min(Looked, rows.Count - 1); i++)
        {
            if (
                rows[i].Number > rows[i - 1].Number + 1
                && rows[i].Cells.Count >= rows[at].Cells.Count
                && Typed(rows[i + 1]) > Typed(rows[at + 1])
                && LooksLikeNames(rows[i])
                && !IsForm(rows, i)
                && Names(rows, i) is { } fitting
            )
            {
                return (i, fitting);
            }
        }
        return null;

        static int Typed(SheetRow row) => row.Cells.Count(cell => cell.IsTyped);
    }

    /// <summary>
    /// Whether labels precede their values, <c>Invoice no | BC-0415</c> above <c>Invoice date | 2026-05-18</c>: one column has digits in
    /// this row and dates or codes below, always right of a label without digits.
    /// </summary>
    private static bool IsForm(IReadOnlyList<SheetRow> rows, int at)
    {
        var below = rows.Skip(at + 1).TakeWhile((row, i) => row.Number == rows[at].Number + i + 1).ToList();
        return rows[at]
            .Cells.Zip(rows[at].Cells.Skip(1))
            .Any(pair =>
                IsPair(pair.First, pair.Second)
                && IsValue(pair.Second)
                && below.Where(row => row.Cells.Any(cell => cell.Column == pair.Second.Column)).ToList() is { Count: > 0 } beside
                && beside.TrueForAll(row =>
                    row.Cells.Zip(row.Cells.Skip(1))
                        .Any(other =>
                            other.Second.Column == pair.Second.Column && IsPair(other.First, other.Second) && !IsNumber(other.Second)
                        )
                )
            );

        static bool IsPair(SheetCell label, SheetCell value) =>
            label.Column == value.Column - 1 && !label.IsTyped && !HasDigit(label) && HasDigit(value);

        static bool HasDigit(SheetCell cell) => cell.Text.AsSpan().ContainsAnyInRange('0', '9');

        // "Address 1" and "2026" are names.
        static bool IsValue(SheetCell cell) =>
            !(cell.Text.Length == 4 && !cell.Text.AsSpan().ContainsAnyExceptInRange('0', '9'))
            && (cell.IsTyped || cell.Text.Count(char.IsAsciiDigit) >= MinDigits);

        static bool IsNumber(SheetCell cell) =>
            cell.Json is { } json ? json[0] != '"' : CellShapes.Of(cell.Text) == CellShape.Number && !IsDate(cell.Text);

        static bool IsDate(string text) =>
            text.Count(char.IsAsciiDigit) is >= 5 and <= 8 && Array.Exists(['-', '.', '/'], mark => text.Count(c => c == mark) == 2);
    }

    /// <summary>Whether a row lies within a table's columns and fills enough of them to belong to it.</summary>
    public static bool Fits(SheetRow header, SheetRow row)
    {
        var (first, last) = (header.Cells[0].Column, header.Cells[^1].Column);
        return row.Cells[0].Column >= first
            && row.Cells[^1].Column <= last
            && (row.Cells.Count * 2 >= header.Cells.Count || row.Cells.Any(cell => cell.IsTyped));
    }

    private static bool LooksLikeNames(SheetRow row)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var cell in row.Cells)
        {
            var name = cell.Text.AsSpan().Trim();
            if (name.IsEmpty || name.Length > MaxNameLength || name[^1] == ':' || !names.Add(cell.Text.Trim()))
            {
                return false;
            }
        }
        var width = row.Cells[^1].Column - row.Cells[0].Column + 1;
        return row.Cells.Count >= 2 && row.Cells.Count * 3 >= width * 2 && row.Cells.Count(cell => cell.IsTyped) * 2 < row.Cells.Count;
    }

    /// <summary>Counts the rows below that fit the header. Null if the row isn't their header.</summary>
    private static int? Names(IReadOnlyList<SheetRow> rows, int at)
    {
        var header = rows[at];
        var (first, width) = (header.Cells[0].Column, header.Cells[^1].Column - header.Cells[0].Column + 1);
        var below = rows.Skip(at + 1).Take(Below).ToList();

        // Labels above a wider table are not its names.
        if (below[0].Cells.Count > header.Cells.Count || below.Count(row => row.Cells.Count > header.Cells.Count) * 4 > below.Count)
        {
            return null;
        }
        var fitting = below.Where(row => Fits(header, row)).ToList();
        if (fitting.Count == 0 || !Fits(header, below[0]) || (header.Cells.Count == 2 && !ArePairs(header, fitting)))
        {
            return null;
        }
        fitting = Alike(header, fitting);
        var grid = fitting.Prepend(header).Select(row => Texts(row, first, width)).ToList();
        var typed = fitting.Exists(row => row.Cells.Any(cell => cell.IsTyped));
        return fitting.Count > 0 && HeaderDetection.HasHeader(grid) && (typed || fitting.Count > 1) ? fitting.Count : null;
    }

    /// <summary>Drops rows with words in columns whose first rows hold numbers or dates: sums below line items have labels there.</summary>
    private static List<SheetRow> Alike(SheetRow header, List<SheetRow> rows)
    {
        var first = rows.Take((rows.Count + 1) / 2).SelectMany(row => row.Cells).ToLookup(cell => cell.Column);
        var typed = header
            .Cells.Select(cell => cell.Column)
            .Where(column => first[column].Count(cell => cell.IsTyped) * 2 > first[column].Count())
            .ToHashSet();
        return rows.FindAll(row =>
            row.Cells.All(cell => cell.IsTyped || !typed.Contains(cell.Column) || cell.Text.Length <= 2 || char.IsAsciiDigit(cell.Text[0]))
        );
    }

    private static bool ArePairs(SheetRow header, List<SheetRow> below)
    {
        var column = header.Cells[1].Column;
        var values = below.SelectMany(row => row.Cells).Where(cell => cell.Column == column).ToList();
        return values.Count >= MinRowsOfPairs && values.TrueForAll(value => Kind(value) == Kind(values[0]));

        static CellShape Kind(SheetCell cell) => cell.IsTyped && cell.Json is ['"', ..] ? CellShape.Url : CellShapes.Of(cell.Text);
    }

    private static string[] Texts(SheetRow row, int first, int width)
    {
        var texts = new string[width];
        Array.Fill(texts, "");
        foreach (var cell in row.Cells)
        {
            texts[cell.Column - first] = cell.Text;
        }
        return texts;
    }
}
