using System.Text.Json.Serialization;

namespace Strata.Search;

/// <summary>What a search found.</summary>
[JsonConverter(typeof(SnakeCaseEnum<HitKind>))]
public enum HitKind
{
    Entity,
    Block,
}
