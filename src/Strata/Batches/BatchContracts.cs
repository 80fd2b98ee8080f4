using System.Text.Json.Serialization;

namespace Strata.Batches;

[JsonConverter(typeof(SnakeCaseEnum<BatchState>))]
public enum BatchState
{
    /// <summary>Runs are being begun.</summary>
    Starting,

    /// <summary>All runs are begun.</summary>
    Started,

    /// <summary>No more runs are begun; those that were go on.</summary>
    Paused,

    Cancelled,
}

[JsonConverter(typeof(SnakeCaseEnum<BatchAction>))]
public enum BatchAction
{
    /// <summary>Begins no more runs.</summary>
    Pause,

    /// <summary>Begins the rest.</summary>
    Resume,

    /// <summary>Begins no more runs, and cancels those that have not ended.</summary>
    Cancel,

    /// <summary>Begins runs again that failed, were cancelled or refused.</summary>
    Retry,
}

public sealed record BatchView
{
    /// <summary>Absent from an estimate.</summary>
    public string? BatchId { get; init; }
    public required BatchState State { get; init; }
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>Sources.</summary>
    public required long Total { get; init; }

    /// <summary>Sources whose runs are begun or refused.</summary>
    public required long Begun { get; init; }

    /// <summary>Bytes of the sources.</summary>
    public required long Bytes { get; init; }

    /// <summary>Numbers of runs by state.</summary>
    public required IReadOnlyDictionary<string, long> Runs { get; init; }
    public required long Blocks { get; init; }
    public required long Observations { get; init; }

    /// <summary>Records and blocks whose findings wait for a person.</summary>
    public required long Staged { get; init; }

    /// <summary>Numbers of sources whose run was refused, by reason.</summary>
    public required IReadOnlyDictionary<string, long> Refusals { get; init; }

    /// <summary>How the sources are read.</summary>
    public required JsonElement Options { get; init; }
}
