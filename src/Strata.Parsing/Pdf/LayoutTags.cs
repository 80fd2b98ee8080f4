using System.Globalization;
using System.Net;
using System.Text;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Steps through the tags of pdftotext's layout. That is XHTML of the plainest kind, with no <c>&lt;</c> or <c>&gt;</c> but around tags, so
/// looking for these two reads it, several times as fast as an XML reader does.
/// </summary>
internal sealed class LayoutTags(Stream layout)
{
    /// <summary>Longest tag with the text before it, in bytes.</summary>
    private const int MaxLength = 1 << 20;

    private byte[] _buffer = new byte[1 << 16];
    private int _held;
    private int _at;
    private (int Start, int End) _text;
    private (int Start, int End) _tag;

    /// <summary>The tag without its brackets; valid until the next step.</summary>
    private ReadOnlySpan<byte> Tag => _buffer.AsSpan(_tag.Start, _tag.End - _tag.Start);

    /// <summary>Whether the last step found no tag where one should be.</summary>
    public bool IsBroken { get; private set; }

    public bool IsEmptyElement => Tag.EndsWith("/"u8);

    /// <summary>Goes on to the next tag. False at the end, and where what comes is none.</summary>
    public bool Next()
    {
        while (true)
        {
            var rest = _buffer.AsSpan(_at, _held - _at);
            var open = rest.IndexOf((byte)'<');
            var length = open < 0 ? -1 : rest[(open + 1)..].IndexOfAny((byte)'<', (byte)'>');
            if (length >= 0)
            {
                _text = (_at, _at + open);
                _tag = (_at + open + 1, _at + open + 1 + length);
                _at = _tag.End + 1;
                IsBroken = _buffer[_tag.End] == '<';
                return !IsBroken;
            }

            if (!Fill())
            {
                IsBroken = open >= 0;
                return false;
            }
        }
    }

    /// <param name="name">As it stands behind the bracket: <c>page</c>, <c>/page</c>.</param>
    public bool Is(ReadOnlySpan<byte> name) => Tag.StartsWith(name) && (Tag.Length == name.Length || Tag[name.Length] is (byte)' ' or (byte)'/' or (byte)'\n' or (byte)'\t' or (byte)'\r');

    /// <summary>The text between the tag before and this one.</summary>
    public string Text()
    {
        var bytes = _buffer.AsSpan(_text.Start, _text.End - _text.Start);
        var text = Encoding.UTF8.GetString(bytes);
        return (bytes.Contains((byte)'&') ? WebUtility.HtmlDecode(text) : text).Trim();
    }

    /// <summary>The number that an attribute holds; 0 where it holds none.</summary>
    /// <param name="attribute">With what stands before and behind it: <c> xMin="</c>.</param>
    public double Number(ReadOnlySpan<byte> attribute)
    {
        if (Tag.IndexOf(attribute) is not (>= 0 and var at))
        {
            return 0;
        }

        var value = Tag[(at + attribute.Length)..];
        value = value.IndexOf((byte)'"') is >= 0 and var end ? value[..end] : value;
        return Plain(value) is { } plain ? plain
            : double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;
    }

    /// <summary>
    /// A number as poppler prints it: digits, a point, six digits. Where the digits are a whole number below 2^53 and the power of ten is exact,
    /// one division rounds as it should (Clinger, "How to read floating point numbers accurately", 1990).
    /// </summary>
    private static double? Plain(ReadOnlySpan<byte> digits)
    {
        const int decimals = 6;
        if (digits.Length is < decimals + 2 or > 15 || digits[^(decimals + 1)] != '.')
        {
            return null;
        }

        long whole = 0;
        for (var i = 0; i < digits.Length; i++)
        {
            if (i == digits.Length - decimals - 1)
            {
                continue;
            }

            if (digits[i] is < (byte)'0' or > (byte)'9')
            {
                return null;
            }

            whole = (whole * 10) + (digits[i] - '0');
        }

        return whole / 1e6;
    }

    private bool Fill()
    {
        if (_at == 0 && _held == _buffer.Length)
        {
            if (_buffer.Length >= MaxLength)
            {
                return false;
            }

            Array.Resize(ref _buffer, _buffer.Length * 4);
        }

        _buffer.AsSpan(_at, _held - _at).CopyTo(_buffer);
        (_held, _at) = (_held - _at, 0);
        var read = layout.Read(_buffer.AsSpan(_held));
        _held += read;
        return read > 0;
    }
}
