namespace Strata.Parsing.Mail;

/// <summary>Gathers the lines of one header field.</summary>
internal sealed class HeaderLines
{
    private static readonly UTF8Encoding Strict = new(false, throwOnInvalidBytes: true);

    private readonly StringBuilder _value = new();
    private string? _name;
    private long _start;
    private long _end;

    /// <summary>Adds a line. False if it isn't a header line.</summary>
    public bool Take(ReadOnlySpan<byte> line, long offset, MailHeaders headers)
    {
        if (line is [(byte)' ' or (byte)'\t', ..] && _name is not null)
        {
            _value.Append(' ').Append(Decode(line).Trim());
            _end = offset + line.Length;
            return true;
        }
        var colon = line.IndexOf((byte)':');
        var name = colon < 0 ? default : line[..colon].TrimEnd(" \t"u8);
        if (name.IsEmpty || name.ContainsAnyExceptInRange((byte)'!', (byte)'~'))
        {
            return false;
        }
        Close(headers);
        var value = line[(colon + 1)..];
        var blank = value.Length - value.TrimStart(" \t"u8).Length;
        _name = Encoding.ASCII.GetString(name);
        _start = offset + colon + 1 + blank;
        _end = offset + line.Length;
        _value.Append(Decode(value).Trim());
        return true;
    }

    public void Close(MailHeaders headers)
    {
        if (_name is not null)
        {
            headers.Add(new(_name, _value.ToString(), new(_start, Math.Max(0, _end - _start))));
        }
        _name = null;
        _value.Clear();
    }

    /// <summary>Headers are ASCII or UTF-8 (RFC 6532); older programs write Windows-1252.</summary>
    private static string Decode(ReadOnlySpan<byte> line)
    {
        try
        {
            return Strict.GetString(line);
        }
        catch (DecoderFallbackException)
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1).GetString(line);
        }
    }
}
