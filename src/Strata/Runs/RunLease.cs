using Strata.Database;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>Owner and lease of a run (docs/adr/0014-runs-as-jobs.md).</summary>
internal static class RunLease
{
    /// <summary>Microseconds by which a heartbeat may be late and still counts as one that came in time.</summary>
    private const long Grace = 30_000_000;

    /// <summary>
    /// Machine, process id and <see cref="ProcessIdentity"/>: enough to check on the same machine whether the owner is alive.
    /// </summary>
    public static readonly string Owner = string.Create(
        CultureInfo.InvariantCulture,
        $"{Environment.MachineName}:{Environment.ProcessId}:{ProcessIdentity.OfThis}"
    );

    /// <summary>Returns the owner for a run executed by a job of this process.</summary>
    public static string OwnerBy(long jobNo) => Owner + ":" + Ids.Job(jobNo);

    public static long Until(TimeProvider time) => UnixTime.Microseconds(time.GetUtcNow() + StaleRuns.After);

    /// <summary>Returns the owner's last heartbeat; null if the run has no owner.</summary>
    public static DateTimeOffset? HeartbeatOf(RunRecord run) =>
        run is { Owner: not null, LeaseUntil: { } until } ? UnixTime.Time(until) - StaleRuns.After : null;

    public static bool IsOver(RunRecord run, TimeProvider time) =>
        run.TimeoutAt is { } timeout && UnixTime.Microseconds(time.GetUtcNow()) >= timeout;

    /// <summary>
    /// Returns when the run ends at the latest as an attempt begins or goes on now: time without heartbeats, before a worker took it up
    /// again or while the machine slept, doesn't count.
    /// </summary>
    public static long Timeout(RunRecord run, TimeSpan maxTime, TimeProvider time)
    {
        var now = time.GetUtcNow();
        return run is { TimeoutAt: { } timeout, LeaseUntil: { } until }
            ? timeout + Math.Max(0, UnixTime.Microseconds(now + StaleRuns.After) - until - Grace)
            : UnixTime.Microseconds(now + maxTime);
    }

    public static bool IsHeld(RunRecord run, TimeProvider time) =>
        run.Owner is { } owner
        && run.LeaseUntil > UnixTime.Microseconds(time.GetUtcNow())
        && (!owner.StartsWith(Environment.MachineName + ":", StringComparison.Ordinal) || Lives(owner));

    /// <summary>Whether an attempt of that job owns the run, on any machine.</summary>
    public static bool IsHeldBy(RunRecord run, long jobNo) =>
        run.Owner is { } owner && owner.EndsWith(":" + Ids.Job(jobNo), StringComparison.Ordinal);

    /// <summary>Whether a job, not a waiting caller, owns the run.</summary>
    public static bool IsOfAJob(RunRecord run) => run.Owner?.Contains(":job_", StringComparison.Ordinal) is true;

    /// <summary>False only if the owner has certainly ended; otherwise the lease decides.</summary>
    private static bool Lives(string owner)
    {
        var parts = owner.Split(':');
        return parts.Length < 3
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var id)
            || !ProcessIdentity.IsGone(id, parts[2]);
    }
}
