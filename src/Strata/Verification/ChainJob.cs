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
