using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>One line of a block, as the source has it, without its line end.</summary>
internal readonly record struct TextLine(string Text, ByteRange Range, Block Block)
{
    private const int MaxInvalid = 64;

    /// <summary>The lines of a block; up to the first whose place invalid bytes make uncertain.</summary>
    public static IEnumerable<TextLine> Of(Block block, InterpretedText source)
    {
        var raw = source.Slice(block.Range);
        var at = block.Range.Start;
        for (var start = 0; start < raw.Length; )
        {
            var end = raw.AsSpan(start).IndexOfAny('\r', '\n');
            var length = end < 0 ? raw.Length - start : end;
            var next = start + length;
            next +=
                next + 1 < raw.Length && raw[next] == '\r' && raw[next + 1] == '\n' ? 2
                : next < raw.Length ? 1
                : 0;
            var text = raw.Substring(start, length);
            if (LengthOf(text, at, block.Range.End, source) is not { } bytes)
            {
                yield break;
            }
            var range = new ByteRange(at, bytes);
            yield return new TextLine(text, range, block);
            at = range.End + source.ByteCount(raw.AsSpan(start + length, next - start - length));
            start = next;
        }
    }

    // An invalid sequence of one to three bytes decodes to U+FFFD, which would be three: the length is the one that reads back.
    private static long? LengthOf(string text, long at, long end, InterpretedText source)
    {
        var most = source.ByteCount(text);
        var invalid = source.IsCertain(text) ? 0 : text.Count(c => c == InterpretedText.Replacement);
        if (invalid == 0)
        {
            return most;
        }
        for (var bytes = Math.Min(most, end - at); invalid <= MaxInvalid && bytes >= Math.Max(0, most - (2 * invalid)); bytes--)
        {
            if (source.Slice(new ByteRange(at, bytes)) == text)
            {
                return bytes;
            }
        }
        return null;
    }
}
