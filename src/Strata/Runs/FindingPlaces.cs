using Strata.Interpretation;
using Strata.Ledger;

namespace Strata.Runs;

/// <summary>
/// Names the place of each finding by bytes, independent of how blocks are counted: a record by its range in the source, or in the text of
/// a rendered document; a finding of the whole document by the document. Must be called for every finding in order, including committed
/// ones.
/// </summary>
/// <param name="digest">Digest of the source.</param>
/// <param name="text">Digest of the text that ranges refer to; null if they refer to the source.</param>
internal sealed class FindingPlaces(string digest, ParsedDocument document, string? text)
{
    private const char Separator = EntityKeys.Separator;
    private static readonly string WholeMark = $"{Separator}whole{Separator}";

    /// <summary>For running text only, where few findings are table rows; records come in order of their ranges.</summary>
    private readonly HashSet<ByteRange> _seen = [];
    private long _last = -1;

    /// <returns>Null for a repeated range: a later reading could not tell the two apart.</returns>
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

    public static string OfWhole(string digest, string part) => $"{digest}{WholeMark}{part}";

    public static bool IsWhole(string place) => place.Contains(WholeMark, StringComparison.Ordinal);

    public static string OfRecord(string digest, string part, string? text, ByteRange range)
    {
        var at = string.Create(CultureInfo.InvariantCulture, $"{range.Start}+{range.Length}");
        // Two parts of a source may have the same text.
        return text is null ? $"{digest}{Separator}{at}" : $"{digest}{Separator}{text}{Separator}{at}{Separator}{part}";
    }
}
