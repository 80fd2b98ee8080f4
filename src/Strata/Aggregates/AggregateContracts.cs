namespace Strata.Aggregates;

/// <summary>Sums of entities in groups.</summary>
public sealed record EntitySums : IPastAnswer<EntitySums>
{
    public string? EntityType { get; init; }

    /// <summary>Null: entities were only counted.</summary>
    public string? Field { get; init; }

    /// <summary>What a group's key consists of. Sums of money have the currency in it, also unasked.</summary>
    public required IReadOnlyList<string> By { get; init; }

    /// <summary>The field with the currency of <see cref="Field"/>; null: it is no money.</summary>
    public string? Currency { get; init; }

    /// <summary>The filter as it was understood, with dates that don't move.</summary>
    public string? Where { get; init; }

    /// <summary>Entities that the filter leaves.</summary>
    public required long Entities { get; init; }

    /// <summary>All groups together; of money one for each currency.</summary>
    public required IReadOnlyList<EntityGroup> Totals { get; init; }

    public required IReadOnlyList<EntityGroup> Groups { get; init; }

    /// <summary>Groups beyond the limit.</summary>
    public required long MoreGroups { get; init; }

    /// <summary>What to know about how these were counted.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    public ReadPoints? ReadAt { get; init; }

    EntitySums IPastAnswer<EntitySums>.At(ReadPoints? points) => this with { ReadAt = points };
}

public sealed record EntityGroup
{
    /// <summary>A value for each of <see cref="EntitySums.By"/>; null: the entities have none.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Key { get; init; }

    /// <summary>Entities in the group.</summary>
    public required long Count { get; init; }

    /// <summary>Numbers that were summed: more than entities where they have several.</summary>
    public long? Values { get; init; }

    /// <summary>Entities in the group without a number in the field.</summary>
    public long? Missing { get; init; }

    /// <summary>Entities whose value a check contradicts (of a count: any value); they are in the count and the sum.</summary>
    public required long Doubtful { get; init; }

    /// <summary>Exact, with all its digits. Null: no numbers.</summary>
    public JsonElement? Sum { get; init; }
    public JsonElement? Min { get; init; }
    public JsonElement? Max { get; init; }

    /// <summary>Two more decimals than the most exact of the numbers, rounded half to even.</summary>
    public JsonElement? Average { get; init; }

    /// <summary>A filter that lists exactly these entities of the type; null: all of them, or where no filter can say it.</summary>
    public string? Where { get; init; }
}

/// <summary>How many entities a filter leaves.</summary>
public sealed record EntityCount : IPastAnswer<EntityCount>
{
    public required long Count { get; init; }

    /// <summary>Whether there may be more: counting ended at its bound.</summary>
    public bool AtLeast { get; init; }

    public IReadOnlyList<FacetView> Facets { get; init; } = [];

    /// <summary>The filter as it was understood, with dates that don't move.</summary>
    public string? Where { get; init; }
    public ReadPoints? ReadAt { get; init; }

    EntityCount IPastAnswer<EntityCount>.At(ReadPoints? points) => this with { ReadAt = points };
}

/// <summary>The values of one field among the counted entities; one with several values counts for each.</summary>
public sealed record FacetView
{
    public required string Field { get; init; }

    /// <summary>The most frequent first; dates by month, or by year where there are many, the latest first.</summary>
    public required IReadOnlyList<FacetValue> Values { get; init; }

    /// <summary>Values that are not shown.</summary>
    public required long MoreValues { get; init; }

    /// <summary>Entities without the field.</summary>
    public required long Missing { get; init; }

    /// <summary>Entities whose values were too many to be told apart; null: none.</summary>
    public long? Beyond { get; init; }
}

/// <param name="Where">A filter that lists these entities of the type.</param>
public sealed record FacetValue(JsonElement Value, long Count, string? Where);
