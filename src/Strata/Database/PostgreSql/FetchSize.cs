namespace Strata.Database.PostgreSql;

/// <summary>
/// Number of rows that a stream fetches at once; between fetches the connection is free for other statements. Starts small, since row sizes
/// are unknown, and grows to about a megabyte. Powers of two keep the number of prepared statements low.
/// </summary>
internal static class FetchSize
{
    public const int First = 16;
    private const int Min = 2;
    private const int Max = 1024;
    private const long Wanted = 1 << 20;

    /// <param name="size">Rows of the last fetch.</param>
    /// <param name="taken">Bytes of the last fetch.</param>
    public static int After(int size, long taken) =>
        taken > Wanted ? Math.Max(size / 2, Min)
        : taken * 8 <= Wanted ? Math.Min(size * 4, Max)
        : taken * 2 <= Wanted ? Math.Min(size * 2, Max)
        : size;
}
