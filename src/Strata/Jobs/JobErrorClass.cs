using System.Text.Json.Serialization;

namespace Strata.Jobs;

/// <summary>Kinds of failed attempts.</summary>
[JsonConverter(typeof(SnakeCaseEnum<JobErrorClass>))]
public enum JobErrorClass
{
    Retry,
    RetryAfter,

    /// <summary>The connection to the database broke.</summary>
    Cut,

    /// <summary>An outage; no attempt is counted.</summary>
    Postponed,
    Fatal,

    /// <summary>The worker vanished.</summary>
    Lease,
    Cancelled,
}
