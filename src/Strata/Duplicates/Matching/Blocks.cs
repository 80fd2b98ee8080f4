namespace Strata.Duplicates.Matching;

/// <summary>
/// Which records may be the same: those that share a key which few share. A key that too many share is put together with another
/// key of the same record, and again, until few enough share it (adaptive blocking, after McNeill, Kardes, Borthwick,
/// "Dynamic record blocking", 2012). So the number of pairs grows with the records however common the most common names are.
/// </summary>
internal sealed class Blocks
{
    private const int MostWeakKeys = 10;
    private const int MostForTriples = 7;

    /// <summary>So few pairs that leaving any out would save nothing.</summary>
    private const double AllPairs = 500_000;

    private readonly RecordTable _table;
    private readonly Comparison[] _comparisons;
    private readonly int _limit;
    private readonly List<int> _blockStarts = [0];
    private readonly List<int> _blockRows = [];
    private int[] _rowStarts = [];
    private int[] _rowBlocks = [];

    private Blocks(RecordTable table, Comparison[] comparisons)
    {
        _table = table;
        _comparisons = comparisons;
        _limit = table.Count switch { < 3_000 => 400, < 20_000 => 150, < 60_000 => 80, < 200_000 => 32, _ => 28 };
        Limit = _limit;
    }

    /// <summary>Most records that one key may bring together.</summary>
    public int Limit { get; }
    public int Count => _blockStarts.Count - 1;
    public bool IsAllPairs { get; private init; }

    public static Blocks Of(RecordTable table, Comparison[] comparisons, CancellationToken ct)
    {
        if (table.Pairs <= AllPairs)
        {
            return new Blocks(table, comparisons) { IsAllPairs = true };
        }
        var blocks = new Blocks(table, comparisons);
        var common = blocks.Gather((keys, emit) => keys.ForEach(k => emit(k.Key)), ct, first: true, new());
        var pairs = common.Count == 0 ? [] : blocks.Gather((keys, emit) => Pairs(keys, emit), ct, first: false, common);
        if (pairs.Count > 0)
        {
            blocks.Gather((keys, emit) => Triples(keys, pairs, emit), ct, first: false, common);
        }
        blocks.Turn();
        return blocks;
    }

    /// <summary>Rows after <paramref name="row"/> (in the other file where there are two) that share a block with it, each once.</summary>
    /// <param name="seen">By row: the last row that it was met for; owned by the caller, -1 at first.</param>
    public void Partners(int row, int[] seen, List<int> found)
    {
        found.Clear();
        var from = _table.IsLink ? Math.Max(_table.Split, row + 1) : row + 1;
        if (_table.IsLink && row >= _table.Split)
        {
            return;
        }
        if (IsAllPairs)
        {
            for (var other = from; other < _table.Count; other++)
            {
                found.Add(other);
            }
            return;
        }
        for (var b = _rowStarts[row]; b < _rowStarts[row + 1]; b++)
        {
            var block = _rowBlocks[b];
            for (var at = _blockStarts[block + 1] - 1; at >= _blockStarts[block] && _blockRows[at] is var other && other >= from; at--)
            {
                if (seen[other] != row)
                {
                    seen[other] = row;
                    found.Add(other);
                }
            }
        }
    }

    /// <summary>Sorts all keys; makes a block of what few share; answers what too many share, with how many.</summary>
    private Dictionary<ulong, int> Gather(
        Action<List<(ulong Key, int Group, int Size)>, Action<ulong>> emit,
        CancellationToken ct,
        bool first,
        Dictionary<ulong, int> common
    )
    {
        var parts = Math.Max(1, _table.Count / 60_000);
        var tooMany = new Dictionary<ulong, int>();
        var keys = new List<ulong>();
        var rows = new List<int>();
        for (var part = 0; part < parts; part++)
        {
            ct.ThrowIfCancellationRequested();
            keys.Clear();
            rows.Clear();
            var own = new BlockingKeys();
            var weak = new List<(ulong Key, int Group, int Size)>();
            for (var row = 0; row < _table.Count; row++)
            {
                Weak(row, own, weak, first ? null : common);
                var at = row;
                emit(
                    weak,
                    key =>
                    {
                        if (key % (uint)parts == (uint)part)
                        {
                            keys.Add(key);
                            rows.Add(at);
                        }
                    }
                );
            }
            Cut(keys, rows, tooMany);
        }
        return tooMany;
    }

    private void Weak(int row, BlockingKeys own, List<(ulong Key, int Group, int Size)> weak, Dictionary<ulong, int>? common)
    {
        own.Clear();
        weak.Clear();
        foreach (var comparison in _comparisons)
        {
            comparison.AddKeys(row, own);
        }
        foreach (var (key, group) in own.All)
        {
            if (common is null)
            {
                weak.Add((key, group, 0));
            }
            else if (common.TryGetValue(key, out var size))
            {
                weak.Add((key, group, size));
            }
        }
        if (common is not null)
        {
            weak.Sort((a, b) => a.Size != b.Size ? a.Size.CompareTo(b.Size) : a.Key.CompareTo(b.Key));
            if (weak.Count > MostWeakKeys)
            {
                weak.RemoveRange(MostWeakKeys, weak.Count - MostWeakKeys);
            }
        }
    }

    private static void Pairs(List<(ulong Key, int Group, int Size)> keys, Action<ulong> emit)
    {
        for (var i = 0; i < keys.Count; i++)
        {
            for (var j = i + 1; j < keys.Count; j++)
            {
                if (keys[i].Group != keys[j].Group)
                {
                    emit(BlockingKeys.Join(keys[i].Key, keys[j].Key));
                }
            }
        }
    }

    private static void Triples(List<(ulong Key, int Group, int Size)> keys, Dictionary<ulong, int> pairs, Action<ulong> emit)
    {
        var most = Math.Min(keys.Count, MostForTriples);
        for (var i = 0; i < most; i++)
        {
            for (var j = i + 1; j < most; j++)
            {
                if (keys[i].Group == keys[j].Group || !pairs.ContainsKey(BlockingKeys.Join(keys[i].Key, keys[j].Key)))
                {
                    continue;
                }
                for (var k = j + 1; k < most; k++)
                {
                    // Where two of the three are shared by few already, the third finds nothing new.
                    if (keys[k].Group != keys[i].Group && keys[k].Group != keys[j].Group
                        && pairs.ContainsKey(BlockingKeys.Join(keys[i].Key, keys[k].Key))
                        && pairs.ContainsKey(BlockingKeys.Join(keys[j].Key, keys[k].Key)))
                    {
                        emit(BlockingKeys.Mix(keys[i].Key) + BlockingKeys.Mix(keys[j].Key) + BlockingKeys.Mix(keys[k].Key));
                    }
                }
            }
        }
    }

    private void Cut(List<ulong> keys, List<int> rows, Dictionary<ulong, int> tooMany)
    {
        var (k, r) = (keys.ToArray(), rows.ToArray());
        Array.Sort(k, r);
        for (int start = 0, end; start < k.Length; start = end)
        {
            for (end = start + 1; end < k.Length && k[end] == k[start]; end++)
            {
            }
            var block = r.AsSpan(start..end);
            block.Sort();
            var size = Distinct(block);
            if (size < 2 || (_table.IsLink && (block[0] >= _table.Split || block[size - 1] < _table.Split)))
            {
                continue;
            }
            if (size > _limit)
            {
                tooMany[k[start]] = size;
                continue;
            }
            foreach (var row in block[..size])
            {
                _blockRows.Add(row);
            }
            _blockStarts.Add(_blockRows.Count);
        }
    }

    private static int Distinct(Span<int> sorted)
    {
        var count = 1;
        for (var i = 1; i < sorted.Length; i++)
        {
            if (sorted[i] != sorted[count - 1])
            {
                sorted[count++] = sorted[i];
            }
        }
        return count;
    }

    /// <summary>From blocks of rows to the blocks of each row.</summary>
    private void Turn()
    {
        _rowStarts = new int[_table.Count + 1];
        foreach (var row in _blockRows)
        {
            _rowStarts[row + 1]++;
        }
        for (var row = 0; row < _table.Count; row++)
        {
            _rowStarts[row + 1] += _rowStarts[row];
        }
        _rowBlocks = new int[_blockRows.Count];
        var next = _rowStarts.AsSpan(.._table.Count).ToArray();
        for (var block = 0; block < Count; block++)
        {
            for (var at = _blockStarts[block]; at < _blockStarts[block + 1]; at++)
            {
                _rowBlocks[next[_blockRows[at]]++] = block;
            }
        }
    }
}
