using System.Diagnostics.Metrics;

namespace Strata.Accounts;

/// <summary>Metrics of quotas, for listeners of the meter <c>Strata.Usage</c>.</summary>
internal static class UsageMeters
{
    public const string Name = "Strata.Usage";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Warnings = Meter.CreateCounter<long>(
        "strata.quota.warnings",
        "{warning}",
        "Times that a user came to four fifths of a quota, by quota"
    );
    private static readonly Counter<long> Rejections = Meter.CreateCounter<long>(
        "strata.quota.rejections",
        "{request}",
        "Requests refused for want of a quota, by quota"
    );

    /// <summary>Makes the counters visible at 0, for every quota.</summary>
    public static void Appear()
    {
        foreach (var quota in (string[])[UsageRow.Storage, UsageRow.Runs])
        {
            Warnings.Add(0, new KeyValuePair<string, object?>("quota", quota));
            Rejections.Add(0, new KeyValuePair<string, object?>("quota", quota));
        }
    }

    public static void Near(string quota) => Warnings.Add(1, new KeyValuePair<string, object?>("quota", quota));

    /// <summary>Counts the write if it is refused for want of a quota.</summary>
    public static async Task<T> CountRefusalsAsync<T>(Task<T> write)
    {
        try
        {
            return await write;
        }
        catch (StrataException e) when (e.Quota is { Quota: var quota })
        {
            Rejections.Add(1, new KeyValuePair<string, object?>("quota", quota));
            throw;
        }
    }
}
