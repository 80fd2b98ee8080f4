using System.Text.RegularExpressions;

namespace Strata.Server.Tests.Conformance;

/// <summary>
/// The official conformance suite against our MCP endpoint, in both revisions of the protocol: each scenario that a
/// revision requires is a test here; what is optional and not offered is listed in tests/mcp-conformance.
/// </summary>
public sealed partial class ConformanceTests(ConformanceRuns runs) : IClassFixture<ConformanceRuns>
{
    private static readonly string[] Revisions = ["2026-07-28", "2025-11-25"];

    public static TheoryData<string, string> Required() => [.. Listed("required.txt").Select(l => (l[0], l[1]))];

    [Theory]
    [MemberData(nameof(Required))]
    public async Task Endpoint_meets_the_required_scenario(string revision, string scenario)
    {
        var run = await runs.OfAsync(revision);
        run.Scenarios.Keys.ShouldContain(scenario, run.Output);
        run.Scenarios[scenario].ShouldBeEmpty(string.Join("\n", run.Scenarios[scenario]));
    }

    [Fact]
    public async Task List_of_required_scenarios_is_the_suites_own()
    {
        var theirs = new List<string>();
        foreach (var revision in Revisions)
        {
            var list = await ConformanceSuite.RunAsync(TestContext.Current.CancellationToken, "list", "--requirements", revision);
            var server = list.Output.Split("Server scenarios", 2)[1].Split("Client scenarios", 2)[0];
            theirs.AddRange(ListLine().Matches(server).Select(m => $"{revision} {m.Groups["name"].Value}"));
        }
        Listed("required.txt")
            .Select(l => string.Join(' ', l))
            .Order(StringComparer.Ordinal)
            .ShouldBe(theirs.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Optional_scenarios_that_fail_are_those_that_are_listed_with_a_reason()
    {
        var failing = new List<string>();
        foreach (var revision in Revisions)
        {
            var required = Listed("required.txt").Where(l => l[0] == revision).Select(l => l[1]).ToHashSet(StringComparer.Ordinal);
            var run = await runs.OfAsync(revision);
            failing.AddRange(run.Scenarios.Where(s => !required.Contains(s.Key) && s.Value.Count > 0).Select(s => $"{revision} {s.Key}"));
        }
        failing
            .Order(StringComparer.Ordinal)
            .ShouldBe(Listed("not-offered.txt").Select(l => $"{l[0]} {l[1]}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("2026-07-28")]
    [InlineData("2025-11-25")]
    public async Task Products_own_tools_and_resources_have_no_wire_schema_failure(string revision)
    {
        var run = await runs.OfProductAsync(revision);
        run.Scenarios.Keys.ShouldContain("tools-list", run.Output);
        run.Scenarios["tools-list"].ShouldBeEmpty(string.Join("\n", run.Scenarios["tools-list"]));
        run.Scenarios.Values.SelectMany(f => f).Where(f => f.StartsWith("wire-schema", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    /// <summary>Lines "revision scenario", then a reason where there is one; "#" begins a comment.</summary>
    private static IEnumerable<string[]> Listed(string file) =>
        File.ReadLines(Path.Combine(ConformanceSuite.Pinned, file))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ', 3));

    [GeneratedRegex(@"^\s+- (?<name>\S+)", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ListLine();
}
