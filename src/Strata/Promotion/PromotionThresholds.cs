namespace Strata.Promotion;

/// <summary>What an undeclared field needs before it is proposed as a field of the type.</summary>
internal static class PromotionThresholds
{
    public const int MinOccurrences = 5;

    /// <summary>Of the proposal: from the shares of type and format, the name, and how often the field occurs.</summary>
    public const double MinConfidence = 0.8;
}
