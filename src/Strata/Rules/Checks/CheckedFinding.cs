using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>A finding as checks see it: values by role.</summary>
/// <param name="paper">Null for a record, whose columns say what its values are.</param>
internal sealed class CheckedFinding(Finding finding, PaperFacts? paper)
{
    public SchemaDefinition Schema => finding.Schema;
    public IReadOnlyList<FoundField> Fields => finding.Fields;
    public IReadOnlyList<FoundFragment> Fragments => finding.Fragments;
    public PaperFacts? Paper => paper;

    /// <summary>The field with that role; null if it is not filled.</summary>
    public FoundField? Of(FieldRole role) =>
        Schema.Of(role) is { } field && Fields.Any(found => found.Name == field.Name)
            ? Fields.First(found => found.Name == field.Name)
            : null;

    /// <summary>The number with that role; null if it is not filled.</summary>
    public decimal? Number(FieldRole role) => Of(role) is { } field ? Amounts.Value(field.Json) : null;

    /// <summary>The size of the number with that role; 0 if it is not filled.</summary>
    public decimal Size(FieldRole role) => Math.Abs(Number(role) ?? 0);

    /// <summary>All amounts: of fields, and of the paper outside of its items.</summary>
    public IEnumerable<decimal> AllAmounts =>
        Fields.Select(found => Amounts.Value(found.Json)).OfType<decimal>().Concat(paper?.Amounts ?? []);
}
