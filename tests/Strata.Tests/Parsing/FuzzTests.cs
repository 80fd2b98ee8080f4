using Strata.Parsing;
using Strata.Testing;

namespace Strata.Tests.Parsing;

/// <summary>A short run of what <c>Strata.Bench fuzz</c> does at length.</summary>
public sealed class FuzzTests
{
    private const int Cases = 200;

    public static TheoryData<string> ParserIds => [.. Parsers.All.Select(parser => parser.Id)];

    [Theory]
    [MemberData(nameof(ParserIds))]
    public async Task No_mutation_of_a_sample_makes_a_parser_crash_hang_or_break_a_promise(string id)
    {
        var parser = Parsers.All.Single(p => p.Id == id);
        var current = 0;

        var run = Task.Run(() => ParserFuzz.Run(parser, 0, Cases, number => current = number).Take(5).ToList());
        var ended = await Task.WhenAny(run, Task.Delay(TimeSpan.FromSeconds(60)));

        ended.ShouldBe(run, $"case {current} hangs");
        (await run).ShouldBeEmpty();
    }
}
