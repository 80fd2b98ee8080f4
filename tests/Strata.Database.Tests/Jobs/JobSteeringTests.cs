using Strata.Database;
using Strata.Runs;
using Strata.Testing;

namespace Strata.Jobs;

public sealed class JobSteeringTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Steering_of_jobs_is_in_the_audit_log_with_who_did_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = store.Alice;
        await alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp());
        var job = (await store.JobsAsync()).ShouldHaveSingleItem().JobId;

        await alice.PauseJobsAsync("interpret", None);
        await alice.ResumeJobsAsync(null, None);
        await alice.PutScheduleAsync("nightly", new JobScheduleRequest { Cron = "0 3 * * *", Kind = "verify" }, None);
        await alice.RemoveScheduleAsync("nightly", None);
        await alice.CancelJobAsync(job, None);
        await alice.RetryJobAsync(job, None);
        await Should.ThrowAsync<StrataException>(() => alice.RetryJobAsync("job_900000", None));

        var audit = (await alice.ListAuditAsync(new PageRequest(), None)).Items;
        audit.Where(e => e.Action.Contains("job") || e.Action.Contains("schedule"))
            .Reverse()
            .Select(e => (e.Action, e.Actor, e.Detail?.GetRawText()))
            .ShouldBe(
                [
                    ("pause_jobs", "alice", """{"kind":"interpret"}"""),
                    ("resume_jobs", "alice", """{"kind":"*"}"""),
                    ("put_schedule", "alice", """{"schedule":"nightly"}"""),
                    ("remove_schedule", "alice", """{"schedule":"nightly"}"""),
                    ("cancel_job", "alice", $$"""{"job_id":"{{job}}"}"""),
                    ("retry_job", "alice", $$"""{"job_id":"{{job}}"}"""),
                ]
            );
        (await store.Bob.ListAuditAsync(new PageRequest(), None)).Items.ShouldNotContain(e => e.Action.Contains("job"));
        await alice.StateHashAsync();
    }
}
