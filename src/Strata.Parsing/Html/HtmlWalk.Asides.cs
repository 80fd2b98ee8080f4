namespace Strata.Parsing.Html;

/// <summary>The ends of blocks, and the hidden or struck-out parts inside them.</summary>
internal sealed partial class HtmlWalk
{
    /// <summary>
    /// Ends the block of the text so far. Hidden and struck-out parts become blocks after it; an item, heading or paragraph that is struck
    /// out whole stays one.
    /// </summary>
    private IReadOnlyList<Block> Flush(HtmlScope scope)
    {
        run.TrimEnd();
        scope = _inline.Asides.TakeStruck() ? scope with { Struck = true } : scope;
        var block = Running(scope);
        return _inline.Asides.Take() is { Count: > 0 } asides ? [.. Only(block), .. Asides(asides, scope)] : Only(block);

        static IReadOnlyList<Block> Only(Block? block) => block is null ? [] : [block];
    }

    private IEnumerable<Block> Asides(IReadOnlyList<(HtmlRun Run, bool IsStruck)> asides, HtmlScope scope)
    {
        foreach (var (aside, isStruck) in asides)
        {
            var block = text.Begin(BlockType.Paragraph);
            foreach (var (piece, bytes) in aside.Pieces)
            {
                block.Append(piece, Place(bytes));
            }
            var within = scope with { Label = null, Hidden = scope.Hidden || !isStruck, Struck = scope.Struck || isStruck };
            yield return block.End(Traits(within));
        }
    }

    private static BlockTraits? Traits(HtmlScope scope) =>
        scope is { Note: null, Hidden: false, Struck: false, Label: null }
            ? null
            : new()
            {
                Note =
                    !scope.Struck ? scope.Note
                    : scope.Note is null ? BlockTraits.StruckOut
                    : $"{scope.Note}; {BlockTraits.StruckOut}",
                Hidden = scope.Hidden ? true : null,
                Label = scope.Label,
            };
}
