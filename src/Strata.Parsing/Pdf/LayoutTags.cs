using System.Net;

namespace Strata.Parsing.Pdf;

/// <summary>
/// Steps through the tags of pdftotext's layout. It is plain XHTML without <c>&lt;</c> or <c>&gt;</c> outside tags, so a search for these
/// two suffices and is several times as fast as an XML reader.
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

    /// <summary>Whether the last step found a malformed or cut-off tag.</summary>
    public bool IsBroken { get; private set; }

    public bool IsEmptyElement => Tag.EndsWith("/"u8);

    /// <summary>Advances to the next tag. False at the end, and at a malformed tag.</summary>
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

    /// <param name="name">As written after the bracket: <c>page</c>, <c>/page</c>.</param>
    public bool Is(ReadOnlySpan<byte> name) =>
        Tag.StartsWith(name)
        && (Tag.Length == name.Length || Tag[name.Length] is (byte)' ' or (byte)'/' or (byte)'\n' or (byte)'\t' or (byte)'\r');

    /// <summary>Returns the text between the previous tag and this one.</summary>
    public string Text()
    {
        var bytes = _buffer.AsSpan(_text.Start, _text.End - _text.Start);
        var text = Encoding.UTF8.GetString(bytes);
        return (bytes.Contains((byte)'&') ? WebUtility.HtmlDecode(text) : text).Trim();
    }

    /// <summary>Returns the number in an attribute; 0 if it has none.</summary>
    /// <param name="attribute">With the characters around its name: <c> xMin="</c>.</param>
    public double Number(ReadOnlySpan<byte> attribute)
    {
        if (Tag.IndexOf(attribute) is not (>= 0 and var at))
        {
            return 0;
        }
        var value = Tag[(at + attribute.Length)..];
        value = value.IndexOf((byte)'"') is >= 0 and var end ? value[..end] : value;
        return double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number)
            ? number
            : 0;
    }

    /// <summary>Reads a word's box: in one step if the tag is as poppler prints it, else attribute by attribute.</summary>
    public (double Left, double Top, double Right, double Bottom) Box()
    {
        var rest = Tag["word".Length..];
        return
            Take(ref rest, " xMin=\""u8, out var left)
            && Take(ref rest, " yMin=\""u8, out var top)
            && Take(ref rest, " xMax=\""u8, out var right)
            && Take(ref rest, " yMax=\""u8, out var bottom)
            ? (left, top, right, bottom)
            : (Number(" xMin=\""u8), Number(" yMin=\""u8), Number(" xMax=\""u8), Number(" yMax=\""u8));
    }

    /// <summary>
    /// Takes an attribute off the beginning, with a number as poppler prints it: digits, a point, six digits. The digits are an integer
    /// below 2^53 and the power of ten is exact, so one division rounds correctly (Clinger, "How to read floating point numbers
    /// accurately", 1990).
    /// </summary>
    private static bool Take(ref ReadOnlySpan<byte> rest, ReadOnlySpan<byte> attribute, out double number)
    {
        const int decimals = 6;
        const int most = 14;
        number = 0;
        if (!rest.StartsWith(attribute))
        {
            return false;
        }
        var digits = rest[attribute.Length..];
        var (whole, read, at) = (0L, 0, 0);
        var point = -1;
        for (; at < digits.Length && digits[at] != '"'; at++)
        {
            if (digits[at] is >= (byte)'0' and <= (byte)'9' && read < most)
            {
                (whole, read) = ((whole * 10) + (digits[at] - '0'), read + 1);
            }
            else if (digits[at] == '.' && point < 0 && at > 0)
            {
                point = at;
            }
            else
            {
                return false;
            }
        }
        if (at == digits.Length || point < 0 || at - point - 1 != decimals)
        {
            return false;
        }
        number = whole / 1e6;
        rest = digits[(at + 1)..];
        return true;
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
