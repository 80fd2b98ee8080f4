namespace Strata.Parsing.Html;

/// <summary>The context that the surrounding elements give a text.</summary>
/// <param name="Type">Block type of running text.</param>
/// <param name="Level">Depth of the surrounding list.</param>
/// <param name="Quotes">Number of surrounding quotes.</param>
/// <param name="Note">Its role if outside the main content.</param>
/// <param name="Struck">True if all of it is struck out.</param>
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

/// <summary>A list item: its first text is the item, later texts are blocks of their own.</summary>
/// <param name="number">The item's number if it isn't the next.</param>
internal sealed class HtmlItem(bool ordered, int? number)
{
    public int? Number => number;

    public bool IsTaken { get; set; }
    public bool Ordered => ordered;

    /// <summary>State of the item's checkbox; null if it has none.</summary>
    public bool? Checked { get; set; }
}
