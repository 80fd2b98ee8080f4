namespace Strata.Parsing.Docx;

/// <summary>Remarks about a text: who changed it, and whether it is hidden.</summary>
internal sealed class Remarks
{
    private readonly SortedSet<string> _said = new(StringComparer.Ordinal);
    private int _hidden;
    private int _visible;

    /// <summary>Non-blank characters outside equations.</summary>
    public int Words { get; private set; }

    /// <summary>Whether there is text and all of it is hidden.</summary>
    public bool IsHidden => _hidden > 0 && _visible == 0;

    public string? Note => string.Join("; ", _said) is { Length: > 0 } note ? note : null;

    public void Add(string remark) => _said.Add(remark);

    public void Count(int characters, bool isHidden, bool isMath)
    {
        Words += isMath ? 0 : characters;
        _hidden += isHidden ? characters : 0;
        _visible += isHidden ? 0 : characters;
    }

    /// <summary>Adds the remarks of a part: a cell of a row, a paragraph of a note.</summary>
    public void Add(Remarks part)
    {
        _said.UnionWith(part._said);
        Words += part.Words;
        _hidden += part._hidden;
        _visible += part._visible;
    }
}
