using Strata.Parsing;

namespace Strata.Documents;

/// <summary>Parses on the clock: parsers themselves know none.</summary>
internal static class ParseTime
{
    /// <inheritdoc cref="WatchedParse.Of"/>
    public static IEnumerable<ParsedDocument> Parse(IParser parser, Stream source, string? fileName, TimeProvider time, CancellationToken ct)
    {
        var start = time.GetTimestamp();
        return WatchedParse.Of(parser, source, fileName, ParseBudget.Default, () => time.GetElapsedTime(start), ct);
    }
}
