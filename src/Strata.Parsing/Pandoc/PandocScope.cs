namespace Strata.Parsing.Pandoc;

/// <summary>Context that the enclosing blocks give a text.</summary>
/// <param name="Type">Block type of running text here.</param>
/// <param name="Level">Depth of the enclosing list.</param>
/// <param name="Nesting">Number of enclosing blocks.</param>
internal sealed record PandocScope(BlockType Type, int Level, int Nesting)
{
    public static PandocScope Body { get; } = new(BlockType.Paragraph, 0, 0);

    /// <summary>The enclosing list item; its first text becomes the item.</summary>
    public PandocItem? Item { get; init; }

    /// <summary>Number of enclosing quotes.</summary>
    public int Quotes { get; init; }

    /// <summary>The term being defined, or the mark of the footnote.</summary>
    public string? Label { get; init; }

    /// <summary>The enclosing box: <c>warning</c>.</summary>
    public string? Note { get; init; }

    /// <summary>Whether all of it is hidden.</summary>
    public bool IsHidden { get; init; }

    /// <summary>Whether all of it is struck out.</summary>
    public bool IsStruck { get; init; }

    public PandocScope Inner(ParseBudget budget) =>
        Nesting < budget.MaxDepth
            ? this with
            {
                Nesting = Nesting + 1,
            }
            : throw new InvalidDataException($"blocks are nested deeper than {budget.MaxDepth} (MaxDepth)");
}

/// <summary>A list item; the blocks after its first text are separate.</summary>
/// <param name="number">Its number if that is not the next one.</param>
internal sealed class PandocItem(bool ordered, int? number = null)
{
    public int? Number => number;
    public bool Ordered => ordered;
    public bool IsTaken { get; set; }
}
