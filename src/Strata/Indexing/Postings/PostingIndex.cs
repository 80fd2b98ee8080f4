using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>A term's documents in one segment.</summary>
/// <param name="Parts">The list, in order.</param>
internal sealed record SegmentList(long Count, long Removed, IReadOnlyList<ReadOnlyMemory<byte>> Parts);

/// <summary>A document that was found.</summary>
/// <param name="Document">Its number: see <see cref="Segment"/>.</param>
/// <param name="Words">The words of the question that it has, as bits.</param>
internal readonly record struct FoundDocument(long Document, double Score, int Words)
{
    public long Row => Document >> Segment.PlaceBits;

    public bool IsUndeclared => (Document & Segment.Undeclared) == Segment.Undeclared;

    /// <summary>Position of the block in its page; −1 for anything else.</summary>
    public int Place => (int)(Document & ((1 << Segment.PlaceBits) - 1)) - 1;
}

/// <summary>A user's segments as of a connection's snapshot.</summary>
internal sealed class PostingIndex
{
    /// <summary>Begins the key under which a page of documents is remembered; no term begins so.</summary>
    private const string DocumentsKey = "\0";

    private readonly UserConnection _connection;
    private readonly SegmentCache _cache;

    private PostingIndex(
        UserConnection connection,
        SegmentCache cache,
        IReadOnlyList<SegmentRow> rows,
        IReadOnlyList<SegmentSummary> summaries
    )
    {
        (_connection, _cache) = (connection, cache);
        Segments = rows;
        Summaries = summaries;
    }

    /// <summary>Newest first.</summary>
    public IReadOnlyList<SegmentRow> Segments { get; }

    public IReadOnlyList<SegmentSummary> Summaries { get; }

    /// <summary>Whether documents may be missing, until a job has made the index.</summary>
    public bool IsBeingMade => Segments.Any(s => s.Version == 0);

    /// <summary>Documents, those replaced since included.</summary>
    public long Documents => Segments.Sum(s => s.Documents);

    public static async Task<PostingIndex> OpenAsync(UserConnection c, SegmentCache cache)
    {
        var rows = await c.QueryAsync<SegmentRow>(
            $"""
            select {SegmentRow.Columns} from search_segments
            where user_id = @user and is_ready = 1 order by place desc, segment_no desc
            """
        );
        var summaries = new List<SegmentSummary>(rows.Count);
        foreach (var row in rows)
        {
            var summary = cache.Find(c.UserNo, row.SegmentNo);
            if (summary is null)
            {
                summary = row.Data is { } data ? Summary(data) : await SummaryAsync(c, row.SegmentNo);
                cache.Add(c.UserNo, row.SegmentNo, summary);
            }
            summaries.Add(summary);
        }
        return new PostingIndex(c, cache, rows, summaries);
    }

    private static SegmentSummary Summary(byte[] data)
    {
        var (documents, replaced, dictionary) = SegmentCodec.ReadWhole(data);
        var entries = SegmentCodec.Entries(dictionary).ToList();
        return new SegmentSummary(WordList.Of(entries), replaced, entries.ToDictionary(e => e.Term, StringComparer.Ordinal), documents);
    }

    private static async Task<SegmentSummary> SummaryAsync(UserConnection c, long segmentNo)
    {
        var (from, to) = SegmentCodec.ReplacedPages;
        var replaced = await c.QueryAsync<PageRow>(
            """
            select first_key, content from search_pages
            where user_id = @user and segment_no = @segmentNo and first_key >= @from and first_key < @to order by first_key
            """,
            new
            {
                segmentNo,
                from,
                to,
            }
        );
        var words = await c.QueryAsync<PageRow>(
            """
            select first_key, content from search_pages where user_id = @user and segment_no = @segmentNo and first_key >= (
                select coalesce(
                    (select first_key from search_pages
                    where user_id = @user and segment_no = @segmentNo and first_key <= @words and first_key >= @terms
                    order by first_key desc limit 1), @words))
            order by first_key
            """,
            new
            {
                segmentNo,
                words = Term.Key($"{Term.Word}"),
                terms = SegmentCodec.FirstTerm,
            }
        );
        return new SegmentSummary(
            WordList.Of(words.SelectMany(p => SegmentCodec.Entries(p.Content))),
            [.. replaced.SelectMany(p => SegmentCodec.ReadNumbers(p.Content))],
            Dictionary: null,
            Documents: []
        );
    }

    /// <summary>Returns the lists of terms, for each segment in the order of <see cref="Segments"/>.</summary>
    public async Task<IReadOnlyList<IReadOnlyDictionary<string, SegmentList>>> ListsAsync(IReadOnlyCollection<string> terms)
    {
        var found = new Dictionary<string, SegmentList>[Segments.Count];
        var pages = new List<(int Segment, string Term, PendingResult<PageRow> Page)>();
        for (var s = 0; s < found.Length; s++)
        {
            found[s] = new Dictionary<string, SegmentList>(StringComparer.Ordinal);
            var summary = Summaries[s];
            foreach (var term in terms)
            {
                if (summary.Dictionary is { } dictionary)
                {
                    if (dictionary.TryGetValue(term, out var entry))
                    {
                        found[s][term] = new SegmentList(entry.Count, entry.Removed, [entry.List]);
                    }
                }
                else if (term[0] != Term.Word || summary.Words.Contains(term.AsSpan(1)))
                {
                    pages.Add((s, term, AskPage(Segments[s].SegmentNo, term)));
                }
            }
        }
        var apart = new List<(int Segment, TermEntry Entry, PendingResult<PageRow> Parts)>();
        foreach (var (s, term, page) in pages)
        {
            var rows = await page.RowsAsync();
            if (rows.Count == 0)
            {
                continue;
            }
            foreach (var entry in SegmentCodec.Entries(rows[0].Content))
            {
                if (!string.Equals(entry.Term, term, StringComparison.Ordinal))
                {
                    continue;
                }
                if (entry.IsApart && _cache.List(_connection.UserNo, Segments[s].SegmentNo, term) is { } known)
                {
                    found[s][term] = new SegmentList(entry.Count, entry.Removed, known);
                }
                else if (entry.IsApart)
                {
                    apart.Add((s, entry, AskParts(Segments[s].SegmentNo, term)));
                }
                else
                {
                    found[s][term] = new SegmentList(entry.Count, entry.Removed, [entry.List]);
                }
                break;
            }
        }
        foreach (var (s, entry, parts) in apart)
        {
            var rows = await parts.RowsAsync();
            ReadOnlyMemory<byte>[] list = [.. rows.Select(r => (ReadOnlyMemory<byte>)r.Content)];
            _cache.Add(_connection.UserNo, Segments[s].SegmentNo, entry.Term, list);
            found[s][entry.Term] = new SegmentList(entry.Count, entry.Removed, list);
        }
        return found;
    }

    /// <summary>Returns terms that begin so, at most that many; for words of letters see <see cref="WordList"/>.</summary>
    public async Task<IReadOnlyList<string>> BeginningAsync(string prefix, int most)
    {
        const long Pages = 4;
        var terms = new SortedSet<string>(StringComparer.Ordinal);
        for (var s = 0; s < Segments.Count; s++)
        {
            IEnumerable<TermEntry> entries;
            if (Summaries[s].Dictionary is { } dictionary)
            {
                entries = dictionary.Values;
            }
            else
            {
                var rows = await _connection.QueryAsync<PageRow>(
                    """
                    select first_key, content from search_pages where user_id = @user and segment_no = @no and first_key >= (
                        select coalesce(
                            (select first_key from search_pages
                            where user_id = @user and segment_no = @no and first_key <= @key and first_key >= @terms
                            order by first_key desc limit 1), @key))
                    order by first_key limit @most
                    """,
                    new
                    {
                        no = Segments[s].SegmentNo,
                        key = Term.Key(prefix),
                        terms = SegmentCodec.FirstTerm,
                        most = Pages,
                    }
                );
                entries = rows.SelectMany(r => SegmentCodec.Entries(r.Content));
            }
            terms.UnionWith(entries.Where(e => e.Term.StartsWith(prefix, StringComparison.Ordinal)).Select(e => e.Term).Take(most + 1));
        }
        return [.. terms.Take(most + 1)];
    }

    /// <summary>Returns the documents at ordinals of a segment.</summary>
    private async Task<IReadOnlyDictionary<int, long>> DocumentsAsync(int segment, IEnumerable<int> ordinals)
    {
        if (Summaries[segment] is { Dictionary: not null } small)
        {
            return ordinals.ToDictionary(o => o, o => small.Documents[o]);
        }
        var found = new Dictionary<int, long>();
        var no = Segments[segment].SegmentNo;
        var asked = new List<(List<int> Ordinals, string Key, PendingResult<PageRow> Page)>();
        foreach (var some in ordinals.GroupBy(o => o / SegmentCodec.DocumentsPerPage))
        {
            var key = string.Create(CultureInfo.InvariantCulture, $"{DocumentsKey}{some.Key}");
            if (_cache.List(_connection.UserNo, no, key) is [var known])
            {
                Take(some, known);
            }
            else
            {
                const string Sql =
                    "select first_key, content from search_pages where user_id = @user and segment_no = @no and first_key = @key";
                asked.Add(([.. some], key, _connection.Ask<PageRow>(Sql, new { no, key = SegmentCodec.DocumentsPage(some.Key) })));
            }
        }
        foreach (var (some, key, page) in asked)
        {
            ReadOnlyMemory<byte> content = (await page.RowsAsync())[0].Content;
            _cache.Add(_connection.UserNo, no, key, [content]);
            Take(some, content);
        }
        return found;

        void Take(IEnumerable<int> some, ReadOnlyMemory<byte> content)
        {
            var numbers = SegmentCodec.ReadNumbers(content.Span);
            foreach (var ordinal in some)
            {
                found[ordinal] = numbers[ordinal % SegmentCodec.DocumentsPerPage];
            }
        }
    }

    /// <param name="lists">As of <see cref="ListsAsync"/>.</param>
    public TopDocuments Top(
        SegmentKind kind,
        int most,
        IReadOnlyList<IReadOnlyDictionary<string, SegmentList>> lists,
        IReadOnlyList<QuestionWord> words,
        int all,
        IReadOnlyList<IReadOnlyList<string>> required,
        IReadOnlyList<string> excluded
    )
    {
        var top = new TopDocuments(most, all);
        for (var s = 0; s < Segments.Count; s++)
        {
            if (Segments[s].Kind == (long)kind)
            {
                top.Add(s, (int)Segments[s].Documents, lists[s], words, required, excluded);
            }
        }
        return top;
    }

    /// <summary>Returns the numbers of the best documents that no newer segment replaces.</summary>
    public async Task<IReadOnlyList<FoundDocument>> ResolveAsync(TopDocuments top)
    {
        var best = top.Best();
        var numbers = new Dictionary<int, IReadOnlyDictionary<int, long>>();
        foreach (var segment in best.GroupBy(b => b.Segment))
        {
            numbers[segment.Key] = await DocumentsAsync(segment.Key, segment.Select(b => b.Ordinal));
        }
        return
        [
            .. best.Where(b => !IsReplaced(b.Segment, numbers[b.Segment][b.Ordinal]))
                .Select(b => new FoundDocument(numbers[b.Segment][b.Ordinal], b.Score, b.Words)),
        ];
    }

    /// <summary>Whether a newer segment replaces the document.</summary>
    private bool IsReplaced(int segment, long document)
    {
        for (var s = 0; s < segment; s++)
        {
            if (Segments[s].Kind == Segments[segment].Kind && Summaries[s].Replaces(document >> Segment.PlaceBits))
            {
                return true;
            }
        }
        return false;
    }

    private PendingResult<PageRow> AskPage(long no, string term) =>
        _connection.Ask<PageRow>(
            """
            select first_key, content from search_pages
            where user_id = @user and segment_no = @no and first_key <= @key and first_key >= @terms order by first_key desc limit 1
            """,
            new
            {
                no,
                key = Term.Key(term),
                terms = SegmentCodec.FirstTerm,
            }
        );

    private PendingResult<PageRow> AskParts(long no, string term)
    {
        var (from, to) = SegmentCodec.ListParts(term);
        return _connection.Ask<PageRow>(
            """
            select first_key, content from search_pages
            where user_id = @user and segment_no = @no and first_key >= @from and first_key < @to order by first_key
            """,
            new
            {
                no,
                from,
                to,
            }
        );
    }

    private sealed record PageRow(byte[] FirstKey, byte[] Content);
}
