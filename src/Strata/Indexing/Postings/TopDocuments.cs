using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

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
    /// <summary>Documents that are scored together, so that their scores stay in the processor's cache.</summary>
    private const int Window = 1 << 12;

    public const int MaxWords = 24;
    private const int Words = Required - 1;
    private const int Required = 1 << MaxWords;
    private const int Excluded = 1 << (MaxWords + 6);

    /// <summary>2⁻⁶⁴: ranks documents without all words below those with all, and loses no bit of a score.</summary>
    private const float Below = 1f / (1L << 32) / (1L << 32);

    private readonly List<ScoredDocument> _best = [];

    /// <summary>Rank of the last of the best when they were last sorted.</summary>
    private float _least;

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
        var scored = new List<PostingCursor>();
        var marking = new List<PostingCursor>();
        for (var w = 0; w < words.Count && w < MaxWords; w++)
        {
            foreach (var term in words[w].Terms)
            {
                Open(scored, term.Term, 1 << w, (float)(term.Weight * words[w].Rarity / Impacts.Max));
            }
        }
        if (scored.Count == 0)
        {
            return;
        }
        var needed = 0;
        for (var r = 0; r < required.Count; r++)
        {
            needed |= Required << r;
            foreach (var term in required[r])
            {
                Open(marking, term, Required << r, 0);
            }
        }
        foreach (var term in excluded)
        {
            Open(marking, term, Excluded, 0);
        }

        var scores = ArrayPool<float>.Shared.Rent(documents);
        var marks = ArrayPool<int>.Shared.Rent(documents);
        var greatest = new float[(documents + Window - 1) / Window];
        for (var window = 0; window < greatest.Length; window++)
        {
            var (from, to) = (window * Window, Math.Min((window + 1) * Window, documents));
            if (scored.TrueForAll(c => c.Ordinal >= to))
            {
                continue;
            }
            var scoresHere = scores.AsSpan(from, to - from);
            var marksHere = marks.AsSpan(from, to - from);
            scoresHere.Clear();
            marksHere.Clear();
            scored.ForEach(c => c.Score(to, scores, marks));
            marking.ForEach(c => c.Mark(from, to, marks));
            greatest[window] = Rank(scoresHere, marksHere, needed);
        }
        // The latest first: of equals, none that follows is better.
        for (var window = greatest.Length - 1; window >= 0; window--)
        {
            if (greatest[window] > _least)
            {
                Collect(segment, window * Window, Math.Min((window + 1) * Window, documents), scores, marks);
            }
        }
        ArrayPool<float>.Shared.Return(scores);
        ArrayPool<int>.Shared.Return(marks);

        void Open(List<PostingCursor> cursors, string term, int bit, float value)
        {
            if (lists.TryGetValue(term, out var list))
            {
                cursors.Add(new PostingCursor(list, bit, value));
            }
        }
    }

    /// <summary>Makes scores ranks, 0 for a document that is not asked for, and counts. Returns the greatest.</summary>
    private float Rank(Span<float> scores, Span<int> marks, int needed)
    {
        var (any, filter, whole) = (new Vector<int>(Words), new Vector<int>(needed | Excluded), new Vector<int>(all));
        var (matches, wholes, greatest) = (Vector<int>.Zero, Vector<int>.Zero, Vector<float>.Zero);
        var vectors = MemoryMarshal.Cast<float, Vector<float>>(scores);
        var bits = MemoryMarshal.Cast<int, Vector<int>>(marks);
        for (var i = 0; i < vectors.Length; i++)
        {
            var mark = bits[i];
            var isMatch = Vector.AndNot(Vector.Equals(mark & filter, new Vector<int>(needed)), Vector.Equals(mark & any, Vector<int>.Zero));
            var isWhole = Vector.Equals(mark & whole, whole) & isMatch;
            var rank = Vector.ConditionalSelect(isWhole, vectors[i], vectors[i] * Below);
            rank = Vector.ConditionalSelect(isMatch, rank, Vector<float>.Zero);
            vectors[i] = rank;
            greatest = Vector.Max(greatest, rank);
            matches -= isMatch;
            wholes -= isWhole;
        }
        Matches += Vector.Sum(matches);
        Whole += Vector.Sum(wholes);
        var most = 0f;
        for (var i = 0; i < Vector<float>.Count; i++)
        {
            most = Math.Max(most, greatest[i]);
        }
        for (var i = vectors.Length * Vector<float>.Count; i < scores.Length; i++)
        {
            var mark = marks[i];
            var isMatch = (mark & Words) != 0 && (mark & (needed | Excluded)) == needed;
            var isWhole = isMatch && (mark & all) == all;
            scores[i] =
                isWhole ? scores[i]
                : isMatch ? scores[i] * Below
                : 0;
            most = Math.Max(most, scores[i]);
            Matches += isMatch ? 1 : 0;
            Whole += isWhole ? 1 : 0;
        }
        return most;
    }

    private void Collect(int segment, int from, int to, float[] ranks, int[] marks)
    {
        for (var ordinal = to - 1; ordinal >= from; ordinal--)
        {
            if (ranks[ordinal] <= _least)
            {
                continue;
            }
            var isWhole = (marks[ordinal] & all) == all;
            _best.Add(new ScoredDocument(segment, ordinal, isWhole ? ranks[ordinal] : ranks[ordinal] / Below, marks[ordinal] & Words));
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
        if (_best.Count == most)
        {
            var last = _best[^1];
            _least = (float)last.Score * ((last.Words & all) == all ? 1 : Below);
        }
    }
}
