namespace Strata.Parsing.Yaml;

/// <summary>A node of a YAML document and where it stands, in chars.</summary>
internal abstract record YamlNode(int Start)
{
    public int End { get; set; }

    /// <summary>How much it says, with all that is merged into it: chars, and one for each node.</summary>
    public long Weight { get; set; } = 1;
}

/// <param name="IsPlain">Without quotes or block marks: may be a number, a word or null.</param>
internal sealed record YamlScalar(int Start, string Text, bool IsPlain, bool IsQuoted) : YamlNode(Start)
{
    /// <summary>The collection that an alias stands for; null for what is a scalar.</summary>
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

/// <summary>The value of a merge key: what it adds to the mapping that it stands in, each where it is written.</summary>
internal sealed record YamlMerge(int Start, IReadOnlyList<(YamlNode Key, YamlNode Value)> Pairs) : YamlNode(Start);
