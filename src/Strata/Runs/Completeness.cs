using System.Text.Json.Serialization;

namespace Strata.Runs;

/// <summary>How much of a source a run understood.</summary>
[JsonConverter(typeof(SnakeCaseEnum<Completeness>))]
public enum Completeness
{
    Complete,

    /// <summary>Some values did not fit or were missing.</summary>
    Partial,
    Failed,

    /// <summary>Ended by its user before anything was stored.</summary>
    Cancelled,

    /// <summary>Nothing of a known type was found, or the run has not ended.</summary>
    Unknown,
}
