namespace Strata.Testing.Papers;

/// <summary>Papers whose shape misleads: labels apart from their values, many sums, days and numbers, bad scans.</summary>
internal static class Traps
{
    public static readonly Family[] All =
    [
        new("trap-columns-read-down", Locale.All, ColumnsReadDown),
        new("trap-rows-torn", Locale.All, RowsTorn),
        new("trap-empty-cell", Locale.All, EmptyCell),
        new("trap-values-first", Locale.All, ValuesFirst),
        new("trap-several-invoices", Locale.All, SeveralInvoices),
        new("trap-account-summary", Locale.All, AccountSummary),
        new("trap-section-totals", Locale.All, SectionTotals),
        new("trap-two-currencies", Locale.All, TwoCurrencies),
        new("trap-dates", Locale.All, Dates),
        new("trap-deadlines", Locale.All, Deadlines),
        new("trap-numbers", Locale.All, Numbers),
        new("trap-register", Locale.European, Register),
        new("trap-bad-scan", Locale.All, BadScan),
        new("trap-bad-till-scan", Locale.All, BadTillScan),
    ];

    // What a text layer makes of two columns: first the left one, then the right.
    private static void ColumnsReadDown(Draft d)
    {
        d.Put(d.Head());
        d.Put("", d.Word("invoice"), d.Word("number"), d.Word("date"));
        List<string> values = [d.Number, d.Day(d.Date)];
        if (d.Chance.Is(0.6))
        {
            d.Put(d.Chance.One(["Depot", "Rep", "Filiale", "Agence"]));
            values.Add(d.Chance.One(["North", "K. Lund", "07", "B-12"]));
        }
        d.Put(d.Word("customerno"), d.Word("to"));
        values.AddRange([d.CustomerNumber, d.Customer.Name]);
        d.Put([.. values]);
        d.Put("");
        d.Table(d.Chance.One([0, 5]));
        d.Put("", d.Word("net"), d.Word("tax"));
        if (d.Chance.Is(0.5))
        {
            d.Put(d.Chance.One(["Rounding", "Rundung", "Arrondi", "Redondeo"]));
        }
        d.Put(d.Word("total"), d.Money(d.Net), d.Money(d.Tax), d.Money(d.Total));
        d.Put("", $"{d.Word("due")} {d.Day(d.Due)}");
    }

    private static void RowsTorn(Draft d)
    {
        d.Put(d.Vendor.Name, d.Customer.Name, d.Vendor.Street, d.Customer.Street, d.Vendor.Town, d.Customer.Town, "");
        d.Put(d.Word("number"), d.Word("date"), d.Number, d.Word("due"), d.Day(d.Date), d.Day(d.Due), "");
        foreach (var item in d.Items)
        {
            d.Put(item.Text, d.Quantity(item.Quantity), d.Plain(item.Price), d.Plain(item.Amount));
        }
        d.Put("", d.Word("net"), d.Word("tax"), d.Money(d.Net), d.Word("total"), d.Money(d.Tax), d.Money(d.Total));
    }

    private static void EmptyCell(Draft d)
    {
        var empty = d.Chance.Below(3);
        d.Put(d.Head());
        d.Put("");
        (string Label, string Value)[] cells =
        [
            (d.Word("number"), d.Number),
            (d.Word("order"), empty == 0 ? "" : d.Order),
            (d.Word("date"), d.Day(d.Date)),
            (d.Word("service"), empty == 1 ? "" : d.Day(d.Date.AddDays(-5))),
            (d.Word("customerno"), empty == 2 ? "" : d.CustomerNumber),
        ];
        d.Note("service_date", d.Date.AddDays(-5));
        d.None(
            empty == 0 ? "purchase_order"
            : empty == 1 ? "service_date"
            : "customer_number"
        );
        d.Put(Draft.Columns([.. cells.Select((cell, i) => (i * 20, cell.Label))]));
        d.Put(string.Join("   ", cells.Select(cell => cell.Value).Where(value => value.Length > 0)));
        d.Put("", d.Word("to"));
        d.Put(Parts.Address(d.Customer));
        d.Put("");
        d.Table(0);
        d.Put("", $"{d.Word("net")} | {d.Word("shipping")} | {d.Word("tax")} | {d.Word("total")}");
        d.Put($"{d.Money(d.Net)} | {d.Money(d.Tax)} | {d.Money(d.Total)}");
    }

    private static void ValuesFirst(Draft d)
    {
        d.Put(d.Head());
        d.Put("", $"{d.Number} ({d.Word("number")})", $"{d.Day(d.Date)} ({d.Word("date")})", $"{d.Day(d.Due)} ({d.Word("due")})", "");
        d.Put($"{d.Customer.Name} ({d.Word("to")})", "");
        d.Table(6);
        d.Put(
            "",
            $"{d.Money(d.Net)} {d.Word("net")}",
            $"{d.Money(d.Tax)} {d.Word("tax")}",
            $"{d.Money(d.Total)} {d.Word("total")}",
            d.Bank()
        );
    }

    private static void SeveralInvoices(Draft d)
    {
        var (others, sum) = (2 + d.Chance.Below(3), d.Total);
        d.None("items", "subtotal", "tax", "tax_rate", "invoice_number", "due_date");
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            $"{d.Word("to")}: {d.Customer.Name}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            ""
        );
        d.Put($"{d.Word("number")}   {d.Word("date")}   {d.Word("net")}   {d.Word("tax")}   {d.Word("total")}");
        for (var i = 0; i < others; i++)
        {
            var (net, day) = (d.Some(20, 500), d.Date.AddDays(-40 - (i * 11)));
            var tax = Math.Round(net * d.Rate / 100, 2);
            d.Put($"{d.Digits("R-#####")}   {d.Day(day)}   {d.Plain(net)}   {d.Plain(tax)}   {d.Plain(net + tax)}");
            sum = i == 0 ? net + tax : sum + net + tax;
        }
        d.Note("total", sum);
        d.Put("", $"{d.Word("total")}   {d.Money(sum)}", d.Bank());
    }

    private static void AccountSummary(Draft d)
    {
        var (first, paid) = (d.Some(100, 900), d.Some(50, 300));
        d.None("items", "invoice_number", "due_date", "subtotal");
        d.Put(d.Head());
        d.Put(
            "",
            "ACCOUNT SUMMARY",
            $"{d.Word("customerno")} {d.CustomerNumber}",
            d.Customer.Name,
            $"{d.Word("date")} {d.Day(d.Date)}",
            ""
        );
        d.Put(
            $"{d.Day(d.Date.AddDays(-60))}  {d.Word("old")}  {d.Plain(first)}",
            $"{d.Day(d.Date.AddDays(-33))}  {d.Word("paid")}  {d.Plain(-paid)}"
        );
        d.Put($"{d.Day(d.Date.AddDays(-12))}  {d.Word("invoice")} {d.Number}  {d.Plain(d.Total)}", "");
        d.Put("0-30   31-60   61-90", $"{d.Plain(d.Total)}   {d.Plain(first - paid)}   {d.Plain(0)}");
        d.Put($"{d.Word("total")}   {d.Money(first - paid + d.Total)}");
        d.None("tax", "tax_rate");
        d.Note("invoice_number", d.Number);
        d.Note("amount_paid", paid);
        d.Note("total", first - paid + d.Total);
    }

    private static void SectionTotals(Draft d)
    {
        var (labour, parts, extra) = (d.Some(50, 400), d.Some(20, 300), d.Some(5, 60));
        var net = labour + parts + extra;
        var tax = Math.Round(net * d.Rate / 100, 2);
        var names = d.Locale.Country is "DE" or "CH" ? new[] { "Lohn", "Material", "Fahrt" } : ["Labour", "Parts", "Travel"];
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("invoice")} {d.Number}   {d.Day(d.Date)}",
            $"{d.Word("to")}: {d.Customer.Name}",
            d.Digits("Reg. AB## CDE   VIN WVW##############   km 8####"),
            ""
        );
        foreach (var (name, amount) in names.Zip([labour, parts, extra]))
        {
            d.Put($"{name}", $"   {d.Chance.One(d.Locale.Goods)}   {d.Plain(amount)}", $"{d.Word("total")} {name}   {d.Plain(amount)}");
        }
        d.Put("", $"{d.Word("net")}   {d.Plain(net)}", $"{d.Word("tax")}   {d.Plain(tax)}", $"{d.Word("total")}   {d.Money(net + tax)}");
        d.Note("subtotal", net);
        d.Note("tax", tax);
        d.Note("total", net + tax);
        d.NoteLines(3, net);
    }

    private static void TwoCurrencies(Draft d)
    {
        var rate = 1.1m + Math.Round((decimal)(d.Chance.Part() / 5), 4);
        var other = d.Locale.Currency == "EUR" ? "USD" : "EUR";
        d.Put(d.Head());
        d.Put("", $"{d.Word("number")}: {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Items.ForEach(i => d.Put($"{i.Text}   {other} {d.Plain(Math.Round(i.Amount * rate, 2))}"));
        d.Put($"{d.Word("total")} {other}   {d.Plain(Math.Round(d.Net * rate, 2))}", $"1 {d.Locale.Currency} = {rate} {other}", "");
        d.Put($"{d.Word("net")} {d.Locale.Currency}   {d.Plain(d.Net)}", $"{d.Word("tax")} {d.Locale.Currency}   {d.Plain(d.Tax)}");
        d.Put($"{d.Word("total")} {d.Locale.Currency}   {d.Plain(d.Total)}", $"{d.Word("due")} {d.Day(d.Due)}");
        d.None("items");
    }

    private static void Dates(Draft d)
    {
        d.Put($"Printed {d.Day(d.Date.AddDays(9))}", "");
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("order")} {d.Order} / {d.Day(d.Date.AddDays(-25))}",
            $"Offer of {d.Day(d.Date.AddDays(-40))}",
            d.Customer.Name,
            ""
        );
        d.Put($"{d.Word("invoice")} {d.Number}", d.Day(d.Date), $"{d.Word("service")} {d.Day(d.Date.AddDays(-6))}", "");
        d.Note("service_date", d.Date.AddDays(-6));
        d.Table(0);
        d.Sums(1);
        d.Put("", $"{d.Day(d.Date.AddDays(10))} - 2 %, {d.Day(d.Due)} netto", $"Prices valid until {d.Day(d.Date.AddDays(120))}");
    }

    private static void Deadlines(Draft d)
    {
        d.Put(d.Head());
        d.Put(
            "",
            d.Customer.Name,
            "",
            $"{d.Word("invoice")} no. {d.Number}",
            $"Period {d.Day(d.Date.AddDays(-90))} to {d.Day(d.Date.AddDays(-1))}",
            ""
        );
        d.Put($"{d.Word("total")}: {d.Money(d.Total)}", $"{d.Word("tax")}: {d.Money(d.Tax)}", "");
        d.Put(
            $"Objections until {d.Day(d.Date.AddDays(28))}.",
            $"Your contract ends on {d.Day(d.Date.AddDays(200))}; notice by {d.Day(d.Date.AddDays(110))}."
        );
        d.Put($"We collect the amount on {d.Day(d.Due)} from {d.Customer.Iban}.", $"{d.Day(d.Date)}");
        d.Note("iban", d.Customer.Iban, d.Vendor.Iban);
        d.None("items");
    }

    private static void Numbers(Draft d)
    {
        var (reference, tax) = (d.Digits("88##-##"), d.Digits("##/###/#####"));
        d.Note("vendor_vat_id", d.Vendor.VatId, tax);
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("phone")} {d.Vendor.Phone}",
            d.Digits("HRB 1####   St-Nr. ") + tax,
            d.Digits("Customer hotline 0800 ### ###"),
            ""
        );
        d.Put(
            d.Customer.Name,
            "Ref. " + reference,
            $"{d.Word("order")} {d.Order}   {d.Word("customerno")} {d.CustomerNumber}   {d.Digits("Note 7####")}",
            ""
        );
        d.Put($"{d.Word("invoice")}", d.Number, d.Day(d.Date), "");
        d.Table(3);
        d.Put(d.Digits("Batch 0######  Serial 99####  Weight ##,# kg"));
        d.Sums(7);
        d.Note("payment_reference", reference, d.Number);
    }

    private static void Register(Draft d)
    {
        var note = d.Digits("LS #####");
        d.Put(d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Put($"No. {d.CustomerNumber}", $"No. {note}", $"No. {d.Number}", $"{d.Word("date")} {d.Day(d.Date)}", d.Word("invoice"), "");
        d.Table(5);
        d.Sums(2);
        d.Put(
            "",
            $"{d.Vendor.Name} · {d.Vendor.Street} · {d.Vendor.Town} · Reg. {d.Digits("######")} · {d.Word("vat")} {d.Vendor.VatId} · Dir. {d.Side(firm: false).Name}"
        );
    }

    private static void BadScan(Draft d)
    {
        d.Put(d.Head());
        d.Put(
            "",
            d.Word("invoice"),
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("due")}: {d.Day(d.Due)}"
        );
        d.Put(d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Table(5);
        d.Sums(1);
        d.Scan(0.05 + (d.Chance.Part() * 0.05));
    }

    private static void BadTillScan(Draft d)
    {
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
        d.Reckon(included: true);
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, $"{d.Word("vat")} {d.Vendor.VatId}", "");
        d.Items.ForEach(i => d.Put($"{i.Text}  {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("total")}  {d.Money(d.Total)}",
            $"{d.Word("tax")}  {d.Plain(d.Tax)}",
            $"{d.Day(d.Date)}  {d.Clock()}",
            $"{d.Word("receiptno")} {d.Number}"
        );
        d.Note("location", $"{d.Vendor.Street} {d.Vendor.Town}");
        d.Scan(0.05 + (d.Chance.Part() * 0.06));
    }
}
