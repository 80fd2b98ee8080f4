using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>What a running text states: one thing as a whole, and a record for each row of tables that some schema fits.</summary>
/// <param name="Whole">Null where the text holds nothing beside its records.</param>
internal sealed record TextFindings(SchemaChoice Choice, Finding? Whole, IReadOnlyList<TableRecords> Tables, IReadOnlyList<string> Notes)
{
    /// <summary>What was left out on purpose; null where nothing was.</summary>
    public string? Remark { get; init; }
}
