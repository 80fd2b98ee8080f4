using System.Diagnostics;
using Strata.Server.Tests.Cli;
using Strata.Testing;

namespace Strata.Server.Tests.Chaos;

/// <summary>
/// Many users on PostgreSQL and S3 with several serving and working processes, any of which is killed at any time: nothing is lost, done
/// twice, over quota, or visible to the wrong user. It lasts until <c>./test --chaos-operations N</c> are answered and enough was harmed,
/// however slow the machine; of more than the usual number by 20 users, on 2 servers and 3 workers. <c>--chaos-minutes N</c> ends it
/// earlier, and
/// <c>--chaos-seed N</c> takes another course. What it came to is in its output and in <c>artifacts/chaos.txt</c>.
/// </summary>
public sealed class ChaosTests(ITestOutputHelper output)
{
    private const int Limited = 9 << 20;
    private const int LimitedRuns = 8;

    /// <summary>Operations of a short run: fewer meet too few of the faults.</summary>
    private const int Min = 80;
    private const int Default = 1_000;
    private static readonly CancellationToken None = CancellationToken.None;
    private static readonly string[] Names =
    [
        "ada",
        "ben",
        "cleo",
        "dora",
        "emil",
        "fay",
        "gus",
        "hana",
        "ivo",
        "jana",
        "kurt",
        "lea",
        "mona",
        "nils",
        "olga",
        "paul",
        "rosa",
        "sven",
        "tara",
    ];

    [Fact, Trait("req", "G1"), Trait("req", "G8"), Trait("req", "G9"), Trait("req", "IT-008")]
    public async Task Nothing_is_lost_done_twice_over_quota_or_anothers_whatever_is_killed()
    {
        var minutes = TestScale.Pick("STRATA_TEST_CHAOS_MINUTES", quick: 0, all: 0);
        var operations = TestScale.Pick(
            "STRATA_TEST_CHAOS_OPERATIONS",
            minutes > 0 ? int.MaxValue : Min,
            minutes > 0 ? int.MaxValue : Default
        );
        var seed = TestScale.Pick("STRATA_TEST_CHAOS_SEED", quick: 7, all: 7);
        var isLong = operations > Min;
        using var ended = minutes > 0 ? new CancellationTokenSource(TimeSpan.FromMinutes(minutes)) : new CancellationTokenSource();
        await using var town = await ChaosCluster.StartAsync(servers: 2, workers: isLong ? 3 : 2);
        var citizens = new List<SimulatedUser>();
        foreach (var name in Names.Take(isLong ? Names.Length : 4))
        {
            citizens.Add(await town.CitizenAsync(name));
        }
        var limited = await town.CitizenAsync("max");
        await town.Store.Usage.SetPlanAsync(limited.User, "free", Limited, LimitedRuns, None);
        try
        {
            await LiveAsync(town, citizens, limited, seed, isLong ? 4 : 1, operations, ended);
            citizens.Add(limited);
            await CalmAsync(town, citizens);
            await CheckAsync(town, citizens, limited);
            Tell("All of it is there once, whole, and nobody else's.");
        }
        catch
        {
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"seed {seed}"));
            output.WriteLine(string.Join('\n', town.Said));
            throw;
        }
    }

    /// <param name="ended">Cancelled when so many operations are answered and enough was harmed, if not before.</param>
    private async Task LiveAsync(
        ChaosCluster town,
        List<SimulatedUser> citizens,
        SimulatedUser limited,
        int seed,
        int calm,
        int operations,
        CancellationTokenSource ended
    )
    {
        var began = Stopwatch.GetTimestamp();
        var done = 0;
        void Answered()
        {
            town.Hear();
            if (Interlocked.Increment(ref done) >= operations && town.HasRaged)
            {
                ended.Cancel();
            }
        }
        var clients = citizens
            .SelectMany(c => new[] { new Client(c, 1, seed + c.Name[0], Answered), new Client(c, 2, seed - c.Name[0], Answered) })
            .ToList();
        var greedy = Enumerable.Range(1, 3).Select(i => new Client(limited, i, seed * i, Answered)).ToList();
        await Task.WhenAll([
            town.RageAsync(seed, calm, ended.Token),
            .. clients.Select(c => Task.Run(() => c.LiveAsync(ended.Token), None)),
            .. greedy.Select(c => Task.Run(() => c.DemandAsync((Limited / 2) + 1_000, ended.Token), None)),
        ]);
        Tell(
            string.Create(
                CultureInfo.InvariantCulture,
                $"seed {seed}: {done} operations of {citizens.Count + 1} users in {Stopwatch.GetElapsedTime(began).TotalMinutes:0.0} minutes, {clients.Sum(c => c.Retries)} of them tried again; {town.Harms}; {limited.Files.Count} files and {limited.Refusals.Count} refusals under a quota"
            )
        );
    }

    private void Tell(string line)
    {
        output.WriteLine(line);
        File.AppendAllText(Path.Combine(Repository.Root, "artifacts", "chaos.txt"), line + "\n");
    }

    /// <summary>Nothing is killed any more: what was left undone is done, and the processes end as they are asked to.</summary>
    private static async Task CalmAsync(ChaosCluster town, List<SimulatedUser> citizens)
    {
        await Recovery.EndLeasesAsync(town.Store, town.Time);
        foreach (var citizen in citizens)
        {
            while (await IsBusyAsync(citizen))
            {
                town.ShouldRun();
                await Task.Delay(100, None);
                await Recovery.LineUpAsync(town.Store, town.Time);
            }
        }
        (await town.EndAsync()).ShouldAllBe(code => code == 0);
        await Recovery.GiveUpSilentAsync(town.Store, town.Time);
        await Recovery.WorkAsync(town.Store);
        town.Time.By = TimeSpan.FromHours(3);
    }

    /// <summary>
    /// Whether anything is left to do. Uploads that were given up begin again: on a slow machine S3 may not answer within their second.
    /// </summary>
    private static async Task<bool> IsBusyAsync(SimulatedUser citizen)
    {
        await citizen.Store.Blobs.RetryUploadsAsync(None);
        return await Audit.JobsAsync(citizen, null) is { Count: > 0 };
    }

    private static async Task CheckAsync(ChaosCluster town, List<SimulatedUser> citizens, SimulatedUser limited)
    {
        foreach (var (citizen, other) in citizens.Zip(citizens.Skip(1).Append(citizens[0])))
        {
            citizen.Troubles.ShouldBeEmpty();
            citizen.Receipts.ShouldNotBeEmpty();
            await Audit.RunsAndJobsHaveEndedAsync(town, citizen);
            await Audit.EverythingIsThereOnceAsync(citizen);
            await Audit.BytesAreInTheStoreAsync(town, citizen);
            await Audit.OtherIsNotThereAsync(citizen, other);
            await Audit.AnswersAreTheSameAsync(citizen);
            await Audit.EverythingIsThereOnceAsync(citizen);
        }
        limited.Refusals.ShouldContain(ErrorCode.StorageQuotaExceeded);
        limited.Files.Count(f => f.Rows > 0).ShouldBeLessThanOrEqualTo(LimitedRuns);
        foreach (var citizen in citizens)
        {
            await Audit.UsageIsWhatThereIsAsync(citizen);
        }
    }
}
