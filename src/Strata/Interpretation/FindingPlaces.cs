using System.Globalization;
using Strata.Entities;

namespace Strata.Interpretation;

/// <summary>
/// Names the place of each finding of a document: the source's digest, the document's number, the block, and which finding of the block it
/// is. To be asked for every finding in order, also for those that are committed already.
/// </summary>
internal sealed class FindingPlaces(string digest, int document)
{
    /// <summary>Only for blocks that gave more than one, which few do: millions of rows give one each.</summary>
    private readonly Dictionary<int, int> _again = [];
    private int _last = -1;

    public string Of(Finding finding)
    {
        var turn = 0;
        if (finding.Block > _last)
        {
            _last = finding.Block;
        }
        else
        {
            turn = _again.GetValueOrDefault(finding.Block) + 1;
            _again[finding.Block] = turn;
        }
        const char Separator = EntityKeys.Separator;
        return string.Create(CultureInfo.InvariantCulture, $"{digest}{Separator}{document}{Separator}{finding.Block}{Separator}{turn}");
    }
}
