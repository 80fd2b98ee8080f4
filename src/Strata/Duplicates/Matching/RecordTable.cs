namespace Strata.Duplicates.Matching;

/// <summary>
/// Records as columns of values. Equal values are stored once. Rows before <see cref="Split"/> are of the first file, the others of the
/// second; with one file, <see cref="Split"/> is the number of rows.
/// </summary>
internal sealed class RecordTable
{
    private readonly Column[] _columns;

    public RecordTable(IReadOnlyList<string> columns) => _columns = [.. columns.Select(c => new Column(c))];

    public IReadOnlyList<Column> Columns => _columns;
    public int Count { get; private set; }
    public int? FirstFile { get; private set; }
    public int Split => FirstFile ?? Count;
    public bool IsLink => FirstFile is not null;

    /// <summary>Fields that tell its records apart for sure.</summary>
    public Distinctions Distinctions { get; set; } = Distinctions.None;

    /// <summary>Number of pairs to decide about.</summary>
    public double Pairs => IsLink ? (double)Split * (Count - Split) : Count * (Count - 1.0) / 2;

    public void Add(ReadOnlySpan<string?> values)
    {
        for (var c = 0; c < _columns.Length; c++)
        {
            _columns[c].Add(c < values.Length ? values[c] : null);
        }
        Count++;
    }

    /// <summary>Returns the same records with some columns only, named in any case.</summary>
    public RecordTable Only(IReadOnlyList<string> columns)
    {
        var kept = _columns.Where(c => columns.Contains(c.Name, StringComparer.OrdinalIgnoreCase)).ToArray();
        var table = new RecordTable([.. kept.Select(c => c.Name)]);
        var values = new string?[kept.Length];
        for (var row = 0; row < Count; row++)
        {
            for (var c = 0; c < kept.Length; c++)
            {
                values[c] = kept[c][row] < 0 ? null : kept[c].Values[kept[c][row]];
            }
            table.Add(values);
        }
        return table;
    }

    /// <summary>Starts the second file: rows added from now on are its.</summary>
    public void BeginSecondFile() => FirstFile = Count;

    /// <summary>Frees what only adding needs.</summary>
    public void Seal() => Array.ForEach(_columns, c => c.Seal());

    internal sealed class Column(string name)
    {
        private readonly List<int> _rows = [];
        private readonly List<string> _values = [];
        private Dictionary<string, int>? _index = new(StringComparer.Ordinal);

        public string Name { get; } = name;
        public IReadOnlyList<string> Values => _values;

        /// <summary>Index of the row's value in <see cref="Values"/>; -1 if it has none.</summary>
        public int this[int row] => _rows[row];

        internal void Add(string? value)
        {
            if (string.IsNullOrWhiteSpace(value))
            {
                _rows.Add(-1);
                return;
            }
            var index = _index ?? throw new InvalidOperationException("The table is sealed.");
            if (!index.TryGetValue(value, out var code))
            {
                code = _values.Count;
                _values.Add(value);
                index.Add(value, code);
            }
            _rows.Add(code);
        }

        internal void Seal() => _index = null;
    }
}
