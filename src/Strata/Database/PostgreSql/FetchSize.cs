namespace Strata.Database.PostgreSql;

/// <summary>
/// How many rows a stream fetches at once; between fetches the connection is free for other statements. Few at first, since nobody knows
/// how large they are, then as many as make about a megabyte. Powers of two, so that there are few statements to prepare.
/// </summary>
internal static class FetchSize
{
    public const int First = 16;
    private const int Min = 2;
    private const int Max = 1024;
    private const long Wanted = 1 << 20;

    /// <param name="size">Rows that were fetched last.</param>
    /// <param name="taken">Their bytes.</param>
    public static int After(int size, long taken) =>
        taken > Wanted ? Math.Max(size / 2, Min)
        : taken * 8 <= Wanted ? Math.Min(size * 4, Max)
        : taken * 2 <= Wanted ? Math.Min(size * 2, Max)
        : size;
}
