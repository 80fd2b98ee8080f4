using Strata.Testing;

namespace Strata.Jobs;

public sealed class JobControlTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Steering_of_jobs_is_in_the_audit_log_with_who_did_it(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        var alice = store.Alice;
        await alice.IngestAsync("c.csv", RunSteps.Contacts(2), RunSteps.LinedUp());
        var job = (await store.JobsAsync()).ShouldHaveSingleItem().JobId;

        await alice.Jobs.PauseAsync("interpret", None);
        await alice.Jobs.ResumeAsync(null, None);
        await alice.Schedules.PutAsync("nightly", new JobScheduleRequest { Cron = "0 3 * * *", Kind = "verify" }, None);
        await alice.Schedules.RemoveAsync("nightly", None);
        await alice.Jobs.CancelAsync(job, None);
        await alice.Jobs.RetryAsync(job, None);
        await Should.ThrowAsync<StrataException>(() => alice.Jobs.RetryAsync("job_900000", None));

        var audit = (await alice.Audit.ListAsync(new AuditQuery(), None)).Items;
        audit
            .Where(e => e.Action.Contains("job") || e.Action.Contains("schedule"))
            .Reverse()
            .Select(e => (e.Action, e.Actor, e.Detail?.GetRawText()))
            .ShouldBe([
                ("pause_jobs", "alice", """{"kind":"interpret"}"""),
                ("resume_jobs", "alice", """{"kind":"*"}"""),
                ("put_schedule", "alice", """{"schedule":"nightly","cron":"0 3 * * *","time_zone":"UTC","kind":"verify"}"""),
                ("remove_schedule", "alice", """{"schedule":"nightly"}"""),
                ("cancel_job", "alice", $$"""{"job_id":"{{job}}"}"""),
                ("retry_job", "alice", $$"""{"job_id":"{{job}}"}"""),
            ]);
        (await store.Bob.Audit.ListAsync(new AuditQuery(), None)).Items.ShouldNotContain(e => e.Action.Contains("job"));
        await alice.StateHashAsync();
    }

    [Theory, DatabaseData]
    public async Task Dead_jobs_of_all_users_are_listed_and_retried_by_the_operator(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        foreach (var (user, jobs) in new[] { (store.Alice, 2), (store.Bob, 1) })
        {
            for (var i = 0; i < jobs; i++)
            {
                await user.IngestAsync($"c{i}.csv", RunSteps.Contacts(2 + i), RunSteps.LinedUp());
            }
        }
        var all = (await store.Store.ListJobsAsync(new JobQuery(), None)).Items;
        all.Select(j => (j.UserId, j.Job.Kind, j.Job.State))
            .ShouldBe([
                ("alice", "interpret", JobState.Ready),
                ("alice", "interpret", JobState.Ready),
                ("bob", "interpret", JobState.Ready),
            ]);
        all[0].Job.EnqueuedAt.ShouldBeGreaterThanOrEqualTo(all[1].Job.EnqueuedAt);
        await KillAsync(store);
        (await store.Store.ListJobsAsync(new JobQuery(), None))
            .Items.Select(j => j.Job.State)
            .ShouldBe([JobState.Dead, JobState.Dead, JobState.Dead]);
        await store.Alice.IngestAsync("c9.csv", RunSteps.Contacts(9), RunSteps.LinedUp());
        var mine = await store.Alice.Jobs.ListAsync(new JobQuery { Limit = 2 }, None);
        mine.Items.Select(j => j.State).ShouldBe([JobState.Ready, JobState.Dead]);
        (await store.Alice.Jobs.ListAsync(new JobQuery { Limit = 2, Cursor = mine.NextCursor }, None))
            .Items.ShouldHaveSingleItem()
            .State.ShouldBe(JobState.Dead);
        await store.Alice.Jobs.CancelAsync(mine.Items[0].JobId, None);

        var query = new JobQuery
        {
            State = JobState.Dead,
            Kind = "interpret",
            Limit = 2,
        };
        var first = await store.Store.ListJobsAsync(query, None);
        var second = await store.Store.ListJobsAsync(query with { Cursor = first.NextCursor }, None);
        first.Items.Concat(second.Items).Select(j => (j.UserId, j.Job.JobId)).ShouldBe(all.Select(j => (j.UserId, j.Job.JobId)));
        second.NextCursor.ShouldBeNull();
        (await store.Store.RetryDeadJobsAsync("verify", None)).ShouldBe(new JobsRetried(0, 0));
        (await store.Store.RetryDeadJobsAsync(null, None)).ShouldBe(new JobsRetried(3, 0));

        (await store.Store.ListJobsAsync(new JobQuery { State = JobState.Ready }, None)).Items.Count.ShouldBe(3);
        (await store.Store.ListJobsAsync(query, None)).Items.ShouldBeEmpty();
        var audit = (await store.Bob.Audit.ListAsync(new AuditQuery(), None)).Items;
        audit.Where(e => e.Action == "retry_job").ShouldHaveSingleItem().Actor.ShouldBe("operator");
        (await Should.ThrowAsync<StrataException>(() => store.Store.ListJobsAsync(query with { Cursor = "alice" }, None))).Code.ShouldBe(
            ErrorCode.InvalidContent
        );
    }

    [Theory, DatabaseData]
    public async Task Kinds_that_do_not_exist_are_refused_with_those_that_do(Engine engine)
    {
        await using var store = await TestStore.CreateAsync(engine);
        Func<Task>[] asked =
        [
            () => store.Alice.Jobs.PauseAsync("interpretation", None),
            () => store.Alice.Jobs.ResumeAsync("interpretation", None),
            () => store.Alice.Jobs.ListAsync(new JobQuery { Kind = "interpretation" }, None),
            () => store.Store.ListJobsAsync(new JobQuery { Kind = "interpretation" }, None),
            () => store.Store.RetryDeadJobsAsync("interpretation", None),
        ];
        foreach (var ask in asked)
        {
            var refused = await Should.ThrowAsync<StrataException>(ask);
            refused.Code.ShouldBe(ErrorCode.InvalidContent);
            refused.Message.ShouldContain("archive, batch, chain, delete_run, duplicates, feed, follow_decisions, index, interpret, ");
        }
        (await store.Alice.Jobs.GetPausesAsync(None)).Kinds.ShouldBeEmpty();
        (await store.Alice.Audit.ListAsync(new AuditQuery(), None)).Items.ShouldNotContain(e => e.Action == "resume_jobs");
    }

    /// <summary>Has all that is ready fail for good, as a worker would.</summary>
    private static async Task KillAsync(TestStore store)
    {
        var services = store.Store.Jobs;
        var now = UnixTime.Microseconds(store.Time.GetUtcNow());
        var partitions = await services.Table.FindPartitionsAsync(["interpret"], None);
        var turns = partitions.ConvertAll(l => new ClaimRequest(new JobPartition(l.UserId, l.Kind), 0, 10));
        foreach (
            var job in (await services.Table.ClaimAsync(turns, services.Capped, "w1", now, now + 30_000_000, None)).SelectMany(y => y.Jobs)
        )
        {
            var kind = services.Handlers[job.Kind].Kind;
            var end = AttemptOutcome.Of(job, kind, new JobOutcome.Fatal("no use"), store.Time.GetUtcNow(), 0.5).ShouldNotBeNull();
            await services.Completion.SettleAsync([end], None);
        }
    }
}
