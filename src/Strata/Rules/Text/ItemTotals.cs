using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>What the line items of an array come to.</summary>
/// <param name="Count">How many there are.</param>
/// <param name="Sums">By part: of those that every item has as a number.</param>
internal sealed record ItemTotals(SchemaField Field, int Count, IReadOnlyDictionary<string, decimal> Sums);
