namespace Strata.Runs;

/// <summary>
/// Times of a document's blocks. A record has its own time or none; in running text (a mail, a chat) a time holds until the next dated
/// block.
/// </summary>
internal sealed class BlockTimes(ParsedDocument document)
{
    private readonly List<(int Block, DateTimeOffset Time)> _times = [];

    /// <summary>Blocks seen so far.</summary>
    public int Count { get; private set; }

    public IEnumerable<Block> Watch(IEnumerable<Block> blocks)
    {
        foreach (var block in blocks)
        {
            Count++;
            if (block.Traits?.Time is { } time)
            {
                _times.Add((block.Index, time));
            }
            yield return block;
        }
    }

    /// <summary>Returns the time of findings in a block; null if unknown. For records, call in ascending order.</summary>
    public DateTimeOffset? Of(int block)
    {
        if (_times.Count == 0)
        {
            return null;
        }
        var after = _times.FindIndex(t => t.Block > block);
        var at = (after < 0 ? _times.Count : after) - 1;
        if (!document.IsRecords)
        {
            return at < 0 ? null : _times[at].Time;
        }
        var own = at >= 0 && _times[at].Block == block ? _times[at].Time : (DateTimeOffset?)null;
        _times.RemoveRange(0, Math.Max(0, at));
        return own;
    }
}
