namespace Strata.Parsing.Reading;

/// <summary>The encoding of a source's text.</summary>
/// <param name="Preamble">Length of the byte order mark in bytes; the text starts after it.</param>
internal sealed record TextEncoding(string Name, Encoding Encoding, int Preamble)
{
    /// <summary>Fewest valid multi-byte sequences per bad byte in damaged UTF-8.</summary>
    private const int GoodPerBad = 2;

    /// <summary>
    /// At up to this many bad bytes per valid sequence, the text may be either: Windows-1252 rarely forms more by chance (<c>é »</c>).
    /// </summary>
    private const int BadPerGood = 2;

    private static readonly Encoding Utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252) ?? Encoding.Latin1;

    public bool IsUtf16 => Encoding is UnicodeEncoding;
    public bool IsBigEndian => Encoding.CodePage == 1201;
    public bool IsUtf8 => ReferenceEquals(Encoding, Utf8);

    /// <summary>True if a multi-byte character may end in an ASCII byte, from '0' on.</summary>
    public bool HasAsciiWithin => !IsUtf8 && !IsUtf16 && !Encoding.IsSingleByte;

    /// <summary>Diagnostics for the document: undecodable bytes, or doubt about the encoding.</summary>
    public IReadOnlyList<ParseDiagnostic> Remarks { get; init; } = [];

    /// <summary>True if the caller stated the encoding, against what the bytes look like.</summary>
    public bool IsSaid { get; init; }

    /// <summary>Remark for people if the encoding is only a guess; otherwise null.</summary>
    public string? Guess { get; init; }

    /// <summary>True if the encoding was detected from the text's letters.</summary>
    public bool IsByLetters { get; init; }

    /// <summary>
    /// Detects UTF-16 without a byte order mark by its zero bytes: Latin letters have one in every pair, always on the same side, and other
    /// texts have none; a few letters of other scripts change little. Null if it isn't UTF-16, or its script leaves no such trace.
    /// </summary>
    public static TextEncoding? MarklessUtf16(ReadOnlySpan<byte> head)
    {
        const int Sample = 4096;
        const int MinPairs = 4;
        head = head[..Math.Min(head.Length, Sample)];
        var pairs = head.Length / 2;
        var (even, odd) = (0, 0);
        for (var i = 0; i < pairs * 2; i++)
        {
            if (head[i] == 0)
            {
                (even, odd) = i % 2 == 0 ? (even + 1, odd) : (even, odd + 1);
            }
        }
        var isTrace = pairs >= MinPairs && Math.Max(even, odd) * 10 >= pairs * 7 && Math.Min(even, odd) * 20 <= pairs;
        return !isTrace ? null
            : odd > even ? new("utf-16le", Encoding.Unicode, 0)
            : new("utf-16be", Encoding.BigEndianUnicode, 0);
    }

    /// <summary>
    /// Detects the encoding by byte order mark, or by the zeros of UTF-16 without one; else UTF-8 if every byte is valid (or nearly: a few
    /// damaged bytes among good sequences get a remark); else an older encoding that the letters tell (<see cref="LegacyEncodings"/>); else
    /// Windows-1252, which decodes any byte. Reads the source once at the speed of the validity check; if it isn't valid, once more to
    /// count, and once more to list damaged lines or detect the encoding.
    /// </summary>
    public static TextEncoding Detect(Stream source)
    {
        source.Position = 0;
        var buffer = new byte[(int)Math.Min(source.Length + 1, 256 * 1024)];
        var held = source.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
        switch (buffer.AsSpan(0, held))
        {
            case [0xFF, 0xFE, ..]:
                return new("utf-16le", Encoding.Unicode, 2);
            case [0xFE, 0xFF, ..]:
                return new("utf-16be", Encoding.BigEndianUnicode, 2);
        }
        if (MarklessUtf16(buffer.AsSpan(0, held)) is { } utf16)
        {
            return utf16;
        }
        var utf8 = new TextEncoding("utf-8", Utf8, buffer.AsSpan(0, held) is [0xEF, 0xBB, 0xBF, ..] ? 3 : 0);
        while (true)
        {
            var atEnd = held < buffer.Length;
            var whole = atEnd ? held : WholeSequences(buffer);
            if (!System.Text.Unicode.Utf8.IsValid(buffer.AsSpan(0, whole)))
            {
                var (good, bad) = Utf8Damage.Count(source);
                return utf8.Preamble > 0 || good >= bad * GoodPerBad
                    ? utf8 with
                    {
                        Remarks = Utf8Damage.Of(source),
                    }
                    : Legacy(source) ?? ReadAsWindows1252(good, bad);
            }
            if (atEnd)
            {
                return utf8;
            }
            buffer.AsSpan(whole).CopyTo(buffer);
            held -= whole;
            held += source.ReadAtLeast(buffer.AsSpan(held), buffer.Length - held, throwOnEndOfStream: false);
        }
    }

    /// <summary>Returns the encoding of a charset name in mail, HTML or XML, or null if it is unknown.</summary>
    /// <param name="preamble">Length of the byte order mark before the text.</param>
    public static TextEncoding? Named(string? charset, int preamble = 0)
    {
        // WHATWG Encoding, section 4.2: these labels mean Windows-1252.
        var name = charset?.Trim().Trim('"', '\'').ToLowerInvariant() switch
        {
            null or "" => null,
            "iso-8859-1" or "latin1" or "latin-1" or "us-ascii" or "ascii" or "cp1252" or "ansi_x3.4-1968" => "windows-1252",
            "utf8" or "unicode-1-1-utf-8" => "utf-8",
            "shift-jis" or "sjis" or "x-sjis" or "windows-31j" or "cp932" => "shift_jis",
            "gbk" or "x-gbk" or "cp936" => "gb18030",
            "ks_c_5601-1987" or "cp949" => "euc-kr",
            { } known => known,
        };
        if (name is null || name.StartsWith("utf-7", StringComparison.Ordinal))
        {
            return null;
        }
        if (name == "utf-8")
        {
            return new(name, Utf8, preamble);
        }
        try
        {
            var encoding = CodePagesEncodingProvider.Instance.GetEncoding(name) ?? Encoding.GetEncoding(name);
            return new(name, encoding, preamble);
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    /// <summary>
    /// Detects the encoding by byte order mark, else by the declared charset if known and not UTF-16, else from the bytes.
    /// </summary>
    public static TextEncoding Detect(byte[] bytes, string? charset)
    {
        using var stream = new MemoryStream(bytes);
        return
            bytes is [0xEF, 0xBB, 0xBF, ..] or [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..]
            || Named(charset) is not { IsUtf16: false } named
            || named.IsUtf8
            ? Detect(stream)
            : named;
    }

    /// <summary>Returns the length without a multi-byte sequence that the end of the span cuts off.</summary>
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
                var need =
                    b >= 0xF0 ? 4
                    : b >= 0xE0 ? 3
                    : 2;
                return need > back ? bytes.Length - back : bytes.Length;
            }
        }
        return bytes.Length;
    }

    private static TextEncoding? Legacy(Stream source)
    {
        if (
            LegacyEncodings.Of(source) is not { } found
            || CodePagesEncodingProvider.Instance.GetEncoding(found.CodePage) is not { } encoding
        )
        {
            return null;
        }
        return new(encoding.WebName, encoding, 0)
        {
            IsByLetters = true,
            Guess =
                $"the text is no UTF-8, and was read as {found.Title}, going by the letters in it: letters that look wrong are of another encoding",
        };
    }

    private static TextEncoding ReadAsWindows1252(long good, long bad)
    {
        var reason = $"read as Windows-1252; but UTF-8 may be meant: {good} of its sequences are there, and {bad} bytes that are none";
        return good * BadPerGood < bad
            ? new("windows-1252", Windows1252, 0)
            {
                Guess = "the text is no UTF-8, and was read as Windows-1252: letters that look wrong are of another encoding",
            }
            : new("windows-1252", Windows1252, 0) { Remarks = [new(0, 0, reason, Fatal: false)] };
    }
}
