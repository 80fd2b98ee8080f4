using System.Text.Json.Serialization;

namespace Strata.Entities;

/// <summary>What became of an entity.</summary>
[JsonConverter(typeof(SnakeCaseEnum<EntityStatus>))]
public enum EntityStatus
{
    Active,

    /// <summary>Into another entity, which answers for it.</summary>
    Merged,

    /// <summary>Hidden; can be restored.</summary>
    Deleted,
}
