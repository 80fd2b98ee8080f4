using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>
/// Merges large segments into one, some pages in each transaction, while the old ones answer. Segments never change, so only the last
/// transaction, which swaps them, has to look whether they are still there.
/// </summary>
internal sealed class SegmentMerge
{
    private const long BytesPerStep = 2 * 1024 * 1024;
    private const long PagesAtOnce = 64;
    private const long RowsPerStep = 500;

    private readonly IUserWrites _writes;
    private readonly IReadOnlyList<Source> _sources;
    private readonly long _no;
    private readonly bool _isBottom;
    private readonly SegmentCodec.Writer _writer = new();
    private int _documents;
    private int _replaced;

    private SegmentMerge(IUserWrites writes, IReadOnlyList<Source> sources, long no, bool isBottom) =>
        (_writes, _sources, _no, _isBottom) = (writes, sources, no, isBottom);

    /// <summary>Merges what is due; returns whether there was anything.</summary>
    /// <param name="whole">Whether all segments become one: then nothing is left of documents that were removed.</param>
    public static async Task<bool> NextAsync(IUserWrites writes, bool whole)
    {
        await ClearAsync(writes);
        foreach (var kind in Enum.GetValues<SegmentKind>())
        {
            if (await writes.WriteAsync(tx => BeginAsync(tx, writes, kind, whole)) is { } merge)
            {
                await merge.RunAsync();
                return true;
            }
        }
        return false;
    }

    /// <summary>Whether a job has something to do: an index of an earlier version, or segments to merge.</summary>
    public static async Task<bool> IsDueAsync(UserConnection c)
    {
        var rows = await c.QueryAsync<SegmentSlot>(
            $"select {SegmentSlot.Columns} from search_segments where user_id = @user order by place desc, segment_no desc"
        );
        return rows.Any(r => r.Version < SegmentTables.Version)
            || rows.GroupBy(r => r.Kind).Any(k => Due([.. k.Where(r => r.IsReady == 1)]).Count > 0);
    }

    /// <summary>Removes what merges left: segments that were not finished, and those that were replaced.</summary>
    public static async Task ClearAsync(IUserWrites writes)
    {
        var left = await writes.WriteAsync(tx =>
            tx.QueryAsync<long>("select segment_no from search_segments where user_id = @user and is_ready <> 1 order by segment_no")
        );
        foreach (var no in left)
        {
            while (await writes.WriteAsync(tx => ClearAsync(tx, no)) > 0) { }
        }
    }

    private static async Task<int> ClearAsync(UserTransaction tx, long no)
    {
        var removed = await tx.ExecuteAsync(
            """
            delete from search_pages where user_id = @user and segment_no = @no and first_key in (
                select first_key from search_pages where user_id = @user and segment_no = @no order by first_key limit @most)
            """,
            new { no, most = RowsPerStep }
        );
        if (removed == 0)
        {
            await tx.ExecuteAsync("delete from search_segments where user_id = @user and segment_no = @no", new { no });
        }
        return removed;
    }

    private static async Task<SegmentMerge?> BeginAsync(UserTransaction tx, IUserWrites writes, SegmentKind kind, bool whole)
    {
        var rows = await tx.QueryAsync<SegmentSlot>(
            $"select {SegmentSlot.Columns} from search_segments where user_id = @user order by place desc, segment_no desc"
        );
        var own = rows.Where(r => r.Kind == (long)kind && r.IsReady == 1 && r.Version != 0).ToList();
        var run = whole ? await WholeAsync(tx, own) : Due(own);
        if (run.Count == 0)
        {
            return null;
        }
        var isBottom = run[^1].SegmentNo == rows.Last(r => r.Kind == (long)kind).SegmentNo;
        var no = rows.Max(r => r.SegmentNo) + 1;
        await tx.BulkAsync(
            SegmentTables.Segments,
            BulkMode.Insert,
            [
                [no, (long)kind, run[0].Place, 0L, 0L, SegmentTables.Version, 0L, null],
            ]
        );
        var sources = new List<Source>();
        foreach (var slot in run.AsEnumerable().Reverse())
        {
            sources.Add(await Source.OpenAsync(tx, slot.SegmentNo));
        }
        return new SegmentMerge(writes, sources, no, isBottom);
    }

    /// <summary>Returns the newest large segments that are to become one, newest first. The writer merges those that are newer.</summary>
    private static List<SegmentSlot> Due(List<SegmentSlot> newestFirst)
    {
        var large = newestFirst.SkipWhile(r => r.Tier < SegmentTiers.Inline).ToList();
        for (var tier = SegmentTiers.Inline; tier < 20; tier++)
        {
            var suffix = large.TakeWhile(r => r.Tier <= tier).ToList();
            if (suffix.Count >= SegmentTiers.Fanout && suffix.Count(r => r.Tier == tier) >= SegmentTiers.Fanout / 2)
            {
                return suffix;
            }
        }
        return [];
    }

    /// <summary>Returns all segments if they may hold something that was removed.</summary>
    private static async Task<List<SegmentSlot>> WholeAsync(UserTransaction tx, List<SegmentSlot> own)
    {
        foreach (var slot in own)
        {
            var source = await Source.OpenAsync(tx, slot.SegmentNo);
            if (source.Replaced.Count > 0)
            {
                return own;
            }
        }
        return [];
    }

    private async Task RunAsync()
    {
        Number();
        while (!await _writes.WriteAsync(StepAsync)) { }
        if (await _writes.WriteAsync(SwapAsync))
        {
            await ClearAsync(_writes);
        }
    }

    /// <summary>Gives documents their places in the merged segment; what a later segment replaces has none.</summary>
    private void Number()
    {
        var replaced = new HashSet<long>();
        foreach (var source in _sources.Reverse())
        {
            source.Places = new int[source.Documents.Count];
            for (var i = 0; i < source.Places.Length; i++)
            {
                source.Places[i] = replaced.Contains(source.Documents[i] >> Segment.PlaceBits) ? -1 : 0;
            }
            replaced.UnionWith(source.Replaced);
        }
        var merged = new List<long>();
        foreach (var source in _sources)
        {
            for (var i = 0; i < source.Places.Length; i++)
            {
                if (source.Places[i] == 0)
                {
                    source.Places[i] = merged.Count;
                    merged.Add(source.Documents[i]);
                }
            }
        }
        _writer.Documents(merged);
        _documents = merged.Count;
        if (!_isBottom)
        {
            _writer.Replaced(replaced.Order());
            _replaced = replaced.Count;
        }
    }

    /// <summary>Merges some terms; returns whether they were the last.</summary>
    private async Task<bool> StepAsync(UserTransaction tx)
    {
        var end = _writer.Bytes + BytesPerStep;
        while (_writer.Bytes < end)
        {
            string? first = null;
            foreach (var source in _sources)
            {
                if (await source.PeekAsync(tx) is { } term && (first is null || string.CompareOrdinal(term, first) < 0))
                {
                    first = term;
                }
            }
            if (first is null)
            {
                await SegmentWriter.WriteAsync(tx, _no, _writer.Take(isEnd: true));
                return true;
            }
            await MergeAsync(tx, first);
        }
        await SegmentWriter.WriteAsync(tx, _no, _writer.Take(isEnd: false));
        return false;
    }

    private async Task MergeAsync(UserTransaction tx, string term)
    {
        var documents = new List<Posting>();
        var own = new List<Posting>();
        var removed = 0L;
        foreach (var source in _sources)
        {
            if (await source.PeekAsync(tx) != term)
            {
                continue;
            }
            own.Clear();
            removed += await source.TakeAsync(tx, own);
            foreach (var posting in own)
            {
                var place = source.Places[posting.Ordinal];
                if (place < 0)
                {
                    removed--;
                }
                else
                {
                    documents.Add(posting with { Ordinal = place });
                }
            }
        }
        removed = _isBottom ? 0 : removed;
        if (documents.Count > 0 || removed != 0)
        {
            _writer.Add(term, documents, Math.Max(removed, 0));
        }
    }

    private async Task<bool> SwapAsync(UserTransaction tx)
    {
        var nos = _sources.Select(s => s.SegmentNo).ToList();
        var held = await tx.ExecuteAsync(
            "update search_segments set is_ready = 2 where user_id = @user and is_ready = 1 and segment_no IN_LIST(@nos)",
            new { nos }
        );
        var made = await tx.ExecuteAsync(
            """
            update search_segments set is_ready = 1, documents = @documents, tier = @tier
            where user_id = @user and is_ready = 0 and segment_no = @no
            """,
            new
            {
                documents = (long)_documents,
                tier = SegmentTiers.Of(_documents + _replaced),
                no = _no,
            }
        );
        return held == nos.Count && made == 1
            ? true
            : throw new StrataException(ErrorCode.Conflict, "The index was changed while it was merged; the job begins again.");
    }

    /// <summary>A segment that is read from front to back, in steps.</summary>
    private sealed class Source
    {
        private readonly Queue<TermEntry> _entries = new();
        private byte[] _after = [];
        private bool _isEnd;

        public long SegmentNo { get; private init; }
        public IReadOnlyList<long> Documents { get; private init; } = [];
        public IReadOnlyList<long> Replaced { get; private init; } = [];
        public int[] Places { get; set; } = [];

        public static async Task<Source> OpenAsync(UserConnection c, long no)
        {
            var row = await c.QueryFirstOrDefaultAsync<SegmentRow>(
                $"select {SegmentRow.Columns} from search_segments where user_id = @user and segment_no = @no",
                new { no }
            );
            if (row?.Data is { } data)
            {
                var (documents, replaced, dictionary) = SegmentCodec.ReadWhole(data);
                var small = new Source
                {
                    SegmentNo = no,
                    Documents = documents,
                    Replaced = replaced,
                    _isEnd = true,
                };
                foreach (var entry in SegmentCodec.Entries(dictionary))
                {
                    small._entries.Enqueue(entry);
                }
                return small;
            }
            var (from, to) = SegmentCodec.ReplacedPages;
            var pages = await c.QueryAsync<PageRow>(
                "select first_key, content from search_pages where user_id = @user and segment_no = @no and first_key < @to order by first_key",
                new { no, to }
            );
            return new Source
            {
                SegmentNo = no,
                Documents =
                [
                    .. pages
                        .Where(p => p.FirstKey.AsSpan().SequenceCompareTo(from) < 0)
                        .SelectMany(p => SegmentCodec.ReadNumbers(p.Content)),
                ],
                Replaced =
                [
                    .. pages
                        .Where(p => p.FirstKey.AsSpan().SequenceCompareTo(from) >= 0)
                        .SelectMany(p => SegmentCodec.ReadNumbers(p.Content)),
                ],
                _after = SegmentCodec.FirstTerm,
            };
        }

        /// <summary>Returns the next term; null at the end.</summary>
        public async Task<string?> PeekAsync(UserConnection c)
        {
            if (_entries.Count == 0 && !_isEnd)
            {
                var pages = await c.QueryAsync<PageRow>(
                    """
                    select first_key, content from search_pages
                    where user_id = @user and segment_no = @no and first_key >= @after order by first_key limit @most
                    """,
                    new
                    {
                        no = SegmentNo,
                        after = _after,
                        most = PagesAtOnce,
                    }
                );
                foreach (var entry in pages.SelectMany(p => SegmentCodec.Entries(p.Content)))
                {
                    _entries.Enqueue(entry);
                }
                _isEnd = pages.Count < PagesAtOnce;
                _after = pages.Count == 0 ? _after : [.. pages[^1].FirstKey, 0];
            }
            return _entries.TryPeek(out var next) ? next.Term : null;
        }

        /// <summary>Reads the postings of the next term; returns how many it removed.</summary>
        public async Task<long> TakeAsync(UserConnection c, List<Posting> to)
        {
            var entry = _entries.Dequeue();
            if (!entry.IsApart)
            {
                PostingList.Read(entry.List.Span, to);
                return entry.Removed;
            }
            var (from, end) = SegmentCodec.ListParts(entry.Term);
            var parts = await c.QueryAsync<PageRow>(
                """
                select first_key, content from search_pages
                where user_id = @user and segment_no = @no and first_key >= @from and first_key < @end order by first_key
                """,
                new
                {
                    no = SegmentNo,
                    from,
                    end,
                }
            );
            PostingList.Read([.. parts.SelectMany(p => p.Content)], to);
            return entry.Removed;
        }
    }

    private sealed record PageRow(byte[] FirstKey, byte[] Content);
}
