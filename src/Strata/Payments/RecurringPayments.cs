using Strata.Database;
using Strata.Entities;
using Strata.Ledger;
using Strata.Payments.Matching;
using Strata.Payments.Recurring;
using Strata.Schemas;
using Strata.Search;
using Strata.Settlement;

namespace Strata.Payments;

/// <summary>Reads recurring payments, now or at a point in the past.</summary>
internal sealed class RecurringPayments(EntityListing listing, TimeProvider time)
{
    private const int MaxPayments = 100_000;
    private const int MaxShown = 24;
    private const int WordsOfText = 3;

    public async Task<RecurringList> ListAsync(UserConnection connection, ListRecurring request, ReadPoint point, CancellationToken ct)
    {
        var today = Day.Parse("today", request.Today) ?? DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        var postings = new List<DatedPayment>();
        string? incomplete = null;
        foreach (var schema in point.Schemas.All.Where(Payment.IsType))
        {
            string? cursor = null;
            do
            {
                ct.ThrowIfCancellationRequested();
                var page = await listing.ListAsync(
                    connection,
                    new EntityQuery
                    {
                        EntityType = schema.EntityType,
                        Sort = point.IsNow ? $"-{schema.Of(FieldRole.Date)?.Name}" : null,
                        Limit = Paging.MaxLimit,
                        Cursor = cursor,
                    },
                    point
                );
                postings.AddRange(page.Items.Select(e => PostingOf(schema, e)).OfType<DatedPayment>());
                cursor = page.NextCursor;
            } while (cursor is not null && postings.Count < MaxPayments);
            incomplete ??= cursor is null ? null : $"Only {MaxPayments} payments were looked at{(point.IsNow ? ", the latest ones" : "")}.";
        }
        var items = Recurrences
            .Of(postings.Where(p => p.Date <= today))
            .Select(r => View(r, today))
            .Where(r => request.IncludeEnded || r.Next is not null)
            .Where(r => request.Counterparty is not { } name || r.Counterparty.Contains(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        var limit = Math.Clamp(request.Limit, 1, Paging.MaxLimit);
        return new RecurringList(
            [.. items.Take(limit)],
            items.Count > limit ? $"There are {items.Count} recurring payments; 'limit' may be up to {Paging.MaxLimit}." : incomplete
        );
    }

    private static DatedPayment? PostingOf(SchemaDefinition schema, EntityView entity)
    {
        if (Payment.Of(schema, entity.Fields) is not { Date: { } date } payment || payment.Amount == 0)
        {
            return null;
        }
        var party = PartyName.Of(payment.Counterparty)?.Key ?? BookedInvoice.IbanOf(payment.Iban) ?? TextKey(payment.Text);
        return party is null
            ? null
            : new DatedPayment(
                entity.EntityId,
                date,
                payment.Amount,
                payment.Currency,
                party,
                payment.Counterparty ?? entity.Title ?? payment.Iban ?? party
            );
    }

    /// <summary>The first words without digits, where a statement has nothing but a text.</summary>
    private static string? TextKey(string text)
    {
        var words = Normalisation
            .Text(Normaliser.Name, text)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(w => w.Length > 1 && !w.Any(char.IsAsciiDigit))
            .Take(WordsOfText)
            .ToList();
        return words.Count == 0 ? null : string.Join(' ', words);
    }

    private static RecurringPayment View(Recurrence recurrence, DateOnly today)
    {
        var last = recurrence.Postings[^1];
        var (missed, next) = recurrence.Expected(today);
        var isVariable = recurrence.IsVariable;
        return new RecurringPayment
        {
            Counterparty = last.Name,
            Period = recurrence.Period.Kind,
            Amount = last.Amount,
            Currency = last.Currency,
            Variable = isVariable,
            Least = isVariable ? recurrence.Postings.MinBy(p => Math.Abs(p.Amount))?.Amount : null,
            Most = isVariable ? recurrence.Postings.MaxBy(p => Math.Abs(p.Amount))?.Amount : null,
            Since = recurrence.Postings[0].Date,
            Last = last.Date,
            Next = next,
            Changes = recurrence.Changes,
            Missed = missed,
            Count = recurrence.Postings.Count,
            EntityIds = [.. recurrence.Postings.Reverse().Take(MaxShown).Select(p => p.EntityId)],
        };
    }
}
