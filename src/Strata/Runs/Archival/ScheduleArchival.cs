using System.Runtime.ExceptionServices;
using Strata.Jobs;

namespace Strata.Runs.Archival;

/// <summary>
/// Creates the weekly archival schedule for every user who has none. An existing schedule is left alone, so a user may choose another time.
/// </summary>
internal sealed class ScheduleArchival(JobServices jobs, RunArchive archive) : IRecoveryStep
{
    /// <summary>Days after its end that a run is archived.</summary>
    public const int DefaultAfterDays = 180;

    private const int MinutesOfADay = 24 * 60;
    private const int Days = 7;

    /// <summary>Delay after which all processes of a rolling update support the archive.</summary>
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
                failed ??= ExceptionDispatchInfo.Capture(e); // continue with the other users
            }
        }
        failed?.Throw();
        return new RecoveryResult(made);
    }

    /// <summary>Returns a weekly schedule spread by user number: the first users get Sunday from 03:00 on, one per minute.</summary>
    private static string Cron(long userNo)
    {
        var minute = (userNo + (3 * 60)) % MinutesOfADay;
        return string.Create(CultureInfo.InvariantCulture, $"{minute % 60} {minute / 60} * * {userNo / MinutesOfADay % Days}");
    }
}
