using System.Text.Json.Serialization;

namespace Strata.Review.Calibrating;

/// <summary>Which decisions a confidence is calibrated on: the narrowest of which there are 200.</summary>
[JsonConverter(typeof(SnakeCaseEnum<CalibrationScope>))]
public enum CalibrationScope
{
    /// <summary>Those about the same field of the same schema.</summary>
    Field,
    Schema,

    /// <summary>All of the user.</summary>
    All,
}

/// <summary>How often values of such a confidence were right when a person looked.</summary>
/// <param name="Confidence">The share, 0 to 1.</param>
/// <param name="Low">95 of 100 such intervals hold the true share.</param>
/// <param name="Count">Decisions that it is known from.</param>
public sealed record CalibratedConfidence(double Confidence, double Low, double High, CalibrationScope On, long Count);
