using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>Flattens the syntax tree: each leaf that a person would point at is a piece, and containers only say what kind it is.</summary>
internal sealed class MarkdownWalk(string text)
{
    private readonly List<MarkdownPiece> _pieces = [];

    public List<MarkdownPiece> Pieces(MarkdownDocument document)
    {
        Walk(document, BlockType.Paragraph, level: 0);
        return _pieces;
    }

    /// <param name="paragraph">What paragraphs are here.</param>
    /// <param name="level">Depth of the list that surrounds them.</param>
    private void Walk(ContainerBlock container, BlockType paragraph, int level)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case LinkReferenceDefinitionGroup:
                    break;
                case Table table:
                    Rows(table);
                    break;
                case Footnote footnote:
                    Walk(footnote, BlockType.Footnote, level);
                    break;
                case QuoteBlock quote:
                    Walk(quote, BlockType.Quote, level);
                    break;
                case ListBlock list:
                    foreach (var item in list.OfType<ListItemBlock>())
                    {
                        Item(item, paragraph, ListDepth(list));
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

    /// <summary>An item reaches from its bullet to the end of its first paragraph; what follows in it are blocks of their own.</summary>
    private void Item(ListItemBlock item, BlockType paragraph, int depth)
    {
        if (item is [ParagraphBlock first, ..])
        {
            var task = first.Inline?.FirstChild as TaskList;
            var content = PlainText.Of(first.Inline);
            var type = task is null ? BlockType.ListItem : BlockType.Checkbox;
            Add(type, item.Span.Start, first.Span.End + 1, task is null ? content : $"[{(task.Checked ? 'x' : ' ')}] {content.TrimStart()}", depth);
            item.RemoveAt(0);
        }
        else if (item.Count == 0)
        {
            Add(BlockType.ListItem, item.Span.Start, item.Span.End + 1, "", depth);
        }

        Walk(item, paragraph, depth);
    }

    private void Leaf(LeafBlock leaf, BlockType paragraph, int level)
    {
        switch (leaf)
        {
            case HeadingBlock heading:
                Add(BlockType.Heading, heading, PlainText.Of(heading.Inline), heading.Level);
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
                Add(BlockType.CodeBlock, leaf, leaf.Lines.ToString(), level);
                break;
            case HtmlBlock:
                Add(BlockType.Html, leaf, PlainText.WithoutTags(leaf.Lines.ToString()), level);
                break;
            case ParagraphBlock { Inline: { FirstChild: LinkInline { IsImage: true } image } inline } when image == inline.LastChild:
                Add(BlockType.Figure, leaf, PlainText.Of(inline), level);
                break;
            case ParagraphBlock:
                Add(paragraph, leaf, PlainText.Of(leaf.Inline), level);
                break;
        }
    }

    /// <summary>A row covers its lines from the first cell's to the last's, pipes included.</summary>
    private void Rows(Table table)
    {
        foreach (var row in table.OfType<TableRow>())
        {
            var cells = row.OfType<Markdig.Extensions.Tables.TableCell>().ToList();
            var content = string.Join(" | ", cells.Select(cell => string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => PlainText.Of(leaf.Inline).Trim()))));
            var start = LineStart(Math.Max(row.Span.Start, 0), table.Span.Start);
            var end = text.AsSpan(start).IndexOfAny('\n', '\r');
            Add(BlockType.TableRow, start, end < 0 ? text.Length : start + end, content, 0);
        }
    }

    private int LineStart(int at, int notBefore)
    {
        while (at > notBefore && text[at - 1] is not ('\n' or '\r'))
        {
            at--;
        }

        return at;
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

    private void Add(BlockType type, LeafBlock leaf, string content, int level) => Add(type, leaf.Span.Start, leaf.Span.End + 1, content, level);

    private void Add(BlockType type, int start, int end, string content, int level) => _pieces.Add(new(type, start, end, content, level));
}
