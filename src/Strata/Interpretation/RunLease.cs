using System.Diagnostics;
using System.Globalization;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Interpretation;

/// <summary>Who works on a run, and until when that is believed without a sign of life.</summary>
internal static class RunLease
{
    private static readonly TimeSpan Length = TimeSpan.FromMinutes(2);

    /// <summary>Machine, process and its start: enough to see whether the worker still lives, where it is on this machine.</summary>
    public static readonly string Owner = Describe(Process.GetCurrentProcess());

    public static long Until(TimeProvider time) => UnixTime.Microseconds(time.GetUtcNow() + Length);

    public static bool IsHeld(RunRecord run, TimeProvider time) =>
        run.Owner is { } owner
        && run.LeaseUntil > UnixTime.Microseconds(time.GetUtcNow())
        && (!owner.StartsWith(Environment.MachineName + ":", StringComparison.Ordinal) || Lives(owner));

    private static bool Lives(string owner)
    {
        var parts = owner.Split(':');
        if (parts.Length != 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return true;
        }
        try
        {
            using var process = Process.GetProcessById(id);
            return string.Equals(Describe(process), owner, StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static string Describe(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}:{process.Id}:{new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}"
        );
}
