using Strata.Database;

namespace Strata.Ledger;

/// <summary>
/// How far ledgers are ahead of this machine's clock. Times of the ledger only rise, so that a past time stays one position of it: what a
/// clock that was ahead has written dates all later writes, until the clock has caught up.
/// </summary>
internal sealed class ClockLead
{
    /// <summary>Differences between machines that are kept in time.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromMinutes(1);

    private long _until;

    /// <summary>Notes the time of a ledger's last position, in Unix microseconds.</summary>
    public void Observe(long recordedAt)
    {
        var known = Volatile.Read(ref _until);
        while (recordedAt > known && Interlocked.CompareExchange(ref _until, recordedAt, known) is var now && now != known)
        {
            known = now;
        }
    }

    /// <summary>Returns until when writes are dated in the future; null if none is.</summary>
    public DateTimeOffset? AheadOf(DateTimeOffset now) =>
        UnixTime.Time(Volatile.Read(ref _until)) is var until && until > now + Usual ? until : null;

    /// <summary>What to say of it.</summary>
    public static string Warning(DateTimeOffset until, DateTimeOffset now) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"A ledger is dated {until:yyyy-MM-dd HH:mm} UTC, which is {(until - now).TotalHours:0.#} hours ahead of this machine's clock ({now:yyyy-MM-dd HH:mm} UTC): a clock was or is wrong. Its writes are dated so until then. Set the clocks by NTP."
        );
}
