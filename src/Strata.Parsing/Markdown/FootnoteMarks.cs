using Markdig.Extensions.DefinitionLists;
using Markdig.Extensions.Footnotes;
using Markdig.Parsers;
using Markdig.Syntax;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Footnotes as Markdig reads them, also after a definition list: Markdig keeps the list open until something else begins, and begins no
/// footnote inside another block, so <c>[^1]: text</c> would be a link definition or a paragraph.
/// </summary>
internal sealed class FootnoteMarks : FootnoteParser
{
    /// <summary>Lines indented this far belong to the definition.</summary>
    private const int Indent = 4;

    public override BlockState TryOpen(BlockProcessor processor)
    {
        if (processor.Column >= Indent || processor.PeekChar(1) != '^')
        {
            return base.TryOpen(processor);
        }
        var ended = new List<ContainerBlock>();
        for (var at = processor.GetCurrentContainerOpened(); at is DefinitionItem or DefinitionList; at = at.Parent)
        {
            at.IsOpen = false;
            ended.Add(at);
        }
        var state = base.TryOpen(processor);
        if (state == BlockState.None)
        {
            ended.ForEach(block => block.IsOpen = true);
        }
        return state;
    }
}
