namespace Strata.Parsing.AsciiDoc;

/// <summary>
/// Finds where brackets and marks close. Calls must ask in ascending order: the next position of each mark is cached, so the text is
/// scanned once per mark, however many are never closed.
/// </summary>
internal sealed class AsciiDocEnds(string text)
{
    private const int None = int.MaxValue;

    private readonly Dictionary<string, int> _next = new(StringComparer.Ordinal);

    /// <summary>Position of the closing bracket that no backslash escapes; null if there is none.</summary>
    public int? Bracket(int from) => Next("]", from) is var at and < None ? at : null;

    /// <summary>Position of a mark further on in the same line; null if there is none.</summary>
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
