using Strata.Entities;

namespace Strata.Search;

public sealed record SearchQuery
{
    /// <summary>Words; "quoted words" for a phrase; a trailing * for a prefix. All must occur.</summary>
    public required string Text { get; init; }
    public string? EntityType { get; init; }

    /// <summary>entity, block (or entities, blocks), or null for both.</summary>
    public string? Kind { get; init; }
    public int Limit { get; set; } = 20;
}

/// <param name="Items">The best first.</param>
/// <param name="Incomplete">
/// What was not looked at though it might match, and what to do: one search may only cost so much. Null where nothing was passed over.
/// </param>
public sealed record SearchResults(IReadOnlyList<SearchHit> Items, string? Incomplete) : IPastAnswer<SearchResults>
{
    public ReadPoints? ReadAt { get; init; }

    SearchResults IPastAnswer<SearchResults>.At(ReadPoints? points) => this with { ReadAt = points };
}

public sealed record SearchHit
{
    public required HitKind Kind { get; init; }
    public required double Score { get; init; }
    public EntityView? Entity { get; init; }
    public string? BlockId { get; init; }
    public string? SourceId { get; init; }
    public string? FileName { get; init; }
    public string? Snippet { get; init; }
    public ByteLocator? Locator { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as of <see cref="FieldProvenance.LocatorIn"/>.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}
