using System.Text.Json.Serialization;
using Strata.Jobs;
using Strata.Operations;
using Strata.Runs;

namespace Strata.Events;

/// <summary>Something that changed, of one user.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "event")]
[JsonDerivedType(typeof(LedgerEvent), LedgerEvent.Name)]
[JsonDerivedType(typeof(RunEvent), RunEvent.Name)]
[JsonDerivedType(typeof(JobEvent), JobEvent.Name)]
[JsonDerivedType(typeof(UploadEvent), UploadEvent.Name)]
[JsonDerivedType(typeof(QuietEvent), QuietEvent.Name)]
[JsonDerivedType(typeof(EndEvent), EndEvent.Name)]
public abstract record WatchedEvent : IWatchedState
{
    /// <summary>Id of the event: the position to resume after it.</summary>
    [JsonIgnore]
    public string Version { get; init; } = "";

    bool IWatchedState.IsFinal => this is EndEvent;

    bool? IWatchedState.IsNews => this is not QuietEvent;

    string IWatchedState.EventName =>
        this switch
        {
            LedgerEvent => LedgerEvent.Name,
            RunEvent => RunEvent.Name,
            JobEvent => JobEvent.Name,
            UploadEvent => UploadEvent.Name,
            EndEvent => EndEvent.Name,
            _ => QuietEvent.Name,
        };

    Progress IWatchedState.Progress =>
        this switch
        {
            RunEvent run => new(run.Stage ?? run.State.Name(), run.Done, run.Total, "blocks"),
            JobEvent job => new(job.Kind, job.Done, job.Total),
            UploadEvent upload => new(UploadEvent.Name, upload.Done, upload.Total, "bytes"),
            _ => new(((IWatchedState)this).EventName, 0, null),
        };
}

/// <summary>The ledger has grown.</summary>
public sealed record LedgerEvent : WatchedEvent
{
    public const string Name = "ledger";

    /// <summary>End of the ledger.</summary>
    public required long Seq { get; init; }

    /// <summary>What was added since the last event: observation, source, run, and kinds of decisions.</summary>
    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Entities whose value or state changed.</summary>
    public required IReadOnlyList<string> EntityIds { get; init; }

    /// <summary>Whether more entities changed than are listed.</summary>
    public required bool HasMore { get; init; }
}

/// <summary>Where a run stands.</summary>
public sealed record RunEvent : WatchedEvent
{
    public const string Name = "run";

    public required string RunId { get; init; }
    public required string SourceId { get; init; }
    public required RunStatus State { get; init; }

    /// <summary>What it does: read (documents are stored before they are interpreted) or interpret; absent unless it is executed.</summary>
    public string? Stage { get; init; }

    /// <summary>Blocks.</summary>
    public required long Done { get; init; }

    /// <summary>Blocks; absent while the source is still being read.</summary>
    public long? Total { get; init; }
    public required long ObservationCount { get; init; }

    /// <summary>Records and blocks whose findings wait for a person; absent unless the run stages them.</summary>
    public long? StagedCount { get; init; }
}

/// <summary>Where a job stands.</summary>
public sealed record JobEvent : WatchedEvent
{
    public const string Name = "job";

    public required string JobId { get; init; }
    public required string Kind { get; init; }
    public required JobState State { get; init; }
    public required int Attempt { get; init; }

    /// <summary>Sources of a batch that are begun; 1 of 1 for another job that is done.</summary>
    public required long Done { get; init; }
    public required long Total { get; init; }
}

/// <summary>Where an upload in pieces stands.</summary>
public sealed record UploadEvent : WatchedEvent
{
    public const string Name = "upload";

    public required string UploadId { get; init; }
    public required UploadState State { get; init; }

    /// <summary>Bytes received. The last of them counts once the whole is a source.</summary>
    public required long Done { get; init; }

    /// <summary>Bytes of the whole.</summary>
    public required long Total { get; init; }

    /// <summary>What it became; absent until it is done.</summary>
    public string? SourceId { get; init; }
}

[JsonConverter(typeof(SnakeCaseEnum<UploadState>))]
public enum UploadState
{
    Open,
    Done,

    /// <summary>By its owner, or since it has expired.</summary>
    Removed,
}

/// <summary>Nothing changed; the stream is open.</summary>
public sealed record QuietEvent : WatchedEvent
{
    public const string Name = "quiet";
}

/// <summary>The time that was asked for is over.</summary>
public sealed record EndEvent : WatchedEvent
{
    public const string Name = "end";
}
