namespace Strata.Parsing.Toml;

/// <summary>Table with the keys directly in it.</summary>
/// <param name="path">Parts of its name; empty for the keys before the first table.</param>
/// <param name="isElement">Whether it is an element of an array of tables.</param>
/// <param name="at">First char of its header.</param>
internal sealed class TomlTable(List<string> path, bool isElement, int at)
{
    public IReadOnlyList<string> Path => path;
    public bool IsElement => isElement;
    public int At => at;
    public string Name { get; } = string.Join('.', path);
    public List<(string Name, TomlValue Value)> Pairs { get; } = [];

    /// <summary>First char of the first key.</summary>
    public int Start { get; set; }

    /// <summary>Position after the last value, or the header if there is none.</summary>
    public int End { get; set; }
}
