using Strata.Operations;

namespace Strata.Runs;

public sealed record RunResult
{
    public required string RunId { get; init; }

    public required RunStatus Status { get; init; }

    public required Completeness ExtractionCompleteness { get; init; }

    /// <summary>The first 100 entities; <see cref="EntityCount"/> counts all.</summary>
    public IReadOnlyList<IngestedEntity> Entities { get; init; } = [];
    public long EntityCount { get; init; }

    /// <summary>Records and blocks whose findings wait for a person; absent unless the run stages them.</summary>
    public long? StagedCount { get; init; }
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

    /// <summary>Who was asked; <c>local</c>: nobody outside this program.</summary>
    public required string Provider { get; init; }

    /// <summary>The model that was asked; null: none.</summary>
    public string? Model { get; init; }
    public double? Temperature { get; init; }

    /// <summary>SHA-256 of the prompt, which the configuration has; null: there was none.</summary>
    public string? PromptHash { get; init; }

    /// <summary>The commit that the program was built from which began the run; null if it is not known.</summary>
    public string? CodeCommit { get; init; }

    public required RunStatus Status { get; init; }
    public required Completeness ExtractionCompleteness { get; init; }

    /// <summary>Null if this part of the archive is damaged; the errors then say so, with STORAGE_UPLOAD_FAILED.</summary>
    public required JsonElement Configuration { get; init; }

    /// <summary>For a run that was never claimed, the time of the request.</summary>
    public required DateTimeOffset StartedAt { get; init; }
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>When the run was moved to the archive; null if it is not there. Its content is the same either way.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The decision that deleted it, after which nothing of it counts; null of a run that stands.</summary>
    public string? DeletedBy { get; init; }

    /// <summary>Last heartbeat of the run's owner; null if it has none.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>When the run ends at the latest, however far it is; null if it has not begun or has ended.</summary>
    public DateTimeOffset? TimeoutAt { get; init; }
    public required int Attempt { get; init; }

    /// <summary>Blocks interpreted; for documents stored first, blocks read ahead count while the run is in progress.</summary>
    public required long BlockCount { get; init; }
    public required long ObservationCount { get; init; }
    public required long EntityCount { get; init; }

    /// <summary>Records and blocks whose findings wait for a person; absent unless the run stages them.</summary>
    public long? StagedCount { get; init; }
    public required long SkippedCount { get; init; }
    public required long UnknownFieldCount { get; init; }
    public required double Confidence { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];
}

/// <summary>Current state of a run.</summary>
public sealed record RunState : IWatchedState
{
    public required string RunId { get; init; }
    public required string SourceId { get; init; }

    public required RunStatus Status { get; init; }

    /// <summary>Number of attempts; 0 if none has started.</summary>
    public required int Attempt { get; init; }

    /// <summary>Blocks interpreted; for documents stored first, blocks read ahead count while the run is in progress.</summary>
    public required long BlockCount { get; init; }
    public required long ObservationCount { get; init; }

    /// <summary>While the run is in progress, the entities it created; after its end, all it touched.</summary>
    public required long EntityCount { get; init; }

    /// <summary>Records and blocks whose findings wait for a person; absent unless the run stages them.</summary>
    public long? StagedCount { get; init; }
    public required long SkippedCount { get; init; }
    public required long UnknownFieldCount { get; init; }

    /// <summary>Last heartbeat of the run's owner; null if it has none.</summary>
    public DateTimeOffset? HeartbeatAt { get; init; }

    /// <summary>Null until the run has ended.</summary>
    public DateTimeOffset? FinishedAt { get; init; }
    public IReadOnlyList<string> Errors { get; init; } = [];

    /// <summary>Changes whenever any other property does; the position after which an event stream resumes.</summary>
    public required string Version { get; init; }

    bool IWatchedState.IsFinal => FinishedAt is not null;
    Progress IWatchedState.Progress => new(Status.Name(), BlockCount, null, "blocks");
}
