namespace Strata.Server.Tests.Cli;

public sealed class QuotaTests
{
    [Fact]
    public async Task A_plan_limits_what_the_command_line_takes_in_and_usage_shows_it()
    {
        await using var cli = await CliStore.CreateAsync(Engine.Sqlite);
        (await cli.JsonAsync("usage")).GetProperty("plan").GetString().ShouldBe("enterprise");
        (await cli.JsonAsync("users", "plan", "local")).GetProperty("storage").TryGetProperty("limit", out _).ShouldBeFalse();

        var set = await cli.JsonAsync("users", "plan", "local", "pro", "--storage", "1KiB", "--interpretations", "none");
        set.GetProperty("plan").GetString().ShouldBe("pro");
        set.GetProperty("storage").GetProperty("limit").GetInt64().ShouldBe(1_024);
        set.GetProperty("interpretations").TryGetProperty("limit", out _).ShouldBeFalse();

        var refused = await cli.PipeAsync(Note(2_000), "store", "-", "--json");
        refused.Exit.ShouldBe(5);
        refused.Err.ShouldContain("STORAGE_QUOTA_EXCEEDED");
        refused.Err.ShouldContain("\"limit\":1024");

        var stored = await cli.PipeAsync(Note(800), "store", "-");
        stored.Exit.ShouldBe(0);
        stored.Out.ShouldContain("% of the storage is used");
        var recount = await cli.RunAsync("usage", "recount");
        recount.Exit.ShouldBe(0);
        recount.Out.ShouldContain("The usage was correct.");

        (await cli.RunAsync("users", "plan", "local", "pro", "--storage", "0.5KB")).ShouldEndWith(0).Err.ShouldContain("500 bytes");
        (await cli.RunAsync("users", "list", "--usage")).ShouldEndWith(0).Out.ShouldContain("storage since ");
        (await cli.RunAsync("users", "plan", "local", "gold")).Exit.ShouldBe(2);
        (await cli.RunAsync("users", "plan", "local", "free", "--storage", "much")).Exit.ShouldBe(2);
        (await cli.RunAsync("users", "plan", "local", "--storage", "1GB")).Exit.ShouldBe(2);
    }

    private static string Note(int length) =>
        """{"entity_type":"note","fields":{"title":"TITLE"}}""".Replace("TITLE", new string('x', length), StringComparison.Ordinal);
}
