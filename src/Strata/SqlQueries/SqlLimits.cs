namespace Strata.SqlQueries;

/// <summary>What one SQL query may use.</summary>
public sealed record SqlLimits
{
    /// <summary>Rows that one answer may have.</summary>
    public const int MaxRows = 10_000;

    public TimeSpan Time { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Of DuckDB, without the answer.</summary>
    public long MemoryBytes { get; init; } = 512_000_000;
}
