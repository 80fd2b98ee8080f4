namespace Strata.Parsing.Pandoc;

/// <summary>What the blocks around a text make of it.</summary>
/// <param name="Type">What running text is here.</param>
/// <param name="Level">Depth of the list around it.</param>
/// <param name="Nesting">How many blocks it stands in.</param>
internal sealed record PandocScope(BlockType Type, int Level, int Nesting)
{
    public static PandocScope Body { get; } = new(BlockType.Paragraph, 0, 0);

    /// <summary>The list item whose first text is still to come.</summary>
    public PandocItem? Item { get; init; }

    /// <summary>How many quotes are around it.</summary>
    public int Quotes { get; init; }

    /// <summary>The term that is defined, the mark of the footnote.</summary>
    public string? Label { get; init; }

    /// <summary>The box that it stands in: <c>warning</c>.</summary>
    public string? Note { get; init; }

    /// <summary>None of it is shown.</summary>
    public bool IsHidden { get; init; }

    /// <summary>All of it is struck out.</summary>
    public bool IsStruck { get; init; }

    public PandocScope Inner(ParseBudget budget) =>
        Nesting < budget.MaxDepth
            ? this with
            {
                Nesting = Nesting + 1,
            }
            : throw new InvalidDataException($"blocks are nested deeper than {budget.MaxDepth} (MaxDepth)");
}

/// <summary>A list item; what follows its first text are blocks of their own.</summary>
/// <param name="number">The one it has where that is not the next.</param>
internal sealed class PandocItem(bool ordered, int? number = null)
{
    public int? Number => number;
    public bool Ordered => ordered;
    public bool IsTaken { get; set; }
}
