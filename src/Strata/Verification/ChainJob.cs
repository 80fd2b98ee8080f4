using Strata.Database;
using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Verification;

/// <summary>Adds what a user had before there was a hash chain to it.</summary>
internal sealed class ChainJob(LedgerServices services) : IJobHandler
{
    public const string Name = "chain";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1, IsSchedulable = true };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        long rows = 0;
        while (await run.WriteAsync(NextAsync) is > 0 and var more)
        {
            rows += more;
        }
        return new JobOutcome.Done(string.Create(CultureInfo.InvariantCulture, $$"""{"chained":{{rows}}}"""));
    }

    private async Task<long> NextAsync(UserTransaction tx)
    {
        var session = await LedgerSession.OpenAsync(tx, services);
        await session.FlushAsync(); // Rows that the same transaction wrote before are in the chain already.
        return await ChainBackfill.NextAsync(tx, (table, row) => session.Chain(table, row));
    }
}

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
