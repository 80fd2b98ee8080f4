namespace Strata.Server.Tests.Cli;

public sealed class UsageTests
{
    [Theory]
    [InlineData("nonsense")]
    [InlineData("entities")]
    [InlineData("correct", "only-one")]
    [InlineData("ingest", "/there/is/no/such/file")]
    [InlineData("ingest", "-", "--day-first", "--month-first")]
    [InlineData("ingest", "-", "--observed-at", "yesterday")]
    [InlineData("entities", "list", "--limit", "0", "--server", "http://127.0.0.1:9")]
    [InlineData("entities", "list", "--filter", "nonsense", "--server", "http://127.0.0.1:9")]
    [InlineData("entities", "list", "--user", "Not A Name")]
    [InlineData("entities", "list", "--server", "ftp://example.org")]
    [InlineData("entities", "list", "--database", "mysql://ann:secret@127.0.0.1/strata")]
    [InlineData("entities", "list", "--blobs", "https://example.org")]
    public async Task Command_line_that_cannot_be_understood_ends_with_2(params string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("strata-usage-").FullName;
        try
        {
            var ended = await StrataCommand.RunAsync(
                arguments,
                variables: new Dictionary<string, string> { ["STRATA_DATA"] = Path.Combine(folder, "data") }
            );

            ended.ShouldEndWith(2);
            ended.Out.ShouldBeEmpty();
            ended.Err.ShouldNotBeEmpty();
            ended.Err.ShouldNotContain("secret");
            ended.Err.ShouldNotContain("   at ");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Command_line_that_cannot_be_understood_says_whose_help_to_read() =>
        (await StrataCommand.RunAsync(["users", "token", "nonsense"])).ShouldEndWith(2).Err.ShouldContain("See: strata users token --help");

    [Fact]
    public async Task Unreachable_database_ends_with_what_to_check_and_no_stack() =>
        (await StrataCommand.RunAsync(["entities", "list", "--database", "postgres://ann:not-to-be-shown@127.0.0.1:9/strata"]))
            .ShouldEndWith(6)
            .Err.ShouldSatisfyAllConditions(
                said => said.ShouldContain("STORAGE_PENDING: The database is unreachable"),
                said => said.ShouldContain("127.0.0.1:9"),
                said => said.ShouldContain("--database"),
                said => said.ShouldNotContain("not-to-be-shown"),
                said => said.ShouldNotContain("   at ")
            );

    [Fact]
    public async Task Error_as_json_has_the_advice_of_its_text()
    {
        var folder = Directory.CreateTempSubdirectory("strata-usage-").FullName;
        try
        {
            var environment = new Dictionary<string, string> { ["STRATA_DATA"] = folder };
            string[] unknown = ["entities", "list", "--user", "nobody"];
            var text = (await StrataCommand.RunAsync(unknown, variables: environment)).Err;
            var problem = JsonElement.Parse(
                (await StrataCommand.RunAsync([.. unknown, "--json"], variables: environment)).ShouldEndWith(3).Err
            );

            problem.Text("advice").ShouldNotBeNull().ShouldContain("strata users add NAME");
            text.ShouldContain(problem.Text("advice") ?? "?");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Unreachable_server_ends_with_6() =>
        (await StrataCommand.RunAsync(["entities", "list", "--server", "http://127.0.0.1:9"]))
            .ShouldEndWith(6)
            .Err.ShouldContain("cannot be reached");

    [Fact]
    public async Task Help_ends_with_0() =>
        (await StrataCommand.RunAsync(["--help"])).ShouldEndWith(0).Out.ShouldContain("strata VERB [options]");
}
