using System.Text.RegularExpressions;
using Strata.Interpretation;

namespace Strata.Rules.Text;

/// <summary>
/// Rates without a colon or amount: <c>Discount 10%</c>. Beside an amount the rate is part of the label; alone in its line it is the value.
/// </summary>
internal static class UnpairedRates
{
    private static readonly Regex Behind = new(
        @"^(?<name>.*?[^\s(@])[\s(@]+(?<rate>[-–−]?\d{1,3}([.,]\d{1,3})?\s?%)\)?$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <param name="labels">Each alone in its line.</param>
    /// <param name="values">Values found: an amount under the same name says what the rate came to.</param>
    public static IReadOnlyList<LabelledValue> Of(IReadOnlyList<Label> labels, IReadOnlyList<LabelledValue> values, InterpretedText source)
    {
        var rates = new List<LabelledValue>();
        foreach (var label in labels)
        {
            if (
                values.Any(value => value.Folded == label.Folded && value.Text.Any(char.IsDigit))
                || Behind.Match(label.Text) is not { Success: true } match
            )
            {
                continue;
            }
            var (_, name) = source.Part(label.Text, label.Range, 0, match.Groups["name"].Length);
            var (raw, range) = source.Part(label.Text, label.Range, match.Groups["rate"].Index, match.Groups["rate"].Length);
            rates.Add(new(match.Groups["name"].Value, label.Folded, raw, range, label.Block, LabelLink.Beside, Leading: false, name));
        }
        // Of several rates under one name none is the paper's.
        return [.. rates.Where(rate => rates.TrueForAll(other => other == rate || other.Folded != rate.Folded))];
    }
}
