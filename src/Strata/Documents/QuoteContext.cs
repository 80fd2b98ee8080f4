using Strata.Blobs;

namespace Strata.Documents;

/// <summary>Text around a quote.</summary>
internal static class QuoteContext
{
    private const int Characters = 60;
    private const int Bytes = 4 * Characters;

    /// <summary>Returns up to 60 characters before and after the range; empty at the ends of the text.</summary>
    public static (string Before, string After) Of(BlobReader text, Encoding encoding, ByteRange range)
    {
        // whole units of UTF-16 and UTF-32, counted from the quote
        var start = range.Start - Math.Min(Bytes, range.Start);
        start += (range.Start - start) % Math.Max(1, encoding.GetByteCount("a"));
        var before = text.Read(start, range.Start - start).AsSpan();
        var after = text.Read(range.End, Bytes);
        if (encoding is UTF8Encoding)
        {
            while (start > 0 && before is [>= 0x80 and < 0xC0, ..])
            {
                before = before[1..];
            }
        }
        return (Last(encoding.GetString(before)), First(encoding.GetString(after)));
    }

    private static string Last(string text)
    {
        var from = Math.Max(0, text.Length - Characters);
        from += from < text.Length && char.IsLowSurrogate(text[from]) ? 1 : 0;
        return text[from..].TrimStart('\uFEFF');
    }

    private static string First(string text)
    {
        var length = Math.Min(text.Length, Characters);
        length -= length > 0 && char.IsHighSurrogate(text[length - 1]) ? 1 : 0;
        return text[..length].TrimEnd('\uFFFD');
    }
}
