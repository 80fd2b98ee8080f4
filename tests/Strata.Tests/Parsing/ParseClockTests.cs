using Strata.Parsing;

namespace Strata.Tests.Parsing;

public sealed class ParseClockTests
{
    private static readonly ParseBudget NoTime = new() { MaxTime = TimeSpan.FromMicroseconds(500) };

    [Theory]
    [InlineData("text/csv", "name,age\nAnn,30\n")]
    [InlineData("text/plain", "One.\n\nTwo.\n\n")]
    [InlineData("application/json", "[{\"a\":1}")]
    public void A_parse_ends_with_its_time_and_keeps_what_it_read(string mediaType, string piece)
    {
        var time = new SteppingTime();
        var content =
            mediaType == "application/json"
                ? piece + string.Concat(Enumerable.Repeat(",{\"a\":1}", 400_000)) + "]"
                : string.Concat(Enumerable.Repeat(piece, 200_000));
        var parsed = Watched(mediaType, content, time, TestContext.Current.CancellationToken).Single();

        var blocks = parsed.Blocks.Take(1_000_000).Count();

        blocks.ShouldBeGreaterThan(1);
        blocks.ShouldBeLessThan(100_000);
        parsed.Diagnostics.ShouldContain(d => d.Fatal && d.Reason.Contains("MaxTime"));
    }

    [Theory]
    [InlineData("text/html", "<b>x</b>")]
    [InlineData("text/markdown", "`c` &amp; ")]
    public void What_is_held_whole_ends_with_its_time_too(string mediaType, string piece)
    {
        var parsed = Watched(
                mediaType,
                string.Concat(Enumerable.Repeat(piece, 100_000)),
                new SteppingTime(),
                TestContext.Current.CancellationToken
            )
            .Single();

        parsed.Blocks.ToList().ShouldBeEmpty();
        parsed.Diagnostics.ShouldHaveSingleItem().Reason.ShouldContain("MaxTime");
    }

    [Theory]
    [InlineData("text/html", "<b>x</b>")]
    [InlineData("text/markdown", "*c* [a](b) ")]
    [InlineData("text/csv", "name,age\nAnn,30\n")]
    public void A_parse_hears_that_nobody_waits_any_more(string mediaType, string piece)
    {
        using var stop = new CancellationTokenSource();
        var time = new SteppingTime { At = 5, Then = stop.Cancel };

        Should.Throw<OperationCanceledException>(() =>
            Watched(mediaType, string.Concat(Enumerable.Repeat(piece, 100_000)), time, stop.Token).SelectMany(d => d.Blocks).Count()
        );
    }

    [Theory]
    [InlineData("[a](b")]
    [InlineData("[a](b\n")]
    public void Links_without_end_take_no_longer_than_they_are_long(string piece)
    {
        // Squared, this many would take an hour.
        var content = string.Concat(Enumerable.Repeat(piece, 300_000));

        Watched("text/markdown", content, time: null, TestContext.Current.CancellationToken)
            .SelectMany(d => d.Blocks)
            .Count()
            .ShouldBeGreaterThan(0);
    }

    private static IEnumerable<ParsedDocument> Watched(string mediaType, string content, SteppingTime? time, CancellationToken ct) =>
        TimedParse.Of(
            Parsers.For(mediaType).ShouldNotBeNull(),
            new MemoryStream(Encoding.UTF8.GetBytes(content)),
            null,
            time is null ? ParseBudget.Default : NoTime,
            time is null ? () => TimeSpan.Zero : time.Now,
            ct
        );

    /// <summary>Goes on by a microsecond whenever it is asked.</summary>
    private sealed class SteppingTime
    {
        private long _asked;

        public long At { get; init; } = long.MaxValue;
        public Action? Then { get; init; }

        public TimeSpan Now()
        {
            if (++_asked == At)
            {
                Then?.Invoke();
            }

            return TimeSpan.FromMicroseconds(_asked);
        }
    }
}
