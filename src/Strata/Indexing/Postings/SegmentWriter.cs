using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>
/// Adds segments and merges small ones as they come: a log-structured merge (O'Neil and others, 1996). Eight of a tier become one of the
/// next. Larger ones are merged by a job, in steps.
/// </summary>
internal static class SegmentWriter
{
    public static async Task AddAsync(UserTransaction tx, SegmentKind kind, Segment segment)
    {
        if (segment.IsEmpty)
        {
            return;
        }
        var rows = await tx.QueryAsync<SegmentSlot>(
            $"select {SegmentSlot.Columns} from search_segments where user_id = @user order by place desc, segment_no desc"
        );
        var no = rows.Select(r => r.SegmentNo).DefaultIfEmpty(0).Max() + 1;
        var place = rows.Select(r => r.Place).DefaultIfEmpty(0).Max() + 1;
        var tier = SegmentTiers.Of(segment.Documents.Count + segment.Replaced.Count);
        var newer = new List<SegmentSlot> { new(no, (long)kind, place, tier, SegmentTables.Version, 1) };
        var run = Mergeable(newer, rows.Where(r => r.Kind == (long)kind));
        if (run.Count > 1)
        {
            var older = run.Select(r => r.SegmentNo).Where(n => n != no).ToList();
            var segments = await ReadAsync(tx, older);
            var isBottom = rows.Count(r => r.Kind == (long)kind) == older.Count;
            segment = Segment.Merge([.. segments, segment], isBottom);
            await RemoveAsync(tx, older);
        }
        // Even if nothing is left: its number must not be given again, as caches know segments by their numbers.
        await InsertAsync(tx, kind, no, place, segment);
    }

    /// <summary>Returns the newest segments that are to become one, newest first; fewer than two: none.</summary>
    /// <param name="rows">Newest first.</param>
    private static List<SegmentSlot> Mergeable(List<SegmentSlot> newest, IEnumerable<SegmentSlot> rows)
    {
        var all = newest.Concat(rows).TakeWhile(r => r.IsReady == 1 && r.Version == SegmentTables.Version).ToList();
        for (var tier = 0; tier < SegmentTiers.Inline; tier++)
        {
            var suffix = all.TakeWhile(r => r.Tier <= tier).ToList();
            if (suffix.Count(r => r.Tier == tier) >= SegmentTiers.Fanout)
            {
                return suffix;
            }
        }
        return [];
    }

    /// <summary>Reads segments whole, oldest first.</summary>
    public static async Task<IReadOnlyList<Segment>> ReadAsync(UserConnection c, IReadOnlyList<long> nos)
    {
        var rows = await c.QueryAsync<SegmentRow>(
            $"select {SegmentRow.Columns} from search_segments where user_id = @user and segment_no IN_LIST(@nos) order by place, segment_no",
            new { nos }
        );
        var segments = new List<Segment>(rows.Count);
        foreach (var row in rows)
        {
            segments.Add(row.Data is { } data ? SegmentCodec.ReadSegment(data) : await ReadPagesAsync(c, row.SegmentNo));
        }
        return segments;
    }

    private static async Task<Segment> ReadPagesAsync(UserConnection c, long no)
    {
        var segment = new Segment();
        var lists = new Dictionary<string, List<byte>>(StringComparer.Ordinal);
        await foreach (
            var page in c.StreamAsync<PageRow>(
                "select first_key, content from search_pages where user_id = @user and segment_no = @no order by first_key",
                new { no }
            )
        )
        {
            SegmentCodec.Read(page.FirstKey, page.Content, segment, lists);
        }
        return segment;
    }

    public static async Task InsertAsync(UserTransaction tx, SegmentKind kind, long no, long place, Segment segment, bool isReady = true)
    {
        var data = SegmentCodec.Whole(segment);
        var isSmall = data.Length <= SegmentCodec.Small;
        await tx.PostAsync(
            SegmentTables.Segments,
            BulkMode.Insert,
            [
                [
                    no,
                    (long)kind,
                    place,
                    SegmentTiers.Of(segment.Documents.Count + segment.Replaced.Count),
                    (long)segment.Documents.Count,
                    SegmentTables.Version,
                    isReady ? 1L : 0L,
                    isSmall ? data : null,
                ],
            ]
        );
        if (!isSmall)
        {
            var writer = new SegmentCodec.Writer();
            writer.Documents(segment.Documents);
            writer.Replaced(segment.Replaced);
            foreach (var (term, postings) in segment.Terms.OrderBy(t => t.Key, StringComparer.Ordinal))
            {
                writer.Add(term, postings.Documents, postings.Removed);
            }
            await WriteAsync(tx, no, writer.Take(isEnd: true));
        }
    }

    public static Task WriteAsync(UserTransaction tx, long no, IReadOnlyList<SegmentPage> pages) =>
        pages.Count == 0
            ? Task.CompletedTask
            : tx.PostAsync(SegmentTables.Pages, BulkMode.Insert, [.. pages.Select(p => (object?[])[no, p.Key, p.Content])]);

    public static async Task RemoveAsync(UserTransaction tx, IReadOnlyList<long> nos)
    {
        await tx.PostAsync("delete from search_pages where user_id = @user and segment_no IN_LIST(@nos)", new { nos });
        await tx.PostAsync("delete from search_segments where user_id = @user and segment_no IN_LIST(@nos)", new { nos });
    }

    private sealed record PageRow(byte[] FirstKey, byte[] Content);
}
