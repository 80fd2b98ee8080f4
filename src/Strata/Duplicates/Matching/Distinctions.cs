namespace Strata.Duplicates.Matching;

/// <summary>
/// Fields that tell records apart for sure, whatever else agrees: rent of one flat is the same every month but for its date. Similarity
/// can't show that, so the schema states it (as "cannot-link": Wagstaff and Cardie, "Clustering with instance-level constraints", ICML
/// 2000).
/// </summary>
internal sealed class Distinctions(IReadOnlyList<DistinctColumn> columns)
{
    public static readonly Distinctions None = new([]);

    /// <summary>Weight in bits of a pair that is told apart: never a match, yet finite.</summary>
    public const double Never = -500;

    private readonly DistinctColumn[] _columns = [.. columns];

    /// <summary>Whether two rows are two things.</summary>
    public bool Apart(int a, int b)
    {
        foreach (var column in _columns)
        {
            if (column.Apart(a, b))
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether this field tells two rows apart.</summary>
    public bool Apart(string field, int a, int b) =>
        Array.Exists(_columns, c => string.Equals(c.Field, field, StringComparison.Ordinal) && c.Apart(a, b));
}
