namespace Strata.Parsing.Zip;

/// <summary>
/// Parses a ZIP: each member becomes a source of its own, and the document lists them. Nothing is unpacked to a path. Members that are
/// encrypted, are links, lead out of the ZIP or would exceed the budget are refused, each with its reason.
/// </summary>
public sealed class ZipParser : IContainerParser
{
    public string Id => "zip";
    public int Version => 1;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Zip];
    public IReadOnlyList<BlockType> BlockTypes { get; } = [BlockType.ListItem];

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var members = ZipMembers.Of(source, budget);
        var log = new DiagnosticLog();
        foreach (var reason in members.Refused)
        {
            log.Add(0, 0, reason);
        }
        if (!members.IsWhole)
        {
            log.Fatal(0, 0, "the ZIP could not be read to its end");
        }
        var document = new ParsedDocument
        {
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Facts = new Dictionary<string, string>
            {
                [ParsedDocument.MembersFact] = members.Accepted.Count.ToString(CultureInfo.InvariantCulture),
                ["refused"] = members.Refused.Count.ToString(CultureInfo.InvariantCulture),
            },
            Blocks = BoundedBlocks.Until(Blocks(members.Accepted), budget, log),
        };
        log.AttachTo(document);
        yield return document;
    }

    public IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget) =>
        ZipMembers
            .Of(source, budget)
            .Accepted.Select(entry => new SourceMember(
                entry.Name,
                FileNames.Of(entry.Name),
                null,
                () => new ZipMemberStream(source, entry)
            ));

    private static IEnumerable<Block> Blocks(IEnumerable<ZipEntry> entries)
    {
        var text = new RenderedText();
        foreach (var entry in entries)
        {
            yield return text.Add(
                BlockType.ListItem,
                entry.Name,
                new() { Part = entry.Name },
                traits: new() { Target = entry.Name, Ordered = false }
            );
        }
    }
}
