using Strata.Interpretation.Values;

namespace Strata.Interpretation.Text;

/// <summary>What papers of business say without a label, and their line items: fills fields that no label filled.</summary>
internal sealed class PaperReader(TextSchema schema, TextOutline outline, FoundValues found)
{
    /// <summary>Whether the line items add up.</summary>
    public ItemSums Sums { get; private set; }

    /// <summary>Whether some cell of a line item did not read.</summary>
    public bool HasMisfits { get; private set; }

    public void Take(in Notation document, bool? dayFirst)
    {
        if (found.IsOpen(schema.Sender) && outline.Letterhead.Sender(found.TextOf(schema.Recipient), schema.Recipient is not null) is { } sender)
        {
            found.Fill(schema.Sender, sender.Raw, sender);
        }

        if (found.IsOpen(schema.Recipient) && found.TextOf(schema.Sender) is { } from && outline.Letterhead.Recipient(from) is { } recipient)
        {
            found.Fill(schema.Recipient, recipient.Raw, recipient);
        }

        if (found.IsOpen(schema.Payment) && found.JsonOf(schema.Total) is { } total && outline.Prices.Payment(total, document) is var (means, block))
        {
            found.Fill(schema.Payment, means.Text, new TextOutline.FoundShape(means.Text, means.Range, block));
        }

        if (found.IsOpen(schema.Iban) && outline.Iban is { } iban)
        {
            found.Fill(schema.Iban, iban.Raw, iban);
        }

        if (found.IsOpen(schema.Day) && outline.Day is var (date, time))
        {
            found.Fill(schema.Day, date.Raw, date, document with { DayFirst = dayFirst ?? schema.Day.Field.DayFirst ?? document.DayFirst });
            if (found.IsOpen(schema.Time) && time is { } clock)
            {
                found.Fill(schema.Time, clock.Raw, clock);
            }
        }
    }

    public void TakeItems(IReadOnlyList<ItemTable> tables, in Notation document, bool? dayFirst)
    {
        if (ItemReader.Read(schema.Schema, tables, document, dayFirst) is { } items && found.FilledBy(items.Field.Name) is null)
        {
            found.Fill(items.Field.Name, items.Json, found.Source.Slice(items.Range), items.Range, items.Block);
            found.Keep(items.Fragments);
            HasMisfits = items.HasMisfits;
            Sums = ItemSums.Of(items, found.Fields, items.Count);
        }

        // Without a header only the sum tells.
        foreach (var table in schema.Sender is null ? [] : outline.Prices.Tables)
        {
            if (ItemReader.Read(schema.Schema, [table], document, dayFirst) is { } listed && found.FilledBy(listed.Field.Name) is null
                && ItemSums.Of(listed, found.Fields, listed.Count) is { Holds: true } sums)
            {
                found.Fill(listed.Field.Name, listed.Json, found.Source.Slice(listed.Range), listed.Range, listed.Block);
                Sums = sums;
            }
        }
    }
}
