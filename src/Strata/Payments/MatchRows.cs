using Strata.Database;
using Strata.Entities;
using Strata.Payments.Matching;

namespace Strata.Payments;

/// <summary>Writes <c>payment_matches</c>. Keeps what people decided.</summary>
internal static class MatchRows
{
    private const int AtOnce = 1_000;

    private static readonly BulkTable Table = new(
        "payment_matches",
        ["payment_no", "invoice_no"],
        [
            new("payment_no", BulkType.Integer),
            new("invoice_no", BulkType.Integer),
            new("seq", BulkType.Integer),
            new("state", BulkType.Text),
            new("score", BulkType.Real),
            new("evidence", BulkType.Text),
        ]
    );

    /// <summary>Files what was proposed and removes open proposals that no longer hold; returns how many are new.</summary>
    public static async Task<(long New, long Gone)> FileAsync(
        IUserWrites writes,
        IReadOnlyList<ProposedMatch> proposed,
        IReadOnlyList<Filed> filed
    )
    {
        var kept = proposed.Select(p => (p.PaymentNo, p.InvoiceNo)).ToHashSet();
        var gone = filed.Where(f => f.State == Dismissals.Open && !kept.Contains((f.PaymentNo, f.InvoiceNo))).ToList();
        foreach (var chunk in gone.Chunk(AtOnce))
        {
            await writes.WriteAsync(async tx =>
            {
                foreach (var pair in chunk)
                {
                    await tx.ExecuteAsync(
                        """
                        delete from payment_matches
                        where user_id = @user and payment_no = @paymentNo and invoice_no = @invoiceNo and state = 'open'
                        """,
                        new { pair.PaymentNo, pair.InvoiceNo }
                    );
                }
                return true;
            });
        }
        var before = filed.Where(f => f.State == Dismissals.Open).ToDictionary(f => (f.PaymentNo, f.InvoiceNo));
        var changed = proposed
            .Where(p =>
                !before.TryGetValue((p.PaymentNo, p.InvoiceNo), out var f)
                || !string.Equals(f.Evidence, Write(p.Reasons), StringComparison.Ordinal)
                || f.Score.CompareTo(p.Score) != 0
            )
            .OrderBy(p => p.PaymentNo)
            .ThenBy(p => p.InvoiceNo);
        var added = 0L;
        foreach (var chunk in changed.Chunk(AtOnce))
        {
            added += await writes.WriteAsync(tx => FileAsync(tx, chunk));
        }
        return (added, gone.Count);
    }

    private static async Task<long> FileAsync(UserTransaction tx, IReadOnlyList<ProposedMatch> some)
    {
        var nos = some.Select(p => p.PaymentNo).Distinct().ToList();
        var known = (
            await tx.QueryAsync<Filed>(
                "select payment_no, invoice_no, seq, state, score, evidence from payment_matches where user_id = @user and payment_no IN_LIST(@nos)",
                new { nos }
            )
        ).ToDictionary(k => (k.PaymentNo, k.InvoiceNo));
        var seq = await tx.QueryFirstOrDefaultAsync<long>("select seq from ledger_heads where user_id = @user");
        // Somebody may have dismissed one since it was looked at.
        await tx.BulkAsync(
            Table,
            BulkMode.Upsert,
            [
                .. some.Select(p =>
                {
                    var before = known.GetValueOrDefault((p.PaymentNo, p.InvoiceNo));
                    return (object?[])
                        [p.PaymentNo, p.InvoiceNo, before?.Seq ?? seq, before?.State ?? Dismissals.Open, p.Score, Write(p.Reasons)];
                }),
            ]
        );
        return some.Count(p => !known.ContainsKey((p.PaymentNo, p.InvoiceNo)));
    }

    public static IReadOnlyList<MatchReason> Read(string evidence) =>
        [.. JsonText.Element(evidence).EnumerateArray().Select(e => EnumNames.Parse<MatchReason>(e.GetString() ?? ""))];

    private static string Write(IReadOnlyList<MatchReason> reasons) =>
        $"[{string.Join(',', reasons.Select(r => JsonText.String(r.Name())))}]";

    internal sealed record Filed(long PaymentNo, long InvoiceNo, long Seq, string State, double Score, string Evidence);
}
