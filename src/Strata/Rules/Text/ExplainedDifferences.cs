using Strata.Rules.Values;

namespace Strata.Rules.Text;

/// <summary>
/// Explains the difference of a sum by other amounts in the text: one, or a few together, such as shipping less a discount. Many amounts
/// together reach any number, so sums are tried for few amounts only, and to the hundredth.
/// </summary>
/// <param name="all">All amounts in the text.</param>
/// <param name="apart">Amounts of money outside of line items.</param>
internal sealed class ExplainedDifferences(IReadOnlyCollection<decimal> all, IEnumerable<decimal> apart)
{
    private const decimal Hundredth = 0.01m;

    /// <summary>At most 232 sums: by chance they include one in about four hundred differences of up to a thousand.</summary>
    private const int MaxAmounts = 6;

    private readonly decimal[] _apart = [.. apart.Select(Math.Abs).Where(amount => amount != 0).Distinct()];

    /// <summary>Whether one of all amounts is the difference.</summary>
    public bool HasOne(decimal difference) => all.Any(amount => IsNear(difference, amount, AmountTolerances.Sum));

    /// <summary>Whether up to three amounts, added or subtracted, make the difference.</summary>
    /// <param name="used">Amounts already compared: a total less its parts is always the difference.</param>
    public bool HasSeveral(decimal difference, IReadOnlyCollection<decimal> used)
    {
        var left = _apart.Where(amount => !used.Any(other => Math.Abs(other) == amount)).Take(MaxAmounts + 1).ToArray();
        return left.Length <= MaxAmounts && ComesTo(left, 0, difference, 3);
    }

    private static bool ComesTo(decimal[] amounts, int from, decimal difference, int most)
    {
        for (var i = from; i < amounts.Length && most > 0; i++)
        {
            if (
                IsNear(difference, amounts[i], Hundredth)
                || ComesTo(amounts, i + 1, difference - amounts[i], most - 1)
                || ComesTo(amounts, i + 1, difference + amounts[i], most - 1)
            )
            {
                return true;
            }
        }
        return false;
    }

    private static bool IsNear(decimal difference, decimal amount, decimal within) =>
        Math.Abs(Math.Abs(difference) - Math.Abs(amount)) <= within;
}
