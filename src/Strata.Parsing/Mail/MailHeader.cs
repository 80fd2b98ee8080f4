namespace Strata.Parsing.Mail;

/// <summary>A header field of a message or a part.</summary>
/// <param name="Value">Unfolded (RFC 5322, section 2.2.3), not yet decoded.</param>
/// <param name="Range">The value's bytes in the message.</param>
internal sealed record MailHeader(string Name, string Value, ByteRange Range);

/// <summary>The header of a message or a part.</summary>
internal sealed class MailHeaders
{
    private readonly List<MailHeader> _fields = [];

    public IReadOnlyList<MailHeader> Fields => _fields;

    public void Add(MailHeader field) => _fields.Add(field);

    public MailHeader? Find(string name) => _fields.Find(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    public string? Value(string name) => Find(name)?.Value;
}
