using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>What a segment holds.</summary>
internal enum SegmentKind
{
    Entities = 0,

    /// <summary>Blocks and the names of their documents.</summary>
    Blocks = 1,
}

/// <summary>A segment's row.</summary>
/// <param name="Place">Segments of higher places are newer; equal ones hold different documents.</param>
/// <param name="Version">Of the tokenizer; 0 marks a store whose index is still to be made.</param>
/// <param name="Data">The whole of a small segment; null if it has pages.</param>
internal sealed record SegmentRow(long SegmentNo, long Kind, long Place, long Tier, long Documents, long Version, byte[]? Data)
{
    public const string Columns = "segment_no, kind, place, tier, documents, version, data";
}

/// <summary>A segment's row without its content.</summary>
/// <param name="IsReady">1: it answers; 0: it is being made; 2: it was replaced.</param>
internal sealed record SegmentSlot(long SegmentNo, long Kind, long Place, long Tier, long Version, long IsReady)
{
    public const string Columns = "segment_no, kind, place, tier, version, is_ready";
}

internal static class SegmentTables
{
    /// <summary>Version of tokens and impacts: raised with them, so that indexes are made anew.</summary>
    public const long Version = 1;

    public static readonly BulkTable Segments = new(
        "search_segments",
        ["segment_no"],
        [
            new("segment_no", BulkType.Integer),
            new("kind", BulkType.Integer),
            new("place", BulkType.Integer),
            new("tier", BulkType.Integer),
            new("documents", BulkType.Integer),
            new("version", BulkType.Integer),
            new("is_ready", BulkType.Integer),
            new("data", BulkType.Bytes),
        ]
    );

    public static readonly BulkTable Pages = new(
        "search_pages",
        ["segment_no", "first_key"],
        [new("segment_no", BulkType.Integer), new("first_key", BulkType.Bytes), new("content", BulkType.Bytes)]
    );
}
