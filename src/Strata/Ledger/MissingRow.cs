namespace Strata.Ledger;

/// <summary>Finds a row that another row names, and which Strata never removes alone.</summary>
internal static class MissingRow
{
    /// <param name="path">Names the row, such as <c>runs/run_5</c>.</param>
    /// <exception cref="StrataException">STORAGE_UPLOAD_FAILED: the store is damaged.</exception>
    public static T Or<T>(this IReadOnlyDictionary<long, T> rows, long number, Func<long, string> path) =>
        rows.TryGetValue(number, out var row)
            ? row
            : throw new StrataException(
                ErrorCode.StorageUploadFailed,
                $"The row {path(number)}, which others name, was removed from the database. Run 'strata verify' to find all damage, and restore a backup."
            );

    /// <param name="what">What can't be read, such as <c>the evidence of an observation</c>.</param>
    public static StrataException Damaged(string what, Exception cause) =>
        new(
            ErrorCode.StorageUploadFailed,
            $"The database holds {what} that can't be read: it was changed or damaged. Run 'strata verify' to find all damage, and restore a backup.",
            cause
        );

    /// <summary>Whether bytes that Strata wrote were changed since, so that they can't be decoded.</summary>
    public static bool IsDamage(Exception e) =>
        e is IndexOutOfRangeException or ArgumentException or InvalidDataException or OverflowException or OutOfMemoryException;

    public static string Run(long number) => ChainedTable.Runs.PathOf(number);

    public static string Source(long number) => ChainedTable.Sources.PathOf(number);

    public static string Document(long number) => ChainedTable.Documents.PathOf(number);

    public static string Observation(long number) => ChainedTable.Observations.PathOf(number);

    public static string Entity(long number) => string.Create(CultureInfo.InvariantCulture, $"entities/{number}");
}
