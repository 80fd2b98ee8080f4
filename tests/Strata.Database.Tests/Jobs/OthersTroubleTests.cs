using System.Diagnostics.Metrics;
using Strata.Database;
using Strata.Erasure;
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
        await using var house = await JobHouse.CreateAsync(engine, null, new Handler("a"));
        var later = house.Time.GetUtcNow().AddMinutes(1);
        await house.EnqueueAsync(new NewJob("a"));
        var running = (await house.ClaimAsync(1)).ShouldHaveSingleItem();
        await house.EnqueueAsync(3, new NewJob("a") { RunAt = later });
        await house.EnqueueAsync(new NewJob("a") { RunAt = later }, JobHouse.Bob);
        await using (var erasure = await house.Database.OpenErasureAsync(JobHouse.Alice, None))
        {
            await erasure.WriteAsync(
                tx => ErasureRecord.BeginAsync(tx, UnixTime.Microseconds(house.Time.GetUtcNow()), "here", missing: 0),
                None
            );
        }
        (await StatesAsync(house, JobHouse.Alice)).ShouldBe(["running"]);
        await house.SettleAsync(running, new JobOutcome.Retry("later"));
        house.Clock.Advance(TimeSpan.FromHours(1));

        (await new PromoteDue(house.Room).RunAsync(None)).Count.ShouldBe(1);

        (await StatesAsync(house, JobHouse.Alice)).ShouldBe(["waiting"]);
        (await StatesAsync(house, JobHouse.Bob)).ShouldBe(["ready"]);
    }

    [Theory, DatabaseData]
    public async Task Schedules_fire_beside_one_whose_time_zone_the_machine_does_not_know(Engine engine)
    {
        await using var house = await JobHouse.CreateAsync(
            engine,
            null,
            new Handler("a") { Kind = new JobKind("a") { IsSchedulable = true } }
        );
        foreach (var user in new[] { JobHouse.Alice, JobHouse.Bob })
        {
            await house.Room.Schedules.PutAsync(
                user,
                "ann",
                "n",
                new JobScheduleRequest { Cron = user == JobHouse.Alice ? "0 1 * * *" : "0 2 * * *", Kind = "a" },
                None
            );
        }
        await house.Database.WriteAsync(
            JobHouse.Alice,
            tx => tx.ExecuteAsync("update job_schedules set time_zone = 'Middle/Earth' where user_id = @user"),
            None
        );
        house.Clock.Advance(TimeSpan.FromDays(1));
        var fire = new FireSchedules(house.Room);

        await Should.ThrowAsync<AggregateException>(() => fire.RunAsync(None)); // which is logged

        (await StatesAsync(house, JobHouse.Alice)).ShouldBeEmpty();
        (await StatesAsync(house, JobHouse.Bob)).ShouldBe(["ready"]);
        (await fire.RunAsync(None)).Count.ShouldBe(0);
        house.Clock.Advance(TimeSpan.FromHours(1));
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
            new FailedSteps(TimeProvider.System, meters, new HeardLog(lines.Add))
        );

        (await steps.RunOnceAsync(None)).ShouldBeFalse();
        (await steps.RunOnceAsync(None)).ShouldBeFalse();

        counted.Where(c => c.Step == nameof(Failing)).Sum(c => c.Count).ShouldBe(2);
        lines.ShouldHaveSingleItem().ShouldContain("Failing of the queue failed with StrataException, TimeoutException;");
    }

    private sealed class Failing : IRecoveryStep
    {
        public TimeSpan Every => TimeSpan.FromSeconds(1);

        public Task<Seen> RunAsync(CancellationToken ct) =>
            throw new AggregateException(
                new StrataException(ErrorCode.InvalidContent, "alice's"),
                new TimeoutException("bob's"),
                new TimeoutException("carol's")
            );
    }

    /// <summary>As the queue sees them: nobody reads as a user who is being erased.</summary>
    private static async Task<IReadOnlyList<string>> StatesAsync(JobHouse house, UserId user) =>
        [
            .. (await house.Room.Watch.ListAsync(null, null, ("", 0), 100, None))
                .Where(j => j.UserId == user.Value)
                .Select(j => JobViews.View(j).State),
        ];
}
