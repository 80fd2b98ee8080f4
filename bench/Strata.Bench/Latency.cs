using System.Diagnostics;

namespace Strata.Bench;

/// <summary>How long one call takes, in milliseconds: the medians over several rounds of the round's median and 95th percentile.</summary>
internal readonly record struct Latency(double P50, double P95)
{
    public static async Task<Latency> MeasureAsync(int rounds, int calls, Func<int, Task> call)
    {
        for (var i = 0; i < Math.Min(50, calls); i++)
        {
            await call(i);
        }
        var (p50, p95) = (new double[rounds], new double[rounds]);
        for (var round = 0; round < rounds; round++)
        {
            var times = new double[calls];
            for (var i = 0; i < calls; i++)
            {
                var started = Stopwatch.GetTimestamp();
                await call((round * calls) + i);
                times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
            }
            Array.Sort(times);
            (p50[round], p95[round]) = (times[calls / 2], times[calls * 95 / 100]);
        }
        Array.Sort(p50);
        Array.Sort(p95);
        return new Latency(p50[rounds / 2], p95[rounds / 2]);
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"p50 {P50:F2} ms, p95 {P95:F2} ms");
}
