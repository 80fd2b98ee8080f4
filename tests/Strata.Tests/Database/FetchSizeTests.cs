namespace Strata.Database.PostgreSql;

public sealed class FetchSizeTests
{
    [Theory]
    [InlineData(8, 1024)]
    [InlineData(1_000, 512, 1024)]
    [InlineData(100_000, 8)]
    [InlineData(1_000_000, 2)]
    public void Fetch_grows_to_about_a_megabyte_and_falls_where_rows_are_large(long row, params int[] settled)
    {
        var size = FetchSize.First;
        var largest = 0L;
        for (var i = 0; i < 20; i++)
        {
            largest = Math.Max(largest, size * row);
            size = FetchSize.After(size, size * row);
        }

        settled.ShouldContain(size);
        largest.ShouldBeLessThanOrEqualTo(Math.Max(2 << 20, FetchSize.First * row));
    }
}
