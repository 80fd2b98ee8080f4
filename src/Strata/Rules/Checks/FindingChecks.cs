using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>
/// Checks a finished finding against itself and its paper (docs/adr/0036-doubtful-values.md). Checks know roles and <c>sums</c>, never names of fields.
/// Pure.
/// </summary>
internal static class FindingChecks
{
    /// <summary>Factor on the confidence if a check fails.</summary>
    private const double Doubted = 0.75;

    /// <summary>Returns the finding with its doubtful values marked, and the reasons.</summary>
    /// <param name="paper">Null for a record.</param>
    public static (Finding Finding, IReadOnlyList<Doubt> Doubts) Of(Finding finding, PaperFacts? paper)
    {
        var sums = paper?.Sums ?? RecordSums.Of(finding);
        var seen = new CheckedFinding(finding, paper);
        List<Doubt> doubts = [.. AmountChecks.Of(seen), .. OrderChecks.Of(seen), .. PartyChecks.Of(seen)];
        if (sums.Doubt is { } differs)
        {
            doubts.Add(differs);
        }
        var confidence = sums.Holds is true ? (1 + finding.Confidence) / 2 : finding.Confidence;
        if (doubts.Count > 0)
        {
            confidence *= Doubted;
        }
        return (
            finding with
            {
                Fields = [.. finding.Fields.Select(field => Doubtful(finding.Schema, field, doubts))],
                Confidence = confidence,
            },
            doubts
        );
    }

    private static FoundField Doubtful(SchemaDefinition schema, FoundField field, List<Doubt> doubts)
    {
        var reasons = doubts.Where(doubt => doubt.Fields.Contains(field.Name)).Select(doubt => doubt.Reason).ToList();
        return reasons.Count == 0 || schema.Fields[field.Name].Strategy == MergeStrategy.MergeArray
            ? field
            : field with
            {
                Doubt = string.Join("; ", field.Doubt is { } known ? reasons.Prepend(known) : reasons),
            };
    }
}
