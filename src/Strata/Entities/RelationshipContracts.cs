namespace Strata.Entities;

public sealed record RelationshipView
{
    public required string RelationshipId { get; init; }
    public required string Type { get; init; }
    public required string From { get; init; }
    public required string To { get; init; }

    public required RelationshipOrigin Origin { get; init; }
    public string? Field { get; init; }
}

/// <param name="Truncated">Whether there is, or may be, more within the requested depth.</param>
/// <param name="Incomplete">What was left out and what to do about it; null if nothing was.</param>
public sealed record Neighborhood(
    IReadOnlyList<EntityView> Entities,
    IReadOnlyList<RelationshipView> Relationships,
    bool Truncated,
    string? Incomplete = null
) : IPastAnswer<Neighborhood>
{
    public ReadPoints? ReadAt { get; init; }

    Neighborhood IPastAnswer<Neighborhood>.At(ReadPoints? points) => this with { ReadAt = points };
}
