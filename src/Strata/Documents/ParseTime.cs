namespace Strata.Documents;

/// <summary>
/// Parses on the clock: parsers themselves know none. The limit is a last resort, as a busy machine takes longer for the same.
/// </summary>
internal static class ParseTime
{
    /// <inheritdoc cref="TimedParse.Of"/>
    public static IEnumerable<ParsedDocument> Parse(
        IParser parser,
        Stream source,
        string? fileName,
        TimeProvider time,
        CancellationToken ct
    )
    {
        var start = time.GetTimestamp();
        return TimedParse.Of(parser, source, fileName, ParseBudget.Default, () => time.GetElapsedTime(start), ct);
    }

    /// <summary>Without its limit, for what is compared with an earlier parse.</summary>
    public static IEnumerable<ParsedDocument> ParseWhole(IParser parser, Stream source, string? fileName, CancellationToken ct) =>
        TimedParse.Of(parser, source, fileName, ParseBudget.Default, () => TimeSpan.Zero, ct);
}
