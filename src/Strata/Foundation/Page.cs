namespace Strata.Foundation;

/// <param name="Items">May be fewer than requested, even none, while there is a cursor: the cost of a page is bounded.</param>
/// <param name="NextCursor">Continues after this page; null: this is the last one.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor) : IPastAnswer<Page<T>>
{
    /// <summary>Set on lists that can be read in the past.</summary>
    public ReadPoints? ReadAt { get; init; }

    /// <summary>How many there are on all pages; only on request.</summary>
    public Total? Total { get; init; }

    /// <summary>On lists with a filter as text: the filter as it was understood, with dates that don't move.</summary>
    public string? Where { get; init; }

    Page<T> IPastAnswer<Page<T>>.At(ReadPoints? points) => this with { ReadAt = points };
}

public sealed record PageRequest(int Limit = 50, string? Cursor = null);
