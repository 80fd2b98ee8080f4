namespace Strata.Parsing.Markdown;

/// <summary>Keeps text that Markdig leaves out of its tree, such as a footnote that nothing refers to, as written.</summary>
internal static class MarkdownGaps
{
    /// <summary>Chars between blocks that are no content: marks of quotes and items, delimiter rows, digits of numbered items.</summary>
    private const string Marks = " \t\r\n\v\f>*+:|~-.)0123456789\\";

    /// <param name="pieces">In order.</param>
    public static List<MarkupPiece> Filled(List<MarkupPiece> pieces, string text)
    {
        List<MarkupPiece>? filled = null;
        var end = 0;
        for (var i = 0; i <= pieces.Count; i++)
        {
            var start = i < pieces.Count ? pieces[i].Start : text.Length;
            while (end < start && text.AsSpan(end, start - end).IndexOfAnyExcept(Marks) is >= 0 and var at)
            {
                var from = end + at;
                end = Label(text, from, start) ?? from;
                var next = text.AsSpan(end, start - end).IndexOf("\n[^");
                var until = next < 0 ? start : end + next;
                if (!text.AsSpan(end, until - end).ContainsAnyExcept(Marks))
                {
                    continue;
                }
                var label = end > from ? text[(from + 2)..(end - 2)] : null;
                filled ??= pieces[..i];
                filled.Add(
                    new(label is null ? BlockType.Paragraph : BlockType.Footnote, from, until, text[end..until].Trim(), 0)
                    {
                        Traits = label is null ? null : new() { Label = label },
                    }
                );
                end = until;
            }
            if (i < pieces.Count)
            {
                filled?.Add(pieces[i]);
                end = Math.Max(end, pieces[i].End);
            }
        }
        return filled ?? pieces;
    }

    /// <summary>Position after the colon of a footnote's label.</summary>
    private static int? Label(string text, int from, int end)
    {
        var close = text.AsSpan(from, end - from) is ['[', '^', ..] rest ? rest.IndexOf("]:") : -1;
        return close > 2 ? from + close + 2 : null;
    }
}
