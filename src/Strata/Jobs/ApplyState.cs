using System.Text.Json.Serialization;

namespace Strata.Jobs;

/// <summary>State of a change to many rows that a job applies step by step.</summary>
[JsonConverter(typeof(SnakeCaseEnum<ApplyState>))]
public enum ApplyState
{
    Applying,
    Applied,
}
