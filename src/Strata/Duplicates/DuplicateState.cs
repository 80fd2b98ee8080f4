using System.Text.Json.Serialization;

namespace Strata.Duplicates;

/// <summary>State of a pair of possible duplicates.</summary>
[JsonConverter(typeof(SnakeCaseEnum<DuplicateState>))]
public enum DuplicateState
{
    Open,

    /// <summary>Into one, by whatever decision.</summary>
    Merged,
    Dismissed,
}
