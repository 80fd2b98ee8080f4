using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Verification;

/// <summary>Starts <see cref="ChainJob"/> for users whose rows are older than the chain; once none is left, only after a restart.</summary>
internal sealed class ScheduleChain(JobServices jobs) : IRecoveryStep
{
    private bool _isDone;

    public TimeSpan Every => TimeSpan.FromHours(1);

    public async Task<RecoveryResult> RunAsync(CancellationToken ct)
    {
        if (_isDone)
        {
            return default;
        }
        var started = 0;
        foreach (var user in await jobs.Database.ListUsersAsync(ct))
        {
            try
            {
                var id = new UserId(user.UserId);
                if (await jobs.Database.ReadAsync(id, ChainBackfill.IsNeededAsync, ct))
                {
                    var job = new NewJob(ChainJob.Name) { Key = ChainJob.Name, Actor = "strata" };
                    await jobs.Database.WriteAsync(id, tx => jobs.Queue.EnqueueAsync(tx, job), ct);
                    started++;
                }
            }
            catch (StrataException e) when (e.Code == ErrorCode.Unauthenticated)
            {
                // The user is being erased.
            }
        }
        _isDone = started == 0;
        return new RecoveryResult(started);
    }
}
