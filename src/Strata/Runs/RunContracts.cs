namespace Strata.Runs;

public sealed record RunResult
{
    public required string RunId { get; init; }

    /// <summary>As of <see cref="RunView.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>complete, partial, failed, unknown.</summary>
    public required string ExtractionCompleteness { get; init; }

    /// <summary>The first 100; <see cref="EntityCount"/> counts all.</summary>
    public IReadOnlyList<IngestedEntity> Entities { get; init; } = [];
    public long EntityCount { get; init; }
    public long ObservationCount { get; init; }
    public long BlockCount { get; init; }
    public long SkippedCount { get; init; }
    public long UnknownFieldCount { get; init; }
    public double Confidence { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
}

public sealed record IngestedEntity
{
    public required string EntityId { get; init; }
    public required string EntityType { get; init; }
    public required bool Created { get; init; }
    public required IReadOnlyDictionary<string, JsonElement> Fields { get; init; }
}

/// <summary>One interpretation of a source.</summary>
public sealed record RunView
{
    public required string RunId { get; init; }
    public required string SourceId { get; init; }
    public required string Interpreter { get; init; }

    /// <summary>
    /// queued (nobody has it now), running, completed, partial, failed, cancelled. What failed, timed out or was cancelled is partial
    /// where observations of it are stored.
    /// </summary>
    public required string Status { get; init; }
    public required string ExtractionCompleteness { get; init; }

    /// <summary>Null where the archive is damaged there; the errors say so, with the code STORAGE_UPLOAD_FAILED.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>While it was never taken up: when it was asked for.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When it was moved to the archive; null while it is not there. What it says is the same.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The last sign of life of who carries it; null where nobody does.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }
    public required int Attempt { get; init; }

    /// <summary>Blocks interpreted; while it runs those that are read ahead of that, where documents are kept first.</summary>
    public required long BlockCount { get; init; }
    public required long ObservationCount { get; init; }
    public required long EntityCount { get; init; }
    public required long SkippedCount { get; init; }
    public required long UnknownFieldCount { get; init; }
    public required double Confidence { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>Where a run stands.</summary>
public sealed record RunState
{
    public required string RunId { get; init; }
    public required string SourceId { get; init; }

    /// <summary>As of <see cref="RunView.Status"/>.</summary>
    public required string Status { get; init; }

    /// <summary>Times that someone took it up; 0: nobody has yet.</summary>
    public required int Attempt { get; init; }

    /// <summary>Blocks interpreted; while it runs those that are read ahead of that, where documents are kept first.</summary>
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
