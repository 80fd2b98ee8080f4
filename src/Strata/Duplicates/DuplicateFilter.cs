using System.Text.Json.Serialization;

namespace Strata.Duplicates;

/// <summary>Pairs of possible duplicates by state.</summary>
[JsonConverter(typeof(SnakeCaseEnum<DuplicateFilter>))]
public enum DuplicateFilter
{
    Open,
    Merged,
    Dismissed,
    All,
}
