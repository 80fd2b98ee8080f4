using System.Collections.Concurrent;

namespace Strata.Indexing.Postings;

/// <summary>What questions need of a segment beside its lists. Segments never change, so it stays valid.</summary>
/// <param name="Dictionary">Of a small segment; null for a large one.</param>
/// <param name="Documents">Of a small segment.</param>
internal sealed record SegmentSummary(
    WordList Words,
    IReadOnlyList<long> Replaced,
    IReadOnlyDictionary<string, TermEntry>? Dictionary,
    IReadOnlyList<long> Documents
)
{
    public long Bytes => 200 + Words.Bytes + (8L * Replaced.Count) + (8L * Documents.Count) + ((Dictionary?.Count ?? 0) * 120L);

    public bool Replaces(long row)
    {
        var (low, high) = (0, Replaced.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Replaced[middle] < row ? (middle + 1, high) : (low, middle);
        }
        return low < Replaced.Count && Replaced[low] == row;
    }
}

/// <summary>Summaries, long lists and pages of documents of segments that were asked lately, of all users, up to a limit.</summary>
internal sealed class SegmentCache
{
    private const long MaxBytes = 128L * 1024 * 1024;
    private readonly ConcurrentDictionary<(long UserNo, long SegmentNo), SegmentSummary> _held = new();
    private readonly ConcurrentDictionary<(long UserNo, long SegmentNo, string Term), IReadOnlyList<ReadOnlyMemory<byte>>> _lists = new();
    private long _bytes;

    public SegmentSummary? Find(long userNo, long segmentNo) => _held.GetValueOrDefault((userNo, segmentNo));

    public void Add(long userNo, long segmentNo, SegmentSummary summary)
    {
        Make(summary.Bytes);
        _held[(userNo, segmentNo)] = summary;
    }

    /// <summary>Returns a long list that was asked lately.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>>? List(long userNo, long segmentNo, string term) =>
        _lists.GetValueOrDefault((userNo, segmentNo, term));

    public void Add(long userNo, long segmentNo, string term, IReadOnlyList<ReadOnlyMemory<byte>> parts)
    {
        Make(parts.Sum(p => (long)p.Length) + 200);
        _lists[(userNo, segmentNo, term)] = parts;
    }

    /// <summary>Makes room; what is asked most will soon be there again.</summary>
    private void Make(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > MaxBytes)
        {
            _held.Clear();
            _lists.Clear();
            Interlocked.Exchange(ref _bytes, bytes);
        }
    }
}
