namespace Strata.Parsing.Mail;

/// <summary>
/// Parses a mailbox (RFC 4155; text lines that begin with "From " are escaped by "&gt;", as in mboxrd): one document per message, read one
/// at a time whatever the size.
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

    /// <summary>Returns all members; the caller applies and reports its limit.</summary>
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
                // The first message may lack its "From " line.
                start = lines.Offset;
            }
            isAfterBlank = lines.IsBlank;
        }
        if (start >= 0)
        {
            yield return ((++number).ToString(CultureInfo.InvariantCulture), new(start, source.Length - start));
        }
    }

    /// <summary><c>From ann@x.example Sat Jan  3 01:05:34 2026</c>: text that begins with "From " rarely contains a time.</summary>
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
