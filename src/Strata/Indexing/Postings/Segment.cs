namespace Strata.Indexing.Postings;

/// <summary>One term's documents in a segment.</summary>
internal sealed class TermPostings
{
    public List<Posting> Documents { get; } = [];

    /// <summary>Documents of older segments that had the term and are replaced or removed by this one.</summary>
    public long Removed { get; set; }
}

/// <summary>
/// Documents that were indexed together, in memory: their numbers in order of arrival, the rows of older segments that they replace, and
/// the postings of their terms. A document's number is the number of its row, and in the low ten bits its place there.
/// </summary>
internal sealed class Segment
{
    public const int PlaceBits = 10;

    /// <summary>Place of the undeclared fields of an observation; 0 is an entity or the names of a document, others are blocks of a page.</summary>
    public const long Undeclared = (1 << PlaceBits) - 1;

    public List<long> Documents { get; } = [];

    /// <summary>Numbers of rows whose documents in older segments are not valid any more.</summary>
    public SortedSet<long> Replaced { get; } = [];

    public Dictionary<string, TermPostings> Terms { get; } = new(StringComparer.Ordinal);

    public bool IsEmpty => Documents.Count == 0 && Replaced.Count == 0;

    public void Add(long document, IEnumerable<(string Term, byte Impact)> terms)
    {
        var ordinal = Documents.Count;
        Documents.Add(document);
        foreach (var (term, impact) in terms)
        {
            Of(term).Documents.Add(new Posting(ordinal, impact));
        }
    }

    public void Remove(long row, IEnumerable<string> terms)
    {
        Replaced.Add(row);
        foreach (var term in terms)
        {
            Of(term).Removed++;
        }
    }

    public void Clear()
    {
        Documents.Clear();
        Replaced.Clear();
        Terms.Clear();
    }

    public TermPostings Of(string term)
    {
        if (!Terms.TryGetValue(term, out var postings))
        {
            Terms.Add(term, postings = new TermPostings());
        }
        return postings;
    }

    /// <summary>Merges segments; what a later one replaces is dropped from the earlier ones.</summary>
    /// <param name="oldestFirst">Neighbours.</param>
    /// <param name="isBottom">Whether no segment is older than these.</param>
    public static Segment Merge(IReadOnlyList<Segment> oldestFirst, bool isBottom)
    {
        var merged = new Segment();
        var replaced = new HashSet<long>();
        var places = new int[oldestFirst.Count][];
        for (var s = oldestFirst.Count - 1; s >= 0; s--)
        {
            places[s] = [.. oldestFirst[s].Documents.Select(d => replaced.Contains(d >> PlaceBits) ? -1 : 0)];
            replaced.UnionWith(oldestFirst[s].Replaced);
        }
        for (var s = 0; s < oldestFirst.Count; s++)
        {
            for (var d = 0; d < places[s].Length; d++)
            {
                var document = oldestFirst[s].Documents[d];
                if (places[s][d] == 0)
                {
                    places[s][d] = merged.Documents.Count;
                    merged.Documents.Add(document);
                }
            }
        }
        for (var s = 0; s < oldestFirst.Count; s++)
        {
            foreach (var (term, postings) in oldestFirst[s].Terms)
            {
                var own = merged.Of(term);
                own.Removed += postings.Removed;
                foreach (var posting in postings.Documents)
                {
                    var place = places[s][posting.Ordinal];
                    if (place >= 0)
                    {
                        own.Documents.Add(posting with { Ordinal = place });
                    }
                    else
                    {
                        own.Removed--;
                    }
                }
            }
        }
        if (isBottom)
        {
            foreach (var (term, postings) in merged.Terms.ToList())
            {
                postings.Removed = 0;
                if (postings.Documents.Count == 0)
                {
                    merged.Terms.Remove(term);
                }
            }
        }
        else
        {
            foreach (var segment in oldestFirst)
            {
                merged.Replaced.UnionWith(segment.Replaced);
            }
            foreach (var (term, _) in merged.Terms.Where(t => t.Value is { Removed: 0, Documents.Count: 0 }).ToList())
            {
                merged.Terms.Remove(term);
            }
        }
        return merged;
    }
}
