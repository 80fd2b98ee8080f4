using System.Text.RegularExpressions;
using Strata.Rules.Text;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>Checks the amounts of a paper against each other, beyond the schema's <c>sums</c>.</summary>
internal static class AmountChecks
{
    private static readonly Regex Rate = new(
        @"(?<rate>\d{1,2}([.,]\d{1,3})?) ?[%％]",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture
    );

    public static IEnumerable<Doubt> Of(CheckedFinding finding)
    {
        Doubt?[] doubts = [TaxAboveTotal(finding), RateOfTax(finding), TotalOfNothing(finding)];
        return doubts.OfType<Doubt>();
    }

    // A total may be what is left to pay.
    private static Doubt? TaxAboveTotal(CheckedFinding finding) =>
        finding.Of(FieldRole.Tax) is { } tax
        && finding.Of(FieldRole.Total) is { } total
        && finding.Size(FieldRole.Total) is > 0 and var stated
        && finding.Size(FieldRole.Tax)
            > Math.Max(stated + finding.Size(FieldRole.AmountPaid) + finding.Size(FieldRole.Discount), finding.Size(FieldRole.Subtotal))
            ? new(
                [tax.Name, total.Name],
                $"'{tax.Name}' is {tax.Json}, more than '{total.Name}', {total.Json}",
                $"'{tax.Name}' is more than '{total.Name}'"
            )
            : null;

    // "VAT 20%: 500" beside 500 and 600: some amount on the paper is what the rate was applied to.
    private static Doubt? RateOfTax(CheckedFinding finding)
    {
        if (
            finding.Of(FieldRole.Tax) is not { } tax
            || Amounts.Value(tax.Json) is not { } stated
            || Rates(finding) is not [var rate]
            || finding.Schema.Of(FieldRole.TaxRate)?.Name == tax.Name
        )
        {
            return null;
        }
        var size = Math.Abs(stated);
        var near = Math.Max(AmountTolerances.Tax, size * AmountTolerances.TaxShare);
        var bases = finding
            .AllAmounts.Concat([finding.Size(FieldRole.Total) - size])
            .Select(Math.Abs)
            .Where(amount => amount > 0 && amount != size && amount != rate)
            .ToList();
        return
            bases.Count == 0
            || bases.Exists(amount =>
                Math.Abs((amount * rate / 100) - size) <= near || Math.Abs((amount * rate / (100 + rate)) - size) <= near
            )
            ? null
            : new(
                [tax.Name],
                string.Create(CultureInfo.InvariantCulture, $"'{tax.Name}' is {stated}, which is {rate} % of no other amount"),
                $"'{tax.Name}' is not its rate of any other amount"
            );
    }

    /// <summary>Returns the different rates that labels and values name.</summary>
    private static List<decimal> Rates(CheckedFinding finding)
    {
        var named = finding
            .Fields.Select(field => field.Label)
            .Concat(finding.Fragments.Select(fragment => fragment.Name))
            .OfType<string>()
            .SelectMany(label => Rate.Matches(label).Select(match => NumberText.Read(match.Groups["rate"].Value, null).Json))
            .Append(finding.Of(FieldRole.TaxRate)?.Json);
        return [.. named.Select(Amounts.Value).OfType<decimal>().Distinct()];
    }

    private static Doubt? TotalOfNothing(CheckedFinding finding) =>
        finding.Of(FieldRole.Total) is { } total
        && finding.Number(FieldRole.Total) == 0
        && finding.Schema.Fields[total.Name] is { } field
        && field.Addends.Sum(addend => FieldSums.Signed(addend, finding.Fields)) != 0 | Beside(finding, field).Any(amount => amount != 0)
        && !IsPaid(finding, field)
            ? new([total.Name], $"'{total.Name}' is 0 on a paper with other amounts")
            : null;

    private static IEnumerable<decimal> Beside(CheckedFinding finding, SchemaField total) =>
        total.Addends.All(addend => FieldSums.Number(finding.Fields, addend.Field) is null) ? finding.Paper?.Amounts ?? [] : [];

    private static bool IsPaid(CheckedFinding finding, SchemaField total) =>
        total.Addends.Any(addend => FieldSums.Number(finding.Fields, addend.Field) is > 0)
        && FieldSums
            .Sums(0, [.. total.Addends.Select(addend => FieldSums.Signed(addend, finding.Fields)).Where(n => n != 0)])
            .Skip(1)
            .Contains(0);
}
