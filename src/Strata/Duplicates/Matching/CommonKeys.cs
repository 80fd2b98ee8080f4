namespace Strata.Duplicates.Matching;

/// <summary>Keys of each row that too many records share, rarest first, to be combined two or three at a time.</summary>
internal sealed class CommonKeys
{
    private const int MaxKeys = 10;
    private const int MaxForTriples = 7;
    private const int RowsAtOnce = 5_000;

    private readonly int[] _counts;
    private readonly (ulong Key, int Group)[] _keys;

    /// <summary>By row: a bit for each pair of its first keys that too many share.</summary>
    private readonly uint[] _commonPairs;

    private CommonKeys(int rows)
    {
        _counts = new int[rows];
        _keys = new (ulong, int)[rows * MaxKeys];
        _commonPairs = new uint[rows];
    }

    /// <param name="sizes">Number of rows for each key that too many share.</param>
    public static CommonKeys Of(int rows, Comparison[] comparisons, Dictionary<ulong, int> sizes, CancellationToken ct)
    {
        var common = new CommonKeys(rows);
        ParallelRanges.Of(
            rows,
            RowsAtOnce,
            (from, to) =>
            {
                var own = new BlockingKeys();
                var weak = new List<(int Size, ulong Key, int Group)>();
                for (var row = from; row < to; row++)
                {
                    own.Of(comparisons, row);
                    weak.Clear();
                    foreach (var (key, group) in own.Span)
                    {
                        if (sizes.TryGetValue(key, out var size))
                        {
                            weak.Add((size, key, group));
                        }
                    }
                    weak.Sort();
                    common._counts[row] = Math.Min(MaxKeys, weak.Count);
                    for (var i = 0; i < common._counts[row]; i++)
                    {
                        common._keys[(row * MaxKeys) + i] = (weak[i].Key, weak[i].Group);
                    }
                }
            },
            ct
        );
        return common;
    }

    public void AddPairs(SortedKeys to)
    {
        for (var row = 0; row < _counts.Length; row++)
        {
            AddPairs(row, to);
        }
    }

    /// <summary>
    /// Combines three keys of which any two are shared by too many: if few share two already, the third finds nothing new.
    /// </summary>
    public void AddTriples(SortedKeys to)
    {
        for (var row = 0; row < _counts.Length; row++)
        {
            if (_commonPairs[row] != 0)
            {
                AddTriples(row, to);
            }
        }
    }

    private void AddPairs(int row, SortedKeys to)
    {
        var keys = Of(row);
        for (var i = 0; i < keys.Length; i++)
        {
            for (var j = i + 1; j < keys.Length; j++)
            {
                if (keys[i].Group != keys[j].Group)
                {
                    to.Add(BlockingKeys.Join(keys[i].Key, keys[j].Key), row);
                }
            }
        }
    }

    /// <param name="pairs">Pairs of keys that too many share.</param>
    public void Learn(Dictionary<ulong, int> pairs, CancellationToken ct) =>
        ParallelRanges.Of(
            _counts.Length,
            RowsAtOnce,
            (from, to) =>
            {
                for (var row = from; row < to; row++)
                {
                    var keys = Of(row);
                    for (var j = 1; j < Math.Min(keys.Length, MaxForTriples); j++)
                    {
                        for (var i = 0; i < j; i++)
                        {
                            if (keys[i].Group != keys[j].Group && pairs.ContainsKey(BlockingKeys.Join(keys[i].Key, keys[j].Key)))
                            {
                                _commonPairs[row] |= Bit(i, j);
                            }
                        }
                    }
                }
            },
            ct
        );

    private void AddTriples(int row, SortedKeys to)
    {
        var common = _commonPairs[row];
        var keys = Of(row);
        var most = Math.Min(keys.Length, MaxForTriples);
        for (var k = 2; k < most; k++)
        {
            for (var j = 1; j < k; j++)
            {
                for (var i = 0; i < j && (common & Bit(j, k)) != 0; i++)
                {
                    if ((common & Bit(i, j)) != 0 && (common & Bit(i, k)) != 0)
                    {
                        to.Add(BlockingKeys.Mix(keys[i].Key) + BlockingKeys.Mix(keys[j].Key) + BlockingKeys.Mix(keys[k].Key), row);
                    }
                }
            }
        }
    }

    private ReadOnlySpan<(ulong Key, int Group)> Of(int row) => _keys.AsSpan(row * MaxKeys, _counts[row]);

    /// <summary>Requires i &lt; j.</summary>
    private static uint Bit(int i, int j) => 1u << ((j * (j - 1) / 2) + i);
}
