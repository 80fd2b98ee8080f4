using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Sums of an array's line items.</summary>
/// <param name="Count">Number of items.</param>
/// <param name="Sums">Per part that every item has as a number.</param>
internal sealed record ItemTotals(SchemaField Field, int Count, IReadOnlyDictionary<string, decimal> Sums);
