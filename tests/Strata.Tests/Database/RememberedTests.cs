namespace Strata.Database;

public sealed class RememberedTests
{
    [Fact]
    public void Remembered_keeps_what_is_used_and_no_more_than_it_may()
    {
        var remembered = new BoundedCache<int, string>(100);
        for (var i = 0; i < 10_000; i++)
        {
            remembered.Keep(i, $"{i}");
            remembered.Count.ShouldBeLessThanOrEqualTo(200);
            remembered.TryFind(0, out var used).ShouldBeTrue();
            used.ShouldBe("0");
            remembered.TryFind(Math.Max(0, i - 40), out _).ShouldBeTrue();
        }
        remembered.TryFind(1, out _).ShouldBeFalse();
        remembered.Count.ShouldBeGreaterThanOrEqualTo(100);
    }

    [Fact]
    public void Remembered_gives_the_latest_and_nothing_that_was_forgotten()
    {
        var remembered = new BoundedCache<int, string>(2);
        foreach (var i in Enumerable.Range(0, 3))
        {
            remembered.Keep(i, "first");
        }
        remembered.Keep(0, "second"); // which was in the older generation
        remembered.Forget(1);

        (remembered.TryFind(0, out var zero), zero).ShouldBe((true, "second"));
        remembered.TryFind(1, out _).ShouldBeFalse();
    }

    [Fact]
    public void Remembered_stays_bounded_and_right_when_many_use_it_at_once()
    {
        var remembered = new BoundedCache<int, int>(50);
        Parallel.For(
            0,
            20_000,
            i =>
            {
                var key = i % 700;
                remembered.Keep(key, key);
                if (remembered.TryFind(i % 31, out var value))
                {
                    value.ShouldBe(i % 31);
                }
            }
        );
        remembered.Count.ShouldBeLessThanOrEqualTo(100);
    }
}
