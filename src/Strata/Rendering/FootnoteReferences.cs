namespace Strata.Rendering;

/// <summary>
/// Which brackets of a document refer to its footnotes: <c>[label]</c> right behind what it belongs to, and any with that label where none
/// stands so. Parsers write the mark of a note as brackets in the text, so numbered references to a bibliography look alike; those mostly
/// stand behind a space.
/// </summary>
internal sealed class FootnoteReferences
{
    private const int Max = 100_000;
    private const int MaxLabelLength = 40;
    private const int MaxInRow = 10;

    private readonly HashSet<string> _labels = new(StringComparer.Ordinal);
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);

    /// <summary>A footnote's label as Markdown can write it; null where it can't.</summary>
    public static string? Label(string? label) =>
        label is { Length: > 0 and <= MaxLabelLength } && label.AsSpan().IndexOfAny(" []\t\r\n\\^`*") < 0 ? label : null;

    /// <summary>All blocks are looked at before the first is written: footnotes mostly stand behind what refers to them.</summary>
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

    /// <summary>Forgets the brackets that are none of a note's, once all blocks were looked at.</summary>
    /// <returns>How many notes there are.</returns>
    public int Settle()
    {
        _joined.IntersectWith(_labels);
        return _labels.Count;
    }

    /// <summary>Where a reference to a footnote that begins with a bracket ends, at its other bracket; 0 where there is none.</summary>
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

    /// <summary>Whether a bracket stands right behind a word or what ends one. Of several in a row the first says it for all.</summary>
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
