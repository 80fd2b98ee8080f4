using Strata.Jobs;
using Strata.Ledger;

namespace Strata.Review;

/// <summary>Applies a bulk change in small transactions; goes on where it was interrupted.</summary>
internal sealed class BulkReviewJob(LedgerServices services) : IJobHandler
{
    public const string Name = "review";

    public JobKind Kind { get; } = new(Name) { MaxRunningPerUser = 1 };

    public static NewJob New(long seq, string actor) =>
        new(Name) { Payload = string.Create(CultureInfo.InvariantCulture, $$"""{"review":{{seq}}}"""), Actor = actor };

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct)
    {
        var seq = JsonText.Element(run.Payload).GetProperty("review").GetInt64();
        while (true)
        {
            ct.ThrowIfCancellationRequested();
            var bulk = await run.WriteAsync(tx => BulkReviews.NextAsync(tx, services, seq));
            if (bulk.State == BulkReviews.Applied)
            {
                return new JobOutcome.Done(JsonSerializer.Serialize(bulk.View(), StrataJson.Options));
            }
        }
    }
}
