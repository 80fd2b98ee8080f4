namespace Strata.Parsing.Sheets;

/// <summary>A1 notation: columns are letters in base 26 without a zero, rows count from 1.</summary>
internal static class CellAddress
{
    /// <summary>Most columns of a sheet (XFD).</summary>
    public const int MaxColumns = 16_384;

    private const int MaxRows = 1_048_576;

    private static readonly string[] Letters = [.. Enumerable.Range(0, 702).Select(Spell)];

    public static string Of(int column, int row) => string.Create(CultureInfo.InvariantCulture, $"{ColumnOf(column)}{row}");

    public static string ColumnOf(int column) => column < Letters.Length ? Letters[column] : Spell(column);

    /// <summary>Reads <c>B7</c> or <c>$B$7</c>. False if malformed or beyond the largest sheet.</summary>
    public static bool TryRead(ReadOnlySpan<char> address, out int column, out int row)
    {
        (column, row) = (0, 0);
        foreach (var c in address)
        {
            if (char.IsAsciiLetter(c) && row == 0)
            {
                column = (column * 26) + (c & ~0x20) - 'A' + 1;
            }
            else if (char.IsAsciiDigit(c) && column > 0)
            {
                row = (row * 10) + c - '0';
            }
            else if (c != '$')
            {
                return false;
            }
            if (column > MaxColumns || row > MaxRows)
            {
                return false;
            }
        }
        return column-- > 0 && row > 0;
    }

    /// <summary>Reads <c>A2:F9</c>, or a single cell as an area of one.</summary>
    public static CellArea? ReadArea(ReadOnlySpan<char> area)
    {
        var colon = area.IndexOf(':');
        var first = colon < 0 ? area : area[..colon];
        var last = colon < 0 ? area : area[(colon + 1)..];
        return TryRead(first, out var left, out var top) && TryRead(last, out var right, out var bottom) && right >= left && bottom >= top
            ? new(left, top, right, bottom)
            : null;
    }

    private static string Spell(int column)
    {
        var letters = "";
        for (column++; column > 0; column = (column - 1) / 26)
        {
            letters = (char)('A' + ((column - 1) % 26)) + letters;
        }
        return letters;
    }
}
