namespace Strata.Indexing.Postings;

/// <summary>Reads a term's list in steps.</summary>
internal sealed class PostingCursor
{
    private readonly SegmentList _list;
    private readonly int _bit;
    private readonly float _value;
    private int _part;
    private int _at;
    private int _impact;

    /// <param name="bit">What the term stands for, in a document's marks.</param>
    /// <param name="value">Score of an impact of 1.</param>
    public PostingCursor(SegmentList list, int bit, float value)
    {
        (_list, _bit, _value, Ordinal) = (list, bit, value, -1);
        Next();
    }

    /// <summary>The next document; <see cref="int.MaxValue"/> at the end.</summary>
    public int Ordinal { get; private set; }

    /// <summary>Adds to the scores of the documents before <paramref name="to"/> that no earlier term of the word has marked.</summary>
    public void Score(int to, float[] scores, int[] marks)
    {
        while (Ordinal < to)
        {
            var bytes = _list.Parts[_part].Span;
            var (at, ordinal, impact) = (_at, Ordinal, _impact);
            while (ordinal < to)
            {
                if ((marks[ordinal] & _bit) == 0)
                {
                    marks[ordinal] |= _bit;
                    scores[ordinal] += _value * impact;
                }
                if (at >= bytes.Length)
                {
                    break;
                }
                var posting = Varint.Read(bytes, ref at);
                ordinal += (int)(posting >> PostingList.ImpactBits);
                impact = (int)(posting & Impacts.Max);
            }
            (_at, Ordinal, _impact) = (at, ordinal, impact);
            if (ordinal < to)
            {
                Next();
            }
        }
    }

    /// <summary>Marks the documents before <paramref name="to"/>, from <paramref name="from"/> on.</summary>
    public void Mark(int from, int to, int[] marks)
    {
        for (; Ordinal < to; Next())
        {
            if (Ordinal >= from)
            {
                marks[Ordinal] |= _bit;
            }
        }
    }

    private void Next()
    {
        for (; _part < _list.Parts.Count; (_part, _at) = (_part + 1, 0))
        {
            var bytes = _list.Parts[_part].Span;
            if (_at < bytes.Length)
            {
                var posting = Varint.Read(bytes, ref _at);
                Ordinal += (int)(posting >> PostingList.ImpactBits);
                _impact = (int)(posting & Impacts.Max);
                return;
            }
        }
        Ordinal = int.MaxValue;
    }
}
