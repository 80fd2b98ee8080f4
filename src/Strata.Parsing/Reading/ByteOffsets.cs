using System.Text;

namespace Strata.Parsing.Reading;

/// <summary>
/// From char offsets into decoded text to byte offsets into the source. Asked in ascending order, it passes over the source once.
/// Damaged UTF-8 counts as the decoder counts it: each replacement character stands for the bytes that it replaced.
/// </summary>
internal sealed class ByteOffsets(ReadOnlyMemory<byte> source, TextEncoding encoding)
{
    private int _chars;
    private int _bytes = encoding.Preamble;

    public int At(int charOffset)
    {
        if (!encoding.IsUtf8)
        {
            // Half a UTF-16 unit at the very end decodes to a char of its own.
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

    private static int AsciiRun(ReadOnlySpan<byte> bytes, int most)
    {
        var run = bytes[..Math.Min(most, bytes.Length)].IndexOfAnyExceptInRange((byte)0, (byte)0x7F);
        return run < 0 ? Math.Min(most, bytes.Length) : run;
    }
}
