using Strata.Indexing.Postings;
using Strata.Jobs;

namespace Strata.Search;

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
