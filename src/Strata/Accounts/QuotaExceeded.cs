namespace Strata.Accounts;

/// <summary>What is said where a quota is used up.</summary>
internal static class QuotaExceeded
{
    /// <param name="bytes">What would have exceeded it.</param>
    public static StrataException Storage(UsageRow row, long bytes)
    {
        var (used, limit) = (row.StorageBytes + row.StorageReserved, row.MaxBytes ?? 0);
        return new(
            ErrorCode.StorageQuotaExceeded,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Storage: {used} of {limit} bytes are used{(row.StorageReserved > 0 ? $" ({row.StorageReserved} of them reserved by uploads)" : "")}; {bytes} more would exceed the limit. See 'strata usage'; an operator can raise the limit."
            )
        )
        {
            Quota = new(UsageRow.Storage, used, limit, bytes, ResetsAt: null),
        };
    }

    public static StrataException Interpretations(UsageRow row)
    {
        var (limit, reset) = (row.MaxInterpretations ?? 0, UsageMonth.End(row.Month));
        return new(
            ErrorCode.InterpretationQuotaExceeded,
            string.Create(
                CultureInfo.InvariantCulture,
                $"Interpretations: {row.Interpretations} of {limit} are used in {UsageMonth.Text(row.Month)}; the count resets at {reset:yyyy-MM-dd'T'HH:mm:ss'Z'}. Content can still be ingested without interpretation (interpret: false)."
            )
        )
        {
            Quota = new(UsageRow.Runs, row.Interpretations, limit, 1, reset),
        };
    }
}
