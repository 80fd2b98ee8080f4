using Strata.Database;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;

namespace Strata.Settlement;

/// <summary>An invoice whose payments are asked for, at its root.</summary>
internal sealed record AskedInvoice(long EntityNo, Invoice Invoice);

/// <summary>
/// Reads how far invoices are paid at present: by payments that people confirmed, and by those that name the number and have the amount,
/// unless somebody dismissed the match.
/// </summary>
internal static class Settlements
{
    /// <summary>Payments of one amount that are looked at for one invoice, the latest first.</summary>
    private const long MaxAlike = 500;

    /// <summary>Relationships read for one batch of invoices.</summary>
    private const long MaxRelated = 20_000;

    public static async Task<IReadOnlyDictionary<long, SettlementView>> OfAsync(
        UserConnection connection,
        IReadOnlyList<AskedInvoice> invoices,
        SchemaSet schemas
    )
    {
        if (invoices.Count == 0)
        {
            return new Dictionary<long, SettlementView>();
        }
        var exact = await ExactAsync(connection, invoices, schemas);
        var confirmed = await ConfirmedAsync(connection, [.. invoices.Select(i => i.EntityNo)]);
        // What else a confirmed payment pays takes its part of the amount.
        var shared = await OthersAsync(connection, confirmed);
        var rows = await EntityRecords.ByNoAsync(
            connection,
            [
                .. confirmed
                    .Concat(shared)
                    .SelectMany(c => new[] { c.PaymentNo, c.InvoiceNo })
                    .Concat(exact.Select(e => e.PaymentNo))
                    .Distinct(),
            ]
        );
        var parts = new Dictionary<(long Payment, long Invoice), decimal>();
        foreach (var group in confirmed.Concat(shared).DistinctBy(c => (c.PaymentNo, c.InvoiceNo)).GroupBy(c => c.PaymentNo))
        {
            Allot(group.Key, [.. group.Select(c => c.InvoiceNo)], rows, schemas, parts);
        }
        return invoices.ToDictionary(i => i.EntityNo, i => View(i, confirmed, exact, rows, schemas, parts));
    }

    /// <summary>Gives each invoice of a payment what is left of it, up to its total, the earliest due first.</summary>
    private static void Allot(
        long paymentNo,
        IReadOnlyList<long> invoiceNos,
        IReadOnlyDictionary<long, EntityRecord> rows,
        SchemaSet schemas,
        Dictionary<(long, long), decimal> parts
    )
    {
        if (PaymentOf(rows.GetValueOrDefault(paymentNo), schemas) is not { } payment)
        {
            return;
        }
        var left = Math.Abs(payment.Amount);
        var paid = invoiceNos
            .Select(no => (No: no, Invoice: InvoiceOf(rows.GetValueOrDefault(no), schemas)))
            .Where(i => i.Invoice is not null && IsSame(i.Invoice.Currency, payment.Currency))
            .OrderBy(i => i.Invoice?.Due ?? i.Invoice?.Date ?? DateOnly.MaxValue)
            .ThenBy(i => i.No)
            .ToList();
        foreach (var (no, invoice) in paid)
        {
            // The only invoice may be paid too much; of several none takes more than its total.
            var part = paid.Count == 1 ? left : Math.Min(left, Math.Abs(invoice?.Total ?? 0));
            parts[(paymentNo, no)] = part;
            left -= part;
        }
    }

    private static SettlementView View(
        AskedInvoice asked,
        IReadOnlyList<Related> confirmed,
        IReadOnlyList<Match> exact,
        IReadOnlyDictionary<long, EntityRecord> rows,
        SchemaSet schemas,
        Dictionary<(long, long), decimal> parts
    )
    {
        var payments = new List<SettlingPayment>();
        foreach (var related in confirmed.Where(c => c.InvoiceNo == asked.EntityNo).DistinctBy(c => c.PaymentNo))
        {
            if (rows.TryGetValue(related.PaymentNo, out var row) && PaymentOf(row, schemas) is { } payment)
            {
                payments.Add(
                    new SettlingPayment(
                        row.EntityId,
                        Day(payment.Date),
                        parts.GetValueOrDefault((related.PaymentNo, asked.EntityNo)),
                        SettlementBasis.Confirmed,
                        Ids.Decision(related.Seq)
                    )
                );
            }
        }
        foreach (var match in exact.Where(e => e.InvoiceNo == asked.EntityNo))
        {
            if (rows.TryGetValue(match.PaymentNo, out var row) && !payments.Exists(p => p.EntityId == row.EntityId))
            {
                payments.Add(
                    new SettlingPayment(
                        row.EntityId,
                        Day(match.Payment.Date),
                        Math.Abs(match.Payment.Amount),
                        SettlementBasis.NumberAndAmount,
                        null
                    )
                );
            }
        }
        var total = Math.Abs(asked.Invoice.Total);
        var paid = payments.Sum(p => p.Amount);
        return new SettlementView
        {
            State =
                paid >= total ? SettlementState.Paid
                : paid > 0 ? SettlementState.PartlyPaid
                : SettlementState.Open,
            Paid = paid,
            Open = Math.Max(0, total - paid),
            Currency = asked.Invoice.Currency,
            Payments = [.. payments.OrderBy(p => p.Date, StringComparer.Ordinal).ThenBy(p => p.EntityId, StringComparer.Ordinal)],
            Stated = paid >= total ? null : asked.Invoice.Stated,
        };
    }

    /// <summary>Returns the payments that people related to the invoices, in either direction.</summary>
    private static Task<IReadOnlyList<Related>> ConfirmedAsync(UserConnection connection, IReadOnlyList<long> invoiceNos) =>
        RelatedAsync(connection, invoiceNos, Payment.Pays, Payment.SettledBy);

    /// <summary>Returns all that the payments of these relationships pay.</summary>
    private static Task<IReadOnlyList<Related>> OthersAsync(UserConnection connection, IReadOnlyList<Related> confirmed) =>
        RelatedAsync(connection, [.. confirmed.Select(c => c.PaymentNo).Distinct()], Payment.SettledBy, Payment.Pays);

    /// <param name="into">Type of the relationships that lead to the roots.</param>
    /// <param name="from">Type of those that lead away from them.</param>
    private static async Task<IReadOnlyList<Related>> RelatedAsync(
        UserConnection connection,
        IReadOnlyList<long> roots,
        string into,
        string from
    )
    {
        if (roots.Count == 0)
        {
            return [];
        }
        var merged = await connection.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and root_no IN_LIST(@roots) and parent_no is not null",
            new { roots }
        );
        var rows = await connection.QueryAsync<RelatedRow>(
            """
            select r.seq, a.root_no as from_no, b.root_no as to_no, r.type from relationships r
            join entities a on a.user_id = r.user_id and a.entity_no = r.from_no
            join entities b on b.user_id = r.user_id and b.entity_no = r.to_no
            where r.user_id = @user and r.removed_seq is null and r.type = @into and r.to_no IN_LIST(@members)
            union all
            select r.seq, a.root_no as from_no, b.root_no as to_no, r.type from relationships r
            join entities a on a.user_id = r.user_id and a.entity_no = r.from_no
            join entities b on b.user_id = r.user_id and b.entity_no = r.to_no
            where r.user_id = @user and r.removed_seq is null and r.type = @from and r.from_no IN_LIST(@members)
            order by 1 limit @most
            """,
            new
            {
                members = (IReadOnlyList<long>)[.. roots, .. merged],
                into,
                from,
                most = MaxRelated,
            }
        );
        return
        [
            .. rows.Select(r =>
                string.Equals(r.Type, Payment.Pays, StringComparison.Ordinal)
                    ? new Related(r.Seq, r.FromNo, r.ToNo)
                    : new Related(r.Seq, r.ToNo, r.FromNo)
            ),
        ];
    }

    /// <summary>Returns the payments that name an invoice's number and have its amount, by the value index of amounts.</summary>
    private static async Task<IReadOnlyList<Match>> ExactAsync(
        UserConnection connection,
        IReadOnlyList<AskedInvoice> invoices,
        SchemaSet schemas
    )
    {
        var amounts = schemas
            .All.Where(Payment.IsType)
            .Select(s => (Schema: s, No: schemas.FieldNo(s.EntityType, s.Of(FieldRole.Amount)?.Name ?? "")))
            .Where(s => s.No is not null)
            .ToList();
        var asked = new List<(AskedInvoice Invoice, string Key, PendingResult<long> Alike)>();
        foreach (var invoice in invoices)
        {
            if (NumberInText.Key(invoice.Invoice.Number) is not { } key || invoice.Invoice.Total == 0)
            {
                continue;
            }
            foreach (var (schema, no) in amounts)
            {
                foreach (var amount in Amounts(schema, invoice.Invoice))
                {
                    asked.Add(
                        (
                            invoice,
                            key,
                            connection.Ask<long>(
                                """
                                select entity_no from entity_values
                                where user_id = @user and field_no = @no and value = @value order by entity_no desc limit @most
                                """,
                                new
                                {
                                    no,
                                    value = ValueKey.Of(FieldKind.Number, amount.ToString(CultureInfo.InvariantCulture)),
                                    most = MaxAlike,
                                }
                            )
                        )
                    );
                }
            }
        }
        var pairs = new List<(AskedInvoice Invoice, string Key, long PaymentNo)>();
        foreach (var (invoice, key, alike) in asked)
        {
            pairs.AddRange((await alike.RowsAsync()).Select(no => (invoice, key, no)));
        }
        var found = new List<Match>();
        foreach (var chunk in pairs.Chunk(1_000))
        {
            var rows = await EntityRecords.ByNoAsync(connection, [.. chunk.Select(p => p.PaymentNo).Distinct()]);
            foreach (var (invoice, key, no) in chunk)
            {
                if (
                    rows.GetValueOrDefault(no) is { IsMerged: false, State: EntityRecord.Active } row
                    && PaymentOf(row, schemas) is { } payment
                    && Math.Abs(payment.Amount) == Math.Abs(invoice.Invoice.Total)
                    && IsSame(payment.Currency, invoice.Invoice.Currency)
                    && NumberInText.IsIn(payment.Text, key)
                )
                {
                    found.Add(new Match(invoice.EntityNo, no, payment));
                }
            }
        }
        var dismissed = await DismissedAsync(connection, [.. found.Select(f => f.InvoiceNo).Distinct()]);
        return [.. found.Where(f => !dismissed.Contains((f.PaymentNo, f.InvoiceNo)))];
    }

    /// <summary>Money out pays an invoice, money in settles one's own; a credit note turns both around.</summary>
    private static decimal[] Amounts(SchemaDefinition schema, Invoice invoice) =>
        schema.Of(FieldRole.Amount) is { Signed: false } ? [Math.Abs(invoice.Total)] : [-invoice.Total, invoice.Total];

    /// <summary>Returns the dismissed pairs of invoices, by current roots.</summary>
    private static async Task<IReadOnlySet<(long PaymentNo, long InvoiceNo)>> DismissedAsync(
        UserConnection connection,
        IReadOnlyList<long> invoiceNos
    )
    {
        if (invoiceNos.Count == 0)
        {
            return new HashSet<(long, long)>();
        }
        var merged = await connection.QueryAsync<long>(
            "select entity_no from entities where user_id = @user and root_no IN_LIST(@invoiceNos) and parent_no is not null",
            new { invoiceNos }
        );
        var rows = await connection.QueryAsync<Pair>(
            """
            select p.root_no as payment_no, i.root_no as invoice_no from payment_matches m
            join entities p on p.user_id = m.user_id and p.entity_no = m.payment_no
            join entities i on i.user_id = m.user_id and i.entity_no = m.invoice_no
            where m.user_id = @user and m.invoice_no IN_LIST(@members) and m.state = 'dismissed'
            """,
            new { members = (IReadOnlyList<long>)[.. invoiceNos, .. merged] }
        );
        return rows.Select(r => (r.PaymentNo, r.InvoiceNo)).ToHashSet();
    }

    /// <summary>Whether two currencies are or may be the same.</summary>
    public static bool IsSame(string? a, string? b) => a is null || b is null || string.Equals(a, b, StringComparison.Ordinal);

    private static Payment? PaymentOf(EntityRecord? row, SchemaSet schemas) =>
        row is not null && schemas.Find(row.EntityType) is { } schema && Payment.IsType(schema)
            ? Payment.Of(schema, FieldList.Parse(row.Fields).ToElements())
            : null;

    private static Invoice? InvoiceOf(EntityRecord? row, SchemaSet schemas) =>
        row is not null && schemas.Find(row.EntityType) is { } schema && Invoice.IsType(schema)
            ? Invoice.Of(schema, FieldList.Parse(row.Fields).ToElements())
            : null;

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record RelatedRow(long Seq, long FromNo, long ToNo, string Type);

    private sealed record Related(long Seq, long PaymentNo, long InvoiceNo);

    private sealed record Match(long InvoiceNo, long PaymentNo, Payment Payment);

    private sealed record Pair(long PaymentNo, long InvoiceNo);
}
