using Strata.Ledger;

namespace Strata.Entities;

/// <summary>Dismisses proposed matches of payments and invoices, and undoes dismissals, by decisions.</summary>
internal static class MatchDismissals
{
    private sealed record Row(long PaymentNo, long InvoiceNo, string State);

    /// <summary>Relates the two entities. An open proposal is needed, or a dismissed one: whoever confirms knows better by now.</summary>
    public static async Task<RelationshipView> ConfirmAsync(
        LedgerSession session,
        WorkingEntity payment,
        WorkingEntity invoice,
        Decision by
    )
    {
        await session.FlushAsync();
        await ProposedAsync(session, payment, invoice, "confirm");
        return await Relationships.RelateAsync(
            session,
            await session.RootAsync(payment),
            await session.RootAsync(invoice),
            "pays",
            observedAt: null,
            by,
            anyTarget: true
        );
    }

    /// <summary>Dismisses the match of the two entities' current roots.</summary>
    public static async Task<(Done, WorkingEntity?)> DismissAsync(
        LedgerSession session,
        WorkingEntity payment,
        WorkingEntity invoice,
        Decision by
    )
    {
        await session.FlushAsync();
        var row = await ProposedAsync(session, payment, invoice, "dismiss");
        if (
            await session.Transaction.QueryFirstOrDefaultAsync<long?>(
                Related,
                new
                {
                    row.PaymentNo,
                    row.InvoiceNo,
                    payment = payment.Record.RootNo,
                    invoice = invoice.Record.RootNo,
                }
            ) is
            { } relation
        )
        {
            throw new StrataException(
                ErrorCode.Conflict,
                $"The match is confirmed. Retract '{Ids.Decision(relation)}' before you dismiss it."
            );
        }
        return await ChangeAsync(session, row.PaymentNo, row.InvoiceNo, Dismissals.Dismissed, by);
    }

    private static async Task<Row> ProposedAsync(LedgerSession session, WorkingEntity payment, WorkingEntity invoice, string what) =>
        await session.Transaction.QueryFirstOrDefaultAsync<Row>(
            """
            select m.payment_no, m.invoice_no, m.state from payment_matches m
            join entities p on p.user_id = m.user_id and p.entity_no = m.payment_no
            join entities i on i.user_id = m.user_id and i.entity_no = m.invoice_no
            where m.user_id = @user and p.root_no = @payment and i.root_no = @invoice
              and m.payment_no in (
                select e.entity_no from entities e where e.user_id = @user and e.root_no = @payment and e.parent_no is not null
                union all select @payment)
            order by m.state, m.score desc limit 1
            """,
            new { payment = payment.Record.RootNo, invoice = invoice.Record.RootNo }
        )
        ?? throw new StrataException(
            ErrorCode.Conflict,
            $"'{payment.Record.EntityId}' is not proposed as a payment of '{invoice.Record.EntityId}'; there is nothing to {what}."
        );

    private const string Related = """
        select r.seq from relationships r
        where r.user_id = @user and r.removed_seq is null and r.type = 'pays' and r.from_no in (@paymentNo, @payment) and r.to_no in (@invoiceNo, @invoice) limit 1
        """;

    /// <summary>Undoes a dismissal, or the undoing of one.</summary>
    public static Task<(Done, WorkingEntity?)> UndoAsync(LedgerSession session, DecisionRecord decision, Decision by) =>
        ChangeAsync(
            session,
            decision.Entity,
            decision.OtherNo ?? 0,
            string.Equals(decision.Kind, DecisionKind.DismissMatch, StringComparison.Ordinal) ? Dismissals.Open : Dismissals.Dismissed,
            by
        );

    private static async Task<(Done, WorkingEntity?)> ChangeAsync(
        LedgerSession session,
        long paymentNo,
        long invoiceNo,
        string state,
        Decision by
    )
    {
        await session.FlushAsync();
        var known = await session.Transaction.QueryFirstOrDefaultAsync<string>(
            "select state from payment_matches where user_id = @user and payment_no = @paymentNo and invoice_no = @invoiceNo",
            new { paymentNo, invoiceNo }
        );
        if (known is null)
        {
            throw new StrataException(ErrorCode.Conflict, "The match is no longer proposed.");
        }
        if (string.Equals(known, state, StringComparison.Ordinal))
        {
            throw new StrataException(ErrorCode.Conflict, $"The match is already {state}.");
        }
        var kind = string.Equals(state, Dismissals.Dismissed, StringComparison.Ordinal)
            ? DecisionKind.DismissMatch
            : DecisionKind.ReopenMatch;
        var (seq, _) = session.Decide(by with { Kind = kind, EntityNo = paymentNo, OtherNo = invoiceNo });
        await session.Transaction.ExecuteAsync(
            "update payment_matches set state = @state where user_id = @user and payment_no = @paymentNo and invoice_no = @invoiceNo",
            new
            {
                state,
                paymentNo,
                invoiceNo,
            }
        );
        return (Decisions.Decided(kind, seq), null);
    }
}
