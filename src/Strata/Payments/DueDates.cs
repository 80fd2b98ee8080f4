using Strata.Database;
using Strata.Entities;
using Strata.Indexing;
using Strata.Ledger;
using Strata.Schemas;
using Strata.Search;
using Strata.Settlement;

namespace Strata.Payments;

/// <summary>Reads what is due at present, of all types whose fields have the roles for it.</summary>
internal sealed class DueDates(EntityListing listing, LedgerServices services)
{
    /// <summary>Entities of one type that are looked at, by date.</summary>
    private const int MaxLooked = 20_000;
    private const int PageSize = 500;

    private static readonly string[] DoneWords =
    [
        "done",
        "completed",
        "complete",
        "closed",
        "finished",
        "resolved",
        "cancelled",
        "canceled",
        "erledigt",
        "abgeschlossen",
        "fertig",
        "geschlossen",
        "termine",
        "fait",
        "ferme",
        "hecho",
        "completado",
        "terminado",
        "cerrado",
        "fatto",
        "completato",
        "chiuso",
        "klaar",
        "gereed",
    ];

    public async Task<DueList> ListAsync(UserConnection connection, ListDue request, CancellationToken ct)
    {
        var today = Day.Parse("today", request.Today) ?? DateOnly.FromDateTime(services.Time.GetUtcNow().UtcDateTime);
        var until = request.Overdue ? Earlier(Day.Parse("until", request.Until), today.AddDays(-1)) : Day.Parse("until", request.Until);
        var point = await ReadPoint.AtAsync(connection, ReadAt.Now, services.Schemas);
        var limit = Math.Clamp(request.Limit, 1, Paging.MaxLimit);
        var due = new List<DueItem>();
        string? incomplete = null;
        foreach (var schema in point.Schemas.All)
        {
            if (KindOf(schema) is not var (kind, field))
            {
                continue;
            }
            var (items, whole) = await OfTypeAsync(connection, schema, kind, field, until, today, limit, point, ct);
            due.AddRange(items);
            incomplete ??= whole ? null : $"Of {schema.EntityType} only the first {MaxLooked} by date were looked at.";
        }
        var sorted = due.Where(d => until is not { } last || d.Date <= last)
            .OrderBy(d => d.Date)
            .ThenBy(d => d.Kind)
            .ThenBy(d => d.EntityId, StringComparer.Ordinal)
            .ToList();
        return new DueList(
            [.. sorted.Take(limit)],
            today,
            sorted.Count > limit
                ? $"More is due after {sorted[limit - 1].Date:yyyy-MM-dd}; 'limit' may be up to {Paging.MaxLimit}."
                : incomplete
        );
    }

    /// <summary>What entities of the type are, and the field with the date that they are sorted by; null if they are never due.</summary>
    private static (DueKind Kind, string Field)? KindOf(SchemaDefinition schema) =>
        Invoice.IsType(schema) ? (DueKind.Invoice, schema.Of(FieldRole.DueDate)!.Name) // Invoices have the role.
        : schema.Of(FieldRole.NoticePeriod) is not null && schema.Of(FieldRole.End) is { } end ? (DueKind.Notice, end.Name)
        : schema.Of(FieldRole.DueDate) is { } due && (schema.Of(FieldRole.Done) ?? schema.Of(FieldRole.Status)) is not null
            ? (DueKind.Task, due.Name)
        : null;

    private async Task<(List<DueItem> Items, bool Whole)> OfTypeAsync(
        UserConnection connection,
        SchemaDefinition schema,
        DueKind kind,
        string field,
        DateOnly? until,
        DateOnly today,
        int limit,
        ReadPoint point,
        CancellationToken ct
    )
    {
        var items = new List<DueItem>();
        // The end of a contract lies after the day of its notice.
        List<FieldFilter> filters =
            kind == DueKind.Notice ? [On(field, "ge", today)]
            : until is { } last ? [On(field, "le", last)]
            : [];
        filters.Add(new FieldFilter(field, "exists"));
        string? cursor = null;
        var looked = 0;
        do
        {
            ct.ThrowIfCancellationRequested();
            var page = await listing.ListAsync(
                connection,
                new EntityQuery
                {
                    EntityType = schema.EntityType,
                    Filters = filters,
                    Sort = field,
                    Limit = PageSize,
                    Cursor = cursor,
                },
                point
            );
            items.AddRange(
                kind switch
                {
                    DueKind.Invoice => await InvoicesAsync(connection, schema, page.Items, today, point),
                    DueKind.Notice => page.Items.Select(e => Notice(schema, e, today)).OfType<DueItem>(),
                    _ => page.Items.Select(e => ToDo(schema, e, today)).OfType<DueItem>(),
                }
            );
            cursor = page.NextCursor;
            looked += page.Items.Count;
            // In the order of their date, so that what follows is due later; but not contracts, whose periods differ.
        } while (cursor is not null && looked < MaxLooked && (items.Count <= limit || kind == DueKind.Notice));
        return (items, cursor is null || looked < MaxLooked);
    }

    private static async Task<IReadOnlyList<DueItem>> InvoicesAsync(
        UserConnection connection,
        SchemaDefinition schema,
        IReadOnlyList<EntityView> page,
        DateOnly today,
        ReadPoint point
    )
    {
        var open = (await EntityNumbers.OfAsync(connection, page))
            .Select(e => (e.No, e.Entity, Invoice: Invoice.Of(schema, e.Entity.Fields)))
            .Where(e => e.Invoice is { Total: > 0, Due: not null, Stated: null })
            .ToList();
        var settlements = await Settlements.OfAsync(
            connection,
            [.. open.Select(e => new AskedInvoice(e.No, e.Invoice!))], // Selected above.
            point.Schemas
        );
        var items = new List<DueItem>();
        foreach (var (no, entity, invoice) in open)
        {
            var settlement = settlements[no];
            if (invoice?.Due is { } due && settlement.State != SettlementState.Paid)
            {
                items.Add(
                    Item(schema, entity, DueKind.Invoice, due, today) with
                    {
                        Title = string.Join(' ', new[] { invoice.Vendor ?? invoice.Customer, invoice.Number }.OfType<string>()),
                        Amount = settlement.Open,
                        Currency = settlement.Currency,
                        Why =
                            settlement.State == SettlementState.PartlyPaid
                                ? string.Create(CultureInfo.InvariantCulture, $"invoice, {settlement.Paid} of {invoice.Total} paid")
                                : "invoice, no payment known",
                    }
                );
            }
        }
        return items;
    }

    private static DueItem? Notice(SchemaDefinition schema, EntityView contract, DateOnly today)
    {
        var roles = new RoleValues(schema, contract.Fields);
        return
            roles.Date(FieldRole.End) is { } end
            && roles.Text(FieldRole.NoticePeriod) is { } period
            && NoticePeriod.LastDay(period, end) is { } last
            ? Item(schema, contract, DueKind.Notice, last, today) with
            {
                Amount = roles.Amount(FieldRole.Amount) ?? roles.Amount(FieldRole.Total),
                Currency = roles.Text(FieldRole.Currency),
                Why = $"last day to give notice: {period} before the end on {end:yyyy-MM-dd}",
            }
            : null;
    }

    private static DueItem? ToDo(SchemaDefinition schema, EntityView task, DateOnly today)
    {
        var roles = new RoleValues(schema, task.Fields);
        return
            roles.Date(FieldRole.DueDate) is { } due
            && !roles.IsTrue(FieldRole.Done)
            && !(
                roles.Text(FieldRole.Status) is { } status
                && DoneWords.Contains(Normalisation.Text(Normaliser.Name, status), StringComparer.Ordinal)
            )
            ? Item(schema, task, DueKind.Task, due, today) with
            {
                Why = "not done",
            }
            : null;
    }

    private static DueItem Item(SchemaDefinition schema, EntityView entity, DueKind kind, DateOnly date, DateOnly today) =>
        new()
        {
            Date = date,
            Days = date.DayNumber - today.DayNumber,
            Kind = kind,
            EntityId = entity.EntityId,
            EntityType = schema.EntityType,
            Title = entity.Title,
            Why = "",
        };

    private static FieldFilter On(string field, string op, DateOnly day) =>
        new(field, op, JsonElement.Parse(JsonText.String(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))));

    private static DateOnly Earlier(DateOnly? a, DateOnly b) => a is { } other && other < b ? other : b;
}
