using Strata.Interpretation;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>
/// Names the place of each finding of a document by bytes, which stay the same however the blocks are counted: a record's by its range in
/// the source, in a rendered document by its range in that text; what is found in a document as a whole by the document.
/// To be asked for every finding in order, also for those that are committed already.
/// </summary>
/// <param name="digest">The source's.</param>
/// <param name="text">Digest of the text that ranges are into; null where they are into the source.</param>
internal sealed class FindingPlaces(string digest, ParsedDocument document, string? text)
{
    private const char Separator = EntityKeys.Separator;

    /// <summary>Only of running text, where no more than some rows of tables are read: records come in the order of their ranges.</summary>
    private readonly HashSet<ByteRange> _seen = [];
    private long _last = -1;

    /// <returns>Null for a range that was met before: which of the two a later reading would mean can't be known.</returns>
    public string? Of(Finding finding)
    {
        if (finding.Range is not { } range)
        {
            return OfWhole(digest, document.Part);
        }
        if (document.IsRecords ? range.Start <= _last : !_seen.Add(range))
        {
            return null;
        }
        _last = range.Start;
        return OfRecord(digest, document.Part, text, range);
    }

    public static string OfWhole(string digest, string part) => $"{digest}{Separator}whole{Separator}{part}";

    public static string OfRecord(string digest, string part, string? text, ByteRange range)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{range.Start}+{range.Length}");
        // The same text may stand in two parts of a source.
        return text is null ? $"{digest}{Separator}{at}" : $"{digest}{Separator}{text}{Separator}{at}{Separator}{part}";
    }
}
