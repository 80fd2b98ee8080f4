using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>Flattens the syntax tree: each leaf that a person would point at is a piece; containers only set its kind.</summary>
/// <param name="text">Text that the tree was parsed from.</param>
/// <param name="origin">Its position in the source, in chars.</param>
/// <param name="pieces">Receives the pieces, with their positions in the source.</param>
internal sealed class MarkdownWalk(string text, int origin, List<MarkupPiece> pieces)
{
    private static readonly BlockTraits Numbered = new() { Ordered = true };
    private static readonly BlockTraits Bulleted = new() { Ordered = false };
    private static readonly BlockTraits NumberedDone = new() { Ordered = true, Checked = true };
    private static readonly BlockTraits NumberedOpen = new() { Ordered = true, Checked = false };
    private static readonly BlockTraits BulletedDone = new() { Ordered = false, Checked = true };
    private static readonly BlockTraits BulletedOpen = new() { Ordered = false, Checked = false };

    private readonly bool _strikes = text.Contains("~~", StringComparison.Ordinal);
    private string? _footnote;
    private int _quotes;
    private string? _term;

    public void Walk(MarkdownDocument document)
    {
        var at = pieces.Count;
        Walk(document, BlockType.Paragraph, level: 0);

        // Footnotes come last in the tree; usually nothing else is out of order.
        for (var i = at + 1; i < pieces.Count; i++)
        {
            if (pieces[i].Start < pieces[i - 1].Start)
            {
                var ordered = pieces[at..].OrderBy(piece => piece.Start).ToList();
                pieces.RemoveRange(at, pieces.Count - at);
                pieces.AddRange(ordered);
                break;
            }
        }
    }

    /// <param name="paragraph">Type of paragraphs here.</param>
    /// <param name="level">Depth of the surrounding list.</param>
    private void Walk(ContainerBlock container, BlockType paragraph, int level)
    {
        for (var i = 0; i < container.Count; i++)
        {
            switch (container[i])
            {
                case LinkReferenceDefinitionGroup definitions:
                    Definitions(definitions);
                    break;
                case MarkdownTableRow:
                    i = Table(container, i) - 1;
                    break;
                case Footnote footnote:
                    _footnote = footnote.Label?.TrimStart('^');
                    Walk(footnote, BlockType.Footnote, level);
                    _footnote = null;
                    break;
                case DefinitionItem item:
                    Definitions(item, level);
                    break;
                case QuoteBlock quote:
                    _quotes++;
                    Walk(quote, BlockType.Quote, level);
                    _quotes--;
                    break;
                case ListBlock list:
                    var depth = ListDepth(list);
                    int? number =
                        list.IsOrdered
                        && int.TryParse(list.OrderedStart, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
                        && first != 1
                            ? first
                            : null;
                    foreach (var item in list)
                    {
                        Item((ListItemBlock)item, list.IsOrdered, number, paragraph, depth);
                        number = null;
                    }
                    break;
                case ContainerBlock other:
                    Walk(other, paragraph, level);
                    break;
                case LeafBlock leaf:
                    Leaf(leaf, paragraph, level);
                    break;
            }
        }
    }

    /// <summary>Adds an item, from its bullet to the end of its first paragraph; what follows in it are blocks of their own.</summary>
    /// <param name="number">The item's number, if not the next.</param>
    private void Item(ListItemBlock item, bool isOrdered, int? number, BlockType paragraph, int depth)
    {
        if (item is [ParagraphBlock first, ..])
        {
            var task = first.Inline?.FirstChild as TaskList;
            var content = PlainText.Of(first.Inline);
            if (task is null)
            {
                Add(
                    BlockType.ListItem,
                    item.Span.Start,
                    first.Span.End + 1,
                    content,
                    depth,
                    Struck(With(number, isOrdered ? Numbered : Bulleted), first.Inline)
                );
            }
            else
            {
                var traits =
                    isOrdered ? (task.Checked ? NumberedDone : NumberedOpen)
                    : task.Checked ? BulletedDone
                    : BulletedOpen;
                Add(
                    BlockType.Checkbox,
                    item.Span.Start,
                    first.Span.End + 1,
                    $"[{(task.Checked ? 'x' : ' ')}] {content.AsSpan().TrimStart()}",
                    depth,
                    Struck(With(number, traits), first.Inline)
                );
            }
            item.RemoveAt(0);
        }
        else if (item.Count == 0)
        {
            Add(BlockType.ListItem, item.Span.Start, item.Span.End + 1, "", depth, With(number, isOrdered ? Numbered : Bulleted));
        }
        Walk(item, paragraph, depth);
    }

    private static BlockTraits With(int? number, BlockTraits traits) => number is null ? traits : traits with { Number = number };

    private void Leaf(LeafBlock leaf, BlockType paragraph, int level)
    {
        switch (leaf)
        {
            case HeadingBlock heading:
                Add(BlockType.Heading, heading, PlainText.Of(heading.Inline), heading.Level, Struck(null, heading.Inline));
                break;
            case ThematicBreakBlock:
                Add(BlockType.Divider, leaf, "", level);
                break;
            case YamlFrontMatterBlock:
                Add(BlockType.FrontMatter, leaf, leaf.Lines.ToString(), 0);
                break;
            case MathBlock:
                Add(BlockType.Formula, leaf, leaf.Lines.ToString(), level);
                break;
            case CodeBlock:
                Add(
                    BlockType.CodeBlock,
                    leaf,
                    leaf.Lines.ToString(),
                    level,
                    leaf is FencedCodeBlock { Info: { Length: > 0 } info } ? new() { Language = info } : null
                );
                break;
            case HtmlBlock:
                Add(BlockType.Html, leaf, PlainText.WithoutTags(leaf.Lines.ToString()), level);
                break;
            case ParagraphBlock { Inline: { FirstChild: LinkInline { IsImage: true } image } inline } when image == inline.LastChild:
                Add(BlockType.Figure, leaf, PlainText.Of(inline), level, new() { Target = image.Url });
                break;
            case ParagraphBlock:
                var note = paragraph == BlockType.Footnote && _footnote is not null ? new BlockTraits { Label = _footnote } : null;
                Add(
                    paragraph,
                    leaf,
                    PlainText.Of(leaf.Inline),
                    paragraph == BlockType.Quote ? _quotes - 1 : level,
                    Struck(note, leaf.Inline)
                );
                break;
        }
    }

    /// <summary>Adds terms and their definition, whose first text begins with its colon.</summary>
    private void Definitions(DefinitionItem item, int level)
    {
        foreach (var term in item.OfType<DefinitionTerm>())
        {
            // Markdig gives all terms above a definition the same span, but not their words.
            if (term.Inline is { FirstChild: { } first, LastChild: { } last })
            {
                _term = PlainText.Of(term.Inline);
                Add(BlockType.Definition, first.Span.Start, last.Span.End + 1, _term, level);
            }
            term.Inline = null;
        }
        var at = item.FirstOrDefault(block => block is not DefinitionTerm);
        if (at is ParagraphBlock said)
        {
            Add(
                BlockType.Definition,
                Colon(said.Span.Start),
                said.Span.End + 1,
                PlainText.Of(said.Inline),
                level,
                Struck(new() { Label = _term }, said.Inline)
            );
            item.Remove(said);
        }
        while (item is [DefinitionTerm term, ..])
        {
            item.Remove(term);
        }
        Walk(item, BlockType.Paragraph, level);
    }

    /// <summary>Position of the mark before a definition.</summary>
    private int Colon(int at)
    {
        var mark = text.AsSpan(0, at).TrimEnd(" \t").Length - 1;
        return mark >= 0 && text[mark] is ':' or '~' ? mark : at;
    }

    /// <summary>Adds link definitions: <c>[label]: target "title"</c>.</summary>
    private void Definitions(LinkReferenceDefinitionGroup definitions)
    {
        foreach (var block in definitions)
        {
            // Footnotes and abbreviations define labels in their own way.
            if (
                block is LinkReferenceDefinition definition
                && block.GetType() == typeof(LinkReferenceDefinition)
                && !definition.Span.IsEmpty
            )
            {
                Add(
                    BlockType.Definition,
                    definition.Span.Start,
                    definition.Span.End + 1,
                    string.IsNullOrEmpty(definition.Title) ? definition.Url ?? "" : definition.Title,
                    0,
                    new() { Label = definition.Label, Target = definition.Url }
                );
            }
        }
    }

    /// <summary>
    /// Adds a table, which begins with an empty block; a row covers its line from the first cell to the last, pipes included.
    /// </summary>
    /// <returns>Index after its last row.</returns>
    private int Table(ContainerBlock container, int first)
    {
        var (rows, columns, at) = (0, 0, pieces.Count);
        while (first + rows < container.Count && container[first + rows] is MarkdownTableRow row && (rows == 0 || !row.IsHeader))
        {
            columns = Math.Max(columns, row.Cells.Count);
            var cells = Cells(row, rows, ((MarkdownTableRow)container[first]).Cells.Count);
            var content = string.Join(" | ", cells.Select(cell => cell.Text));
            Add(
                BlockType.TableRow,
                row.Span.Start,
                row.Span.End + 1,
                content,
                0,
                _strikes ? StruckText.Noted(null, [.. row.Cells.Select(cell => cell.Content?.Inline)]) : null,
                cells
            );
            rows++;
        }
        var start = pieces[at].Start;
        pieces.Insert(
            at,
            new(BlockType.Table, start, start, "", 0)
            {
                Traits = new() { Rows = rows, Columns = columns },
            }
        );
        return first + rows;
    }

    /// <param name="columns">Number of the header's cells; cells that the row omits are placed at its end.</param>
    private MarkupCell[] Cells(MarkdownTableRow row, int number, int columns)
    {
        var cells = new MarkupCell[Math.Max(columns, row.Cells.Count)];
        for (var i = 0; i < cells.Length; i++)
        {
            var (start, end, content) = i < row.Cells.Count ? row.Cells[i] : (row.Span.End + 1, row.Span.End + 1, null);
            cells[i] = new(
                number,
                i,
                origin + start,
                origin + end,
                content is null ? "" : Cell(content, text.AsSpan(start, end - start)),
                row.IsHeader
            );
        }
        return cells;
    }

    /// <summary>Unescapes pipes in code too (GFM 0.29, example 200).</summary>
    private static string Cell(ParagraphBlock content, ReadOnlySpan<char> source)
    {
        if (source.Contains("\\|", StringComparison.Ordinal))
        {
            foreach (var code in content.Inline?.Descendants<CodeInline>() ?? [])
            {
                code.Content = code.Content.Replace("\\|", "|", StringComparison.Ordinal);
            }
        }
        return PlainText.Of(content.Inline).Trim();
    }

    private static int ListDepth(ListBlock list)
    {
        var depth = 0;
        for (var parent = list.Parent; parent is not null; parent = parent.Parent)
        {
            depth += parent is ListBlock ? 1 : 0;
        }
        return depth;
    }

    private BlockTraits? Struck(BlockTraits? traits, ContainerInline? inlines) => _strikes ? StruckText.Noted(traits, inlines) : traits;

    private void Add(BlockType type, LeafBlock leaf, string content, int level, BlockTraits? traits = null) =>
        Add(type, leaf.Span.Start, leaf.Span.End + 1, content, level, traits);

    private void Add(
        BlockType type,
        int start,
        int end,
        string content,
        int level,
        BlockTraits? traits = null,
        MarkupCell[]? cells = null
    ) => pieces.Add(new(type, origin + start, origin + end, content, level) { Traits = traits, Cells = cells ?? [] });
}
