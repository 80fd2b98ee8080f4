namespace Strata.Rules.Text;

/// <summary>
/// Whether what a sum misses is explained by amounts that a text names besides: one of them, or few together, as shipping less a discount.
/// Many amounts together come to anything, so sums of several are tried only of few amounts, and to the hundredth.
/// </summary>
/// <param name="all">All amounts that the text names.</param>
/// <param name="apart">Those that are money and belong to no line item.</param>
internal sealed class ExplainedDifferences(IReadOnlyCollection<decimal> all, IEnumerable<decimal> apart)
{
    private const decimal Cent = 0.02m;
    private const decimal Hundredth = 0.01m;

    /// <summary>At most 232 sums: by chance one in some four hundred differences of up to a thousand is among them.</summary>
    private const int MaxAmounts = 6;

    private readonly decimal[] _apart = [.. apart.Select(Math.Abs).Where(amount => amount != 0).Distinct()];

    /// <summary>Whether one of all amounts is the difference.</summary>
    public bool HasOne(decimal difference) => all.Any(amount => IsNear(difference, amount, Cent));

    /// <summary>Whether up to three amounts, each added or taken off, are the difference.</summary>
    /// <param name="used">What is compared already: a total less its parts would always be the difference.</param>
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
