using System.Text;

namespace Strata.Parsing.Reading;

/// <summary>How a source's bytes become text.</summary>
/// <param name="Preamble">Length in bytes of the byte order mark; text starts after it.</param>
internal sealed record TextEncoding(string Name, Encoding Encoding, int Preamble)
{
    /// <summary>Among text that isn't valid UTF-8, this many good multi-byte sequences for each bad byte still mean damaged UTF-8.</summary>
    private const int GoodPerBad = 10;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    public bool IsUtf16 => Encoding is UnicodeEncoding;
    public bool IsBigEndian => Encoding.CodePage == 1201;
    public bool IsUtf8 => ReferenceEquals(Encoding, Utf8);

    /// <summary>
    /// By byte order mark; else UTF-8 where every byte of the source is valid UTF-8 (or nearly: a few damaged bytes among
    /// many good sequences); else Windows-1252, which decodes any byte. Reads the source once, at the speed of the validity check.
    /// </summary>
    public static TextEncoding Detect(Stream source)
    {
        source.Position = 0;
        var buffer = new byte[(int)Math.Min(source.Length + 1, 256 * 1024)];
        var held = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        switch (buffer.AsSpan(0, held))
        {
            case [0xEF, 0xBB, 0xBF, ..]:
                return new("utf-8", Utf8, 3);
            case [0xFF, 0xFE, ..]:
                return new("utf-16le", Encoding.Unicode, 2);
            case [0xFE, 0xFF, ..]:
                return new("utf-16be", Encoding.BigEndianUnicode, 2);
        }

        while (true)
        {
            var atEnd = held < buffer.Length;
            var whole = atEnd ? held : WholeSequences(buffer);
            if (!System.Text.Unicode.Utf8.IsValid(buffer.AsSpan(0, whole)))
            {
                return IsDamagedUtf8(buffer.AsSpan(0, whole)) ? new("utf-8", Utf8, 0) : new("windows-1252", Windows1252, 0);
            }

            if (atEnd)
            {
                return new("utf-8", Utf8, 0);
            }

            buffer.AsSpan(whole).CopyTo(buffer);
            held -= whole;
            held += source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
        }
    }

    /// <summary>Length without a multi-byte sequence that the end of the span cuts off.</summary>
    internal static int WholeSequences(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b < 0x80)
            {
                return bytes.Length;
            }

            if (b >= 0xC0)
            {
                var need = b >= 0xF0 ? 4 : b >= 0xE0 ? 3 : 2;
                return need > back ? bytes.Length - back : bytes.Length;
            }
        }

        return bytes.Length;
    }

    private static bool IsDamagedUtf8(ReadOnlySpan<byte> bytes)
    {
        var good = 0;
        var bad = 0;
        while (!bytes.IsEmpty)
        {
            var status = Rune.DecodeFromUtf8(bytes, out var rune, out var consumed);
            if (status != System.Buffers.OperationStatus.Done)
            {
                bad++;
            }
            else if (!rune.IsAscii)
            {
                good++;
            }

            bytes = bytes[consumed..];
        }

        return good >= bad * GoodPerBad;
    }
}
