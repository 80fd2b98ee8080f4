using Strata.Cli.Sources;

namespace Strata.Server.Tests.Cli;

public sealed class SourceLineTests
{
    [Theory]
    [InlineData("Acme", 1, "name;", "")]
    [InlineData("Größe", 2, "é;", ";3")]
    [InlineData("total", 3, "", " 42")]
    public async Task Locator_is_shown_as_line_number_and_the_text_around_it(string quote, long number, string before, string after)
    {
        const string text = "name;Acme\r\né;Größe;3\ntotal 42\n";
        var bytes = Encoding.UTF8.GetBytes(text);
        var start = bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(quote));

        var line = await SourceLine.ReadAsync(
            new MemoryStream(bytes),
            new ByteLocator(start, Encoding.UTF8.GetByteCount(quote)),
            TestContext.Current.CancellationToken
        );

        line.ShouldBe(new SourceLine(number, before, quote, after));
    }

    [Fact]
    public async Task Line_number_is_right_far_into_a_large_source()
    {
        var text = string.Concat(Enumerable.Range(1, 50_000).Select(i => $"line {i}\n"));
        var at = new ByteLocator(text.IndexOf("line 43210", StringComparison.Ordinal), 10);

        var line = await SourceLine.ReadAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), at, TestContext.Current.CancellationToken);

        line.ShouldBe(new SourceLine(43_210, "", "line 43210", ""));
    }

    [Fact]
    public async Task Locator_beyond_the_source_has_no_line() =>
        (await SourceLine.ReadAsync(new MemoryStream([1, 2]), new ByteLocator(9, 1), TestContext.Current.CancellationToken)).ShouldBeNull();
}
