namespace Strata.SqlQueries;

/// <summary>What one SQL query may use.</summary>
public sealed record SqlLimits
{
    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of DuckDB, without the answer.</summary>
    public long MemoryBytes { get; init; } = 512_000_000;
}
