using Strata.Jobs.Recovery;
using Strata.Testing;

namespace Strata.Jobs;

/// <summary>Which of a job's attempts the work itself failed at, of which some kinds allow only so many.</summary>
public sealed class JobTriesTests
{
    private static readonly CancellationToken None = CancellationToken.None;

    [Theory, DatabaseData]
    public async Task Attempts_that_ended_with_their_worker_are_no_tries(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));

        (await TriesAfterAsync(fixture, "")).ShouldBe(1);
        (await TriesAfterAsync(fixture, "retry lease lease")).ShouldBe(2);
        (await TriesAfterAsync(fixture, "postponed retry postponed lease retry")).ShouldBe(3);
        (await TriesAfterAsync(fixture, "lease retry lease fatal")).ShouldBe(1);
        (await TriesAfterAsync(fixture, "retry retry retry fatal lease retry")).ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task However_many_failures_there_were_since(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));

        (await TriesAfterAsync(fixture, "retry lease lease lease " + Many("postponed", 30))).ShouldBe(2);
        (await TriesAfterAsync(fixture, Many("lease", 25) + " retry " + Many("lease", 25))).ShouldBe(2);
    }

    [Theory, DatabaseData]
    public async Task Lapses_are_limited_too_but_to_more_than_the_tries(Engine engine)
    {
        await using var fixture = await JobFixture.CreateAsync(engine, null, new Handler("a"));

        (await StateAfterAsync(fixture, "retry retry retry retry", 5)).ShouldBe("waiting");
        (await StateAfterAsync(fixture, "retry retry retry retry retry", 5)).ShouldBe("dead");
        (await StateAfterAsync(fixture, "lease cut lease cut lease cut lease cut lease retry retry retry retry", 5)).ShouldBe("waiting");
        (await StateAfterAsync(fixture, "lease cut lease cut lease cut lease cut lease cut", 5)).ShouldBe("dead");
        (await StateAfterAsync(fixture, "cut lease cut lease cut lease cut lease retry cut lease", 5)).ShouldBe("dead");
    }

    private static string Many(string what, int times) => string.Join(' ', Enumerable.Repeat(what, times));

    /// <summary>The tries of the attempt that comes after these.</summary>
    private static async Task<long> TriesAfterAsync(JobFixture fixture, string ends)
    {
        await EndAsync(fixture, ends, 1_000);
        var last = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
        await fixture.SettleAsync(last, new JobOutcome.Done());
        return last.Tries;
    }

    private static async Task<string> StateAfterAsync(JobFixture fixture, string ends, int attempts)
    {
        var job = await EndAsync(fixture, ends, attempts);
        var state = (await fixture.Services.Service.GetAsync(JobFixture.Alice, job, None)).State;
        if (state != JobState.Dead)
        {
            await fixture.SettleAsync((await fixture.ClaimAsync(1)).ShouldHaveSingleItem(), new JobOutcome.Done());
            return "waiting";
        }
        return state.Name();
    }

    /// <summary>A job whose attempts ended so.</summary>
    private static async Task<string> EndAsync(JobFixture fixture, string ends, int attempts)
    {
        var id = "";
        await fixture.EnqueueAsync(new NewJob("a") { MaxAttempts = attempts });
        foreach (var end in ends.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var job = (await fixture.ClaimAsync(1)).ShouldHaveSingleItem();
            id = Ids.Job(job.JobNo);
            switch (end)
            {
                case "lease":
                    fixture.Clock.Advance(TimeSpan.FromMinutes(1));
                    (await new ReleaseExpired(fixture.Services).RunAsync(None)).Count.ShouldBe(1);
                    break;
                case "fatal":
                    await fixture.SettleAsync(job, new JobOutcome.Fatal("why"));
                    await fixture.Services.Service.RetryAsync(JobFixture.Alice, "ann", Ids.Job(job.JobNo), None);
                    break;
                default:
                    await fixture.SettleAsync(
                        job,
                        end switch
                        {
                            "retry" => new JobOutcome.Retry("why"),
                            "cut" => new JobOutcome.Cut("why"),
                            _ => new JobOutcome.Postponed("why"),
                        }
                    );
                    break;
            }
            fixture.Clock.Advance(TimeSpan.FromHours(1));
            await new PromoteDue(fixture.Services).RunAsync(None);
        }
        return id;
    }
}
