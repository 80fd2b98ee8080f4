namespace Strata.Parsing.Csv;

/// <summary>Column names: the header's, made unique; <c>column_N</c> (from 1) for the rest.</summary>
internal sealed class CsvColumns
{
    private readonly List<string> _names = [];
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _repeats = new(StringComparer.Ordinal);

    public IReadOnlyList<string> Names => _names;

    /// <summary>Name of a column by position; columns beyond the header are named when first used.</summary>
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

    /// <summary>Adds a column; the second of a name becomes <c>name#2</c>, the third <c>name#3</c>.</summary>
    public void Add(string header)
    {
        var name = header.Trim();
        name = name.Length == 0 ? $"column_{_names.Count + 1}" : name;
        var unique = name;
        while (!_taken.Add(unique))
        {
            // Continues from the name's last number; counting from 2 each time would be quadratic for a repeated name.
            var n = _repeats.GetValueOrDefault(name, 1) + 1;
            _repeats[name] = n;
            unique = $"{name}#{n}";
        }
        _names.Add(unique);
    }
}
