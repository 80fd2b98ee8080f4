namespace Strata.Parsing.Sheets;

/// <summary>A filled cell of a worksheet.</summary>
/// <param name="Column">0-based.</param>
/// <param name="Address">In A1 notation.</param>
/// <param name="Text">What it holds, without its number format: <c>1234.5</c>, <c>2024-03-01</c>, <c>true</c>.</param>
/// <param name="Json">The value as JSON where the cell is typed (number, date, boolean, error); null for text.</param>
internal readonly record struct SheetCell(int Column, string Address, string Text, string? Json)
{
    /// <summary>The formula that gave the stored value, where the file tells it in this cell. Never computed.</summary>
    public string? Formula { get; init; }

    /// <summary>The currency that a number's format shows: a sign or a code. It is no part of <see cref="Text"/>.</summary>
    public string? Currency { get; init; }

    public bool IsTyped => Json is not null;

    /// <summary>
    /// The text with its currency. Beside one, three decimals are read as thousands, so in a text of which nothing says that it is a number
    /// they stand alone.
    /// </summary>
    public string Shown(bool isTyped) => Currency is null || (!isTyped && Text.Length > 3 && Text[^4] == '.') ? Text : $"{Text} {Currency}";
}

/// <summary>A row with at least one filled cell, cells in order of their columns.</summary>
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
