using System.Text.Json.Serialization;

namespace Strata.Jobs;

/// <summary>State of a job. The first three are rows of <c>jobs</c>, the others of <c>job_archive</c>.</summary>
[JsonConverter(typeof(SnakeCaseEnum<JobState>))]
public enum JobState
{
    Ready,
    Running,

    /// <summary>Scheduled for later, or to be retried.</summary>
    Waiting,
    Done,

    /// <summary>Given up after its last attempt or a fatal error; kept whole, can be retried.</summary>
    Dead,
    Cancelled,
}
