namespace Strata.Entities;

public sealed record TimelineQuery
{
    /// <summary>Inclusive start: an ISO-8601 date or time; UTC if it has no offset.</summary>
    public string? From { get; init; }

    /// <summary>Exclusive end; a date includes its whole day, so equal dates select one day.</summary>
    public string? To { get; init; }
    public string? EntityId { get; init; }
    public string? EntityType { get; init; }
    public int Limit { get; set; } = 50;
    public string? Cursor { get; init; }
}

/// <param name="At">The field's date or time, as stored.</param>
public sealed record TimelineEvent(string At, string EntityId, string EntityType, string? Title, string Field)
{
    /// <summary>True of a further occurrence of what recurs, computed from its rule.</summary>
    public bool? Recurs { get; init; }
}
