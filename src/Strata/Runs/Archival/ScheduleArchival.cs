using System.Runtime.ExceptionServices;
using Strata.Jobs;

namespace Strata.Runs.Archival;

/// <summary>
/// Sees to it that every user has the weekly schedule of archival, wherever the user came from. One that is there is left as it is, so that
/// a user may have another time.
/// </summary>
internal sealed class ScheduleArchival(JobServices jobs, RunArchive archive) : IRecoveryStep
{
    private const int MinutesOfADay = 24 * 60;
    private const int Days = 7;

    /// <summary>By then all processes of a rolling update know what an archive is.</summary>
    private static readonly TimeSpan NotBefore = TimeSpan.FromDays(1);

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        if (!archive.IsOn)
        {
            return new RecoveryResult(0);
        }
        var scheduled = (await jobs.Watch.ScheduledAsync(ArchiveJob.Name, ct)).ToHashSet(StringComparer.Ordinal);
        var made = 0;
        ExceptionDispatchInfo? failed = null;
        foreach (var user in (await jobs.Database.ListUsersAsync(ct)).Where(u => !scheduled.Contains(u.UserId)))
        {
            var request = new JobScheduleRequest { Cron = Cron(user.UserNo), Kind = ArchiveJob.Name };
            try
            {
                made += await jobs.Schedules.EnsureAsync(new UserId(user.UserId), ArchiveJob.Name, request, NotBefore, ct);
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased.
            }
            catch (Exception e) when (e is not OperationCanceledException)
            {
                failed ??= ExceptionDispatchInfo.Capture(e); // it keeps no other user from theirs
            }
        }
        failed?.Throw();
        return new RecoveryResult(made);
    }

    /// <summary>A minute of the week that few others have, the first users on Sundays from three o'clock on.</summary>
    private static string Cron(long userNo)
    {
        var minute = (userNo + (3 * 60)) % MinutesOfADay;
        return string.Create(CultureInfo.InvariantCulture, $"{minute % 60} {minute / 60} * * {userNo / MinutesOfADay % Days}");
    }
}
