namespace Strata.Jobs;

/// <summary>Lists the jobs of all users and retries dead ones, for the store's administrator.</summary>
/// <param name="actor">Actor recorded in each user's audit log.</param>
internal sealed class JobAdministration(JobWatch watch, JobService service, string actor)
{
    private const int Batch = 200;

    /// <summary>Lists jobs user by user, latest first.</summary>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such state, kind or cursor.</exception>
    public async Task<Page<UserJob>> ListAsync(JobQuery query, CancellationToken ct)
    {
        var limit = Paging.Limit(query.Limit);
        if (query.Text is not null || query.Sort is not null || query.Count)
        {
            throw new StrataException(ErrorCode.InvalidContent, "Jobs of all users are neither searched by text nor sorted nor counted.");
        }
        var rows = await watch.ListAsync(service.State(query), query.Kind, After(query.Cursor), limit + 1, ct);
        var shown = rows.Take(limit).ToList();
        return new Page<UserJob>(
            shown.ConvertAll(r => new UserJob(r.UserId, JobViews.View(r))),
            rows.Count > limit ? $"{shown[^1].UserId}:{Ids.Job(shown[^1].JobNo)}" : null
        );
    }

    /// <summary>Retries dead jobs with their full number of attempts, each by <see cref="JobService.RetryAsync"/>.</summary>
    /// <param name="kind">Null for every kind.</param>
    /// <exception cref="StrataException">INVALID_CONTENT: there is no such kind.</exception>
    public async Task<JobsRetried> RetryAsync(string? kind, CancellationToken ct)
    {
        var state = service.State(new JobQuery { State = JobState.Dead, Kind = kind });
        var (retried, left) = (0, 0);
        var after = ("", 0L);
        while (await watch.ListAsync(state, kind, after, Batch, ct) is { Count: > 0 } dead)
        {
            foreach (var job in dead)
            {
                if (await TryAsync(job, ct))
                {
                    retried++;
                }
                else
                {
                    left++;
                }
            }
            after = (dead[^1].UserId, dead[^1].JobNo);
        }
        return new JobsRetried(retried, left);
    }

    private async Task<bool> TryAsync(ShownJob job, CancellationToken ct)
    {
        try
        {
            await service.RetryAsync(new UserId(job.UserId), actor, Ids.Job(job.JobNo), ct);
            return true;
        }
        catch (StrataException e)
            when (e.Code
                    is ErrorCode.Conflict
                        or ErrorCode.InterpretationInProgress
                        or ErrorCode.InterpretationQuotaExceeded
                        or ErrorCode.SourceNotFound
                        or ErrorCode.RunNotFound
                        or ErrorCode.Unauthenticated
            )
        {
            return false; // another does or did its work, a quota is used up, or the job or its user is gone
        }
    }

    private static (string UserId, long JobNo) After(string? cursor) =>
        cursor is null ? ("", 0)
        : cursor.Split(':') is [var user, var job] && Ids.Number("job_", job) is { } jobNo ? (user, jobNo)
        : throw new StrataException(ErrorCode.InvalidContent, $"'{cursor}' is not a cursor of this list.");
}
