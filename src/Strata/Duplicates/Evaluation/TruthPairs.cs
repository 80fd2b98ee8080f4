namespace Strata.Duplicates.Evaluation;

/// <summary>Which records are the same, by pairs or by a label of each record. Labels are counted, never expanded into pairs.</summary>
internal sealed class TruthPairs
{
    private readonly HashSet<(int A, int B)> _pairs = [];
    private readonly int[] _labels = [];
    private readonly int _split;

    /// <param name="pairs">Rows, lower one first.</param>
    public TruthPairs(HashSet<(int A, int B)> pairs)
    {
        _pairs = pairs;
        Count = pairs.Count;
    }

    /// <param name="labels">By row; empty if the record is the same as no other.</param>
    /// <param name="split">Rows of the first file if only pairs across two files count; null for one file.</param>
    public TruthPairs(IReadOnlyList<string> labels, int? split)
    {
        _split = split ?? 0;
        _labels = new int[labels.Count];
        var numbers = new Dictionary<string, int>(StringComparer.Ordinal);
        var sizes = new List<(long First, long Second)>();
        for (var row = 0; row < labels.Count; row++)
        {
            if (labels[row].Length == 0)
            {
                _labels[row] = -1;
                continue;
            }
            if (!numbers.TryGetValue(labels[row], out var label))
            {
                numbers.Add(labels[row], label = sizes.Count);
                sizes.Add((0, 0));
            }
            _labels[row] = label;
            sizes[label] = row < _split ? (sizes[label].First + 1, sizes[label].Second) : (sizes[label].First, sizes[label].Second + 1);
        }
        Count = sizes.Sum(s => split is null ? s.Second * (s.Second - 1) / 2 : s.First * s.Second);
    }

    public long Count { get; }

    /// <summary>Returns all pairs in order of rows; those of labels are generated lazily.</summary>
    public IEnumerable<(int A, int B)> All()
    {
        if (_labels.Length == 0)
        {
            return _pairs.Order();
        }
        var rows = Enumerable.Range(0, _labels.Length).Where(r => _labels[r] >= 0).ToLookup(r => _labels[r]);
        return from a in Enumerable.Range(0, _labels.Length)
            where _labels[a] >= 0
            from b in rows[_labels[a]]
            where b > a && Contains(a, b)
            select (a, b);
    }

    /// <param name="a">A row.</param>
    /// <param name="b">A later row.</param>
    public bool Contains(int a, int b) =>
        _labels.Length == 0
            ? _pairs.Contains((a, b))
            : a != b && _labels[a] >= 0 && _labels[a] == _labels[b] && (_split == 0 || (a < _split && b >= _split));
}
