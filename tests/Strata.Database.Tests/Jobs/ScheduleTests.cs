using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

public sealed class ScheduleTests
{
    private const int Nodes = 5;
    private const int Firings = 100;
    private static readonly CancellationToken None = CancellationToken.None;

    private static Handler Nightly() => new("a") { Kind = new JobKind("a") { IsSchedulable = true } };

    [Theory, DatabaseData]
    public async Task Hundred_firings_on_five_nodes_are_a_hundred_runs(Engine engine)
    {
        var handler = Nightly();
        await using var fixture = await JobFixture.CreateAsync(engine, null, handler);
        var nodes = Enumerable.Range(0, Nodes).Select(_ => new FireSchedules(fixture.NewNode(handler))).ToList();
        await fixture.Services.Schedules.PutAsync(
            JobFixture.Alice,
            "ann",
            "tick",
            new JobScheduleRequest { Cron = "* * * * *", Kind = "a" },
            None
        );
        var fired = 0;
        for (var minute = 0; minute < Firings; minute++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            fired += (await Task.WhenAll(nodes.Select(n => n.RunAsync(None)))).Sum(s => s.Count);
            await fixture.SettleAsync((await fixture.ClaimAsync(1)).ShouldHaveSingleItem(), new JobOutcome.Done());
        }
        fired.ShouldBe(Firings);
        (await fixture.JobsAsync("done")).Count.ShouldBe(Firings);
    }

    [Theory, DatabaseData]
    public async Task Firings_while_the_last_one_is_unfinished_add_no_job(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, Nightly());
        var fire = new FireSchedules(fixture.Services);
        await fixture.Services.Schedules.PutAsync(
            JobFixture.Alice,
            "ann",
            "tick",
            new JobScheduleRequest { Cron = "* * * * *", Kind = "a" },
            None
        );
        await fixture.Services.Service.PauseAsync(JobFixture.Alice, "alice", null, None);
        for (var minute = 0; minute < 5; minute++)
        {
            fixture.Clock.Advance(TimeSpan.FromMinutes(1));
            (await fire.RunAsync(None)).Count.ShouldBe(minute == 0 ? 1 : 0);
        }
        var waiting = (await fixture.JobsAsync()).ShouldHaveSingleItem();
        var schedule = (await fixture.Services.Schedules.ListAsync(JobFixture.Alice, None)).ShouldHaveSingleItem();
        (schedule.LastAt, schedule.LastJobId).ShouldBe((fixture.Time.GetUtcNow(), waiting.JobId));

        await fixture.Services.Service.ResumeAsync(JobFixture.Alice, "alice", null, None);
        await fixture.SettleAsync((await fixture.ClaimAsync(1)).ShouldHaveSingleItem(), new JobOutcome.Done());
        fixture.Clock.Advance(TimeSpan.FromMinutes(1));
        (await fire.RunAsync(None)).Count.ShouldBe(1);
    }

    [Theory, DatabaseData]
    public async Task Missed_firings_come_as_one(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, Nightly());
        var fire = new FireSchedules(fixture.Services);
        await fixture.Services.Schedules.PutAsync(
            JobFixture.Alice,
            "ann",
            "hourly",
            new JobScheduleRequest { Cron = "@hourly", Kind = "a" },
            None
        );
        fixture.Clock.Advance(TimeSpan.FromDays(3));
        (await fire.RunAsync(None)).Count.ShouldBe(1);
        (await fire.RunAsync(None)).Count.ShouldBe(0);

        var schedule = (await fixture.Services.Schedules.ListAsync(JobFixture.Alice, None)).ShouldHaveSingleItem();
        schedule.NextAt.ShouldBe(fixture.Time.GetUtcNow().AddHours(1));
        schedule.LastJobId.ShouldBe((await fixture.JobsAsync()).ShouldHaveSingleItem().JobId);
        (await fixture.Services.Schedules.ListAsync(JobFixture.Bob, None)).ShouldBeEmpty();
    }

    [Theory, DatabaseData]
    public async Task Schedule_that_makes_no_sense_is_refused_and_a_removed_one_fires_no_more(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, Nightly(), new Handler("other"));
        (string Name, JobScheduleRequest Request)[] wrong =
        [
            ("n", new JobScheduleRequest { Cron = "61 * * * *", Kind = "a" }),
            ("n", new JobScheduleRequest { Cron = "0 0 31 2 *", Kind = "a" }),
            ("n", new JobScheduleRequest { Cron = "@daily", Kind = "other" }),
            (
                "n",
                new JobScheduleRequest
                {
                    Cron = "@daily",
                    Kind = "a",
                    TimeZone = "Middle/Earth",
                }
            ),
            ("a b", new JobScheduleRequest { Cron = "@daily", Kind = "a" }),
        ];
        foreach (var (name, request) in wrong)
        {
            var refused = await Should.ThrowAsync<StrataException>(() =>
                fixture.Services.Schedules.PutAsync(JobFixture.Alice, "ann", name, request, None)
            );
            refused.Code.ShouldBe(ErrorCode.InvalidContent);
        }
        // "Europe" is a folder of time zones on the machine.
        foreach (var zone in new[] { "Middle/Earth", "Europe", "", "\0" })
        {
            var request = new JobScheduleRequest
            {
                Cron = "@daily",
                Kind = "a",
                TimeZone = zone,
            };
            var refused = await Should.ThrowAsync<StrataException>(() =>
                fixture.Services.Schedules.PutAsync(JobFixture.Alice, "ann", "n", request, None)
            );
            (refused.Code, refused.Message).ShouldBe(
                (ErrorCode.InvalidContent, $"There is no time zone '{zone}'. Use an IANA name such as Europe/Berlin, or UTC.")
            );
        }
        await fixture.Services.Schedules.PutAsync(
            JobFixture.Alice,
            "ann",
            "n",
            new JobScheduleRequest { Cron = "@daily", Kind = "a" },
            None
        );
        await fixture.Services.Schedules.RemoveAsync(JobFixture.Alice, "alice", "n", None);
        fixture.Clock.Advance(TimeSpan.FromDays(2));
        (await new FireSchedules(fixture.Services).RunAsync(None)).Count.ShouldBe(0);
        await Should.ThrowAsync<StrataException>(() => fixture.Services.Schedules.RemoveAsync(JobFixture.Alice, "alice", "n", None));
    }
}
