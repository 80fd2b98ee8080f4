using System.Text.RegularExpressions;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Amounts of a paper, with their labels and rates.</summary>
internal sealed class LabelledAmounts(TextSchema schema, Notation notation)
{
    private const int MaxCandidates = 8;

    private static readonly Regex Rate = new(
        @"(?<rate>\d{1,2}([.,]\d{1,3})?)\s?%|%\s?(?<rate>\d{1,2}([.,]\d{1,3})?)",
        RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    public List<LabelledAmount> Read(ValueReader? reader, IReadOnlyList<LabelledValue> values) =>
        reader is null
            ? []
            :
            [
                .. values
                    .Where(value => schema.Reader(value.Folded) == reader && !value.Text.EndsWith('%'))
                    .Select(value =>
                        ValueOf(value.Text) is { } number
                            ? new LabelledAmount(number, value.Range, value.Block, value) { Rate = RateIn(value.Label) }
                            : null
                    )
                    .OfType<LabelledAmount>()
                    .Take(MaxCandidates),
            ];

    /// <summary>Amounts after labels that don't name an amount: <c>PVM</c> is a tax in one language and a date in another.</summary>
    public IEnumerable<LabelledAmount> Others(IReadOnlyList<LabelledValue> values) =>
        values
            .Where(value =>
                value.Link != LabelLink.Behind && schema.Reader(value.Folded)?.Field.Kind != FieldKind.Number && Amounts.IsOne(value.Text)
            )
            .Select(value =>
                ValueOf(value.Text) is { } number
                    ? new LabelledAmount(number, value.Range, value.Block, value) { Rate = RateIn(value.Label) }
                    : null
            )
            .OfType<LabelledAmount>()
            .Take(MaxCandidates);

    /// <summary>Amounts with other words before their label: <c>Summe der Beträge (ohne Umsatzsteuer)</c> is no tax.</summary>
    public IEnumerable<LabelledAmount> Behind(IReadOnlyList<LabelledValue> values) =>
        values
            .Where(value => value.Link == LabelLink.Behind && Amounts.IsOne(value.Text))
            .Select(value => ValueOf(value.Text) is { } number ? new LabelledAmount(number, value.Range, value.Block, null) : null)
            .OfType<LabelledAmount>()
            .Take(MaxCandidates);

    public LabelledAmount? Read(AmountRow row) =>
        ValueOf(row.Amount) is { } number ? new LabelledAmount(number, row.Range, row.Block, null) { Rate = RateIn(row.Text) } : null;

    private decimal RateIn(string text) => Rate.Match(text) is { Success: true } match ? ValueOf(match.Groups["rate"].Value) ?? 0 : 0;

    public decimal? ValueOf(string text) => Amounts.Value(NumberText.Read(text, notation.DecimalMark).Json);
}
