namespace Strata.Payments.Matching;

/// <summary>
/// Gives each payment the invoice that it fits best, and each invoice its payment, where only amount, party and date tell: of twelve equal
/// rents each pays one. Pure, whatever the order of the proposals.
/// </summary>
internal static class Assignment
{
    /// <summary>Returns the proposals that are left.</summary>
    /// <param name="settled">Pairs that people confirmed.</param>
    public static IReadOnlyList<ProposedMatch> Of(
        IEnumerable<ProposedMatch> proposed,
        IReadOnlySet<(long PaymentNo, long InvoiceNo)> settled,
        IReadOnlySet<(long PaymentNo, long InvoiceNo)> dismissed
    )
    {
        var payments = settled.Select(s => s.PaymentNo).ToHashSet();
        var invoices = settled.Select(s => s.InvoiceNo).ToHashSet();
        var kept = new List<ProposedMatch>();
        // Several invoices that one payment pays together stand or fall together.
        foreach (
            var group in proposed
                .Where(p => !settled.Contains((p.PaymentNo, p.InvoiceNo)) && !dismissed.Contains((p.PaymentNo, p.InvoiceNo)))
                .GroupBy(p => (p.PaymentNo, Alone: p.IsNamed || p.Reasons.Contains(MatchReason.Sum) ? 0 : p.InvoiceNo))
                .Select(g => g.ToList())
                .OrderByDescending(g => g.Max(p => p.Score))
                .ThenBy(g => g.Min(p => p.Days))
                .ThenBy(g => g[0].PaymentNo)
                .ThenBy(g => g.Min(p => p.InvoiceNo))
        )
        {
            if (group.TrueForAll(p => p.IsNamed))
            {
                kept.AddRange(group);
                payments.Add(group[0].PaymentNo);
                invoices.UnionWith(
                    group.Where(p => p.Reasons.Contains(MatchReason.Amount) || p.Reasons.Contains(MatchReason.Sum)).Select(p => p.InvoiceNo)
                );
            }
            else if (!payments.Contains(group[0].PaymentNo) && !group.Exists(p => invoices.Contains(p.InvoiceNo)))
            {
                kept.AddRange(group);
                payments.Add(group[0].PaymentNo);
                invoices.UnionWith(group.Select(p => p.InvoiceNo));
            }
        }
        return kept;
    }
}
