namespace Strata.Entities;

public sealed record HistoryEntry
{
    public required long Seq { get; init; }
    public required DateTimeOffset RecordedAt { get; init; }

    public required HistoryKind Kind { get; init; }
    public required string Id { get; init; }
    public string? Actor { get; init; }
    public string? Reason { get; init; }
    public string? SourceId { get; init; }
    public string? RunId { get; init; }

    /// <summary>Fields that this step changed, with their values before and after.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];
    public string? Other { get; init; }

    /// <summary>What it takes back or brings back: obs_… or dec_….</summary>
    public string? Target { get; init; }
}

public sealed record FieldChange(string Field, JsonElement? Before, JsonElement? After);
