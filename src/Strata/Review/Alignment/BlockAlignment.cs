namespace Strata.Review.Alignment;

/// <summary>
/// Which blocks of a document are those of an earlier version (docs/adr/0057-decisions-follow-content.md): blocks that are unique, then
/// their neighbours, then what lies between them. Takes n log n steps and small tables, whatever repeats.
/// </summary>
internal sealed class BlockAlignment
{
    public const int None = -1;

    /// <summary>Texts of which less is the same are no versions of each other, unless they alone stand between their neighbours.</summary>
    private const double MinSimilarity = 0.2;

    /// <summary>How far a matched block is still near.</summary>
    private const int MaxNear = 32;

    private readonly Dictionary<UInt128, int> _numbers = [];
    private readonly IReadOnlyList<BlockPrint> _old;
    private readonly IReadOnlyList<BlockPrint> _new;
    private readonly int[] _a;
    private readonly int[] _b;
    private readonly int[] _same;
    private readonly int[] _changed;
    private readonly int[] _became;

    private BlockAlignment(IReadOnlyList<BlockPrint> older, IReadOnlyList<BlockPrint> newer)
    {
        (_old, _new) = (older, newer);
        (_a, _b) = (Numbers(older), Numbers(newer));
        (_same, _changed, _became) = (Filled(newer.Count), Filled(newer.Count), Filled(older.Count));
    }

    /// <summary>For each block the earlier one of the same content, or none.</summary>
    public IReadOnlyList<int> Same => _same;

    /// <summary>For each block the earlier one that it replaces, or none.</summary>
    public IReadOnlyList<int> Changed => _changed;

    /// <summary>For each earlier block the one that it is or became, or none: it is gone.</summary>
    public IReadOnlyList<int> Became => _became;

    /// <summary>The share of blocks of the shorter document that are unchanged.</summary>
    public double Agreement => _a.Length == 0 || _b.Length == 0 ? 0 : (double)_same.Count(s => s != None) / Math.Min(_a.Length, _b.Length);

    public static BlockAlignment Of(IReadOnlyList<BlockPrint> older, IReadOnlyList<BlockPrint> newer)
    {
        var alignment = new BlockAlignment(older, newer);
        alignment.Unique();
        alignment.Neighbours();
        alignment.Between();
        alignment.Neighbours();
        alignment.Doubtful();
        return alignment;
    }

    /// <summary>Matches blocks that are unique in both documents, wherever they stand.</summary>
    private void Unique()
    {
        var (times, places) = (new int[_numbers.Count], new int[_numbers.Count]);
        for (var i = 0; i < _a.Length; i++)
        {
            times[_a[i]]++;
            places[_a[i]] = i;
        }
        var again = new int[_numbers.Count];
        foreach (var number in _b)
        {
            again[number]++;
        }
        for (var j = 0; j < _b.Length; j++)
        {
            if (times[_b[j]] == 1 && again[_b[j]] == 1)
            {
                Match(places[_b[j]], j);
            }
        }
    }

    /// <summary>Matches equal blocks beside matched ones.</summary>
    private void Neighbours()
    {
        for (var j = 1; j < _b.Length; j++)
        {
            MatchFree(_same[j - 1] == None ? None : _same[j - 1] + 1, j);
        }
        for (var j = _b.Length - 2; j >= 0; j--)
        {
            MatchFree(_same[j + 1] == None ? None : _same[j + 1] - 1, j);
        }
    }

    /// <summary>Compares what lies between blocks that are matched in the same order.</summary>
    private void Between()
    {
        var matched = new List<(int A, int B)>();
        for (var j = 0; j < _b.Length; j++)
        {
            if (_same[j] != None)
            {
                matched.Add((_same[j], j));
            }
        }
        var (a, b) = (0, 0);
        foreach (var (endA, endB) in (IEnumerable<(int, int)>)[.. AscendingRow.Of(matched), (_a.Length, _b.Length)])
        {
            new GapAlignment(this, Free(a, endA, _became), Free(b, endB, _same)).Align();
            (a, b) = (endA + 1, endB + 1);
        }

        static int[] Free(int start, int end, int[] taken) =>
            end <= start ? [] : [.. Enumerable.Range(start, end - start).Where(i => taken[i] == None)];
    }

    /// <summary>
    /// Takes back matches of repeated blocks that no neighbour confirms, where another one like them is matched by none: a person is asked.
    /// </summary>
    private void Doubtful()
    {
        var free = new HashSet<int>();
        free.UnionWith(Enumerable.Range(0, _a.Length).Where(i => _became[i] == None).Select(i => _a[i]));
        free.UnionWith(Enumerable.Range(0, _b.Length).Where(j => Earlier(j) == None).Select(j => _b[j]));
        var doubtful = Enumerable
            .Range(0, _b.Length)
            .Where(j => _same[j] is >= 0 and var i && free.Contains(_b[j]) && !IsBeside(i, j))
            .ToList();
        foreach (var j in doubtful)
        {
            (_changed[j], _same[j]) = (_same[j], None);
        }
    }

    /// <summary>Whether a matched neighbour, or its being the only one like it between two, confirms a match.</summary>
    private bool IsBeside(int i, int j)
    {
        if (
            (j == 0 ? i == 0 : i > 0 && Earlier(j - 1) == i - 1)
            || (j == _b.Length - 1 ? i == _a.Length - 1 : i < _a.Length - 1 && Earlier(j + 1) == i + 1)
        )
        {
            return true;
        }
        var (before, after) = (j - 1, j + 1);
        while (before >= 0 && _same[before] == None && before > j - MaxNear)
        {
            before--;
        }
        while (after < _b.Length && _same[after] == None && after < j + MaxNear)
        {
            after++;
        }
        var (start, end) = (before < 0 ? -1 : _same[before], after == _b.Length ? _a.Length : _same[after]);
        return (before < 0 || start != None)
            && end != None
            && start < i
            && i < end
            && end - start < 2 * MaxNear
            && Enumerable.Range(start + 1, end - start - 1).Count(k => _a[k] == _b[j]) == 1
            && Enumerable.Range(before + 1, after - before - 1).Count(k => _b[k] == _b[j]) == 1;
    }

    private int Earlier(int j) => _same[j] != None ? _same[j] : _changed[j];

    internal bool AreEqual(int i, int j) => _a[i] == _b[j];

    internal int NumberOfOld(int i) => _a[i];

    internal int NumberOfNew(int j) => _b[j];

    /// <summary>Returns how much speaks for a block being an earlier one: 2 and more for the same content, less for a change of it, 0 for nothing.</summary>
    /// <param name="isAlone">Whether only its place speaks for it.</param>
    internal double Score(int i, int j, bool isAlone)
    {
        if (AreEqual(i, j))
        {
            return 2 + (Likeness(i - 1, j - 1) + Likeness(i + 1, j + 1)) / 4;
        }
        if (_old[i].Type != _new[j].Type)
        {
            return 0;
        }
        var similarity = _old[i].SimilarityTo(_new[j]);
        return similarity >= MinSimilarity ? similarity
            : isAlone ? MinSimilarity / 2
            : 0;
    }

    private double Likeness(int i, int j) =>
        i < 0 || j < 0 || i == _a.Length || j == _b.Length ? 0
        : AreEqual(i, j) ? 1
        : _old[i].SimilarityTo(_new[j]);

    internal void Match(int i, int j) => (_same[j], _became[i]) = (i, j);

    internal void Change(int i, int j) => (_changed[j], _became[i]) = (i, j);

    private void MatchFree(int i, int j)
    {
        if (i >= 0 && i < _a.Length && _same[j] == None && _changed[j] == None && _became[i] == None && AreEqual(i, j))
        {
            Match(i, j);
        }
    }

    private int[] Numbers(IReadOnlyList<BlockPrint> prints)
    {
        var numbers = new int[prints.Count];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (!_numbers.TryGetValue(prints[i].Content, out numbers[i]))
            {
                numbers[i] = _numbers[prints[i].Content] = _numbers.Count;
            }
        }
        return numbers;
    }

    private static int[] Filled(int count)
    {
        var filled = new int[count];
        Array.Fill(filled, None);
        return filled;
    }
}
