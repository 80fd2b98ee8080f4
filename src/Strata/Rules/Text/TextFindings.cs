using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>Findings of a running text: one for the whole, and a record per row of fitting tables.</summary>
/// <param name="Whole">Null if the text holds only records.</param>
internal sealed record TextFindings(SchemaChoice Choice, Finding? Whole, IReadOnlyList<TableRecords> Tables, IReadOnlyList<string> Notes)
{
    /// <summary>What the text says beside its values; null if it holds only records.</summary>
    public PaperFacts? Paper { get; init; }

    /// <summary>What was left out deliberately; null if nothing.</summary>
    public string? Remark { get; init; }
}
