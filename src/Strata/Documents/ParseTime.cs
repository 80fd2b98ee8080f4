namespace Strata.Documents;

/// <summary>
/// Applies a time limit to parsing; parsers have no clock. The limit is a last resort, since a busy machine takes longer.
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

    /// <summary>Parses without the limit, for comparison with an earlier parse.</summary>
    public static IEnumerable<ParsedDocument> ParseWhole(IParser parser, Stream source, string? fileName, CancellationToken ct) =>
        TimedParse.Of(parser, source, fileName, ParseBudget.Default, () => TimeSpan.Zero, ct);
}
