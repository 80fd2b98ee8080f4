namespace Strata.Parsing.Mail;

/// <summary>
/// A mail (RFC 5322 with MIME): a message block with the header, then its text; attachments, enclosed messages too, become sources of their
/// own. Places: the header's bytes in the source; of texts, the part and the bytes in it once its transfer encoding is undone.
/// </summary>
public sealed class MailParser : IContainerParser
{
    public string Id => "mail";
    public int Version => 9;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Mail];
    public IReadOnlyList<BlockType> BlockTypes => MailMessage.BlockTypes;

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        var log = new DiagnosticLog();
        yield return Document(new(source, 0, "", budget, log), "", budget, log);
    }

    public IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget) =>
        new MailMessage(source, 0, "", budget, new()).Members();

    internal static ParsedDocument Document(MailMessage message, string part, ParseBudget budget, DiagnosticLog log)
    {
        var document = new ParsedDocument
        {
            Part = part,
            Title = message.Subject,
            Encoding = Encoding.UTF8,
            IsRendered = true,
            IsRecords = false,
            Facts = message.Facts(),
            Blocks = BoundedBlocks.Until(message.Blocks(), budget, log),
        };
        log.AttachTo(document);
        return document;
    }
}
