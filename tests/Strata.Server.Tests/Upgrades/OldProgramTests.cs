using Strata.Server.Tests.Chaos;
using Strata.Server.Tests.Cli;
using Strata.Testing;

namespace Strata.Server.Tests.Upgrades;

/// <summary>
/// An upgrade without a pause, with real programs: a server of the old program runs, one of the present one starts on the same store and
/// migrates it (docs/adr/0027-contractions.md).
/// </summary>
public sealed class OldProgramTests(ITestOutputHelper output)
{
    private const int Before = 60;
    private const int Beside = 100;
    private const int Callers = 4;

    [Theory, DatabaseData, Trait("req", "G9"), Trait("run", "all")]
    public async Task Old_program_works_on_beside_this_one_or_refuses_where_the_newest_migration_contracts(Engine engine)
    {
        var program = await OldProgram.GetAsync();
        await using var store = await CliStore.CreateEmptyAsync(engine);
        Task<Ended> OldAsync(params string[] arguments) => StrataProcess.RunAsync(arguments, null, store.Variables, program);
        (await OldAsync("users", "add", "alice")).ShouldEndWith(0);
        var token = (await OldAsync("users", "token", "add", "alice", "--for", "test", "--json")).ShouldEndWith(0).Json.Text("token");
        var (older, newer) = (new Served(store, "old", program), new Served(store, "new", program: null));
        try
        {
            await older.Node.StartAsync();
            var known = new Known();
            using var first = new Caller([older.Url], token, seed: 1, known);
            await first.ActAsync(Before);
            known.Failures.ShouldBeEmpty();

            await newer.Node.StartAsync();

            if (OldProgram.IsContracted)
            {
                await RefusesAsync(first, OldAsync);
            }
            else
            {
                await WorkBesideAsync([older.Url, newer.Url], token, known);
                (await older.Node.EndAsync()).ShouldBe(0);
                (await newer.Node.EndAsync()).ShouldBe(0);
                (await store.RunAsync("worker", "--once")).ShouldEndWith(0);
                (await OldAsync("verify", "--deep", "--user", "alice")).ShouldEndWith(0);
            }

            var found = await store.RunAsync("verify", "--deep", "--user", "alice", "--json");
            found.ShouldEndWith(0);
            var rebuilt = await store.JsonAsync("rebuild", "--user", "alice");
            rebuilt.Text("state_hash").ShouldBe(found.Json.Text("state_hash"));
            rebuilt.GetProperty("changed").GetInt32().ShouldBe(0);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{known.Done} writes beside {program}"));
        }
        catch
        {
            output.WriteLine(string.Join('\n', older.Node.Said.Concat(newer.Node.Said)));
            throw;
        }
        finally
        {
            await older.Node.KillAsync();
            await newer.Node.KillAsync();
        }
    }

    private static async Task WorkBesideAsync(Uri[] servers, string token, Known known)
    {
        foreach (var server in servers)
        {
            using var http = RunningServer.NewClient(server);
            await http.ReadyAsync();
        }
        var callers = Enumerable.Range(2, Callers).Select(seed => new Caller(servers, token, seed, known)).ToList();
        await Task.WhenAll(callers.Select(c => c.ActAsync(Beside)));
        callers.ForEach(c => c.Dispose());
        known.Failures.ShouldBeEmpty();
        known.Retractions.Count.ShouldBeGreaterThan(0);
        known.Done.ShouldBeGreaterThan((Before + (Callers * Beside)) / 2);
    }

    /// <summary>Both what runs and what starts.</summary>
    private static async Task RefusesAsync(Caller caller, Func<string[], Task<Ended>> oldAsync)
    {
        foreach (var (status, answer) in await caller.WritesAsync())
        {
            status.ShouldBe(503, answer);
            JsonElement.Parse(answer).Text("code").ShouldBe("PROGRAM_OUTDATED");
        }
        var ended = await oldAsync(["verify", "--user", "alice"]);
        ended.Exit.ShouldBe(1, ended.Out);
        ended.Err.ShouldContain(OldProgram.NewestMigration);
    }

    /// <summary>A server of one of the programs on the store.</summary>
    private sealed class Served
    {
        public Served(CliStore store, string name, string? program)
        {
            Url = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Next()}"));
            string[] rates = ["--rate-reads", "0", "--rate-writes", "0", "--rate-expensive", "0"];
            Node = new Node(name, ["serve", "--urls", Url.ToString(), "--require-tokens", .. rates], store.Variables, program);
        }

        public Uri Url { get; }

        public Node Node { get; }
    }
}
