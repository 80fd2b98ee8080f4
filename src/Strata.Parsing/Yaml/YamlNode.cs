namespace Strata.Parsing.Yaml;

/// <summary>A node of a YAML document and where it stands, in chars.</summary>
internal abstract record YamlNode(int Start)
{
    public int End { get; set; }
}

/// <param name="IsPlain">Without quotes or block marks: may be a number, a word or null.</param>
internal sealed record YamlScalar(int Start, string Text, bool IsPlain, bool IsQuoted) : YamlNode(Start);

internal sealed record YamlSequence(int Start) : YamlNode(Start)
{
    public List<YamlNode> Items { get; } = [];
}

internal sealed record YamlMapping(int Start) : YamlNode(Start)
{
    public List<(YamlNode Key, YamlNode Value)> Pairs { get; } = [];
}
