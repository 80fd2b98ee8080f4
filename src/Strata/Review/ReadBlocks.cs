using Strata.Blobs;
using Strata.Database;
using Strata.Documents;
using Strata.Review.Alignment;

namespace Strata.Review;

/// <summary>The blocks of a run's documents, one after another, without their texts.</summary>
internal sealed class ReadBlocks
{
    private readonly List<BlockPrint> _prints = [];
    private readonly List<ByteRange> _ranges = [];
    private readonly Dictionary<long, (int First, int Count, int Index)> _documents = [];

    public IReadOnlyList<BlockPrint> Prints => _prints;

    /// <summary>Whether all documents were parsed to their ends.</summary>
    public bool AreComplete { get; private set; } = true;

    /// <summary>Reads the documents that a run stated something about.</summary>
    public static async Task<ReadBlocks> OfAsync(
        IDatabase database,
        BlobStore blobs,
        UserId user,
        string digest,
        IReadOnlyList<DocumentRecord> documents,
        CancellationToken ct
    )
    {
        var read = new ReadBlocks();
        foreach (var document in documents)
        {
            read.AreComplete &= document.Complete != 0;
            await using Stream text = document is { IsRendered: 1, TextDigest: "" }
                ? new MemoryStream([], writable: false)
                : await blobs.OpenFileAsync(user, DocumentRecord.BytesOf(document, digest), ct);
            await using var feed = new BlockFeed(database, user, document, text, ct);
            var first = read._prints.Count;
            foreach (var block in feed.Blocks)
            {
                read._prints.Add(BlockPrint.Of(block));
                read._ranges.Add(block.Range);
            }
            read._documents[document.DocumentNo] = (first, read._prints.Count - first, read._documents.Count);
        }
        return read;
    }

    /// <summary>Returns the place of a document's block among all.</summary>
    public int? Of(long documentNo, long block) =>
        _documents.TryGetValue(documentNo, out var at) && block >= 0 && block < at.Count ? at.First + (int)block : null;

    /// <summary>Returns the place of a document among the others.</summary>
    public int? IndexOf(long documentNo) => _documents.TryGetValue(documentNo, out var at) ? at.Index : null;

    /// <summary>Returns the places of the first and the last block that bytes of a document are in.</summary>
    public (int First, int Last)? Around(long documentNo, ByteRange range)
    {
        if (!_documents.TryGetValue(documentNo, out var at) || range.Length == 0)
        {
            return null;
        }
        var (first, last) = (Before(range.Start), Before(range.End - 1));
        return first < 0 ? null : (at.First + first, at.First + last);

        int Before(long position)
        {
            var (low, high) = (0, at.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = _ranges[at.First + middle].Start <= position ? (middle + 1, high) : (low, middle);
            }
            return low - 1;
        }
    }
}
