namespace Strata.Parsing.Mail;

/// <summary>Decodes quoted-printable (RFC 2045, section 6.7). Invalid escapes stay as written.</summary>
internal sealed class QuotedPrintableStream(Stream source) : DecodingStream
{
    private readonly byte[] _raw = new byte[8192];
    private int _at;
    private int _end;
    private bool _atEnd;

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length && Ensure(1))
        {
            var b = _raw[_at];
            if (b != '=')
            {
                buffer[written++] = b;
                _at++;
                continue;
            }
            Ensure(3);
            var rest = _raw.AsSpan(_at + 1, _end - _at - 1);
            if (rest.Length >= 2 && Hex(rest[0]) is >= 0 and var high && Hex(rest[1]) is >= 0 and var low)
            {
                buffer[written++] = (byte)((high << 4) | low);
                _at += 3;
            }
            else if (SoftBreak(rest) is > 0 and var length)
            {
                _at += 1 + length;
            }
            else
            {
                buffer[written++] = b;
                _at++;
            }
        }
        return written;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            source.Dispose();
        }
        base.Dispose(disposing);
    }

    private static int SoftBreak(ReadOnlySpan<byte> rest) =>
        rest switch
        {
            [(byte)'\r', (byte)'\n', ..] => 2,
            [(byte)'\n' or (byte)'\r', ..] => 1,
            [(byte)' ' or (byte)'\t', (byte)'\r' or (byte)'\n', ..] => 2,
            _ => 0,
        };

    private static int Hex(byte b) =>
        b switch
        {
            >= (byte)'0' and <= (byte)'9' => b - '0',
            >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
            >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
            _ => -1,
        };

    /// <summary>Buffers the bytes. False if the source ends.</summary>
    private bool Ensure(int bytes)
    {
        while (_end - _at < bytes && !_atEnd)
        {
            _raw.AsSpan(_at, _end - _at).CopyTo(_raw);
            (_at, _end) = (0, _end - _at);
            var read = source.Read(_raw.AsSpan(_end));
            _end += read;
            _atEnd = read == 0;
        }
        return _end - _at >= bytes;
    }
}
