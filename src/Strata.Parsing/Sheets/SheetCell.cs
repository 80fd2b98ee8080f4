namespace Strata.Parsing.Sheets;

/// <summary>A filled cell of a worksheet.</summary>
/// <param name="Column">0-based.</param>
/// <param name="Address">In A1 notation.</param>
/// <param name="Text">Value without its number format: <c>1234.5</c>, <c>2024-03-01</c>, <c>true</c>.</param>
/// <param name="Json">The value as JSON if the cell is typed (number, date, boolean, error); null for text.</param>
internal readonly record struct SheetCell(int Column, string Address, string Text, string? Json)
{
    /// <summary>Formula of the stored value, if the file has it in this cell. Never computed.</summary>
    public string? Formula { get; init; }

    /// <summary>Currency sign or code of the number format; not part of <see cref="Text"/>.</summary>
    public string? Currency { get; init; }

    public bool IsTyped => Json is not null;

    /// <summary>
    /// Returns the text with its currency. Next to a currency, three decimals are read as thousands, so an untyped text with three decimals
    /// gets none.
    /// </summary>
    public string Shown(bool isTyped) => Currency is null || (!isTyped && Text.Length > 3 && Text[^4] == '.') ? Text : $"{Text} {Currency}";
}

/// <summary>A row with at least one filled cell; cells are in column order.</summary>
/// <param name="Number">1-based, as the program shows it.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<SheetCell> Cells, bool IsHidden);

/// <summary>A rectangle of cells, 0-based columns and 1-based rows, both ends included.</summary>
internal readonly record struct CellArea(int FirstColumn, int FirstRow, int LastColumn, int LastRow)
{
    public int Columns => LastColumn - FirstColumn + 1;
    public int Rows => LastRow - FirstRow + 1;

    public bool Contains(int column, int row) => column >= FirstColumn && column <= LastColumn && row >= FirstRow && row <= LastRow;

    public override string ToString() => $"{CellAddress.Of(FirstColumn, FirstRow)}:{CellAddress.Of(LastColumn, LastRow)}";
}
