namespace Strata.Parsing.Mail;

/// <summary>A message or message part (RFC 2045): its header and body range.</summary>
/// <param name="path">Number as in IMAP (RFC 9051, section 6.4.5): <c>1.2</c>; empty for the message itself.</param>
internal sealed class MimePart(string path)
{
    public string Path => path;
    public MailHeaders Headers { get; } = new();

    /// <summary>The body's bytes in the message, still encoded.</summary>
    public ByteRange Body { get; set; }
    public List<MimePart> Parts { get; } = [];
    public HeaderParameters Type { get; private set; } = new("text/plain");
    public HeaderParameters Disposition { get; private set; } = new(null);

    /// <summary>Name of the part as a member; the body of a message without parts is part 1.</summary>
    public string Name => path.Length == 0 ? "1" : path;

    public bool IsMultipart => Type.Value.StartsWith("multipart/", StringComparison.Ordinal);

    public string? FileName => FileNames.Of(Disposition["filename"] ?? Type["name"]);

    /// <summary>Whether it is inline text rather than an attached file.</summary>
    public bool IsText =>
        Type.Value is "text/plain" or "text/html" or "text/enriched" or "text" && Disposition.Value != "attachment" && FileName is null;

    public string Encoding => Headers.Value("Content-Transfer-Encoding")?.Trim().ToLowerInvariant() ?? "";

    /// <summary>Call when the header is complete.</summary>
    /// <param name="usual">Default content type.</param>
    public void EndHeader(string usual)
    {
        Type = new(Headers.Value("Content-Type") is { Length: > 0 } type ? type : usual);
        Disposition = new(Headers.Value("Content-Disposition"));
    }

    /// <param name="message">The message's bytes.</param>
    public Stream Open(Stream message)
    {
        var raw = new RangeStream(message, Body.Start, Body.Length);
        return Encoding switch
        {
            "base64" => new Base64Stream(raw),
            "quoted-printable" => new QuotedPrintableStream(raw),
            _ => raw,
        };
    }
}
