namespace Strata.Parsing.Docx;

/// <summary>What is to be said of a text besides what it says: who changed it, and how much of it is hidden.</summary>
internal sealed class Remarks
{
    private readonly SortedSet<string> _said = new(StringComparer.Ordinal);
    private int _hidden;
    private bool _isHidden;

    /// <summary>Characters that are not of an equation.</summary>
    public int Words { get; private set; }

    public bool IsHidden => _isHidden || (_hidden > 0 && _hidden >= Words);

    public string? Note
    {
        get
        {
            var said = _hidden > 0 && !IsHidden ? _said.Append("partly hidden") : _said;
            return string.Join("; ", said) is { Length: > 0 } note ? note : null;
        }
    }

    public void Add(string remark) => _said.Add(remark);

    public void Count(int words, bool isHidden)
    {
        Words += words;
        _hidden += isHidden ? words : 0;
    }

    /// <summary>All of the text is hidden, by its style or with what it stands in.</summary>
    public void Hide() => (_isHidden, _hidden) = (true, Words);

    /// <summary>Adds what is said of a part: a cell of a row, a paragraph of a note.</summary>
    public void Add(Remarks part)
    {
        _said.UnionWith(part._said);
        Count(part.Words - part._hidden, isHidden: false);
        Count(part._hidden, isHidden: true);
    }
}
