using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Confidence;

/// <summary>
/// Confidence of values on business papers: the points of all that speaks for and against a value (<see cref="SignalPoints"/>), as a
/// probability. Pure; uses only additions, multiplications and one division, so that every machine gets the same numbers.
/// </summary>
internal static class ValueConfidence
{
    /// <summary>e^0.1: the odds change by this factor with each point.</summary>
    private const double OddsOfAPoint = 1.1051709180756477;

    /// <summary>Beyond these points nothing more is known.</summary>
    private const int Most = 60;

    /// <summary>
    /// Gives each value of a paper its confidence; the finding's own is their mean. Findings of types without a vendor are no papers and stay
    /// as they are.
    /// </summary>
    public static Finding Assess(Finding finding, PaperFacts paper)
    {
        if (finding.Schema.Of(FieldRole.Vendor) is null || finding.Fields.Count == 0)
        {
            return finding;
        }
        var signals = ValueSignals.Of(finding, paper);
        List<FoundField> fields = [.. finding.Fields.Select((field, i) => field with { Assessment = Of(signals[i]) })];
        return finding with { Fields = fields, Confidence = fields.Average(field => field.Assessment?.Confidence ?? 0) };
    }

    public static Assessment Of(IReadOnlyList<string> signals) =>
        new(Probability(signals.Sum(SignalPoints.Of) + SignalPoints.Base), signals);

    private static double Probability(int points)
    {
        var odds = 1.0;
        for (var point = 0; point < Math.Min(Math.Abs(points), Most); point++)
        {
            odds *= OddsOfAPoint;
        }
        return Math.Round(points < 0 ? 1 / (1 + odds) : odds / (1 + odds), 3);
    }
}
