namespace Strata.Parsing.Pdf;

/// <summary>
/// Limits the comparisons on a page in the search for tables, list marks and running headers: far more than the pages that people read
/// take, and few enough that no page takes longer than some seconds.
/// </summary>
internal sealed class ComparisonBudget(long most = ComparisonBudget.Max)
{
    internal const long Max = 500_000_000;

    /// <summary>Cost of looking at a line or a row, in comparisons.</summary>
    public const int Look = 10;

    private long _left = most;

    /// <summary>Whether the budget is used up; nothing more is searched then.</summary>
    public bool IsSpent => _left <= 0;

    /// <returns>Whether any budget is left.</returns>
    public bool Spend(long comparisons)
    {
        _left -= comparisons;
        return !IsSpent;
    }
}
