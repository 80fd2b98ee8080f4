namespace Strata.Parsing.Yaml;

/// <summary>
/// Parses YAML 1.2 with YamlDotNet's reader: mappings are records, list items records or paragraphs; several documents of one stream follow
/// one another. Merge keys are merged, each pair located where it is written; other aliases don't copy collections.
/// </summary>
public sealed class YamlParser : IParser
{
    public string Id => "yaml";
    public int Version => 4;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Yaml, "application/x-yaml", "text/yaml", "text/x-yaml"];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.Paragraph, BlockType.Record];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        if (SourceText.TooLong(source, budget, "the YAML") is { } reason)
        {
            yield return UnreadDocument.Because(reason);
            yield break;
        }
        var text = SourceText.Read(source);
        var records = new YamlRecords(text);
        yield return text.Document(new YamlTrees(text.Text, budget).Read().SelectMany(records.Of), isRecords: true, budget, new());
    }
}
