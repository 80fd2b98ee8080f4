namespace Strata.Parsing.Mail;

/// <summary>
/// A mailbox of messages one after another (RFC 4155; lines of text that begin with "From " are escaped by "&gt;", as mboxrd does): a
/// document for each message, one at a time, whatever the mailbox's size.
/// </summary>
public sealed class MboxParser : IContainerParser
{
    public string Id => "mbox";
    public int Version => 9;
    public IReadOnlyList<string> MediaTypes { get; } = [Parsing.MediaTypes.Mbox];
    public IReadOnlyList<BlockType> BlockTypes => MailMessage.BlockTypes;

    public IEnumerable<ParsedDocument> Parse(Stream source, string? fileName, ParseBudget budget)
    {
        foreach (var (number, range) in Messages(source, budget))
        {
            var log = new DiagnosticLog();
            var message = new MailMessage(new RangeStream(source, range.Start, range.Length), range.Start, number + "/", budget, log);
            yield return MailParser.Document(message, number, budget, log);
        }
    }

    /// <summary>However many there are: who takes them in stops at his limit, and says so.</summary>
    public IEnumerable<SourceMember> Members(Stream source, string? fileName, ParseBudget budget) =>
        Messages(source, budget)
            .SelectMany(message =>
                new MailMessage(
                    new RangeStream(source, message.Range.Start, message.Range.Length),
                    message.Range.Start,
                    message.Number + "/",
                    budget,
                    new()
                ).Members()
            );

    private static IEnumerable<(string Number, ByteRange Range)> Messages(Stream source, ParseBudget budget)
    {
        var lines = new LineReader<byte>(new SourceWindow(source, 0, budget.MaxBlockBytes), budget, new());
        lines.SkipByteOrderMark();
        var (number, start, isAfterBlank) = (0, -1L, true);
        while (lines.Next())
        {
            if (isAfterBlank && IsStart(lines.Current))
            {
                if (start >= 0)
                {
                    yield return ((++number).ToString(CultureInfo.InvariantCulture), new(start, lines.Offset - start));
                }
                start = lines.Offset;
            }
            else if (start < 0 && !lines.IsBlank)
            {
                // Without the first line it is a single message.
                start = lines.Offset;
            }
            isAfterBlank = lines.IsBlank;
        }
        if (start >= 0)
        {
            yield return ((++number).ToString(CultureInfo.InvariantCulture), new(start, source.Length - start));
        }
    }

    /// <summary><c>From ann@x.example Sat Jan  3 01:05:34 2026</c>: text that begins with "From " hardly has a time in it.</summary>
    private static bool IsStart(ReadOnlySpan<byte> line)
    {
        if (!line.StartsWith("From "u8))
        {
            return false;
        }
        for (var at = 5; at + 2 < line.Length; at++)
        {
            if (
                line[at] == ':'
                && char.IsAsciiDigit((char)line[at - 1])
                && char.IsAsciiDigit((char)line[at + 1])
                && char.IsAsciiDigit((char)line[at + 2])
            )
            {
                return true;
            }
        }
        return false;
    }
}
