namespace Strata.Duplicates.Matching;

/// <summary>
/// Keys with the rows that have them, gathered a part at a time (by the key's first bits), so that a large table's keys are never all in
/// memory.
/// </summary>
internal sealed class SortedKeys(int part, int partBits)
{
    private const int KeysAtOnce = 3_000_000;
    private ulong[] _keys = new ulong[1024];
    private int[] _rows = new int[1024];
    private int _count;

    /// <summary>Returns into how many parts, as a power of two, so many keys are cut.</summary>
    public static int PartBits(double keys) =>
        Math.Clamp((int)Math.Ceiling(Math.Log2(Math.Max(1, keys / KeysAtOnce))), keys > 100_000 ? 2 : 0, 12);

    public void Add(ulong key, int row)
    {
        if (partBits > 0 && (int)(key >> (64 - partBits)) != part)
        {
            return;
        }
        if (_count == _keys.Length)
        {
            Array.Resize(ref _keys, _count * 2);
            Array.Resize(ref _rows, _count * 2);
        }
        (_keys[_count], _rows[_count++]) = (key, row);
    }

    /// <summary>Returns each key, ascending, with its distinct rows, ascending.</summary>
    public IEnumerable<(ulong Key, ArraySegment<int> Rows)> Groups()
    {
        Array.Sort(_keys, _rows, 0, _count);
        for (int start = 0, end; start < _count; start = end)
        {
            for (end = start + 1; end < _count && _keys[end] == _keys[start]; end++) { }
            yield return (_keys[start], new ArraySegment<int>(_rows, start, Distinct(_rows.AsSpan(start..end))));
        }
    }

    private static int Distinct(Span<int> rows)
    {
        if (rows.Length == 1)
        {
            return 1;
        }
        rows.Sort();
        var count = 1;
        for (var i = 1; i < rows.Length; i++)
        {
            if (rows[i] != rows[count - 1])
            {
                rows[count++] = rows[i];
            }
        }
        return count;
    }
}
