using Strata.Entities;

namespace Strata.Search;

public sealed record SearchQuery
{
    /// <summary>See <see cref="SearchRequest.Text"/>.</summary>
    public required string Text { get; init; }
    public string? EntityType { get; init; }
    public string? From { get; init; }
    public string? Before { get; init; }
    public string? After { get; init; }

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
    /// <summary>How the best hits are spread; omitted if there are none.</summary>
    public SearchFacets? Facets { get; init; }

    /// <summary>What was looked for, if nothing was found.</summary>
    public SearchAttempt? Tried { get; init; }

    public ReadPoints? ReadAt { get; init; }

    SearchResults IPastAnswer<SearchResults>.At(ReadPoints? points) => this with { ReadAt = points };
}

/// <summary>Counts of the best hits by value, the most frequent first.</summary>
/// <param name="Hits">Hits that were counted.</param>
/// <param name="AtLeast">Whether there are more.</param>
public sealed record SearchFacets(
    int Hits,
    bool AtLeast,
    IReadOnlyList<FacetCount> Types,
    IReadOnlyList<FacetCount> Years,
    IReadOnlyList<FacetCount> Sources
);

public sealed record FacetCount(string Value, int Count);

/// <param name="Words">Each word with what was looked for in its place.</param>
/// <param name="Filters">As asked.</param>
/// <param name="Near">Words of the store that are spelled much like those that it doesn't have.</param>
public sealed record SearchAttempt(
    IReadOnlyDictionary<string, IReadOnlyList<string>> Words,
    IReadOnlyList<string> Filters,
    IReadOnlyList<string> Near
);

/// <summary>A thing that was found: an entity with its best passage, or a source that no entity stands for.</summary>
public sealed record SearchHit
{
    public required HitKind Kind { get; init; }

    /// <summary>0 to 1; plus 1 if all words were found, and ½ if they stand side by side.</summary>
    public required double Score { get; init; }
    public EntityView? Entity { get; init; }

    /// <summary>Day of the thing: its date, else that of its source.</summary>
    public string? Date { get; init; }

    /// <summary>The amount that it is about, with its currency.</summary>
    public string? Amount { get; init; }

    /// <summary>Where words were found: fields, <c>passage</c>, <c>file name</c>, or only <c>type</c>.</summary>
    public IReadOnlyList<string> Matched { get; init; } = [];

    /// <summary>Best passage.</summary>
    public string? BlockId { get; init; }
    public string? SourceId { get; init; }
    public string? FileName { get; init; }
    public string? Snippet { get; init; }
    public ByteLocator? Locator { get; init; }

    /// <summary><c>source</c> or <c>text</c>, as of <see cref="FieldProvenance.LocatorIn"/>.</summary>
    public string? LocatorIn { get; init; }
    public IReadOnlyList<PlaceView>? Places { get; init; }
}
