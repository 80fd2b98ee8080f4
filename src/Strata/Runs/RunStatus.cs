using System.Text.Json.Serialization;

namespace Strata.Runs;

/// <summary>State of a run. One that failed, timed out or was cancelled is partial if observations of it are stored.</summary>
[JsonConverter(typeof(SnakeCaseEnum<RunStatus>))]
public enum RunStatus
{
    /// <summary>No one executes it now.</summary>
    Queued,
    Running,
    Completed,

    /// <summary>Ended without reading all of the source, or with doubtful values.</summary>
    Partial,
    Failed,
    Cancelled,
}
