namespace Strata.Testing.Papers;

/// <summary>Invoices that are hard for their form: scans, pages, slips, discounts, deposits.</summary>
internal static class Specials
{
    public static readonly Family[] All =
    [
        new("special-payment-slip", [Locale.Switzerland, Locale.Germany, Locale.Netherlands, Locale.Sweden], PaymentSlip),
        new("special-two-pages", Locale.All, TwoPages),
        new("special-scan-lines", Locale.All, ScanLines),
        new("special-scan-columns", Locale.All, ScanColumns),
        new("special-early-payment", [Locale.Germany, Locale.Britain, Locale.Italy], EarlyPayment),
        new("special-deposit", Locale.All, Deposit),
        new("special-rent", Locale.European, Rent),
        new("special-import", Locale.All, Import),
        new("special-two-customers", Locale.All, TwoCustomers),
        new("special-wrapped", Locale.All, Wrapped),
        new("special-labels-below", Locale.All, LabelsBelow),
        new("special-no-labels", Locale.All, NoLabels),
        new("special-logo-words", Locale.All, LogoWords),
        new("special-columns-of-labels", Locale.All, ColumnsOfLabels),
    ];

    private static void PaymentSlip(Draft d)
    {
        d.Put(d.Head());
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        d.Put("", $"{d.Word("invoice")} {d.Number}", $"{d.Word("date")} {d.Day(d.Date)}", "");
        d.Table(0);
        d.Put("");
        d.Sums(7);
        d.Put("", $"{d.Word("terms")}: {d.Terms()}", new string('-', 70));
        d.Beside(
            36,
            ["Konto / Zahlbar an", d.Vendor.Iban, d.Vendor.Name, d.Vendor.Town, "", "Zahlbar durch", d.Customer.Name, d.Customer.Town],
            ["Währung   Betrag", $"{d.Locale.Currency}   {d.Plain(d.Total)}", "Referenz", d.Reference, "Annahmestelle"]
        );
    }

    private static void TwoPages(Draft d)
    {
        d.Put(d.Head());
        d.Put("", d.Page(1, 2), Parts.Line(d.Word("number"), d.Number, 0), Parts.Line(d.Word("date"), d.Day(d.Date), 0));
        d.Put($"{d.Word("to")}: {d.Customer.Name}", "");
        d.Items.AddRange(
            Enumerable.Range(0, 6).Select(_ => new Item(d.Chance.One(d.Locale.Goods), 1 + d.Chance.Below(5), 2 + d.Chance.Below(90)))
        );
        d.Reckon();
        d.Put(Draft.Columns((0, d.Word("desc")), (34, d.Word("qty")), (44, d.Word("price")), (60, d.Word("amount"))));
        decimal sum = 0;
        for (var i = 0; i < d.Items.Count; i++)
        {
            var item = d.Items[i];
            d.Put(Draft.Columns((0, item.Text), (34, d.Quantity(item.Quantity)), (44, d.Plain(item.Price)), (60, d.Plain(item.Amount))));
            sum += item.Amount;
            if (i == d.Items.Count / 2)
            {
                d.Put(Draft.Columns((0, d.Word("brought")), (60, d.Plain(sum))), "", d.Page(2, 2), $"{d.Word("number")} {d.Number}", "");
                d.Put(Draft.Columns((0, d.Word("desc")), (34, d.Word("qty")), (44, d.Word("price")), (60, d.Word("amount"))));
                d.Put(Draft.Columns((0, d.Word("brought")), (60, d.Plain(sum))));
            }
        }
        d.Put("");
        d.Sums(7);
        d.Put("", Parts.Line(d.Word("due"), d.Day(d.Due), 0), d.Bank(), Parts.Line(d.Word("vat"), d.Vendor.VatId, 2));
    }

    private static void ScanLines(Draft d)
    {
        d.Put(d.Head());
        d.Put("", d.Word("invoice"), Parts.Line(d.Word("number"), d.Number, 0), Parts.Line(d.Word("date"), d.Day(d.Date), 0));
        d.Put(Parts.Line(d.Word("due"), d.Day(d.Due), 0), Parts.Line(d.Word("to"), d.Customer.Name, 0), "");
        d.Table(0);
        d.Sums(0);
        d.Put(d.Bank());
        d.Scan(0.006 + (d.Chance.Part() * 0.02));
    }

    private static void ScanColumns(Draft d)
    {
        d.Beside(44, d.Head(), [Parts.Line(d.Word("number"), d.Number, 1, 16), Parts.Line(d.Word("date"), d.Day(d.Date), 1, 16)]);
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        d.Put("");
        d.Table(3);
        d.Sums(7);
        d.Put("", $"{d.Word("due")} {d.Day(d.Due)}   {d.Word("vat")} {d.Vendor.VatId}");
        d.Scan(0.006 + (d.Chance.Part() * 0.025));
    }

    private static void EarlyPayment(Draft d)
    {
        var off = Math.Round(d.Total * 0.02m, 2);
        d.Put(d.Head());
        d.Put("", d.Word("invoice"), "");
        d.Put($"{d.Word("number")} {d.Number}   {d.Word("date")} {d.Day(d.Date)}   {d.Word("service")} {d.Day(d.Date.AddDays(-6))}");
        d.Note("service_date", d.Date.AddDays(-6));
        d.Put($"Lieferschein {d.Digits("LS-#####")} / {d.Day(d.Date.AddDays(-6))}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Table(0);
        d.Sums(1);
        d.Put("", $"2 % {d.Word("discount")} {d.Day(d.Date.AddDays(10))}: {d.Money(off)} = {d.Money(d.Total - off)}");
        d.Note("discount", off);
        d.Note("payment_terms", $"2 % {d.Word("discount")} {d.Day(d.Date.AddDays(10))}: {d.Money(off)} = {d.Money(d.Total - off)}");
        d.Put($"{d.Word("due")} {d.Day(d.Due)}: {d.Money(d.Total)}", d.Bank());
    }

    private static void Deposit(Draft d)
    {
        var paid = Math.Round(d.Total * d.Chance.One([0.2m, 0.3m, 0.5m]), 2);
        var style = d.Chance.One([0, 1, 7]);
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")} {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Table(d.Chance.One([0, 3]));
        d.Put("");
        d.Sums(style);
        d.Put(Parts.Line($"{d.Word("paid")} {d.Day(d.Date.AddDays(-30))}", d.Money(-paid), style == 7 ? 1 : style, 40));
        d.Note("amount_paid", paid);
        d.Note("total", d.Total, d.Total - paid);
        d.Put(
            Parts.Line(d.Chance.One(["Rest", "Balance", "Remaining", d.Word("total")]), d.Money(d.Total - paid), style == 7 ? 1 : style, 40)
        );
        d.Put("", $"{d.Word("due")}: {d.Day(d.Due)}");
    }

    private static void Rent(Draft d)
    {
        var (rent, extra) = (400 + d.Chance.Below(900), 60 + d.Chance.Below(200));
        d.None("items", "tax", "tax_rate", "subtotal", "purchase_order");
        d.Put(d.Head());
        d.Put(["", $"{d.Word("tenant")}: {d.Customer.Name}", $"{d.Customer.Street}, {d.Customer.Town}", ""]);
        d.Put($"{d.Word("invoice")} {d.Number} - {d.Locale.Months[d.Date.Month - 1]} {d.Date.Year}", $"{d.Word("date")}: {d.Day(d.Date)}");
        d.Put($"{d.Word("rent")}  {d.Money(rent)}", $"{d.Chance.One(["Nebenkosten", "Service charge", "Charges"])}  {d.Money(extra)}");
        d.Put($"{d.Word("total")}  {d.Money(rent + extra)}", $"{d.Word("due")}: {d.Day(d.Due)}", d.Bank());
        d.Note("total", (decimal)rent + extra);
        d.NoteLines(2, rent + extra);
    }

    private static void Import(Draft d)
    {
        d.MediaType = "text/plain";
        d.Put("COMMERCIAL INVOICE", "");
        d.Put("1. Exporter", d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, "2. Invoice No. and Date", $"{d.Number}  {d.Day(d.Date)}");
        d.Put("3. Consignee", d.Customer.Name, d.Customer.Street, "4. Buyer (if other)", d.Side(firm: true).Name, "5. Terms of delivery");
        d.Put($"CIF {d.Locale.Towns[0]}", "6. Goods");
        d.Items.ForEach(i =>
            d.Put($"{i.Text}, HS {d.Digits("####.##")}, {d.Quantity(i.Quantity)} pcs, {d.Plain(i.Price)}, {d.Plain(i.Amount)}")
        );
        d.None("items", "tax", "tax_rate", "due_date");
        d.Note("total", d.Net);
        d.Put("7. Total value", d.Money(d.Net), "8. Signature", d.Side(firm: false).Name);
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void TwoCustomers(Draft d)
    {
        var agent = d.Side(firm: true);
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")} {d.Number} {d.Word("date")} {d.Day(d.Date)}", "");
        d.Beside(40, [$"{d.Word("to")}:", .. Parts.Address(d.Customer)], ["Delivery address:", agent.Name, agent.Street, agent.Town]);
        d.Put($"c/o {d.Side(firm: false).Name}", $"{d.Word("customerno")}: {d.CustomerNumber}", $"VAT: {d.Customer.VatId}", "");
        d.Table(0);
        d.Sums(7);
        d.Put("", $"{agent.Name} · {agent.Email} · {d.Word("phone")} {agent.Phone}", $"{d.Word("vat")} {d.Vendor.VatId}");
        d.Note("vendor_email", d.Vendor.Email);
    }

    private static void Wrapped(Draft d)
    {
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("number")}:",
            $"   {d.Number}",
            $"{d.Word("date")}:",
            $"   {d.Day(d.Date)}",
            $"{d.Word("to")}:",
            $"   {d.Customer.Name}",
            ""
        );
        foreach (var item in d.Items)
        {
            d.Put(
                item.Text + ", as agreed on site,",
                $"  including all parts    {d.Quantity(item.Quantity)}   {d.Plain(item.Price)}",
                $"   {d.Plain(item.Amount)}"
            );
        }
        d.None("items");
        d.Put("", $"{d.Word("net")}", d.Money(d.Net), $"{d.Word("tax")}", d.Money(d.Tax), $"{d.Word("total")}", d.Money(d.Total));
        d.Put("", $"{d.Word("due")}", d.Day(d.Due));
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void LabelsBelow(Draft d)
    {
        d.Put(d.Head());
        d.Put("", Draft.Columns((0, d.Number), (24, d.Day(d.Date)), (48, d.CustomerNumber)));
        d.Put(Draft.Columns((0, d.Word("number")), (24, d.Word("date")), (48, d.Word("customerno"))), "");
        d.Put(d.Customer.Name, d.Word("to"), "");
        d.Table(5);
        d.Put("", d.Money(d.Net), d.Word("net"), d.Money(d.Tax), d.Word("tax"), d.Money(d.Total), d.Word("total"));
    }

    private static void NoLabels(Draft d)
    {
        d.None("items");
        d.Put(d.Vendor.Name, $"{d.Vendor.Street}, {d.Vendor.Town}", "", d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Put(Draft.Columns((0, $"{d.Word("invoice")} {d.Number}"), (44, d.Day(d.Date))), "");
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (44, d.Plain(i.Amount)))));
        d.Put(
            Draft.Columns((44, new string('-', 10))),
            Draft.Columns((44, d.Plain(d.Net))),
            Draft.Columns((0, $"{d.Plain(d.Rate, 0)} %"), (44, d.Plain(d.Tax)))
        );
        d.Put(Draft.Columns((44, d.Money(d.Total))), "", d.Bank());
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void LogoWords(Draft d)
    {
        var short_ = d.Vendor.Name.Split(' ')[0].ToUpperInvariant();
        d.Put(short_, d.Word("slogan"), $"www.{short_.ToLowerInvariant()}.example.com", "");
        d.Put(
            $"{d.Word("contact")}: {d.Side(firm: false).Name}",
            $"{d.Word("phone")}: {d.Vendor.Phone}",
            $"Our ref: {d.Digits("AB/##/###")}",
            ""
        );
        d.Put(Parts.Address(d.Customer));
        d.Put("", $"{d.Word("invoice")}: {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", "");
        d.Table(0);
        d.Sums(1);
        d.Put("", $"{d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town}, {d.Word("vat")} {d.Vendor.VatId}", d.Bank());
        d.Note("vendor", d.Vendor.Name, short_);
    }

    private static void ColumnsOfLabels(Draft d)
    {
        d.Put(d.Head());
        d.Put(
            "",
            d.Word("number"),
            d.Word("date"),
            d.Word("customerno"),
            d.Word("due"),
            "",
            d.Number,
            d.Day(d.Date),
            d.CustomerNumber,
            d.Day(d.Due),
            ""
        );
        d.Put($"{d.Word("to")}: {d.Customer.Name}", "");
        d.Table(0);
        d.Put("", d.Word("net"), d.Word("tax"), d.Word("total"), "", d.Money(d.Net), d.Money(d.Tax), d.Money(d.Total));
    }
}
