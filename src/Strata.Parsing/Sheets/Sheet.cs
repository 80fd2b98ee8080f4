namespace Strata.Parsing.Sheets;

/// <summary>A worksheet as its format's reader returns it.</summary>
/// <param name="Reader">Reads the filled rows in order, from the start on each call.</param>
internal sealed record Sheet(string Name, Func<DiagnosticLog, IEnumerable<SheetRow>> Reader)
{
    /// <summary>The filled rows up to a read error.</summary>
    public IEnumerable<SheetRow> Rows(DiagnosticLog log) => BoundedBlocks.Until(Reader(log), log);

    public bool IsHidden { get; init; }
    public HiddenColumns HiddenColumns { get; init; } = HiddenColumns.None;
    public IReadOnlyList<CellArea> Merged { get; init; } = [];

    /// <summary>Area of a table with a header row that the workbook declares, by table or filter.</summary>
    public CellArea? DeclaredTable { get; init; }
    public IReadOnlyList<SheetComment> Comments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}

/// <summary>A comment on a cell.</summary>
internal sealed record SheetComment(string Address, string Text, string? Author, DateTimeOffset? Time);
