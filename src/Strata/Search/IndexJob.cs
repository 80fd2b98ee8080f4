using Strata.Indexing.Postings;
using Strata.Jobs;

namespace Strata.Search;

/// <summary>Makes an index anew that an earlier version made, and merges its segments.</summary>
internal sealed class IndexJob(SearchRebuild rebuild) : IJobHandler
{
    public const string Name = "index";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var (made, merged) = (0L, 0L);
        await SegmentMerge.ClearAsync(run);
        if (await run.WriteAsync(tx => SearchRebuild.IsNeededAsync(tx)))
        {
            made = await rebuild.RunAsync(run);
        }
        while (await SegmentMerge.NextAsync(run, whole: false))
        {
            merged++;
        }
        return new JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $$"""{"indexed":{{made}},"merged":{{merged}}}"""));
    }
}

/// <summary>Starts <see cref="IndexJob"/> for users whose index is to be made, or has many large segments.</summary>
internal sealed class ScheduleIndex(JobServices jobs) : IRecoveryStep
{
    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        var started = 0;
        foreach (var user in await jobs.Database.ListUsersAsync(ct))
        {
            try
            {
                var id = new UserId(user.UserId);
                if (await jobs.Database.ReadAsync(id, SegmentMerge.IsDueAsync, ct))
                {
                    var job = new NewJob(IndexJob.Name) { Key = IndexJob.Name, Actor = "strata" };
                    await jobs.Database.WriteAsync(id, tx => jobs.Queue.EnqueueAsync(tx, job), ct);
                    started++;
                }
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased.
            }
        }
        return new RecoveryResult(started);
    }
}
