namespace Strata;

/// <summary>Where a run stands.</summary>
public sealed record RunState
{
    public required string RunId { get; init; }
    public required string SourceId { get; init; }

    /// <summary>As of <see cref="RunView.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Times that someone took it up; 0: nobody has yet.</summary>
    public required int Attempt { get; init; }
    public required long BlockCount { get; init; }
    public required long ObservationCount { get; init; }

    /// <summary>While it runs those that it created, at its end those that it touched.</summary>
    public required long EntityCount { get; init; }
    public required long SkippedCount { get; init; }
    public required long UnknownFieldCount { get; init; }

    /// <summary>The last sign of life of who carries it; null where nobody does.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>Null until it has ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Differs wherever anything else here does: what an event stream is resumed after.</summary>
    public required string Version { get; init; }
}
