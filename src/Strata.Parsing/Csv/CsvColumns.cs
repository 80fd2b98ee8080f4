namespace Strata.Parsing.Csv;

/// <summary>Column names: the header's, made unique; <c>column_N</c> (from 1) where there is none.</summary>
internal sealed class CsvColumns
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => _names;

    /// <summary>Name of a column by position; columns beyond the header get theirs when they first occur.</summary>
    public string this[int column]
    {
        get
        {
            while (_names.Count <= column)
            {
                Add("");
            }
            return _names[column];
        }
    }

    /// <summary>The second column of a name becomes <c>name#2</c>, the third <c>name#3</c>.</summary>
    public void Add(string header)
    {
        var name = header.Trim();
        name = name.Length == 0 ? $"column_{_names.Count + 1}" : name;
        var unique = name;
        while (!_taken.Add(unique))
        {
            // On from where the last of this name ended: a header that repeats one name would be counted through for each column.
            var n = _repeats.GetValueOrDefault(name, 1) + 1;
            _repeats[name] = n;
            unique = $"{name}#{n}";
        }
        _names.Add(unique);
    }
}
