using Strata.Database;

namespace Strata.Indexing.Postings;

/// <summary>For each row that the index has, a sum over its terms and impacts: tells sets apart, not against malice.</summary>
internal static class IndexSums
{
    /// <param name="words">Whether terms are summed; else only which rows there are is read.</param>
    public static async Task<Dictionary<long, ulong>> OfAsync(UserConnection c, SegmentKind kind, bool words)
    {
        var sums = new Dictionary<long, ulong>();
        var replaced = new HashSet<long>();
        var rows = await c.QueryAsync<SegmentRow>(
            $"""
            select {SegmentRow.Columns} from search_segments
            where user_id = @user and kind = @kind and is_ready = 1 order by place desc, segment_no desc
            """,
            new { kind = (long)kind }
        );
        foreach (var row in rows)
        {
            var segment = new SegmentSums(words);
            if (row.Data is { } data)
            {
                segment.Whole(data);
            }
            else
            {
                var end = words ? Term.Key("\uFFFF") : SegmentCodec.ReplacedPages.To;
                await foreach (
                    var page in c.StreamAsync<PageRow>(
                        """
                        select first_key, content from search_pages
                        where user_id = @user and segment_no = @no and first_key < @end order by first_key
                        """,
                        new { no = row.SegmentNo, end }
                    )
                )
                {
                    segment.Page(page.FirstKey, page.Content);
                }
            }
            for (var i = 0; i < segment.Documents.Count; i++)
            {
                var document = segment.Documents[i] >> Segment.PlaceBits;
                if (!replaced.Contains(document))
                {
                    sums[document] = sums.GetValueOrDefault(document) + segment.Of(i);
                }
            }
            replaced.UnionWith(segment.Replaced);
        }
        return sums;
    }

    /// <summary>Sums of one segment, whose pages come in order of keys: documents before lists.</summary>
    private sealed class SegmentSums(bool words)
    {
        private readonly List<Posting> _list = [];
        private ulong[] _sums = [];
        private string _term = "";
        private int _ordinal;

        public List<long> Documents { get; } = [];
        public List<long> Replaced { get; } = [];

        public ulong Of(int ordinal) => ordinal < _sums.Length ? _sums[ordinal] : 0;

        public void Whole(byte[] data)
        {
            var (documents, replaced, dictionary) = SegmentCodec.ReadWhole(data);
            Documents.AddRange(documents);
            Replaced.AddRange(replaced);
            Entries(dictionary);
        }

        public void Page(byte[] key, byte[] content)
        {
            switch (SegmentCodec.KindOf(key))
            {
                case PageKind.Documents:
                    Documents.AddRange(SegmentCodec.ReadNumbers(content));
                    break;
                case PageKind.Replaced:
                    Replaced.AddRange(SegmentCodec.ReadNumbers(content));
                    break;
                case PageKind.List:
                    var term = SegmentCodec.TermOf(key);
                    _ordinal = term == _term ? _ordinal : -1;
                    _term = term;
                    _list.Clear();
                    _ordinal = PostingList.Read(content, _list, _ordinal);
                    Add(term);
                    break;
                default:
                    Entries(content);
                    break;
            }
        }

        private void Entries(ReadOnlyMemory<byte> page)
        {
            foreach (var entry in words ? SegmentCodec.Entries(page) : [])
            {
                _list.Clear();
                PostingList.Read(entry.List.Span, _list);
                Add(entry.Term);
            }
        }

        private void Add(string term)
        {
            _sums = _sums.Length == 0 ? new ulong[Documents.Count] : _sums;
            foreach (var posting in _list)
            {
                _sums[posting.Ordinal] += Mix(term, posting.Impact);
            }
        }
    }

    private sealed record PageRow(byte[] FirstKey, byte[] Content);

    public static ulong Of(IEnumerable<(string Term, byte Impact)> terms)
    {
        var sum = 0UL;
        foreach (var (term, impact) in terms)
        {
            sum += Mix(term, impact);
        }
        return sum;
    }

    /// <summary>FNV-1a, then the last step of MurmurHash3.</summary>
    private static ulong Mix(string term, byte impact)
    {
        var mixed = 0xCBF29CE484222325UL ^ (impact * 0x9E3779B97F4A7C15UL);
        foreach (var c in term)
        {
            mixed = (mixed ^ c) * 0x100000001B3UL;
        }
        mixed = (mixed ^ (mixed >> 33)) * 0xFF51AFD7ED558CCDUL;
        mixed = (mixed ^ (mixed >> 33)) * 0xC4CEB9FE1A85EC53UL;
        return mixed ^ (mixed >> 33);
    }
}
