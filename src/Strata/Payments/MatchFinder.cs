using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Payments.Matching;
using Strata.Schemas;
using Strata.Search;
using Strata.Settlement;

namespace Strata.Payments;

/// <summary>
/// Looks for payments that may pay invoices and files them. Relates nothing. Always looks at all: invoices are held in memory, payments pass
/// by, so that the order of arrival decides nothing.
/// </summary>
internal sealed class MatchFinder(IDatabase database, LedgerServices services, EntityListing listing)
{
    private const int MaxInvoices = 100_000;
    private const int MaxProposed = 200_000;

    public async Task<PaymentMatchReport> FindAsync(IUserWrites writes, IProgress<Progress>? progress, CancellationToken ct)
    {
        var schemas = await database.ReadAsync(writes.User, services.Schemas.CurrentAsync, ct);
        var book = new InvoiceBook();
        long invoices = 0,
            payments = 0;
        string? incomplete = null;
        foreach (var schema in schemas.All.Where(Invoice.IsType))
        {
            await foreach (var page in PagesAsync(writes.User, schema, $"-{schema.Of(FieldRole.DueDate)?.Name}", ct))
            {
                if (invoices + page.Count > MaxInvoices)
                {
                    incomplete = $"Only the {MaxInvoices} invoices due last were compared.";
                    break;
                }
                foreach (var (no, entity) in page)
                {
                    if (Invoice.Of(schema, entity.Fields) is { } invoice)
                    {
                        book.Add(new BookedInvoice(no, invoice));
                        invoices++;
                    }
                }
            }
        }
        var (settled, filed) = await database.ReadAsync(writes.User, async c => (await SettledAsync(c), await FiledAsync(c)), ct);
        var paid = settled.Select(s => s.InvoiceNo).ToHashSet();
        var proposed = new List<ProposedMatch>();
        foreach (var schema in schemas.All.Where(s => invoices > 0 && Payment.IsType(s)))
        {
            await foreach (var page in PagesAsync(writes.User, schema, sort: null, ct))
            {
                foreach (var (no, entity) in page)
                {
                    if (Payment.Of(schema, entity.Fields) is { } payment && proposed.Count < MaxProposed)
                    {
                        proposed.AddRange(book.Of(no, payment, paid.Contains));
                    }
                    payments++;
                }
                progress?.Report(new Progress(schema.EntityType, payments, null));
            }
        }
        if (proposed.Count >= MaxProposed)
        {
            incomplete = $"More than {MaxProposed} pairs match; the rest was left out.";
        }
        var dismissed = filed.Where(f => f.State == Dismissals.Dismissed).Select(f => (f.PaymentRoot, f.InvoiceRoot)).ToHashSet();
        var kept = Assignment.Of(proposed, settled, dismissed);
        var (added, gone) = await MatchRows.FileAsync(
            writes,
            kept,
            [
                .. filed
                    .Where(f => !settled.Contains((f.PaymentRoot, f.InvoiceRoot)))
                    .Select(f => new MatchRows.Filed(f.PaymentNo, f.InvoiceNo, f.Seq, f.State, f.Score, f.Evidence)),
            ]
        );
        return new PaymentMatchReport(payments, invoices, kept.Count, added, gone, incomplete);
    }

    private async IAsyncEnumerable<IReadOnlyList<(long No, EntityView Entity)>> PagesAsync(
        UserId user,
        SchemaDefinition schema,
        string? sort,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct
    )
    {
        string? cursor = null;
        do
        {
            var query = new EntityQuery
            {
                EntityType = schema.EntityType,
                Sort = sort,
                Limit = Paging.MaxLimit,
                Cursor = cursor,
            };
            var (page, next) = await database.ReadAsync(
                user,
                async c =>
                {
                    var read = await listing.ListAsync(c, query, await ReadPoint.AtAsync(c, ReadAt.Now, services.Schemas));
                    return (await EntityNumbers.OfAsync(c, read.Items), read.NextCursor);
                },
                ct
            );
            yield return page;
            cursor = next;
        } while (cursor is not null);
    }

    /// <summary>Returns what people related, by current roots.</summary>
    private static async Task<IReadOnlySet<(long PaymentNo, long InvoiceNo)>> SettledAsync(UserConnection connection) => (
            await connection.QueryAsync<SettledRow>(
                """
                select a.root_no as from_no, b.root_no as to_no, r.type from relationships r
                join entities a on a.user_id = r.user_id and a.entity_no = r.from_no
                join entities b on b.user_id = r.user_id and b.entity_no = r.to_no
                where r.user_id = @user and r.removed_seq is null and r.type in ('pays', 'settled_by')
                """
            )
        ).Select(r => r.Type == Payment.Pays ? (r.FromNo, r.ToNo) : (r.ToNo, r.FromNo)).ToHashSet();

    private static Task<IReadOnlyList<FiledRow>> FiledAsync(UserConnection connection) =>
        connection.QueryAsync<FiledRow>(
            """
            select m.payment_no, m.invoice_no, m.seq, m.state, m.score, m.evidence, p.root_no as payment_root, i.root_no as invoice_root
            from payment_matches m
            join entities p on p.user_id = m.user_id and p.entity_no = m.payment_no
            join entities i on i.user_id = m.user_id and i.entity_no = m.invoice_no
            where m.user_id = @user
            """
        );

    private sealed record SettledRow(long FromNo, long ToNo, string Type);

    private sealed record FiledRow(
        long PaymentNo,
        long InvoiceNo,
        long Seq,
        string State,
        double Score,
        string Evidence,
        long PaymentRoot,
        long InvoiceRoot
    );
}
