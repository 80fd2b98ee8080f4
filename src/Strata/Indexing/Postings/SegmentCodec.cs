namespace Strata.Indexing.Postings;

/// <summary>Part of a large segment, found by its key.</summary>
internal sealed record SegmentPage(byte[] Key, byte[] Content);

/// <summary>What a page holds, by the first unit of its key.</summary>
internal enum PageKind
{
    Documents = 1,
    Replaced = 2,
    List = 3,
    Dictionary = 4,
}

/// <summary>An entry of a segment's dictionary.</summary>
/// <param name="Count">Documents in the list.</param>
/// <param name="List">The list; empty if it has pages of its own.</param>
internal readonly record struct TermEntry(string Term, long Count, long Removed, ReadOnlyMemory<byte> List)
{
    public bool IsApart => Count > 0 && List.IsEmpty;
}

/// <summary>
/// Segments as bytes. A small one is a single value; a large one has pages: its documents, what it replaces, its dictionary in order of
/// terms with short lists inside, and long lists in parts.
/// </summary>
internal static class SegmentCodec
{
    /// <summary>Bytes of a segment that is one value.</summary>
    public const int Small = 16 * 1024;

    public const int DocumentsPerPage = 1_024;
    private const int PageBytes = 4 * 1024;
    private const int ShortList = 512;
    private const int PartBytes = 32 * 1024;

    /// <summary>First characters of keys; terms begin with a letter.</summary>
    private const char DocumentsKey = (char)PageKind.Documents;
    private const char ReplacedKey = (char)PageKind.Replaced;
    private const char ListKey = (char)PageKind.List;

    public static byte[] DocumentsPage(int page) => Term.Key($"{DocumentsKey}{(char)page}");

    public static (byte[] From, byte[] To) ReplacedPages => (Term.Key($"{ReplacedKey}"), Term.Key($"{ListKey}"));

    /// <summary>Where the dictionary begins.</summary>
    public static byte[] FirstTerm => Term.Key("A");

    public static (byte[] From, byte[] To) ListParts(string term) => (Term.Key($"{ListKey}{term}\0"), Term.Key($"{ListKey}{term}\u0001"));

    /// <summary>Returns the segment as one value.</summary>
    public static byte[] Whole(Segment segment)
    {
        var bytes = new List<byte>(4_096);
        WriteNumbers(bytes, segment.Documents);
        WriteNumbers(bytes, [.. segment.Replaced]);
        var previous = "";
        foreach (var (term, postings) in segment.Terms.OrderBy(t => t.Key, StringComparer.Ordinal))
        {
            WriteEntry(bytes, previous, term, postings.Documents.Count, postings.Removed, ListOf(postings.Documents));
            previous = term;
        }
        return [.. bytes];
    }

    /// <summary>Reads the documents and what is replaced; the dictionary follows.</summary>
    public static (List<long> Documents, List<long> Replaced, ReadOnlyMemory<byte> Dictionary) ReadWhole(byte[] value)
    {
        var at = 0;
        var documents = ReadNumbers(value, ref at);
        var replaced = ReadNumbers(value, ref at);
        return (documents, replaced, value.AsMemory(at));
    }

    public static Segment ReadSegment(byte[] value)
    {
        var (documents, replaced, dictionary) = ReadWhole(value);
        var segment = new Segment();
        segment.Documents.AddRange(documents);
        segment.Replaced.UnionWith(replaced);
        foreach (var entry in Entries(dictionary))
        {
            var postings = segment.Of(entry.Term);
            postings.Removed = entry.Removed;
            PostingList.Read(entry.List.Span, postings.Documents);
        }
        return segment;
    }

    public static PageKind KindOf(byte[] key) => (PageKind)Math.Min((key[0] << 8) | key[1], (int)PageKind.Dictionary);

    /// <summary>Returns the term of a part of a list.</summary>
    public static string TermOf(byte[] key) => Encoding.BigEndianUnicode.GetString(key.AsSpan(2, key.Length - 6));

    /// <summary>Adds a page, in order of keys, to a segment in memory.</summary>
    /// <param name="lists">Long lists, which come before their terms.</param>
    public static void Read(byte[] key, byte[] content, Segment segment, Dictionary<string, List<byte>> lists)
    {
        switch (KindOf(key))
        {
            case PageKind.Documents:
                segment.Documents.AddRange(ReadNumbers(content));
                break;
            case PageKind.Replaced:
                segment.Replaced.UnionWith(ReadNumbers(content));
                break;
            case PageKind.List:
                var term = TermOf(key);
                if (!lists.TryGetValue(term, out var list))
                {
                    lists.Add(term, list = []);
                }
                list.AddRange(content);
                break;
            default:
                foreach (var entry in Entries(content))
                {
                    var postings = segment.Of(entry.Term);
                    postings.Removed = entry.Removed;
                    PostingList.Read(entry.IsApart ? [.. lists[entry.Term]] : entry.List.Span, postings.Documents);
                    lists.Remove(entry.Term);
                }
                break;
        }
    }

    /// <summary>Returns the entries of a dictionary or a page of it.</summary>
    public static IEnumerable<TermEntry> Entries(ReadOnlyMemory<byte> page)
    {
        var term = "";
        for (var at = 0; at < page.Length; )
        {
            yield return ReadEntry(page, ref at, ref term);
        }
    }

    private static TermEntry ReadEntry(ReadOnlyMemory<byte> page, ref int at, ref string term)
    {
        var bytes = page.Span;
        var shared = (int)Varint.Read(bytes, ref at);
        var more = (int)Varint.Read(bytes, ref at);
        var previous = term.AsSpan(0, shared);
        var buffer = new char[shared + more];
        previous.CopyTo(buffer);
        for (var i = 0; i < more; i++)
        {
            buffer[shared + i] = (char)Varint.Read(bytes, ref at);
        }
        term = new string(buffer);
        var count = Varint.Read(bytes, ref at);
        var removed = Varint.Read(bytes, ref at);
        var length = (int)Varint.Read(bytes, ref at);
        var list = page.Slice(at, length);
        at += length;
        return new TermEntry(term, count, removed, list);
    }

    public static List<long> ReadNumbers(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        return ReadNumbers(bytes, ref at);
    }

    /// <summary>Writes the pages of a large segment, in any order of kinds, terms in their own.</summary>
    internal sealed class Writer
    {
        private readonly List<SegmentPage> _full = [];
        private readonly List<byte> _page = new(PageBytes + 1_024);
        private string _first = "";
        private string _previous = "";

        /// <summary>Bytes written so far.</summary>
        public long Bytes { get; private set; }

        public void Documents(IReadOnlyList<long> documents)
        {
            for (var i = 0; i < documents.Count; i += DocumentsPerPage)
            {
                var bytes = new List<byte>();
                WriteNumbers(bytes, [.. documents.Skip(i).Take(DocumentsPerPage)]);
                Put(new SegmentPage(DocumentsPage(i / DocumentsPerPage), [.. bytes]));
            }
        }

        public void Replaced(IEnumerable<long> replaced)
        {
            var page = 0;
            foreach (var some in replaced.Chunk(DocumentsPerPage * 4))
            {
                var bytes = new List<byte>();
                WriteNumbers(bytes, some);
                Put(new SegmentPage(Term.Key($"{ReplacedKey}{(char)page++}"), [.. bytes]));
            }
        }

        /// <param name="documents">In order.</param>
        public void Add(string term, IReadOnlyList<Posting> documents, long removed)
        {
            var list = ListOf(documents);
            var isApart = list.Count > ShortList;
            if (isApart)
            {
                Parts(term, documents);
            }
            if (_page.Count == 0)
            {
                (_first, _previous) = (term, "");
            }
            WriteEntry(_page, _previous, term, documents.Count, removed, isApart ? [] : list);
            _previous = term;
            if (_page.Count >= PageBytes)
            {
                EndPage();
            }
        }

        public IReadOnlyList<SegmentPage> Take(bool isEnd)
        {
            if (isEnd)
            {
                EndPage();
            }
            SegmentPage[] pages = [.. _full];
            _full.Clear();
            return pages;
        }

        private void EndPage()
        {
            if (_page.Count > 0)
            {
                Put(new SegmentPage(Term.Key(_first), [.. _page]));
                _page.Clear();
            }
        }

        private void Parts(string term, IReadOnlyList<Posting> documents)
        {
            var bytes = new List<byte>(PartBytes + 8);
            var (part, previous) = (0, -1);
            for (var i = 0; i < documents.Count; i++)
            {
                PostingList.Write(bytes, documents[i], previous);
                previous = documents[i].Ordinal;
                if (bytes.Count >= PartBytes || i == documents.Count - 1)
                {
                    Put(new SegmentPage(Term.Key($"{ListKey}{term}\0{(char)part++}"), [.. bytes]));
                    bytes.Clear();
                }
            }
        }

        private void Put(SegmentPage page)
        {
            _full.Add(page);
            Bytes += page.Content.Length;
        }
    }

    private static List<byte> ListOf(IReadOnlyList<Posting> documents)
    {
        var list = new List<byte>(documents.Count * 2);
        var previous = -1;
        for (var i = 0; i < documents.Count; i++)
        {
            PostingList.Write(list, documents[i], previous);
            previous = documents[i].Ordinal;
        }
        return list;
    }

    private static void WriteEntry(List<byte> to, string previous, string term, long count, long removed, List<byte> list)
    {
        var shared = previous.AsSpan().CommonPrefixLength(term);
        Varint.Write(to, shared);
        Varint.Write(to, term.Length - shared);
        foreach (var c in term.AsSpan(shared))
        {
            Varint.Write(to, (ulong)c);
        }
        Varint.Write(to, count);
        Varint.Write(to, removed);
        Varint.Write(to, list.Count);
        to.AddRange(list);
    }

    private static void WriteNumbers(List<byte> to, IReadOnlyList<long> numbers)
    {
        Varint.Write(to, numbers.Count);
        long previous = 0;
        foreach (var number in numbers)
        {
            var step = number - previous;
            Varint.Write(to, (ulong)((step << 1) ^ (step >> 63)));
            previous = number;
        }
    }

    private static List<long> ReadNumbers(ReadOnlySpan<byte> bytes, ref int at)
    {
        var count = (int)Varint.Read(bytes, ref at);
        var numbers = new List<long>(count);
        long previous = 0;
        for (var i = 0; i < count; i++)
        {
            var step = (ulong)Varint.Read(bytes, ref at);
            previous += (long)(step >> 1) ^ -(long)(step & 1);
            numbers.Add(previous);
        }
        return numbers;
    }
}
