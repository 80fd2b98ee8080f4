using System.Text.RegularExpressions;

namespace Strata.Server.Tests;

public sealed partial class AgentsGuideReferenceTests
{
    /// <summary>The table of tools in the guide for agents is made from their definitions.</summary>
    [Fact]
    public async Task Guide_for_agents_lists_the_tools()
    {
        var table = new StringBuilder("<!-- made from the definitions of the tools -->\n");
        foreach (var (profile, title) in new[] { (ToolProfile.Core, "listed by default"), (ToolProfile.Admin, "profile `admin`") })
        {
            await using var client = await ToolListTests.OverStdioAsync(profile);
            table.Append(CultureInfo.InvariantCulture, $"\n| {title} | |\n|---|---|\n");
            foreach (var tool in await client.ListToolsAsync(cancellationToken: TestContext.Current.CancellationToken))
            {
                table.Append(CultureInfo.InvariantCulture, $"| `{tool.Name}` | {FirstSentence().Match(tool.Description).Value} |\n");
            }
        }
        var guide = await File.ReadAllTextAsync(CommittedDocs.PathOf("../guide/agents.md"), TestContext.Current.CancellationToken);
        await CommittedDocs.ShouldBeCommittedAsync(
            Table().Replace(guide, table.ToString().TrimEnd().Replace("$", "$$")),
            "../guide/agents.md"
        );
    }

    [GeneratedRegex(@"^.*?[.](?=\s|$)", RegexOptions.Singleline)]
    private static partial Regex FirstSentence();

    [GeneratedRegex("<!-- made from.*?(?=\n\n[^|<])", RegexOptions.Singleline)]
    private static partial Regex Table();
}
