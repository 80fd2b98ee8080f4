namespace Strata.Parsing.Mail;

/// <summary>Decodes Base64 (RFC 2045, section 6.8). Skips characters outside the alphabet; padding may be missing.</summary>
internal sealed class Base64Stream(Stream source) : DecodingStream
{
    private static readonly sbyte[] Values = MakeValues();

    private readonly byte[] _raw = new byte[8192];
    private int _at;
    private int _end;
    private uint _bits;
    private int _held;
    private bool _atEnd;

    public override int Read(Span<byte> buffer)
    {
        var written = 0;
        while (written < buffer.Length)
        {
            if (_held >= 8)
            {
                _held -= 8;
                buffer[written++] = (byte)(_bits >> _held);
                continue;
            }
            if (!Next(out var value))
            {
                break;
            }
            if (value < 0)
            {
                // Padding ends a group; more may follow if several texts were joined.
                _held = 0;
                continue;
            }
            _bits = (_bits << 6) | (uint)value;
            _held += 6;
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

    /// <summary>The next six bits, or -1 for padding.</summary>
    private bool Next(out int value)
    {
        while (true)
        {
            while (_at < _end)
            {
                var b = _raw[_at++];
                value = b == '=' ? -1 : Values[b];
                if (b == '=' || value >= 0)
                {
                    return true;
                }
            }
            if (_atEnd)
            {
                value = 0;
                return false;
            }
            (_at, _end) = (0, source.Read(_raw));
            _atEnd = _end == 0;
        }
    }

    private static sbyte[] MakeValues()
    {
        const string alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        var values = new sbyte[256];
        Array.Fill(values, (sbyte)-1);
        for (var i = 0; i < alphabet.Length; i++)
        {
            values[alphabet[i]] = (sbyte)i;
        }
        return values;
    }
}
