using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Extensions.Mathematics;
using Markdig.Extensions.Tables;
using Markdig.Extensions.TaskLists;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>Flattens the syntax tree: each leaf that a person would point at is a piece, and containers only say what kind it is.</summary>
/// <param name="text">What the tree was made of.</param>
/// <param name="origin">Where that stands in the source, in chars.</param>
/// <param name="pieces">Where the pieces go, placed in the source.</param>
internal sealed class MarkdownWalk(string text, int origin, List<MarkdownPiece> pieces)
{
    private static readonly BlockTraits Numbered = new() { Ordered = true };
    private static readonly BlockTraits Bulleted = new() { Ordered = false };
    private static readonly BlockTraits NumberedDone = new() { Ordered = true, Checked = true };
    private static readonly BlockTraits NumberedOpen = new() { Ordered = true, Checked = false };
    private static readonly BlockTraits BulletedDone = new() { Ordered = false, Checked = true };
    private static readonly BlockTraits BulletedOpen = new() { Ordered = false, Checked = false };

    private string? _footnote;
    private string? _term;

    public void Walk(MarkdownDocument document)
    {
        var at = pieces.Count;
        Walk(document, BlockType.Paragraph, level: 0);

        // Footnotes stand at the end of the tree, and nearly always nothing else is out of order.
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

    /// <param name="paragraph">What paragraphs are here.</param>
    /// <param name="level">Depth of the list that surrounds them.</param>
    private void Walk(ContainerBlock container, BlockType paragraph, int level)
    {
        foreach (var block in container)
        {
            switch (block)
            {
                case LinkReferenceDefinitionGroup definitions:
                    Definitions(definitions);
                    break;
                case Table table:
                    Rows(table);
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
                    Walk(quote, BlockType.Quote, level);
                    break;
                case ListBlock list:
                    var depth = ListDepth(list);
                    foreach (var item in list)
                    {
                        Item((ListItemBlock)item, list.IsOrdered, paragraph, depth);
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
    private void Item(ListItemBlock item, bool isOrdered, BlockType paragraph, int depth)
    {
        if (item is [ParagraphBlock first, ..])
        {
            var task = first.Inline?.FirstChild as TaskList;
            var content = PlainText.Of(first.Inline);
            if (task is null)
            {
                Add(BlockType.ListItem, item.Span.Start, first.Span.End + 1, content, depth, isOrdered ? Numbered : Bulleted);
            }
            else
            {
                var traits = isOrdered ? (task.Checked ? NumberedDone : NumberedOpen) : task.Checked ? BulletedDone : BulletedOpen;
                Add(BlockType.Checkbox, item.Span.Start, first.Span.End + 1, $"[{(task.Checked ? 'x' : ' ')}] {content.AsSpan().TrimStart()}", depth, traits);
            }

            item.RemoveAt(0);
        }
        else if (item.Count == 0)
        {
            Add(BlockType.ListItem, item.Span.Start, item.Span.End + 1, "", depth, isOrdered ? Numbered : Bulleted);
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
                Add(BlockType.CodeBlock, leaf, leaf.Lines.ToString(), level, leaf is FencedCodeBlock { Info: { Length: > 0 } info } ? new() { Language = info } : null);
                break;
            case HtmlBlock:
                Add(BlockType.Html, leaf, PlainText.WithoutTags(leaf.Lines.ToString()), level);
                break;
            case ParagraphBlock { Inline: { FirstChild: LinkInline { IsImage: true } image } inline } when image == inline.LastChild:
                Add(BlockType.Figure, leaf, PlainText.Of(inline), level, new() { Target = image.Url });
                break;
            case ParagraphBlock:
                Add(paragraph, leaf, PlainText.Of(leaf.Inline), level, paragraph == BlockType.Footnote && _footnote is not null ? new() { Label = _footnote } : null);
                break;
        }
    }

    /// <summary>Terms, and what is said of them: the first text of a definition begins with its colon.</summary>
    private void Definitions(DefinitionItem item, int level)
    {
        foreach (var term in item.OfType<DefinitionTerm>())
        {
            // All terms above a definition are given the same span; their words are not.
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
            Add(BlockType.Definition, Colon(said.Span.Start), said.Span.End + 1, PlainText.Of(said.Inline), level, new() { Label = _term });
            item.Remove(said);
        }

        while (item is [DefinitionTerm term, ..])
        {
            item.Remove(term);
        }

        Walk(item, BlockType.Paragraph, level);
    }

    /// <summary>Where the mark before a definition stands.</summary>
    private int Colon(int at)
    {
        var mark = text.AsSpan(0, at).TrimEnd(" \t").Length - 1;
        return mark >= 0 && text[mark] is ':' or '~' ? mark : at;
    }

    /// <summary>What <c>[label]: target "title"</c> defines for links elsewhere.</summary>
    private void Definitions(LinkReferenceDefinitionGroup definitions)
    {
        foreach (var block in definitions)
        {
            // Footnotes and abbreviations define labels in ways of their own.
            if (block is LinkReferenceDefinition definition && block.GetType() == typeof(LinkReferenceDefinition) && !definition.Span.IsEmpty)
            {
                Add(
                    BlockType.Definition,
                    definition.Span.Start,
                    definition.Span.End + 1,
                    string.IsNullOrEmpty(definition.Title) ? definition.Url ?? "" : definition.Title,
                    0,
                    new() { Label = definition.Label, Target = definition.Url });
            }
        }
    }

    /// <summary>The table begins with a block of no length; a row covers its lines from the first cell's to the last's, pipes included.</summary>
    private void Rows(Table table)
    {
        var (rows, columns, at) = (0, 0, pieces.Count);
        var first = Math.Max(table.Span.Start, 0);
        foreach (var block in table)
        {
            if (block is not TableRow row)
            {
                continue;
            }

            var start = LineStart(Math.Max(row.Span.Start, 0), table.Span.Start);
            var end = text.AsSpan(start).IndexOfAny('\n', '\r');
            var cells = Cells(row, rows);
            Add(BlockType.TableRow, start, end < 0 ? text.Length : start + end, string.Join(" | ", cells.Select(cell => cell.Text)), 0, null, cells);
            first = rows == 0 ? start : first;
            rows++;
            columns = Math.Max(columns, cells.Length);
        }

        if (rows > 0)
        {
            pieces.Insert(at, new(BlockType.Table, origin + first, origin + first, "", 0) { Traits = new() { Rows = rows, Columns = columns } });
        }
    }

    private MarkdownCell[] Cells(TableRow row, int number)
    {
        var cells = new MarkdownCell[row.Count];
        for (var i = 0; i < cells.Length; i++)
        {
            var cell = (Markdig.Extensions.Tables.TableCell)row[i];
            var content = cell is [LeafBlock only] ? PlainText.Of(only.Inline).Trim() : string.Join(' ', cell.OfType<LeafBlock>().Select(leaf => PlainText.Of(leaf.Inline).Trim()));
            var (start, end) = Inside(cell);
            cells[i] = new(number, i, origin + start, origin + end, content, row.IsHeader);
        }

        return cells;
    }

    /// <summary>The cell's chars without the pipes and the white space beside them.</summary>
    private (int Start, int End) Inside(Markdig.Extensions.Tables.TableCell cell)
    {
        var start = Math.Clamp(cell.Span.Start, 0, text.Length);
        var end = Math.Clamp(cell.Span.End + 1, start, text.Length);
        while (start < end && text[start] is ' ' or '\t' or '|')
        {
            start++;
        }

        while (end > start && text[end - 1] is ' ' or '\t' or '|' && !(end - 2 >= start && text[end - 2] == '\\'))
        {
            end--;
        }

        return (start, end);
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

    private void Add(BlockType type, LeafBlock leaf, string content, int level, BlockTraits? traits = null) =>
        Add(type, leaf.Span.Start, leaf.Span.End + 1, content, level, traits);

    private void Add(BlockType type, int start, int end, string content, int level, BlockTraits? traits = null, MarkdownCell[]? cells = null) =>
        pieces.Add(new(type, origin + start, origin + end, content, level) { Traits = traits, Cells = cells ?? [] });
}
