namespace Strata.Review.Alignment;

/// <summary>
/// Which blocks of a document are those of an earlier version (docs/adr/0057-decisions-follow-content.md): patience over unique blocks,
/// the longest common subsequence of small rests, and what was moved. Takes n log n steps, whatever repeats.
/// </summary>
internal sealed class BlockAlignment
{
    public const int None = -1;

    /// <summary>Cells of a table of the longest common subsequence; about a quarter of a second for a million of them.</summary>
    private const long MaxCells = 1 << 18;

    /// <summary>Ranges inside of ranges; what lies deeper is compared greedily.</summary>
    private const int MaxDepth = 64;

    /// <summary>Earlier blocks that a greedy comparison may leave out at once.</summary>
    private const int MaxSkip = 256;

    private const int MaxPairs = 10_000;

    /// <summary>Texts of which less is the same are no version of each other, unless the number of blocks says so.</summary>
    private const double MinSimilarity = 0.2;

    private readonly IReadOnlyList<BlockPrint> _old;
    private readonly IReadOnlyList<BlockPrint> _new;
    private readonly int[] _a;
    private readonly int[] _b;
    private readonly int[] _same;
    private readonly int[] _changed;
    private readonly int[] _of;
    private readonly int[] _countA;
    private readonly int[] _countB;
    private readonly int[] _placeA;

    private BlockAlignment(IReadOnlyList<BlockPrint> older, IReadOnlyList<BlockPrint> newer)
    {
        (_old, _new) = (older, newer);
        var numbers = new Dictionary<UInt128, int>();
        _a = [.. older.Select(Number)];
        _b = [.. newer.Select(Number)];
        (_same, _changed, _of) = (Filled(newer.Count), Filled(newer.Count), Filled(older.Count));
        (_countA, _countB, _placeA) = (new int[numbers.Count], new int[numbers.Count], new int[numbers.Count]);

        int Number(BlockPrint print)
        {
            if (!numbers.TryGetValue(print.Content, out var number))
            {
                number = numbers[print.Content] = numbers.Count;
            }
            return number;
        }
    }

    /// <summary>For each block the earlier one of the same content, or none.</summary>
    public IReadOnlyList<int> Same => _same;

    /// <summary>For each block the earlier one that it replaces, or none.</summary>
    public IReadOnlyList<int> Changed => _changed;

    /// <summary>For each earlier block the one that it is or became, or none: it is gone.</summary>
    public IReadOnlyList<int> Became => _of;

    /// <summary>The share of blocks of the shorter document that are unchanged.</summary>
    public double Agreement => _a.Length == 0 || _b.Length == 0 ? 0 : (double)_same.Count(s => s != None) / Math.Min(_a.Length, _b.Length);

    public static BlockAlignment Of(IReadOnlyList<BlockPrint> older, IReadOnlyList<BlockPrint> newer)
    {
        var alignment = new BlockAlignment(older, newer);
        alignment.InOrder();
        int[] inOrder = [.. alignment._same];
        alignment.Moved();
        alignment.Replaced(inOrder);
        return alignment;
    }

    private void InOrder()
    {
        var ranges = new Stack<Range>();
        ranges.Push(new(0, _a.Length, 0, _b.Length, 0));
        while (ranges.TryPop(out var whole))
        {
            var range = Trimmed(whole);
            if (range.IsEmpty)
            {
                continue;
            }
            var anchors = range.Depth < MaxDepth ? Anchors(range) : [];
            if (anchors.Count == 0)
            {
                if (range.Cells <= MaxCells)
                {
                    Longest(range);
                }
                else
                {
                    Greedy(range);
                }
                continue;
            }
            var (a, b) = (range.A, range.B);
            foreach (var (i, j) in anchors)
            {
                Match(i, j);
                ranges.Push(new(a, i, b, j, range.Depth + 1));
                (a, b) = (i + 1, j + 1);
            }
            ranges.Push(new(a, range.EndA, b, range.EndB, range.Depth + 1));
        }
    }

    private Range Trimmed(Range r)
    {
        var (a, endA, b, endB) = (r.A, r.EndA, r.B, r.EndB);
        while (a < endA && b < endB && _a[a] == _b[b])
        {
            Match(a++, b++);
        }
        while (a < endA && b < endB && _a[endA - 1] == _b[endB - 1])
        {
            Match(--endA, --endB);
        }
        return new(a, endA, b, endB, r.Depth);
    }

    /// <summary>Returns the longest ascending row of blocks that are unique on both sides.</summary>
    private List<(int A, int B)> Anchors(Range r)
    {
        for (var i = r.A; i < r.EndA; i++)
        {
            _countA[_a[i]]++;
            _placeA[_a[i]] = i;
        }
        for (var j = r.B; j < r.EndB; j++)
        {
            _countB[_b[j]]++;
        }
        var unique = new List<(int A, int B)>();
        for (var j = r.B; j < r.EndB; j++)
        {
            if (_countA[_b[j]] == 1 && _countB[_b[j]] == 1)
            {
                unique.Add((_placeA[_b[j]], j));
            }
        }
        for (var i = r.A; i < r.EndA; i++)
        {
            _countA[_a[i]] = 0;
        }
        for (var j = r.B; j < r.EndB; j++)
        {
            _countB[_b[j]] = 0;
        }
        return Ascending(unique);
    }

    private static List<(int A, int B)> Ascending(List<(int A, int B)> pairs)
    {
        var (ends, before) = (new List<int>(), new int[pairs.Count]);
        for (var k = 0; k < pairs.Count; k++)
        {
            var (low, high) = (0, ends.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                (low, high) = pairs[ends[middle]].A < pairs[k].A ? (middle + 1, high) : (low, middle);
            }
            before[k] = low == 0 ? None : ends[low - 1];
            if (low == ends.Count)
            {
                ends.Add(k);
            }
            else
            {
                ends[low] = k;
            }
        }
        var row = new List<(int A, int B)>(ends.Count);
        for (var k = ends.Count == 0 ? None : ends[^1]; k != None; k = before[k])
        {
            row.Add(pairs[k]);
        }
        row.Reverse();
        return row;
    }

    private void Longest(Range r)
    {
        var (rows, columns) = (r.EndA - r.A, r.EndB - r.B);
        var lengths = new int[rows + 1, columns + 1];
        for (var i = rows - 1; i >= 0; i--)
        {
            for (var j = columns - 1; j >= 0; j--)
            {
                lengths[i, j] = _a[r.A + i] == _b[r.B + j] ? lengths[i + 1, j + 1] + 1 : Math.Max(lengths[i + 1, j], lengths[i, j + 1]);
            }
        }
        for (var (i, j) = (0, 0); i < rows && j < columns; )
        {
            if (_a[r.A + i] == _b[r.B + j])
            {
                Match(r.A + i++, r.B + j++);
            }
            else if (lengths[i + 1, j] >= lengths[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }
    }

    private void Greedy(Range r)
    {
        var places = new Dictionary<int, List<int>>();
        for (var i = r.A; i < r.EndA; i++)
        {
            if (!places.TryGetValue(_a[i], out var at))
            {
                at = places[_a[i]] = [];
            }
            at.Add(i);
        }
        var next = r.A;
        for (var j = r.B; j < r.EndB; j++)
        {
            if (places.TryGetValue(_b[j], out var at))
            {
                var found = at.BinarySearch(next);
                found = found < 0 ? ~found : found;
                if (found < at.Count && at[found] - next <= MaxSkip)
                {
                    Match(at[found], j);
                    next = at[found] + 1;
                }
            }
        }
    }

    /// <summary>Finds blocks at other places: unique ones anywhere, repeated ones beside a neighbour that is found.</summary>
    private void Moved()
    {
        foreach (var number in _a)
        {
            _countA[number]++;
        }
        foreach (var number in _b)
        {
            _countB[number]++;
        }
        for (var i = 0; i < _a.Length; i++)
        {
            _placeA[_a[i]] = i;
        }
        for (var j = 0; j < _b.Length; j++)
        {
            if (_countA[_b[j]] == 1 && _countB[_b[j]] == 1)
            {
                MatchFree(_placeA[_b[j]], j);
            }
        }
        for (var j = 1; j < _b.Length; j++)
        {
            MatchFree(_same[j - 1] == None ? None : _same[j - 1] + 1, j);
        }
        for (var j = _b.Length - 2; j >= 0; j--)
        {
            MatchFree(_same[j + 1] - 1, j);
        }
    }

    /// <summary>Pairs what is left between the same neighbours.</summary>
    private void Replaced(int[] inOrder)
    {
        var (a, b) = (0, 0);
        for (var j = 0; j <= _b.Length; j++)
        {
            if (j < _b.Length && inOrder[j] == None)
            {
                continue;
            }
            var end = j < _b.Length ? inOrder[j] : _a.Length;
            Replace([.. From(a, end).Where(i => _of[i] == None)], [.. From(b, j).Where(k => _same[k] == None)]);
            (a, b) = (end + 1, j + 1);
        }
    }

    private static IEnumerable<int> From(int start, int end) => end > start ? Enumerable.Range(start, end - start) : [];

    private void Replace(int[] olds, int[] news)
    {
        var isEven = olds.Length == news.Length;
        if (olds.Length == 0 || news.Length == 0 || (!isEven && (long)olds.Length * news.Length > MaxPairs))
        {
            return;
        }
        if ((long)olds.Length * news.Length > MaxPairs)
        {
            for (var k = 0; k < olds.Length; k++)
            {
                if (Score(k, k) > 0)
                {
                    Change(olds[k], news[k]);
                }
            }
            return;
        }
        var best = new double[olds.Length + 1, news.Length + 1];
        for (var i = olds.Length - 1; i >= 0; i--)
        {
            for (var j = news.Length - 1; j >= 0; j--)
            {
                var score = Score(i, j);
                best[i, j] = Math.Max(Math.Max(best[i + 1, j], best[i, j + 1]), score > 0 ? score + best[i + 1, j + 1] : 0);
            }
        }
        for (var (i, j) = (0, 0); i < olds.Length && j < news.Length; )
        {
            if (Score(i, j) is > 0 and var score && best[i, j] <= score + best[i + 1, j + 1])
            {
                Change(olds[i++], news[j++]);
            }
            else if (best[i + 1, j] >= best[i, j + 1])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        double Score(int i, int j) =>
            _old[olds[i]].Type != _new[news[j]].Type ? 0
            : _old[olds[i]].SimilarityTo(_new[news[j]]) is >= MinSimilarity and var similarity ? 1 + similarity
            : isEven && i == j ? MinSimilarity
            : 0;
    }

    private void MatchFree(int i, int j)
    {
        if (i >= 0 && i < _a.Length && _same[j] == None && _of[i] == None && _a[i] == _b[j])
        {
            Match(i, j);
        }
    }

    private void Match(int i, int j) => (_same[j], _of[i]) = (i, j);

    private void Change(int i, int j) => (_changed[j], _of[i]) = (i, j);

    private static int[] Filled(int count)
    {
        var filled = new int[count];
        Array.Fill(filled, None);
        return filled;
    }

    /// <summary>Blocks from <paramref name="A"/> to <paramref name="EndA"/>, and from <paramref name="B"/> to <paramref name="EndB"/>.</summary>
    private readonly record struct Range(int A, int EndA, int B, int EndB, int Depth)
    {
        public bool IsEmpty => A == EndA || B == EndB;

        public long Cells => (long)(EndA - A) * (EndB - B);
    }
}
