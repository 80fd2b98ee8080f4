using System.Diagnostics.Metrics;
using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>What can't be seen to for one user is seen to for the others.</summary>
public sealed class OthersTroubleTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Waiting_jobs_are_lined_up_while_another_user_is_being_erased(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));
        var later = fixture.Time.GetUtcNow().AddMinutes(1);
        await fixture.EnqueueAsync(new NewJob("a"));
        var running = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
        await fixture.EnqueueAsync(3, new NewJob("a") { RunAt = later });
        await fixture.EnqueueAsync(new NewJob("a") { RunAt = later }, JobFixture.Bob);
        await using (var erasure = await fixture.Database.OpenErasureAsync(JobFixture.Alice, None))
        {
            await erasure.WriteAsync(
                tx => ErasureRecord.BeginAsync(tx, UnixTime.Microseconds(fixture.Time.GetUtcNow()), "here", missing: 0),
                None
            );
        }
        (await StatesAsync(fixture, JobFixture.Alice)).ShouldBe(["running"]);
        await fixture.SettleAsync(running, new JobOutcome.Retry("later"));
        fixture.Clock.Advance(TimeSpan.FromHours(1));

        (await new PromoteDue(fixture.Services).RunAsync(None)).Count.ShouldBe(1);

        (await StatesAsync(fixture, JobFixture.Alice)).ShouldBe(["waiting"]);
        (await StatesAsync(fixture, JobFixture.Bob)).ShouldBe(["ready"]);
    }

    [Theory, DatabaseData]
    public async Task Schedules_fire_beside_one_whose_time_zone_the_machine_does_not_know(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(
            engine,
            null,
            new Handler("a") { Kind = new JobKind("a") { IsSchedulable = true } }
        );
        foreach (var user in new[] { JobFixture.Alice, JobFixture.Bob })
        {
            await fixture.Services.Schedules.PutAsync(
                user,
                "ann",
                "n",
                new JobScheduleRequest { Cron = user == JobFixture.Alice ? "0 1 * * *" : "0 2 * * *", Kind = "a" },
                None
            );
        }
        await fixture.Database.WriteAsync(
            JobFixture.Alice,
            tx => tx.ExecuteAsync("update job_schedules set time_zone = 'Middle/Earth' where user_id = @user"),
            None
        );
        fixture.Clock.Advance(TimeSpan.FromDays(1));
        var fire = new FireSchedules(fixture.Services);

        await Should.ThrowAsync<AggregateException>(() => fire.RunAsync(None)); // which is logged

        (await StatesAsync(fixture, JobFixture.Alice)).ShouldBeEmpty();
        (await StatesAsync(fixture, JobFixture.Bob)).ShouldBe(["ready"]);
        (await fire.RunAsync(None)).Count.ShouldBe(0);
        fixture.Clock.Advance(TimeSpan.FromHours(1));
        await Should.ThrowAsync<AggregateException>(() => fire.RunAsync(None));
    }

    [Fact]
    public async Task Steps_that_fail_are_counted_and_logged_by_what_failed_for_each_user()
    {
        using var meters = new JobMeters();
        var counted = new List<(string Step, long Count)>();
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, l) =>
            {
                if (instrument.Name == "strata.jobs.step_failures")
                {
                    l.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, tags, _) => counted.Add(((string)tags[0].Value!, value)));
        listener.Start();
        var lines = new List<string>();
        var steps = new RecoverySteps(
            [new Failing()],
            TimeProvider.System,
            new FailedSteps(TimeProvider.System, meters, new CapturedLog(lines.Add))
        );

        (await steps.RunOnceAsync(None)).ShouldBeFalse();
        (await steps.RunOnceAsync(None)).ShouldBeFalse();

        counted.Where(c => c.Step == nameof(Failing)).Sum(c => c.Count).ShouldBe(2);
        lines.ShouldHaveSingleItem().ShouldContain("Queue step Failing failed with StrataException, TimeoutException;");
    }

    private sealed class Failing : IRecoveryStep
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task<RecoveryResult> RunAsync(CancellationToken ct) =>
            throw new AggregateException(
                new StrataException(ErrorCode.InvalidContent, "alice's"),
                new TimeoutException("bob's"),
                new TimeoutException("carol's")
            );
    }

    /// <summary>As the queue sees them: nobody reads as a user who is being erased.</summary>
    private static async Task<IReadOnlyList<string>> StatesAsync(JobFixture fixture, UserId user) =>
        [
            .. (await fixture.Services.Watch.ListAsync(null, null, ("", 0), 100, None))
                .Where(j => j.UserId == user.Value)
                .Select(j => JobViews.View(j).State.Name()),
        ];
}
