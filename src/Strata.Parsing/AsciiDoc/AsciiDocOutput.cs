namespace Strata.Parsing.AsciiDoc;

/// <summary>Pieces read from a text, in order, and notes on problems.</summary>
internal sealed class AsciiDocOutput(string text, AsciiDocLines lines, AsciiDocInline inline)
{
    private const int MaxNotes = 100;

    public List<MarkupPiece> Pieces { get; } = [];

    public string? Title => Pieces.Find(piece => piece is { Type: BlockType.Heading, Level: 1 })?.Text;

    /// <summary>Problems by line (0: the whole text).</summary>
    public List<(int Line, string Reason, bool IsUnread)> Notes { get; } = [];

    /// <summary>Adds running text and its footnotes: those at its end keep their ranges, others are placed there.</summary>
    public void Prose(BlockType type, int start, int content, int stop, int level, BlockTraits? traits)
    {
        var notes = new List<AsciiDocNote>();
        var said = type == BlockType.Quote ? Unquoted(text[content..stop]) : text[content..stop];
        var shown = inline.Of(said, notes);
        shown = traits?.Checked is { } done ? $"[{(done ? 'x' : ' ')}] {shown}" : shown;
        var end = stop;
        var own = notes.Count;
        while (said.Length == stop - content && own > 0 && content + notes[own - 1].End == end)
        {
            end = content + notes[--own].Start;
            while (end > content && char.IsWhiteSpace(text[end - 1]))
            {
                end--;
            }
        }
        end = end <= content ? stop : end;
        own = end == stop ? notes.Count : own;
        Pieces.Add(new(type, start, end, shown, level) { Traits = traits });
        for (var i = 0; i < notes.Count; i++)
        {
            var (from, to) = i < own ? (end, end) : (content + notes[i].Start, content + notes[i].End);
            Pieces.Add(new(BlockType.Footnote, from, to, notes[i].Text, 0) { Traits = new() { Label = notes[i].Label } });
        }
    }

    /// <summary>Removes the mark that quotes each line, as in Markdown.</summary>
    private static string Unquoted(string said) =>
        said.StartsWith('>')
            ? string.Join(
                '\n',
                said.ReplaceLineEndings("\n").Split('\n').Select(line => line.StartsWith('>') ? line[1..].TrimStart() : line)
            )
            : said;

    public void Note(int at, string reason, bool isUnread)
    {
        if (Notes.Count < MaxNotes)
        {
            Notes.Add((at + 1, reason, isUnread));
        }
    }

    public void Say(BlockType type, int at, int end, string said, int level, BlockTraits? traits = null) =>
        Pieces.AddRange(inline.Pieces(type, lines.Start(at), lines.End(end - 1), said, level, traits));

    public void Add(BlockType type, int at, int end, string shown, int level, BlockTraits? traits = null) =>
        Pieces.Add(new(type, lines.Start(at), lines.End(end - 1), shown, level) { Traits = traits });
}
