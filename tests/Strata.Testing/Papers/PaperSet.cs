using Strata.Testing.LabelledSets;

namespace Strata.Testing.Papers;

/// <summary>
/// Papers whose truth is known because it was decided before they were written, for measuring how far the confidence of <c>rules</c> can be
/// trusted. Split by layout: no family is in both halves, and the split was fixed before any of them was read.
/// </summary>
public static class PaperSet
{
    private const int PapersOfAFamily = 8;

    /// <summary>Families whose papers the calibration is fitted to.</summary>
    private static readonly HashSet<string> Fitted =
    [
        "invoice-lines",
        "invoice-stacked",
        "invoice-grid",
        "invoice-html-spans",
        "invoice-minimal",
        "invoice-us-sides",
        "invoice-leaders",
        "bill-utility",
        "bill-hotel",
        "bill-freight",
        "bill-credit",
        "bill-reminder",
        "bill-progress",
        "bill-prose",
        "special-payment-slip",
        "special-scan-lines",
        "special-early-payment",
        "special-rent",
        "special-two-customers",
        "special-labels-below",
        "special-logo-words",
        "till-shop",
        "till-fuel",
        "till-parking",
        "till-pharmacy",
        "till-donation",
        "till-received-from",
        "till-salon",
        "ticket-train",
        "ticket-flight",
        "letter-registration",
        "letter-interest",
        "letter-claim",
        "contract-service",
        "letter-tax",
        "letter-school",
        "order-purchase",
        "letter-subscription",
        "trap-agency",
        "trap-columns-read-down",
        "trap-empty-cell",
        "trap-several-invoices",
        "trap-section-totals",
        "trap-dates",
        "trap-numbers",
        "trap-bad-scan",
        "agent-collection",
        "agent-marketplace",
        "agent-forwarded",
        "agent-loyalty",
        "agent-instalments",
        "agent-card-account",
    ];

    private static IEnumerable<Family> Families =>
        [.. Invoices.All, .. Bills.All, .. Specials.All, .. Tills.All, .. Letters.All, .. Tickets.All, .. Traps.All, .. Agents.All];

    /// <summary>The half that the calibration is fitted to.</summary>
    public static IEnumerable<Paper> Tuning => Families.Where(family => Fitted.Contains(family.Name)).SelectMany(Papers);

    /// <summary>The half that nothing was fitted to.</summary>
    public static IEnumerable<Paper> Untouched => Families.Where(family => !Fitted.Contains(family.Name)).SelectMany(Papers);

    private static IEnumerable<Paper> Papers(Family family) =>
        Enumerable
            .Range(1, PapersOfAFamily)
            .Select(seed =>
            {
                // Far apart: the next seed continues where this one's second number is.
                var chance = new Chance((int)(Hash(family.Name) % 1_000_000) + (seed * 1_000_003));
                var draft = new Draft(chance, chance.One(family.Locales));
                family.Write(draft);
                return new Paper(family.Name, seed, draft.MediaType, draft.Text, draft.Truth);
            });

    // FNV-1a: hash codes of strings differ from run to run.
    private static uint Hash(string text) => text.Aggregate(2166136261, (hash, c) => (hash ^ c) * 16777619);
}
