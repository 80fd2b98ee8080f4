using System.Text.RegularExpressions;
using Strata.Rules.Values;
using Strata.Schemas;

namespace Strata.Rules.Text;

/// <summary>Reads unlabelled values and line items of business papers: fills fields that no label filled.</summary>
internal sealed class PaperReader(TextSchema schema, TextOutline outline, FoundValues found)
{
    private const int MaxSums = 6;

    private static readonly Regex SentDay = new(
        @"\d{1,2} [A-Z][a-z]{2} \d{4}|\d{4}-\d{2}-\d{2}",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant
    );

    private decimal? _itemSum;
    private ItemReader? _taken;

    /// <summary>Whether line items and totals add up.</summary>
    public SumCheck Sums { get; private set; }

    /// <summary>Amounts outside of line items.</summary>
    public IReadOnlyList<decimal> Apart { get; private set; } = [];

    /// <summary>Whether some cell of a line item did not read.</summary>
    public bool HasMisfits { get; private set; }

    public void Take(in Notation document, bool? dayFirst)
    {
        if (
            found.IsOpen(schema.Sender)
            && outline.Letterhead.Sender(found.TextOf(schema.Recipient), schema.Recipient is not null) is { } sender
        )
        {
            found.Fill(schema.Sender, sender.Raw, sender);
        }
        if (
            found.IsOpen(schema.Recipient)
            && found.TextOf(schema.Sender) is { } from
            && outline.Letterhead.Recipient(from) is { } recipient
        )
        {
            found.Fill(schema.Recipient, recipient.Raw, recipient);
        }
        if (
            found.IsOpen(schema.Payment)
            && found.JsonOf(schema.Total) is { } total
            && outline.Prices.Payment(total, document) is var (means, block)
        )
        {
            found.Fill(schema.Payment, means.Text, new FoundShape(means.Text, means.Range, block));
        }
        if (
            found.IsOpen(schema.Payment)
            && (outline.Payment.CardMeans ?? (schema.Time is null ? null : outline.Payment.MeansAlone)) is { } named
        )
        {
            found.Fill(schema.Payment, named.Raw, named);
        }
        if (found.IsOpen(schema.BankCode) && outline.Payment.BankCode is { } bank)
        {
            found.Fill(schema.BankCode, bank.Raw, bank);
        }
        if (found.IsOpen(schema.DueDay) && outline.Payment.DueDay is { } due)
        {
            found.FillDay(schema.DueDay, due, document with { DayFirst = dayFirst ?? schema.DueDay.Field.DayFirst ?? document.DayFirst });
        }
        if (found.IsOpen(schema.TaxNumber) && outline.TaxNumber is { } number && found.TextOf(schema.RecipientTaxNumber) != number.Raw)
        {
            found.Fill(schema.TaxNumber, number.Raw, number);
        }
        if (schema.Sender is not null && found.IsOpen(schema.Number) && outline.Number is { } own)
        {
            found.Fill(schema.Number, own.Raw, own);
        }
        if (found.IsOpen(schema.Order) && outline.Order.Only is { } order)
        {
            found.Fill(schema.Order, order.Raw, order);
        }
        if (found.IsOpen(schema.Iban) && outline.Iban is { } iban)
        {
            found.Fill(schema.Iban, iban.Raw.ReplaceLineEndings(" "), iban);
        }
        if (found.IsOpen(schema.Day) && outline.Day is var (date, time))
        {
            found.FillDay(schema.Day, date, document with { DayFirst = dayFirst ?? schema.Day.Field.DayFirst ?? document.DayFirst });
            if (found.IsOpen(schema.Time) && time is { } clock)
            {
                found.Fill(schema.Time, clock.Raw, clock);
            }
        }
    }

    /// <summary>Takes the date of the mail with a receipt if the text has none.</summary>
    public void TakeMailDay(IReadOnlyList<LabelledValue> values)
    {
        if (
            schema.Time is not null
            && found.IsOpen(schema.Day)
            && values.LastOrDefault(value => value.Folded == "mail Date") is { } sent
            && SentDay.Match(sent.Text) is { Success: true } day
        )
        {
            var (raw, range) = found.Source.Part(sent.Text, sent.Range, day.Index, day.Length);
            found.Fill(schema.Day, raw, new FoundShape(raw, range, sent.Block));
        }
    }

    public void TakeItems(IReadOnlyList<ItemTable> tables, in Notation document, bool? dayFirst)
    {
        if (ItemReader.Read(schema.Schema, tables, document, dayFirst) is { } items && found.FilledBy(items.Field.Name) is null)
        {
            Take(Summing(items, tables, document, dayFirst) ?? Priced(items, tables, document, dayFirst) ?? items);
        }
        // without a header only the sum decides
        foreach (var table in schema.Sender is null ? [] : outline.Prices.Tables)
        {
            if (Listed(table, document, dayFirst) is { } listed && found.FilledBy(listed.Field.Name) is null)
            {
                Take(listed);
            }
        }
    }

    /// <summary>Checks the totals against their sums, after all else is read.</summary>
    public void CheckTotals(IReadOnlyList<LabelledValue> values, Notation document)
    {
        var mark = document.DecimalMark;
        TakeTax(values, mark);
        var amounts = values
            .Select(value => (value.Text, value.Range))
            .Concat(outline.Amounts.Rows.Select(row => (Text: row.Amount, row.Range)))
            .ToArray();
        var apart = amounts.Where(amount =>
            Amounts.IsOne(amount.Text)
            && !(_taken is { Range: var items } && amount.Range.Start >= items.Start && amount.Range.End <= items.End)
        );
        Apart = Numbers(apart);
        var others = new ExplainedDifferences(Numbers(amounts), Apart);
        if (Sums.Holds is false && _taken is not null && ItemSums.IsExplained(schema.Schema, _taken.Totals, found.Fields, others))
        {
            Sums = default;
        }
        Sums = Sums.And(FieldSums.Of(schema.Schema, found.Fields, _itemSum, others));

        List<decimal> Numbers(IEnumerable<(string Text, ByteRange Range)> texts) =>
            [.. texts.Select(amount => Amounts.Value(NumberText.Read(amount.Text, mark).Json)).OfType<decimal>()];
    }

    // A tax with other words before its name counts if it is exactly the difference to the total.
    private void TakeTax(IReadOnlyList<LabelledValue> values, char? mark)
    {
        if (
            !found.IsOpen(schema.Tax)
            || _itemSum is not { } sum
            || Amounts.Value(found.JsonOf(schema.Total)) is not { } total
            || total <= sum
            || _taken is not { } items
        )
        {
            return;
        }
        var taxes = values
            .Where(value =>
                value.Link == LabelLink.Behind
                && schema.Reader(value.Folded) == schema.Tax
                && Amounts.Value(NumberText.Read(value.Text, mark).Json) == total - sum
            )
            .ToList();
        if (taxes is [var tax] && NumberText.Read(tax.Text, mark).Json is { } json)
        {
            found.Fill(schema.Tax.Field.Name, json, tax.Text, tax.Range, tax.Block, tax.Label, tax.Link);
            Sums = ItemSums.Of(schema.Schema, items.Totals, found.Fields);
        }
    }

    private void Take(ItemReader items)
    {
        found.Fill(items.Field.Name, items.Json, found.Source.Slice(items.Range), items.Range, items.Block);
        found.Keep(items.Fragments);
        HasMisfits |= items.HasMisfits;
        _taken = items;
        Sums = ItemSums.Of(schema.Schema, items.Totals, found.Fields);
        var totals = items.Totals;
        _itemSum = items.Field.Sums.Keys.Where(totals.Sums.ContainsKey).Select(part => (decimal?)totals.Sums[part]).FirstOrDefault();
    }

    /// <summary>Returns the items without trailing rows if they add up only so: sums without a known label.</summary>
    private ItemReader? Summing(ItemReader items, IReadOnlyList<ItemTable> tables, in Notation document, bool? dayFirst)
    {
        if (
            ItemSums.Of(schema.Schema, items.Totals, found.Fields).Holds is not false
            || tables.FirstOrDefault(table => ItemReader.ArrayOf(schema.Schema, table) == items.Field) is not { } whole
        )
        {
            return null;
        }
        for (var count = whole.Rows.Count - 1; count > 0 && count >= whole.Rows.Count - MaxSums; count--)
        {
            if (
                ItemReader.Read(schema.Schema, [whole.Part(0, count)], document, dayFirst) is { } fewer
                && ItemSums.Of(schema.Schema, fewer.Totals, found.Fields).Holds is true
            )
            {
                return fewer;
            }
        }
        return null;
    }

    /// <summary>Returns the items with their single price as amount, if these add up to a stated total.</summary>
    private ItemReader? Priced(ItemReader items, IReadOnlyList<ItemTable> tables, in Notation document, bool? dayFirst)
    {
        if (
            items.HasPart(FieldRole.Amount)
            || !items.HasPart(FieldRole.UnitPrice)
            || tables.FirstOrDefault(table => ItemReader.ArrayOf(schema.Schema, table) == items.Field) is not { } whole
        )
        {
            return null;
        }
        var amount = items.Field.Part(FieldRole.Amount)?.Aliases[0] ?? "";
        var header = whole.Header.Select(name => ItemReader.Part(items.Field, name)?.Role == FieldRole.UnitPrice ? amount : name).ToArray();
        var priced = new ItemTable(whole.Names, header);
        priced.Rows.AddRange(whole.Rows);
        return
            ItemReader.Read(schema.Schema, [priced], document, dayFirst) is { } read
            && ItemSums.Of(schema.Schema, read.Totals, found.Fields).Holds is true
            ? read
            : null;
    }

    /// <summary>Returns the rows of a list that add up to a stated total: all, or the longest run from one of the first.</summary>
    private ItemReader? Listed(ItemTable table, in Notation document, bool? dayFirst)
    {
        if (ItemReader.ArrayOf(schema.Schema, table) is not { } field)
        {
            return null;
        }
        var totals = found
            .Fields.Where(value => field.Sums.Values.Any(names => names.Contains(value.Name, StringComparer.Ordinal)))
            .Select(value => Amounts.Value(value.Json))
            .ToArray();
        var mark = document.DecimalMark;
        var amounts = table.Rows.ConvertAll(row => Amounts.Value(NumberText.Read(row.Cells[^1].Text, mark).Json));
        for (var start = 0; totals.Length > 0 && start < Math.Min(table.Rows.Count, MaxSums); start++)
        {
            decimal? sum = 0;
            var best = 0;
            for (var count = 1; start + count <= table.Rows.Count && sum is not null; count++)
            {
                sum += amounts[start + count - 1];
                best = totals.Contains(sum) && (count > 1 || table.Rows.Count == 1) ? count : best;
            }
            if (
                best > 0
                && ItemReader.Read(schema.Schema, [table.Part(start, best)], document, dayFirst) is { } listed
                && ItemSums.Of(schema.Schema, listed.Totals, found.Fields).Holds is true
            )
            {
                return listed;
            }
        }
        return null;
    }
}
