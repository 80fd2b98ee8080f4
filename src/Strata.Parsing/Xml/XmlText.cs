namespace Strata.Parsing.Xml;

/// <summary>Reads XML written as prose (DocBook, TEI, JATS…): each element with text of its own is a block, titles are headings.</summary>
internal sealed class XmlText(SourceText source)
{
    private static readonly HashSet<string> Titles = new(StringComparer.OrdinalIgnoreCase)
    {
        "title",
        "head",
        "heading",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
    };
    private static readonly HashSet<string> Items = new(StringComparer.OrdinalIgnoreCase) { "item", "listitem", "li", "entry" };

    private readonly string?[] _headings = new string?[7];
    private int _index;

    public IEnumerable<Block> Of(XmlItem item) => Of(item, depth: 0, isItem: false);

    private IEnumerable<Block> Of(XmlItem item, int depth, bool isItem)
    {
        isItem |= Items.Contains(item.Name);
        if (!item.HasText)
        {
            return item.Items.SelectMany(inner => Of(inner, depth + 1, isItem));
        }
        var (start, end) = (int.MaxValue, 0);
        var text = new StringBuilder();
        Append(text, item, ref start, ref end);
        var isTitle = Titles.Contains(item.Name);
        return
        [
            Block(
                isTitle ? BlockType.Heading
                    : isItem ? BlockType.ListItem
                    : BlockType.Paragraph,
                isTitle ? Math.Clamp(depth, 1, 6) : 0,
                text.ToString().Trim(),
                start,
                end
            ),
        ];
    }

    private Block Block(BlockType type, int level, string text, int start, int end)
    {
        if (type == BlockType.Heading)
        {
            Array.Clear(_headings, level, _headings.Length - level);
        }
        var section = string.Join(" / ", _headings.Where(heading => heading is not null));
        if (type == BlockType.Heading)
        {
            _headings[level] = text;
        }
        return new(_index++, type, source.Range(start, end), text)
        {
            Level = level,
            Section = section,
            Line = source.LineAt(start),
        };
    }

    private static void Append(StringBuilder text, XmlItem item, ref int start, ref int end)
    {
        foreach (var (inner, words) in item.Content)
        {
            if (inner is not null)
            {
                Append(text, inner, ref start, ref end);
                continue;
            }
            start = Math.Min(start, words.Start);
            end = Math.Max(end, words.End);
            foreach (var c in words.Text)
            {
                if (!char.IsWhiteSpace(c))
                {
                    text.Append(c);
                }
                else if (text.Length > 0 && text[^1] != ' ')
                {
                    text.Append(' ');
                }
            }
        }
    }
}
