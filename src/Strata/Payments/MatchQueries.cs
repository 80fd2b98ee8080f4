using System.Buffers.Binary;
using Strata.Database;
using Strata.Entities;
using Strata.Schemas;
using Strata.Settlement;

namespace Strata.Payments;

/// <summary>Reads proposed matches. Whether one is confirmed follows from the relationships.</summary>
internal sealed class MatchQueries(SchemaStore schemas)
{
    private const string Matches = """
        select m.payment_no, m.invoice_no, m.state, m.score, m.evidence,
            p.entity_id as payment_id, p.entity_type as payment_type, p.fields as payment_fields,
            i.entity_id as invoice_id, i.entity_type as invoice_type, i.fields as invoice_fields,
            (select max(r.seq) from relationships r
             where r.user_id = m.user_id and r.removed_seq is null and r.type = 'pays' and r.from_no in (m.payment_no, a.root_no)
               and r.to_no in (m.invoice_no, b.root_no)) as relation
        from payment_matches m
        join entities a on a.user_id = m.user_id and a.entity_no = m.payment_no
        join entities b on b.user_id = m.user_id and b.entity_no = m.invoice_no
        join entities p on p.user_id = m.user_id and p.entity_no = a.root_no
        join entities i on i.user_id = m.user_id and i.entity_no = b.root_no
        """;

    public async Task<Page<PaymentMatchView>> ListAsync(UserConnection connection, PaymentMatchQuery query)
    {
        var limit = Paging.Limit(query.Limit);
        var (score, paymentNo, invoiceNo) = After(query.Cursor);
        var one = query.EntityId is null ? null : await EntityReader.RecordAsync(connection, query.EntityId);
        var rows = await connection.QueryAsync<Row>(
            $"""
            select * from ({Matches}
                where m.user_id = @user and m.score >= @least
                  and (m.score, m.payment_no, m.invoice_no) < (@score, @paymentNo, @invoiceNo)
                  and (@root = 0 or p.entity_no = @root or i.entity_no = @root)
                  and (m.state <> 'open' or (p.state = 0 and i.state = 0))) as f
            where @state = 'all'
                or (@state = 'confirmed' and f.relation is not null)
                or (@state = 'dismissed' and f.relation is null and f.state = 'dismissed')
                or (@state = 'open' and f.relation is null and f.state = 'open')
            order by f.score desc, f.payment_no desc, f.invoice_no desc
            limit @limit
            """,
            new
            {
                least = query.MinScore,
                score,
                paymentNo,
                invoiceNo,
                root = one?.RootNo ?? 0,
                state = query.State.Name(),
                limit = (long)limit + 1,
            }
        );
        var known = await schemas.CurrentAsync(connection);
        return new Page<PaymentMatchView>(
            [.. rows.Take(limit).Select(r => View(r, known))],
            rows.Count > limit ? Cursor(rows[limit - 1]) : null
        );
    }

    /// <exception cref="StrataException">ENTITY_NOT_FOUND: the pair is not filed.</exception>
    public async Task<PaymentMatchView> GetAsync(UserConnection connection, string paymentId, string invoiceId)
    {
        var payment = await EntityReader.RecordAsync(connection, paymentId);
        var invoice = await EntityReader.RecordAsync(connection, invoiceId);
        var row = await connection.QueryFirstOrDefaultAsync<Row>(
            $"""
            {Matches} where m.user_id = @user and a.root_no = @payment and b.root_no = @invoice
              and m.payment_no in (
                select e.entity_no from entities e where e.user_id = @user and e.root_no = @payment and e.parent_no is not null
                union all select @payment)
            order by m.state, m.score desc limit 1
            """,
            new { payment = payment.RootNo, invoice = invoice.RootNo }
        );
        return row is null
            ? throw new StrataException(ErrorCode.EntityNotFound, $"'{paymentId}' is not proposed as a payment of '{invoiceId}'.")
            : View(row, await schemas.CurrentAsync(connection));
    }

    private static PaymentMatchView View(Row row, SchemaSet schemas)
    {
        var (paymentType, invoiceType) = (schemas.Find(row.PaymentType), schemas.Find(row.InvoiceType));
        var (paymentFields, invoiceFields) = (
            FieldList.Parse(row.PaymentFields).ToElements(),
            FieldList.Parse(row.InvoiceFields).ToElements()
        );
        var payment = paymentType is null ? null : Payment.Of(paymentType, paymentFields);
        var invoice = invoiceType is null ? null : Invoice.Of(invoiceType, invoiceFields);
        return new PaymentMatchView
        {
            PaymentId = row.PaymentId,
            InvoiceId = row.InvoiceId,
            PaymentTitle = paymentType?.TitleOf(paymentFields),
            InvoiceTitle = invoice?.Vendor ?? invoiceType?.TitleOf(invoiceFields),
            State = row.Relation is not null ? PaymentMatchState.Confirmed : EnumNames.Parse<PaymentMatchState>(row.State),
            Score = Math.Round(row.Score, 3),
            Reasons = MatchRows.Read(row.Evidence),
            Amount = payment?.Amount,
            Date = Day(payment?.Date),
            Total = invoice?.Total,
            DueDate = Day(invoice?.Due),
            Number = invoice?.Number,
            Currency = invoice?.Currency ?? payment?.Currency,
            RelationshipId = row.Relation is { } seq ? Ids.Decision(seq) : null,
        };
    }

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Cursor(Row row)
    {
        var key = new byte[16];
        BinaryPrimitives.WriteDoubleBigEndian(key, row.Score);
        BinaryPrimitives.WriteInt64BigEndian(key.AsSpan(8), row.PaymentNo);
        return Paging.Write(key, row.InvoiceNo);
    }

    private static (double Score, long PaymentNo, long InvoiceNo) After(string? cursor)
    {
        if (cursor is null)
        {
            return (2, 0, 0);
        }
        var (key, no) = Paging.Read(cursor);
        return key.Length == 16
            ? (BinaryPrimitives.ReadDoubleBigEndian(key), BinaryPrimitives.ReadInt64BigEndian(key.AsSpan(8)), no)
            : throw Paging.Refused();
    }

    private sealed record Row(
        long PaymentNo,
        long InvoiceNo,
        string State,
        double Score,
        string Evidence,
        string PaymentId,
        string PaymentType,
        string PaymentFields,
        string InvoiceId,
        string InvoiceType,
        string InvoiceFields,
        long? Relation
    );
}
