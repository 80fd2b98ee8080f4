namespace Strata.Parsing.Pdf;

/// <summary>
/// How much may be compared with each other on a page to find its tables, the marks of its lists and what it has in common with the pages
/// around it: far more than the pages that people read take, and little enough that no page takes longer than some seconds.
/// </summary>
internal sealed class ComparisonBudget(long most = ComparisonBudget.Max)
{
    internal const long Max = 500_000_000;

    /// <summary>What looking at a line or a row takes, in comparisons.</summary>
    public const int Look = 10;

    private long _left = most;

    /// <summary>Whether it ended before the page did: nothing more is looked for.</summary>
    public bool IsSpent => _left <= 0;

    /// <returns>Whether there was as much left.</returns>
    public bool Spend(long comparisons)
    {
        _left -= comparisons;
        return !IsSpent;
    }
}
