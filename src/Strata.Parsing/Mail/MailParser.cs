namespace Strata.Parsing.Mail;

/// <summary>
/// Parses a mail (RFC 5322 with MIME): a message block with the header, then its text. Attachments and enclosed messages become sources of
/// their own. Places are the header's bytes in the source and, for texts, the part and the bytes of its decoded content.
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
