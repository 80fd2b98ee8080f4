namespace Strata.Entities;

public sealed record TimelineQuery
{
    /// <summary>From then on: an ISO-8601 date or time; without an offset UTC.</summary>
    public string? From { get; init; }

    /// <summary>Before that time; of a date its whole day too, so that one day is from it to itself.</summary>
    public string? To { get; init; }
    public string? EntityId { get; init; }
    public string? EntityType { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

/// <param name="At">The date or time as the field holds it.</param>
public sealed record TimelineEvent(string At, string EntityId, string EntityType, string? Title, string Field);
