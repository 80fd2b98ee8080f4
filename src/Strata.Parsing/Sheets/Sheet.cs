namespace Strata.Parsing.Sheets;

/// <summary>A worksheet as the reader of its format gives it.</summary>
/// <param name="Reader">Reads the filled rows in order; may be asked more than once, from the start each time.</param>
internal sealed record Sheet(string Name, Func<DiagnosticLog, IEnumerable<SheetRow>> Reader)
{
    /// <summary>The filled rows, as many as can be read.</summary>
    public IEnumerable<SheetRow> Rows(DiagnosticLog log) => BoundedBlocks.Until(Reader(log), log);

    public bool IsHidden { get; init; }
    public HiddenColumns HiddenColumns { get; init; } = HiddenColumns.None;
    public IReadOnlyList<CellArea> Merged { get; init; } = [];

    /// <summary>Where the workbook itself says that a table with a header row is: a table, or a filter.</summary>
    public CellArea? DeclaredTable { get; init; }
    public IReadOnlyList<SheetComment> Comments { get; init; } = [];
    public IReadOnlyDictionary<string, string> Facts { get; init; } = new Dictionary<string, string>();
}

/// <summary>A remark about a cell.</summary>
internal sealed record SheetComment(string Address, string Text, string? Author, DateTimeOffset? Time);
