using System.Text.Json.Serialization;

namespace Strata.Promotion;

/// <summary>State of a promotion.</summary>
[JsonConverter(typeof(SnakeCaseEnum<PromotionState>))]
public enum PromotionState
{
    Backfilling,
    Done,
    RollingBack,
    RolledBack,
}
