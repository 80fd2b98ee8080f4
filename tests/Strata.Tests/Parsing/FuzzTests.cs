using Strata.Parsing;
using Strata.Testing;

namespace Strata.Tests.Parsing;

/// <summary>A short run of what <c>Strata.Bench fuzz</c> does at length.</summary>
public sealed class FuzzTests
{
    private static readonly int Cases = TestScale.Pick("STRATA_TEST_FUZZ_CASES", quick: 20, all: 200);

    public static TheoryData<string> ParserIds => [.. Parsers.All.Select(parser => parser.Id)];

    [Theory]
    [MemberData(nameof(ParserIds))]
    public void No_mutation_of_a_sample_makes_a_parser_crash_hang_or_break_a_promise(string id)
    {
        var parser = Parsers.All.Single(p => p.Id == id);

        ParserFuzz.Run(parser, 0, Cases).Take(5).ShouldBeEmpty();
    }
}
