using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Who works on a run, and until when that is believed without a sign of life (docs/adr/0014-runs-as-jobs.md).</summary>
internal static class RunLease
{
    /// <summary>Without a sign of life for this long a run is taken from who has it.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Machine, process and its <see cref="ProcessIdentity"/>: enough to see whether the worker still lives, where it is on this machine.
    /// </summary>
    public static readonly string Owner = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}:{Environment.ProcessId}:{ProcessIdentity.OfThis}"
    );

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

    /// <summary>Whether it is a job that has the run, or had it last, not a caller who waits.</summary>
    public static bool IsOfAJob(RunRecord run) => run.Owner?.Contains(":job_", StringComparison.Ordinal) is true;

    /// <summary>False only where it is certain that who had it is gone; else the lease decides.</summary>
    private static bool Lives(string owner)
    {
        var parts = owner.Split(':');
        return parts.Length < 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !ProcessIdentity.IsGone(id, parts[2]);
    }
}
