using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>What a text says beside its values, for checking these.</summary>
/// <param name="Sums">Whether line items and totals add up.</param>
/// <param name="Amounts">Amounts outside of line items.</param>
/// <param name="OfRecipient">Fields whose value stands in the recipient's part of the paper.</param>
/// <param name="IsLabel">Whether a value is what labels something, by its words or its place.</param>
internal sealed record PaperFacts(
    SumCheck Sums,
    IReadOnlyList<decimal> Amounts,
    IReadOnlySet<string> OfRecipient,
    Func<FoundField, bool> IsLabel
);
