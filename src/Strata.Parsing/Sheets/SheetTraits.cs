namespace Strata.Parsing.Sheets;

/// <summary>Traits of a row: whether it or some of its columns are hidden, and the formulas of its values.</summary>
internal static class SheetTraits
{
    private const int MaxFormulasLength = 300;

    private static readonly BlockTraits Hidden = new() { Hidden = true };

    /// <param name="note">A further note; it comes first.</param>
    public static BlockTraits? Of(Sheet sheet, SheetRow row, string? note = null)
    {
        var isHidden = row.IsHidden || sheet.IsHidden;
        var said = Joined(Joined(note, isHidden ? null : Columns(sheet, row)), Formulas(row));
        return said is null
            ? isHidden
                ? Hidden
                : null
            : new() { Note = said, Hidden = isHidden ? true : null };
    }

    /// <summary>Lists the hidden columns of filled cells in a shown row.</summary>
    private static string? Columns(Sheet sheet, SheetRow row)
    {
        if (sheet.HiddenColumns.IsEmpty)
        {
            return null;
        }
        var columns = row.Cells.Select(cell => cell.Column).Where(column => sheet.HiddenColumns.Hide(column)).ToList();
        return columns.Count == 0 ? null : $"hidden columns: {HiddenColumns.Names(columns)}";
    }

    private static string? Formulas(SheetRow row)
    {
        var length = 0;
        List<string>? formulas = null;
        foreach (var cell in row.Cells)
        {
            if (cell.Formula is { } formula && length <= MaxFormulasLength)
            {
                var said = $"{cell.Address} ={(formula.Length <= MaxFormulasLength ? formula : formula[..(MaxFormulasLength + 1)])}";
                (formulas ??= []).Add(said);
                length += said.Length + 2;
            }
        }
        var text = formulas is null ? null : string.Join("; ", formulas);
        return text is null || text.Length <= MaxFormulasLength ? text : text[..MaxFormulasLength] + "…";
    }

    private static string? Joined(string? first, string? second) =>
        first is null ? second
        : second is null ? first
        : $"{first}; {second}";
}
