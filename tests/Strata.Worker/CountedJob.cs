/// <summary>Leaves one row for each time that it is done.</summary>
internal sealed class CountedJob : IJobHandler
{
    public JobKind Kind { get; } = new("count");

    public async Task<JobOutcome> RunAsync(JobRun run, CancellationToken ct) =>
        await run.FinishAsync(async tx =>
        {
            await tx.ExecuteAsync(
                """
                insert into receipts (user_id, idempotency_key, request_hash, response, recorded_at) values (@user, @key, 'count', '{}', 0)
                """,
                new { key = string.Create(CultureInfo.InvariantCulture, $"{run.JobNo}/{run.Attempt}") }
            );
            return null;
        });
}
