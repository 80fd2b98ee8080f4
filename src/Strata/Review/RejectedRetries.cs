using Strata.Database;
using Strata.Interpretation;
using Strata.Ledger;
using Strata.Runs;

namespace Strata.Review;

/// <summary>Begins runs that ask again about what was rejected, one for each run that found it.</summary>
internal sealed class RejectedRetries(IDatabase database, LedgerServices services, Interpreters interpreters, RunService runs)
{
    private const int MaxRuns = 200;

    /// <exception cref="StrataException">FINDING_NOT_FOUND: nothing was rejected; INVALID_CONTENT: of too many runs.</exception>
    public Task<RetriedRuns> RetryAsync(UserId user, string actor, RetryRejected request, CancellationToken ct) =>
        database.WriteAsync(
            user,
            async tx =>
            {
                var session = await LedgerSession.OpenAsync(tx, services);
                var hash = Receipts.RequestHash("retry_rejected", request);
                if (await Receipts.FindAsync<RetriedRuns>(session, request.IdempotencyKey, hash) is { } known)
                {
                    return known;
                }
                await session.FlushAsync();
                var begun = await BeginAsync(session, actor, request);
                Receipts.Keep(session, request.IdempotencyKey, hash, begun);
                return begun;
            },
            ct
        );

    private async Task<RetriedRuns> BeginAsync(LedgerSession session, string actor, RetryRejected request)
    {
        if (request is { RunId: null, SourceId: null, Project: null })
        {
            throw new StrataException(ErrorCode.InvalidContent, "Name a run, a source or a project.");
        }
        var filter = new FindingFilter
        {
            RunId = request.RunId,
            SourceId = request.SourceId,
            Project = request.Project,
            EntityType = request.EntityType,
            State = ReviewState.Rejected,
        };
        var filters = await FindingFilters.OfAsync(session.Transaction, filter);
        var rejected = await session.Transaction.QueryAsync<Row>(
            $"""
            select f.run_no, count(*) as number, max(f.review_seq) as as_of from findings f
            where f.user_id = @user{filters.Sql} group by f.run_no order by f.run_no limit @most
            """,
            filters.With(("most", MaxRuns + 1L))
        );
        if (rejected.Count == 0)
        {
            throw new StrataException(ErrorCode.FindingNotFound, "None of these findings is rejected: there is nothing to ask again.");
        }
        if (rejected.Count > MaxRuns)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"These are findings of more than {MaxRuns} runs: name a source or a schema."
            );
        }
        var (begun, skipped) = (new List<RetriedRun>(), 0L);
        foreach (var row in rejected)
        {
            var run = await RunQueries.FindAsync(session.Transaction, Ids.Run(row.RunNo));
            if (!interpreters.Get(run.Interpreter).Annotates)
            {
                skipped += row.Number;
                continue;
            }
            var source = await SourceRecords.ByNumberAsync(session.Transaction, run.SourceNo);
            var options = InterpretationConfiguration.OptionsOf(run.Configuration) with { Retry = new RetryOptions(run.RunNo, row.AsOf) };
            var (next, _) = await runs.BeginAsync(session, source, options, new RunRequestOptions(Again: false, Wait: false, actor));
            begun.Add(new RetriedRun(Ids.Run(next.RunNo), Ids.Run(run.RunNo), source.SourceId, row.Number));
        }
        return new RetriedRuns
        {
            Rejected = rejected.Sum(r => r.Number) - skipped,
            Skipped = skipped,
            Runs = begun,
        };
    }

    private sealed record Row(long RunNo, long Number, long AsOf);
}
