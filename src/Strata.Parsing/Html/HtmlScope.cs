namespace Strata.Parsing.Html;

/// <summary>What the elements around a text make of it.</summary>
/// <param name="Type">What running text is here.</param>
/// <param name="Level">Depth of the list around it.</param>
/// <param name="Quotes">How many quotes are around it.</param>
/// <param name="Note">Where it stands outside of the main content.</param>
/// <param name="Struck">All of it is struck out.</param>
internal sealed record HtmlScope(
    BlockType Type,
    int Level,
    bool Ordered,
    string? Note,
    bool Hidden,
    HtmlItem? Item,
    string? Label,
    int Quotes = 0,
    bool Struck = false
)
{
    public static HtmlScope Body { get; } = new(BlockType.Paragraph, 0, false, null, false, null, null);
}

/// <summary>A list item whose first text is the item; what follows are blocks of their own.</summary>
/// <param name="number">The one it has where that is not the next.</param>
internal sealed class HtmlItem(bool ordered, int? number)
{
    public int? Number => number;

    public bool IsTaken { get; set; }
    public bool Ordered => ordered;

    /// <summary>Set by the item's box, where it has one.</summary>
    public bool? Checked { get; set; }
}
