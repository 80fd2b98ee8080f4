namespace Strata.Parsing.Yaml;

/// <summary>A node of a YAML document and its position, in chars.</summary>
internal abstract record YamlNode(int Start)
{
    public int End { get; set; }

    /// <summary>Size, with all that is merged into it: chars, plus one for each node.</summary>
    public long Weight { get; set; } = 1;
}

/// <param name="IsPlain">Without quotes or block marks: may be a number, a word or null.</param>
internal sealed record YamlScalar(int Start, string Text, bool IsPlain, bool IsQuoted) : YamlNode(Start)
{
    /// <summary>The collection that an alias refers to; null for a scalar.</summary>
    public YamlNode? Target { get; init; }
}

internal sealed record YamlSequence(int Start) : YamlNode(Start)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed record YamlMapping(int Start) : YamlNode(Start)
{
    public List<(YamlNode Key, YamlNode Value)> Pairs { get; } = [];
}

/// <summary>The value of a merge key: the pairs it adds to its mapping, each where it is written.</summary>
internal sealed record YamlMerge(int Start, IReadOnlyList<(YamlNode Key, YamlNode Value)> Pairs) : YamlNode(Start);
