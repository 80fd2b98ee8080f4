using Strata.Cli;
using Strata.Testing;

namespace Strata.Server.Tests.Cli;

/// <summary>What people type every day, and what they meet on the first.</summary>
public sealed class DailyUseTests
{
    private const string Csv = "Name,Email\nAnn Lee,ann@example.org\n";

    [Theory]
    [InlineData("sources", "list")]
    [InlineData("entities", "get", "ann@example.org")]
    [InlineData("search", "ann")]
    [InlineData("verify")]
    [InlineData("ls")]
    public async Task Folder_that_is_not_there_is_no_empty_store(params string[] arguments)
    {
        var missing = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

        var ended = (await StrataCommand.RunAsync([.. arguments, "--data", missing])).ShouldEndWith(3);

        ended.Err.ShouldContain($"There is no store in '{missing}'");
        ended.Err.ShouldContain($"strata --data {missing} ingest FILE");
        Directory.Exists(missing).ShouldBeFalse();
    }

    [Fact]
    public async Task Verb_that_writes_creates_the_folder_and_says_so_once()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var (file, made) = (store.Write("a.csv", Csv), Path.Combine(store.Files, "made"));

        var first = (await StrataCommand.RunAsync(["ingest", file, "--data", made])).ShouldEndWith(0);
        var second = (await StrataCommand.RunAsync(["ingest", file, "--data", made])).ShouldEndWith(0);

        first.Err.ShouldContain($"Created a new store in {made}.");
        second.Err.ShouldNotContain("Created");
    }

    [Fact]
    public async Task Ls_and_get_stand_for_the_long_verbs()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var taken = await store.JsonAsync("ingest", store.Write("a.csv", Csv), "--type", "contact");

        (await store.RunAsync("ls")).ShouldEndWith(0).Out.ShouldBe((await store.RunAsync("sources", "list")).Out);
        (await store.RunAsync("ls", "contact", "--json"))
            .ShouldEndWith(0)
            .Out.ShouldBe((await store.RunAsync("entities", "list", "--type", "contact", "--json")).Out);
        foreach (var id in (string[])["source_id", "run.run_id"])
        {
            (await store.RunAsync("--json", "get", taken.Text(id) ?? "")).ShouldEndWith(0);
        }
        (await store.RunAsync("get", "ann@example.org")).ShouldEndWith(0).Out.ShouldContain("Ann Lee");
        (await store.RunAsync("get")).ShouldEndWith(2).Err.ShouldContain("strata entities get --help");
        (await store.RunAsync("get", "nobody@example.org")).ShouldEndWith(3);
    }

    [Fact]
    public async Task Help_groups_verbs_and_has_examples_however_it_is_asked_for()
    {
        var alone = (await StrataCommand.RunAsync([])).ShouldEndWith(0).Out;

        (await StrataCommand.RunAsync(["help"])).ShouldEndWith(0).Out.ShouldBe(alone);
        (await StrataCommand.RunAsync(["--help"])).ShouldEndWith(0).Out.ShouldBe(alone);
        alone.ShouldContain("Take in:");
        alone.ShouldContain("Examples:");
        (await StrataCommand.RunAsync(["help", "feeds", "add"])).ShouldEndWith(0).Out.ShouldContain("strata feeds add scans ~/Scans");
        (await StrataCommand.RunAsync(["version"]))
            .ShouldEndWith(0)
            .Out.ShouldBe((await StrataCommand.RunAsync(["--version"])).ShouldEndWith(0).Out);
    }

    [Fact]
    public void Every_verb_is_in_one_group_of_the_help()
    {
        VerbGroups
            .All.SelectMany(g => g.Verbs)
            .ShouldBe(CommandLine.Root.Subcommands.Where(v => !v.Hidden).Select(v => v.Name), ignoreOrder: true);
    }

    [Fact]
    public async Task Files_of_a_folder_are_told_of_one_by_one_and_counted_apart()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        store.Write("in/a.csv", Csv);
        store.Write("in/b.json", """{"broken": """);

        var ended = (await store.RunAsync("ingest", Path.Combine(store.Files, "in"))).ShouldEndWith(1);

        ended.Out.ShouldContain("completed  a.csv  ");
        ended.Out.ShouldContain("failed     b.json  ");
        ended.Err.ShouldContain("2 files: 1 completed, 1 failed.");
    }

    [Fact]
    public async Task Token_is_for_writing_and_ends_unless_asked_otherwise()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("users", "add", "alice")).ShouldEndWith(0);

        var usual = (await store.RunAsync("users", "token", "add", "alice")).ShouldEndWith(0);
        var lasting = await store.JsonAsync("users", "token", "add", "alice", "--scope", "read", "--expires", "never");

        usual.Err.ShouldContain("It may write, until 20");
        lasting.Text("details.scope").ShouldBe("read");
        lasting.Text("details.expires_at").ShouldBeNull();
        var made = (await store.LinesAsync("users", "token", "list", "alice"))[0];
        made.Text("scope").ShouldBe("write");
        (made.GetProperty("expires_at").GetDateTimeOffset() - made.GetProperty("created_at").GetDateTimeOffset()).TotalDays.ShouldBe(
            90,
            0.1
        );
    }

    [Fact]
    public async Task Watched_folder_is_added_run_shown_and_removed()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        var folder = TestFolder.New();
        var file = Path.Combine(folder, "a.csv");
        await File.WriteAllTextAsync(file, Csv, TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(file, DateTime.UtcNow.AddMinutes(-5));

        (await store.RunAsync("feeds", "add", "scans", folder)).ShouldEndWith(0).Err.ShouldContain("strata feeds run scans");
        (await store.RunAsync("feeds", "run", "scans")).ShouldEndWith(0).Out.ShouldContain("scans: 1 source taken.");
        (await store.RunAsync("feeds", "show", "scans")).ShouldEndWith(0).Out.ShouldContain("1 taken, 0 waiting, 0 failed, 0 refused");
        (await store.RunAsync("feeds", "list")).ShouldEndWith(0).Out.ShouldContain(folder);
        (await store.JsonAsync("feeds", "show", "scans")).Text("path").ShouldBe(folder);
        (await store.JsonAsync("feeds", "run", "scans")).GetProperty("unchanged").GetInt32().ShouldBe(1);
        (await store.RunAsync("feeds", "remove", "scans")).ShouldEndWith(0);
        (await store.RunAsync("feeds", "show", "scans")).ShouldEndWith(3).Err.ShouldContain("There is no feed 'scans'");
        (await store.RunAsync("feeds", "add", "mail", "imaps://anna:sesame@mail.example.org"))
            .ShouldEndWith(2)
            .Err.ShouldNotContain("sesame");
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Worker_logs_each_job_once_with_how_it_ended()
    {
        await using var store = await CliStore.CreateAsync(Engine.Sqlite);
        (await store.RunAsync("ingest", store.Write("a.csv", Csv), "--no-wait")).ShouldEndWith(0);

        var worker = await StrataProcess.RunAsync(["worker", "--once"], null, store.Variables);

        worker.ShouldEndWith(0);
        var lines = worker.Err.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => JsonElement.Parse(l)).ToList();
        lines.Count(l => l.Text("message")?.Contains(" started with ", StringComparison.Ordinal) is true).ShouldBe(1);
        var job = lines.Where(l => l.TryGetProperty("outcome", out _)).ShouldHaveSingleItem();
        (job.Text("kind"), job.Text("outcome")).ShouldBe(("interpret", "done"));
        job.GetProperty("seconds").GetDouble().ShouldBeGreaterThanOrEqualTo(0);
        worker.Err.ShouldNotContain("ann@example.org");
    }
}
