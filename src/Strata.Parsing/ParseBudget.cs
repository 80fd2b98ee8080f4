namespace Strata.Parsing;

/// <summary>Limits for parsing one source. Exceeding one ends the parse with a diagnostic that names the limit.</summary>
public sealed record ParseBudget
{
    /// <summary>Longest single block (a line, a record, a paragraph), in bytes.</summary>
    public int MaxBlockBytes { get; init; } = 16 * 1024 * 1024;

    /// <summary>Most blocks in one document.</summary>
    public long MaxBlocks { get; init; } = 50_000_000;

    /// <summary>Deepest nesting of JSON values or Markdown containers.</summary>
    public int MaxDepth { get; init; } = 64;

    /// <summary>Most fields in one record.</summary>
    public int MaxFields { get; init; } = 10_000;

    /// <summary>Most bytes that a compressed container may expand to, all members together.</summary>
    public long MaxExpandedBytes { get; init; } = 2L * 1024 * 1024 * 1024;

    /// <summary>Most bytes held in memory to read the rest: the shared strings of a workbook, the footnotes of a text.</summary>
    public long MaxHeldBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// Most characters written per byte of the source: a source may refer to one text any number of times. Deflate aside, real files hardly
    /// reach a tenth of it.
    /// </summary>
    public int MaxWrittenPerByte { get; init; } = 300;

    /// <summary>Characters that any source may be written as, however small it is.</summary>
    public long MinWritten { get; init; } = 64L * 1024 * 1024;

    /// <summary>Most members of a container, at all depths.</summary>
    public int MaxMembers { get; init; } = 10_000;

    /// <summary>Most pages, slides or sheets of a document.</summary>
    public int MaxPages { get; init; } = 10_000;

    /// <summary>Time limit for the parser on a source of up to 1 GB, excluding what the caller does with the blocks.</summary>
    public TimeSpan MaxTime { get; init; } = TimeSpan.FromMinutes(30);

    /// <summary>The clock that enforces <see cref="MaxTime"/>; never expires unless <see cref="TimedParse"/> runs the parse.</summary>
    public ParseClock Clock { get; init; } = ParseClock.Unbounded;

    public static ParseBudget Default { get; } = new();
}
