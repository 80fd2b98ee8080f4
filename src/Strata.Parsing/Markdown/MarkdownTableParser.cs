using Markdig.Parsers;
using Markdig.Syntax;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Tables as GitHub defines them (GFM 0.29, section 4.10): the last line of a paragraph, a delimiter row of as many cells, and then each
/// line up to a blank one or another block, with or without pipes. Markdig's own tables are a reading of a whole paragraph: one line
/// without a pipe undoes them, and lines above the header become part of them.
/// </summary>
internal sealed class MarkdownTableParser : BlockParser
{
    private const string White = " \t\v\f";

    public override BlockState TryOpen(BlockProcessor processor)
    {
        // This line ends any container not open here: a quote without its mark continues in paragraphs only.
        if (processor.IsCodeIndent || processor.CurrentContainer is not { IsOpen: true } container)
        {
            return BlockState.None;
        }
        var line = processor.Line;
        if (processor.CurrentBlock is ParagraphBlock paragraph)
        {
            return line.CurrentChar is '|' or '-' or ':' && paragraph.Parent == container ? Header(processor, paragraph) : BlockState.None;
        }
        return
            container.LastChild is MarkdownTableRow above
            && above.LastLine == processor.LineIndex - 1
            && MarkdownTableRow.Read(this, line.Text, line.Start, line.End + 1, isHeader: false, processor.LineIndex) is { } row
            ? Push(processor, row)
            : BlockState.None;
    }

    private BlockState Header(BlockProcessor processor, ParagraphBlock paragraph)
    {
        var line = processor.Line;
        var last = paragraph.Lines.Count - 1;
        var above = paragraph.Lines.Lines[last].Slice;
        var columns = Delimiters(line.AsSpan());
        if (
            columns == 0
            || !ReferenceEquals(above.Text, line.Text)
            || (columns == 1 && line.AsSpan().IndexOf('|') < 0 && (above.AsSpan().IndexOf('|') < 0 || line.AsSpan().IndexOf(':') < 0))
            || MarkdownTableRow.Read(this, above.Text, above.Start, above.End + 1, isHeader: true, processor.LineIndex) is not { } header
            || header.Cells.Count != columns
        )
        {
            return BlockState.None;
        }
        if (last == 0)
        {
            processor.Discard(paragraph);
        }
        else
        {
            paragraph.Lines.RemoveAt(last);
            paragraph.Span = new(paragraph.Span.Start, paragraph.Lines.Lines[last - 1].Slice.End);
        }
        return Push(processor, header);
    }

    private static BlockState Push(BlockProcessor processor, MarkdownTableRow row)
    {
        processor.NewBlocks.Push(row);
        return BlockState.BreakDiscard;
    }

    /// <summary>Number of cells in a delimiter row; 0 if the line is none.</summary>
    private static int Delimiters(ReadOnlySpan<char> line)
    {
        line = line.Trim(White);
        line = line is ['|', ..] ? line[1..] : line;
        var cells = 0;
        while (!(line = line.TrimStart(White)).IsEmpty)
        {
            line = line is [':', ..] ? line[1..] : line;
            var rest = line.TrimStart('-');
            if (rest.Length == line.Length)
            {
                return 0;
            }
            cells++;
            rest = (rest is [':', ..] ? rest[1..] : rest).TrimStart(White);
            if (rest is not ([] or ['|', ..]))
            {
                return 0;
            }
            line = rest.IsEmpty ? rest : rest[1..];
        }
        return cells;
    }
}
