using Strata.Testing;

namespace Strata.Tests.Documents;

/// <summary>A short run of what <c>Strata.Bench fuzz --programs</c> does at length.</summary>
public sealed class ProgramFuzzTests
{
    [Theory]
    [InlineData("pdf", 10)]
    [InlineData("pdfpig", 10)]
    [InlineData("odt", 5)]
    [InlineData("rtf", 5)]
    [InlineData("epub", 3)]
    [InlineData("latex", 3)]
    [InlineData("rst", 3)]
    [InlineData("org", 3)]
    [InlineData("textile", 3)]
    [InlineData("mediawiki", 3)]
    [InlineData("docbook", 3)]
    [InlineData("fb2", 3)]
    public async Task No_damaged_file_makes_the_programs_hang_or_leave_anything_behind(string format, int cases) =>
        (
            await ProgramFuzz.RunAsync(format, 0, cases, temporary: null, current: null, TestContext.Current.CancellationToken)
        ).ShouldBeEmpty();

    [Theory]
    [InlineData("odt")]
    [InlineData("rtf")]
    public void No_damaged_file_breaks_what_prepares_it_for_pandoc(string format) =>
        ProgramFuzz.Prepare(format, 0, 300, current: null).ShouldBeEmpty();
}
