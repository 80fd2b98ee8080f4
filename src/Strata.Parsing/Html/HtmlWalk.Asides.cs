namespace Strata.Parsing.Html;

/// <summary>Where a block ends, and what stood inside of it apart from what it says.</summary>
internal sealed partial class HtmlWalk
{
    /// <summary>
    /// Ends the block of the text so far. What is hidden or struck out inside of it is no part of what it says, and stands behind it; an item, a heading
    /// or a paragraph that is struck out whole is one still.
    /// </summary>
    private IEnumerable<Block> Flush(HtmlScope scope)
    {
        run.TrimEnd();
        if (_inline.TakeStruck() is { } struck)
        {
            run.Clear();
            run.Follow(struck);
            scope = scope with { Struck = true };
        }

        if (Running(scope) is { } block)
        {
            yield return block;
        }

        foreach (var aside in Asides(scope))
        {
            yield return aside;
        }
    }

    private IEnumerable<Block> Asides(HtmlScope scope)
    {
        foreach (var aside in _inline.TakeAsides())
        {
            var block = text.Begin(BlockType.Paragraph);
            foreach (var (piece, bytes) in aside.Run.Pieces)
            {
                block.Append(piece, Place(bytes));
            }

            var within = scope with { Label = null, Hidden = scope.Hidden || !aside.IsStruck, Struck = scope.Struck || aside.IsStruck };
            yield return block.End(Traits(within));
        }
    }

    private static BlockTraits? Traits(HtmlScope scope) =>
        scope is { Note: null, Hidden: false, Struck: false, Label: null }
            ? null
            : new()
            {
                Note = !scope.Struck ? scope.Note : scope.Note is null ? BlockTraits.StruckOut : $"{scope.Note}; {BlockTraits.StruckOut}",
                Hidden = scope.Hidden ? true : null,
                Label = scope.Label,
            };
}
