using System.Text.Json.Serialization;

namespace Strata.Review;

/// <summary>How a finding of one run differs from that of another.</summary>
[JsonConverter(typeof(SnakeCaseEnum<FindingDifferenceKind>))]
public enum FindingDifferenceKind
{
    Gained,
    Lost,

    /// <summary>Another value.</summary>
    Changed,

    /// <summary>The same value, quoted from elsewhere.</summary>
    Moved,
}
