namespace Strata.Rendering;

/// <summary>
/// Finds the brackets that refer to a document's footnotes: <c>[label]</c> directly after a word, or any with that label if none is.
/// Parsers write note marks as brackets, so numbered references to a bibliography look alike; those usually follow a space.
/// </summary>
internal sealed class FootnoteReferences
{
    private const int Max = 100_000;
    private const int MaxLabelLength = 40;
    private const int MaxInRow = 10;

    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);

    /// <summary>Returns a footnote's label as Markdown can write it; null if it can't.</summary>
    public static string? Label(string? label) =>
        label is { Length: > 0 and <= MaxLabelLength } && label.AsSpan().IndexOfAny(" []\t\r\n\\^`*") < 0 ? label : null;

    /// <summary>Called with all blocks before the first is written: footnotes usually follow their references.</summary>
    public void Look(Block block)
    {
        if (block is { Type: BlockType.Footnote, Traits.Label: var given } && _labels.Count < Max && Label(given) is { } label)
        {
            _labels.Add(label);
        }
        for (var at = block.Text.IndexOf('[', StringComparison.Ordinal); at >= 0; at = block.Text.IndexOf('[', at + 1))
        {
            if (_joined.Count < Max && Close(block.Text, at) is > 0 and var close && IsJoined(block.Text, at))
            {
                _joined.Add(block.Text[(at + 1)..close]);
            }
        }
    }

    /// <summary>Drops brackets that belong to no note, once all blocks were seen.</summary>
    /// <returns>Number of notes.</returns>
    public int Settle()
    {
        _joined.IntersectWith(_labels);
        return _labels.Count;
    }

    /// <summary>Returns the end of a footnote reference that begins at a bracket; 0 if there is none.</summary>
    public int End(string text, int at)
    {
        if (_labels.Count == 0 || Close(text, at) is not (> 0 and var close))
        {
            return 0;
        }
        var label = text[(at + 1)..close];
        return _labels.Contains(label) && (IsJoined(text, at) || !_joined.Contains(label)) ? close : 0;
    }

    private static int Close(string text, int at)
    {
        var close = text.IndexOf(']', at, Math.Min(MaxLabelLength + 2, text.Length - at));
        return close > at + 1 ? close : 0;
    }

    /// <summary>Whether a bracket directly follows a word or closing mark. The first of several in a row decides for all.</summary>
    private static bool IsJoined(string text, int at)
    {
        for (var i = 0; i < MaxInRow && at > 0; i++)
        {
            var before = text[at - 1];
            if (before != ']' || text.LastIndexOf('[', at - 1, Math.Min(at, MaxLabelLength + 2)) is not (>= 0 and var open))
            {
                return !char.IsWhiteSpace(before)
                    && char.GetUnicodeCategory(before) is not (UnicodeCategory.OpenPunctuation or UnicodeCategory.InitialQuotePunctuation);
            }
            at = open;
        }
        return false;
    }
}
