namespace Strata.Rules.Values;

/// <summary>How far amounts of a paper that belong together may differ before they are doubted.</summary>
internal static class AmountTolerances
{
    /// <summary>Between a total and its parts, each rounded to hundredths.</summary>
    public const decimal Sum = 0.02m;

    /// <summary>Cash amounts are rounded to coins: twentieths, or whole units.</summary>
    public const decimal Coin = 0.05m;

    /// <summary>Of a tax that was rounded item by item.</summary>
    public const decimal Tax = 0.05m;

    /// <summary>The same for a large one, as a share of the tax.</summary>
    public const decimal TaxShare = 0.01m;
}
