namespace Strata.Parsing.Csv;

/// <summary>Column names: the header's, made unique; <c>column_N</c> (from 1) for the rest.</summary>
internal sealed class CsvColumns
{
    private readonly List<string> _names = [];
    private readonly UniqueNames _taken = new();

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
        _names.Add(_taken.Of(name.Length == 0 ? $"column_{_names.Count + 1}" : name));
    }
}
