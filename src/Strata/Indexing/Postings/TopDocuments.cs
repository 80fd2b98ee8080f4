using System.Buffers;

namespace Strata.Indexing.Postings;

/// <summary>A term that stands for a word of the question.</summary>
/// <param name="Weight">1 for the word itself.</param>
internal sealed record QuestionTerm(string Term, double Weight);

/// <summary>A word of the question with the terms that stand for it, the nearest first.</summary>
/// <param name="Rarity">See <see cref="Impacts.Rarity"/>.</param>
internal sealed record QuestionWord(double Rarity, IReadOnlyList<QuestionTerm> Terms);

/// <summary>A document's place in the index with what it scores.</summary>
/// <param name="Words">The words of the question that it has, as bits.</param>
internal readonly record struct ScoredDocument(int Segment, int Ordinal, double Score, int Words)
{
    /// <summary>All words first, then by score, then the latest.</summary>
    public int CompareTo(ScoredDocument other, int all)
    {
        var whole = ((Words & all) == all).CompareTo((other.Words & all) == all);
        return whole != 0 ? whole
            : Score != other.Score ? Score.CompareTo(other.Score)
            : Segment != other.Segment ? other.Segment.CompareTo(Segment)
            : Ordinal.CompareTo(other.Ordinal);
    }
}

/// <summary>
/// The best documents for a question, exactly: every list is read. A word counts once, by the nearest term that a document has for it:
/// weight × rarity × impact.
/// </summary>
internal sealed class TopDocuments(int most, int all)
{
    /// <summary>Documents that are cleared and looked at together.</summary>
    private const int BlockBits = 10;

    public const int MaxWords = 24;
    private const int Required = 1 << MaxWords;
    private const int Excluded = 1 << (MaxWords + 6);

    private readonly List<ScoredDocument> _best = [];

    /// <summary>Of the last of the best when they were last sorted.</summary>
    private float _least;
    private bool _isLeastWhole;

    /// <summary>Documents with any of the words.</summary>
    public long Matches { get; private set; }

    /// <summary>Documents with all of the words.</summary>
    public long Whole { get; private set; }

    /// <summary>The best first.</summary>
    public IReadOnlyList<ScoredDocument> Best()
    {
        Trim();
        return _best;
    }

    /// <summary>Adds a segment's documents; the newest segment comes first.</summary>
    /// <param name="lists">Of the segment.</param>
    /// <param name="required">Sets of terms of each of which a document must have one; at most 5.</param>
    public void Add(
        int segment,
        int documents,
        IReadOnlyDictionary<string, SegmentList> lists,
        IReadOnlyList<QuestionWord> words,
        IReadOnlyList<IReadOnlyList<string>> required,
        IReadOnlyList<string> excluded
    )
    {
        if (lists.Count == 0)
        {
            return;
        }
        var scores = ArrayPool<float>.Shared.Rent(documents);
        var marks = ArrayPool<int>.Shared.Rent(documents);
        Array.Clear(scores, 0, documents);
        Array.Clear(marks, 0, documents);
        var touched = new bool[(documents >> BlockBits) + 1];
        for (var w = 0; w < words.Count && w < MaxWords; w++)
        {
            foreach (var term in words[w].Terms)
            {
                if (lists.TryGetValue(term.Term, out var list))
                {
                    Score(list, 1 << w, (float)(term.Weight * words[w].Rarity / Impacts.Max), scores, marks, touched);
                }
            }
        }
        var needed = 0;
        for (var r = 0; r < required.Count; r++)
        {
            needed |= Required << r;
            Mark(lists, required[r], Required << r, marks);
        }
        Mark(lists, excluded, Excluded, marks);
        // The latest first: of equals, none that follows is better.
        for (var block = touched.Length - 1; block >= 0; block--)
        {
            if (touched[block])
            {
                var end = Math.Min((block + 1) << BlockBits, documents);
                Collect(segment, block << BlockBits, end, needed, scores, marks);
            }
        }
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(marks);
    }

    private static void Score(SegmentList list, int bit, float value, float[] scores, int[] marks, bool[] touched)
    {
        var ordinal = -1;
        foreach (var part in list.Parts)
        {
            var bytes = part.Span;
            for (var at = 0; at < bytes.Length; )
            {
                var posting = (uint)bytes[at++];
                if (posting >= 0x80)
                {
                    posting &= 0x7F;
                    for (var shift = 7; ; shift += 7)
                    {
                        var b = bytes[at++];
                        posting |= (uint)(b & 0x7F) << shift;
                        if (b < 0x80)
                        {
                            break;
                        }
                    }
                }
                ordinal += (int)(posting >> PostingList.ImpactBits);
                if ((marks[ordinal] & bit) == 0)
                {
                    marks[ordinal] |= bit;
                    scores[ordinal] += value * (posting & Impacts.Max);
                    touched[ordinal >> BlockBits] = true;
                }
            }
        }
    }

    private static void Mark(IReadOnlyDictionary<string, SegmentList> lists, IReadOnlyList<string> terms, int bit, int[] marks)
    {
        foreach (var term in terms)
        {
            if (!lists.TryGetValue(term, out var list))
            {
                continue;
            }
            var ordinal = -1;
            foreach (var part in list.Parts)
            {
                for (var at = 0; at < part.Length; )
                {
                    ordinal += (int)((ulong)Varint.Read(part.Span, ref at) >> PostingList.ImpactBits);
                    marks[ordinal] |= bit;
                }
            }
        }
    }

    private void Collect(int segment, int from, int to, int needed, float[] scores, int[] marks)
    {
        const int Words = Required - 1;
        for (var ordinal = to - 1; ordinal >= from; ordinal--)
        {
            var mark = marks[ordinal];
            if ((mark & Words) == 0 || (mark & (needed | Excluded)) != needed)
            {
                continue;
            }
            Matches++;
            var isWhole = (mark & all) == all;
            Whole += isWhole ? 1 : 0;
            if (_best.Count >= most && (isWhole == _isLeastWhole ? scores[ordinal] <= _least : _isLeastWhole))
            {
                continue;
            }
            _best.Add(new ScoredDocument(segment, ordinal, scores[ordinal], mark & Words));
            if (_best.Count >= most * 2)
            {
                Trim();
            }
        }
    }

    private void Trim()
    {
        _best.Sort((a, b) => b.CompareTo(a, all));
        if (_best.Count > most)
        {
            _best.RemoveRange(most, _best.Count - most);
        }
        if (_best.Count > 0)
        {
            (_least, _isLeastWhole) = ((float)_best[^1].Score, (_best[^1].Words & all) == all);
        }
    }
}
