namespace Strata.Duplicates.Matching;

/// <summary>
/// Finds records that may be the same: those that share a rare key. A key that too many share is combined with another key of the same
/// record, and again, until few enough share it (adaptive blocking, after McNeill, Kardes, Borthwick, "Dynamic record blocking", 2012). So
/// the number of pairs grows with the records, however common the commonest names are.
/// </summary>
internal sealed class BlockingGroups
{
    private const int KeysPerRow = 30;

    /// <summary>Most pairs that are all compared: leaving some out would save nothing.</summary>
    private const double AllPairs = 500_000;

    private readonly RecordTable _table;
    private readonly List<int> _blockStarts = [0];
    private readonly List<int> _blockRows = [];
    private int[] _rowStarts = [];
    private int[] _rowBlocks = [];

    private BlockingGroups(RecordTable table)
    {
        _table = table;
        Limit = table.Count switch
        {
            < 3_000 => 400,
            < 20_000 => 150,
            < 60_000 => 80,
            _ => 28,
        };
    }

    /// <summary>Most records that one key may bring together.</summary>
    public int Limit { get; }
    public int Count => _blockStarts.Count - 1;
    public bool IsAllPairs { get; private init; }

    public static BlockingGroups Of(RecordTable table, Comparison[] comparisons, CancellationToken ct)
    {
        if (table.Pairs <= AllPairs)
        {
            return new BlockingGroups(table) { IsAllPairs = true };
        }
        var blocks = new BlockingGroups(table);
        var sizes = blocks.Gather(keys => AddSingle(table, comparisons, keys), ct);
        if (sizes.Count > 0)
        {
            var common = CommonKeys.Of(table.Count, comparisons, sizes, ct);
            var pairs = blocks.Gather(common.AddPairs, ct);
            common.Learn(pairs, ct);
            blocks.Gather(common.AddTriples, ct);
        }
        blocks.Turn();
        return blocks;
    }

    /// <summary>
    /// Finds the rows after <paramref name="row"/> (in the other file if there are two) that share a block with it, each once.
    /// </summary>
    /// <param name="seen">By row: the last row that it was found for; owned by the caller, initially -1.</param>
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

    private static void AddSingle(RecordTable table, Comparison[] comparisons, SortedKeys to)
    {
        var own = new BlockingKeys();
        for (var row = 0; row < table.Count; row++)
        {
            own.Of(comparisons, row);
            foreach (var (key, _) in own.Span)
            {
                to.Add(key, row);
            }
        }
    }

    /// <summary>Sorts all keys, makes a block of each rare one, and returns the others with their number of rows.</summary>
    private Dictionary<ulong, int> Gather(Action<SortedKeys> add, CancellationToken ct)
    {
        var bits = SortedKeys.PartBits((double)_table.Count * KeysPerRow);
        var parts = new Part[1 << bits];
        ParallelRanges.Each(
            parts.Length,
            part =>
            {
                var keys = new SortedKeys(part, bits);
                add(keys);
                parts[part] = Cut(keys);
            },
            ct
        );
        var tooMany = new Dictionary<ulong, int>();
        foreach (var part in parts)
        {
            foreach (var size in part.Sizes)
            {
                _blockStarts.Add(_blockStarts[^1] + size);
            }
            _blockRows.AddRange(part.Rows);
            part.TooMany.ForEach(t => tooMany.Add(t.Key, t.Size));
        }
        return tooMany;
    }

    private Part Cut(SortedKeys keys)
    {
        var part = new Part([], [], []);
        foreach (var (key, rows) in keys.Groups())
        {
            if (rows.Count < 2 || (_table.IsLink && (rows[0] >= _table.Split || rows[^1] < _table.Split)))
            {
                continue;
            }
            if (rows.Count > Limit)
            {
                part.TooMany.Add((key, rows.Count));
                continue;
            }
            part.Rows.AddRange(rows);
            part.Sizes.Add(rows.Count);
        }
        return part;
    }

    private sealed record Part(List<int> Rows, List<int> Sizes, List<(ulong Key, int Size)> TooMany);

    /// <summary>Inverts blocks of rows to blocks of each row.</summary>
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
