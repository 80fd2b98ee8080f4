namespace Strata.Jobs;

public sealed class BackoffTests
{
    private static readonly Backoff Two = new(TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));

    [Fact]
    public void Ceiling_doubles_with_each_failure_up_to_the_most()
    {
        Enumerable.Range(1, 12).Select(n => Two.Ceiling(n).TotalSeconds).ShouldBe([2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600, 600]);
        Two.Ceiling(100_000).ShouldBe(TimeSpan.FromMinutes(10));
    }

    [Fact]
    public void Delays_are_spread_evenly_from_zero_to_the_ceiling()
    {
        var random = new Random(3);
        var delays = Enumerable.Range(0, 20_000).Select(_ => Two.After(5, random.NextDouble()).TotalSeconds).ToList();

        delays.ShouldAllBe(d => d >= 0 && d < 32);
        // Each tenth of the range holds a tenth of them: the standard deviation of a count is 42.
        foreach (var tenth in delays.GroupBy(d => (int)(d / 3.2)))
        {
            tenth.Count().ShouldBeInRange(2000 - 210, 2000 + 210);
        }
        delays.Average().ShouldBe(16, 0.35);
    }
}
