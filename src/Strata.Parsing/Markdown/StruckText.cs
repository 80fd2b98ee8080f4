using Markdig.Syntax.Inlines;

namespace Strata.Parsing.Markdown;

/// <summary>
/// Notes what Markdown strikes out (GFM 0.29, section 6.5). Blocks are the source's own text in sequence, so a block that is partly struck
/// out stays whole and says so.
/// </summary>
internal static class StruckText
{
    private const char Mark = '~';

    /// <param name="texts">Together the block's text; for a row, its cells.</param>
    public static BlockTraits? Noted(BlockTraits? traits, params ReadOnlySpan<ContainerInline?> texts)
    {
        var (struck, other) = (false, false);
        foreach (var text in texts)
        {
            if (text is not null)
            {
                Look(text, isInside: false, ref struck, ref other);
            }
        }
        return struck ? (traits ?? new()) with { Note = other ? BlockTraits.PartlyStruckOut : BlockTraits.StruckOut } : traits;
    }

    private static void Look(ContainerInline container, bool isInside, ref bool struck, ref bool other)
    {
        foreach (var inline in container)
        {
            if (inline is ContainerInline inner)
            {
                Look(inner, isInside || inline is EmphasisInline { DelimiterChar: Mark }, ref struck, ref other);
            }
            else if (
                inline is CodeInline or AutolinkInline or HtmlEntityInline
                || (inline is LiteralInline literal && !literal.Content.AsSpan().IsWhiteSpace())
            )
            {
                struck |= isInside;
                other |= !isInside;
            }
        }
    }
}
