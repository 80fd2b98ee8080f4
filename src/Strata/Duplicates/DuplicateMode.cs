using System.Text.Json.Serialization;

namespace Strata.Duplicates;

/// <summary>How duplicates of a type were looked for.</summary>
[JsonConverter(typeof(SnakeCaseEnum<DuplicateMode>))]
public enum DuplicateMode
{
    /// <summary>All entities against each other.</summary>
    Full,

    /// <summary>Those that are new or changed against all.</summary>
    Incremental,

    /// <summary>There was nothing to compare.</summary>
    Skipped,
}
