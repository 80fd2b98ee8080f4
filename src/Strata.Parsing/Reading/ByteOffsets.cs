namespace Strata.Parsing.Reading;

/// <summary>
/// Maps char offsets in the decoded text to byte offsets in the source. Ascending calls pass over the source once. In damaged UTF-8, each
/// replacement character stands for the bytes that the decoder replaced.
/// </summary>
internal sealed class ByteOffsets(ReadOnlyMemory<byte> source, TextEncoding encoding)
{
    private int _chars;
    private int _bytes = encoding.Preamble;
    private readonly Decoder? _decoder =
        encoding.IsUtf8 || encoding.IsUtf16 || encoding.Encoding.IsSingleByte ? null : encoding.Encoding.GetDecoder();

    public int At(int charOffset)
    {
        if (_decoder is not null)
        {
            return Decoded(_decoder, charOffset);
        }
        if (!encoding.IsUtf8)
        {
            // Half a UTF-16 unit at the end decodes to a char of its own.
            return Math.Min(source.Length, encoding.Preamble + (charOffset * (encoding.IsUtf16 ? 2 : 1)));
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(charOffset, _chars);
        var bytes = source.Span;
        while (_chars < charOffset)
        {
            var ascii = AsciiRun(bytes[_bytes..], charOffset - _chars);
            _chars += ascii;
            _bytes += ascii;
            if (_chars < charOffset)
            {
                Rune.DecodeFromUtf8(bytes[_bytes..], out var rune, out var consumed);
                _chars += rune.Utf16SequenceLength;
                _bytes += consumed;
            }
        }
        return _bytes;
    }

    /// <summary>Advances by decoding, for legacy multi-byte encodings (Shift_JIS, GB 18030, …).</summary>
    private int Decoded(Decoder decoder, int charOffset)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(charOffset, _chars);
        Span<char> chars = stackalloc char[512];
        while (_chars < charOffset && _bytes < source.Length)
        {
            decoder.Convert(
                source.Span[_bytes..],
                chars[..Math.Min(chars.Length, charOffset - _chars)],
                flush: false,
                out var bytes,
                out var made,
                out _
            );
            _bytes += bytes;
            _chars += made;
            if (bytes == 0 && made == 0)
            {
                break;
            }
        }
        return _bytes;
    }

    private static int AsciiRun(ReadOnlySpan<byte> bytes, int most)
    {
        var run = bytes[..Math.Min(most, bytes.Length)].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return run < 0 ? Math.Min(most, bytes.Length) : run;
    }
}
