using Strata.Interpretation;
using Strata.Rules.Text;
using Strata.Schemas;

namespace Strata.Rules.Checks;

/// <summary>Checks that a paper's two sides are told apart, and that what names and numbers them are no labels.</summary>
internal static class PartyChecks
{
    private static readonly (FieldRole Ours, FieldRole Theirs)[] Sides =
    [
        (FieldRole.Vendor, FieldRole.Customer),
        (FieldRole.VatId, FieldRole.CustomerVatId),
    ];

    /// <summary>What only the sender has.</summary>
    private static readonly FieldRole[] OfSender =
    [
        FieldRole.VatId,
        FieldRole.Iban,
        FieldRole.Bic,
        FieldRole.Email,
        FieldRole.Phone,
        FieldRole.Fax,
        FieldRole.Url,
        FieldRole.Address,
    ];

    /// <summary>What a paper is about. What stands behind it, such as the account to pay to, is the sender's, whoever is named last.</summary>
    private static readonly FieldRole[] Amounts = [FieldRole.Subtotal, FieldRole.Tax, FieldRole.Total];

    private static readonly FieldRole[] Numbers =
    [
        FieldRole.Number,
        FieldRole.VatId,
        FieldRole.CustomerVatId,
        FieldRole.CustomerNumber,
        FieldRole.PurchaseOrder,
        FieldRole.Iban,
    ];

    private static readonly FieldRole[] Names =
    [
        FieldRole.Vendor,
        FieldRole.Customer,
        FieldRole.Counterparty,
        FieldRole.Company,
        FieldRole.Cashier,
        FieldRole.Address,
        FieldRole.Location,
        FieldRole.Name,
    ];

    public static IEnumerable<Doubt> Of(CheckedFinding finding)
    {
        foreach (var (ours, theirs) in Sides)
        {
            if (
                finding.Of(ours) is { } one
                && finding.Of(theirs) is { } other
                && Normalised(finding, one.Name, one.Json) == Normalised(finding, one.Name, other.Json)
            )
            {
                yield return new([one.Name, other.Name], $"'{one.Name}' and '{other.Name}' are the same");
            }
        }
        if (finding.Paper is not { } paper)
        {
            yield break;
        }
        var amounts = Amounts
            .Select(finding.Of)
            .OfType<FoundField>()
            .Select(found => found.Range.Start)
            .DefaultIfEmpty(long.MaxValue)
            .Min();
        foreach (var role in OfSender)
        {
            if (
                finding.Schema.Of(FieldRole.Vendor) is { }
                && finding.Of(role) is { } found
                && found.Range.Start < amounts
                && paper.OfRecipient.Contains(found.Name)
            )
            {
                yield return new([found.Name], $"'{found.Name}' stands in the recipient's part of the paper");
            }
        }
        foreach (var role in Numbers)
        {
            if (finding.Of(role) is { } found && !found.Json.Any(char.IsDigit))
            {
                yield return new([found.Name], $"'{found.Name}' has no digit");
            }
        }
        foreach (var role in Names)
        {
            if (finding.Of(role) is { } found && paper.IsLabel(found))
            {
                yield return new([found.Name], $"'{found.Name}' has a label as its value");
            }
        }
    }

    private static string? Normalised(CheckedFinding finding, string name, string json) =>
        Normalisation.Of(finding.Schema.Fields[name].Normaliser, json);
}
