namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// Where what opens in a text is closed. Asked in ascending order, and each answer holds for all that opens before it: however much opens
/// and is never closed, the text is passed over once a mark.
/// </summary>
internal sealed class AsciiDocEnds(string text)
{
    private const int None = int.MaxValue;

    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>The bracket that closes, a backslash before it keeping it as it is; null where there is none.</summary>
    public int? Bracket(int from) => Next("]", from) is var at and < None ? at : null;

    /// <summary>A mark behind a char or more on the same line; null where there is none.</summary>
    public int? OnLine(string mark, int from) => Next(mark, from + 1) is var at and < None && Next("\n", from) > at ? at : null;

    private int Next(string mark, int from)
    {
        if (!_next.TryGetValue(mark, out var at) || at < from)
        {
            _next[mark] = at = Find(mark, from);
        }
        return at;
    }

    private int Find(string mark, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            at = text.IndexOf(mark, at, StringComparison.Ordinal);
            if (at < 0)
            {
                break;
            }
            if (mark is not "]" || text[at - 1] != '\\')
            {
                return at;
            }
        }
        return None;
    }
}
