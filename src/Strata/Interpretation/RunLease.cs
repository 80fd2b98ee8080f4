using System.Diagnostics;
using System.Globalization;
using Strata.Database;
using Strata.Ledger;

namespace Strata.Interpretation;

/// <summary>Who works on a run, and until when that is believed without a sign of life (docs/adr/0014-runs-as-jobs.md).</summary>
internal static class RunLease
{
    /// <summary>Without a sign of life for this long a run is taken from who has it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>Machine, process and its start: enough to see whether the worker still lives, where it is on this machine.</summary>
    public static readonly string Owner = Describe(Process.GetCurrentProcess());

    /// <summary>The same, for a run that one of this process's jobs carries.</summary>
    public static string OwnerBy(long jobNo) => Owner + ":" + Ids.Job(jobNo);

    public static long Until(TimeProvider time) => UnixTime.Microseconds(time.GetUtcNow() + Length);

    /// <summary>The last sign of life of who has the run; null where nobody has it.</summary>
    public static DateTimeOffset? HeartbeatOf(RunRecord run) =>
        run is { Owner: not null, LeaseUntil: { } until } ? UnixTime.Time(until) - Length : null;

    public static bool IsHeld(RunRecord run, TimeProvider time) =>
        run.Owner is { } owner
        && run.LeaseUntil > UnixTime.Microseconds(time.GetUtcNow())
        && (!owner.StartsWith(Environment.MachineName + ":", StringComparison.Ordinal) || Lives(owner));

    /// <summary>Whether an attempt of that job has the run, on whatever machine.</summary>
    public static bool IsHeldBy(RunRecord run, long jobNo) =>
        run.Owner is { } owner && owner.EndsWith(":" + Ids.Job(jobNo), StringComparison.Ordinal);

    private static bool Lives(string owner)
    {
        var parts = owner.Split(':');
        if (parts.Length < 3 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            return true;
        }
        try
        {
            using var process = Process.GetProcessById(id);
            return string.Equals(Describe(process), string.Join(':', parts[..3]), StringComparison.Ordinal);
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            return true; // It ends just now, or may not be looked at: the lease decides.
        }
    }

    private static string Describe(Process process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Environment.MachineName}:{process.Id}:{new DateTimeOffset(process.StartTime).ToUnixTimeSeconds()}"
        );
}
