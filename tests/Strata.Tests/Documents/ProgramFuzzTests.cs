using Strata.Testing;

namespace Strata.Tests.Documents;

/// <summary>A short run of what <c>Strata.Bench fuzz --programs</c> does at length.</summary>
public sealed class ProgramFuzzTests
{
    [Theory]
    [InlineData("pdf", 10)]
    [InlineData("odt", 5)]
    [InlineData("rtf", 5)]
    public async Task No_damaged_file_makes_the_programs_hang_or_leave_anything_behind(string format, int cases) =>
        (await ProgramFuzz.RunAsync(format, 0, cases, temporary: null, current: null, TestContext.Current.CancellationToken)).ShouldBeEmpty();
}
