using Markdig.Helpers;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Strata.Parsing.Markdown;

/// <summary>Table row, a node of its own in the tree; a header begins another table. Its children are the non-empty cells.</summary>
internal sealed class MarkdownTableRow : ContainerBlock
{
    private const string White = " \t\v\f";

    private MarkdownTableRow(BlockParser parser)
        : base(parser) { }

    public bool IsHeader { get; private init; }

    /// <summary>Line that the row ends on: for a header, its delimiter row.</summary>
    public int LastLine { get; private init; }

    /// <summary>Range of each cell in chars, without surrounding white space, and its inlines unless it is empty.</summary>
    public IReadOnlyList<(int Start, int End, ParagraphBlock? Content)> Cells { get; private set; } = [];

    /// <summary>Returns the row on a line; null if it has no cells.</summary>
    public static MarkdownTableRow? Read(BlockParser parser, string text, int start, int end, bool isHeader, int lastLine)
    {
        var row = new MarkdownTableRow(parser)
        {
            IsHeader = isHeader,
            LastLine = lastLine,
            Span = new(start, end - 1),
        };
        (start, end) = Trim(text, start, end);
        start += start < end && text[start] == '|' ? 1 : 0;
        var cells = new List<(int Start, int End, ParagraphBlock? Content)>();
        for (var at = start; start < end; at++)
        {
            if (at >= end || text[at] == '|')
            {
                cells.Add(row.Cell(text, start, Math.Min(at, end)));
                start = at + 1;
            }
            else if (text[at] == '\\')
            {
                at++;
            }
        }
        row.Cells = cells;
        return cells.Count == 0 ? null : row;
    }

    private (int Start, int End, ParagraphBlock? Content) Cell(string text, int start, int end)
    {
        (start, end) = Trim(text, start, end);
        if (start == end)
        {
            return (start, end, null);
        }
        var slice = new StringSlice(text, start, end - 1);
        var content = new ParagraphBlock { IsOpen = false, Span = new(start, end - 1) };
        content.AppendLine(ref slice, column: 0, LastLine, start, trackTrivia: false);
        Add(content);
        return (start, end, content);
    }

    private static (int Start, int End) Trim(string text, int start, int end)
    {
        while (start < end && White.Contains(text[start], StringComparison.Ordinal))
        {
            start++;
        }
        while (end > start && White.Contains(text[end - 1], StringComparison.Ordinal))
        {
            end--;
        }
        return (start, end);
    }
}
