namespace Strata.Interpretation;

/// <summary>The source's own text at byte ranges, and byte ranges of its parts.</summary>
/// <param name="encoding">How slices of the source are decoded.</param>
/// <param name="slice">Returns the decoded text of a range.</param>
internal sealed class InterpretedText(Encoding encoding, Func<ByteRange, string> slice)
{
    public const char Replacement = '\uFFFD';

    /// <summary>Whether ranges may contain tags, so that the text is that of the blocks.</summary>
    public bool HasTags { get; init; }

    /// <summary>Places of the names of records' values, as the document has them.</summary>
    public IReadOnlyDictionary<string, ByteRange> NameRanges { get; init; } = new Dictionary<string, ByteRange>();

    public string Slice(ByteRange range) => slice(range);

    public int ByteCount(ReadOnlySpan<char> text) => encoding.GetByteCount(text);

    /// <summary>Whether the text was decoded from valid bytes, so that its byte length is known.</summary>
    public bool IsCertain(string text) => !text.Contains(Replacement, StringComparison.Ordinal);

    /// <summary>Returns the source's text at a range whose decoded, unescaped value is known.</summary>
    /// <remarks>
    /// An escape is always longer than what it stands for, so a text as long as its range holds none and is the source's own; only U+FFFD,
    /// which may stand for a shorter invalid sequence, could hide one.
    /// </remarks>
    public string Raw(string text, ByteRange range) =>
        encoding.GetByteCount(text) == range.Length && !text.Contains(Replacement, StringComparison.Ordinal) ? text : slice(range);

    /// <summary>Returns the range of a part of the text at a range.</summary>
    /// <returns>The whole range if invalid bytes make the part's place uncertain.</returns>
    public (string Raw, ByteRange Range) Part(string raw, ByteRange range, int start, int length)
    {
        if (start == 0 && length == raw.Length)
        {
            return (raw, range);
        }
        if (raw.Contains(Replacement, StringComparison.Ordinal))
        {
            return (raw, range);
        }
        var before = encoding.GetByteCount(raw.AsSpan(0, start));
        var part = raw.Substring(start, length);
        return (part, new ByteRange(range.Start + before, encoding.GetByteCount(part)));
    }
}
