namespace Strata.Server.Tests.Cli;

public sealed class CliReferenceTests
{
    [Fact]
    public void Reference_page_says_what_the_command_line_does()
    {
        var path = Path.Combine(Repository.Root, "docs", "reference", "cli.md");
        var page = CliReference.Write(Strata.Cli.CommandLine.Root);
        if (Environment.GetEnvironmentVariable("STRATA_UPDATE_DOCS") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? "");
            File.WriteAllText(path, page);
        }

        File.ReadAllText(path).ShouldBe(page, "run with STRATA_UPDATE_DOCS=1 and commit docs/reference/cli.md");
    }
}
