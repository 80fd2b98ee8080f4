namespace Strata.Foundation;

/// <param name="Items">May be fewer than asked for, even none, while there is a cursor: what one page may cost is bounded.</param>
/// <param name="NextCursor">Goes on after this page; null: that was all.</param>
public sealed record Page<T>(IReadOnlyList<T> Items, string? NextCursor);

public sealed record PageRequest(int Limit = 50, string? Cursor = null);
