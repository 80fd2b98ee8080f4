using System.Text.Json.Serialization;

namespace Strata.Entities;

/// <summary>Where a relationship comes from.</summary>
[JsonConverter(typeof(SnakeCaseEnum<RelationshipOrigin>))]
public enum RelationshipOrigin
{
    /// <summary>Stated by relate or a structured batch.</summary>
    Stated,

    /// <summary>A field names the other entity.</summary>
    Reference,
}
