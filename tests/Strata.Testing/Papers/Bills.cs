namespace Strata.Testing.Papers;

/// <summary>Bills of trades whose papers say more than one sum, day or number.</summary>
internal static class Bills
{
    public static readonly Family[] All =
    [
        new("bill-utility", Locale.European, Utility),
        new("bill-telecom", Locale.European, Telecom),
        new("bill-hotel", Locale.All, Hotel),
        new("bill-hours", Locale.All, Hours),
        new("bill-freight", [Locale.Britain, Locale.States, Locale.Germany, Locale.Netherlands], Freight),
        new("bill-bilingual", [Locale.Germany, Locale.Switzerland, Locale.Italy, Locale.Poland], Bilingual),
        new("bill-credit", Locale.All, Credit),
        new("bill-mixed-rates", Locale.European, MixedRates),
        new("bill-reminder", Locale.All, Reminder),
        new("bill-mail", Locale.All, Mail),
        new("bill-progress", [Locale.Britain, Locale.Germany, Locale.France], Progress),
        new("bill-doctor", [Locale.Germany, Locale.Switzerland, Locale.Britain, Locale.States], Doctor),
        new("bill-prose", Locale.European, Prose),
        new("bill-quote", Locale.All, Quote),
    ];

    private static void Utility(Draft d)
    {
        var old = Math.Round(20 + (decimal)(d.Chance.Part() * 200), 2);
        d.None("items", "purchase_order");
        d.Put(d.Head());
        d.Gap();
        d.Beside(
            44,
            Parts.Address(d.Customer),
            [
                Parts.Line(d.Word("customerno"), d.CustomerNumber, 0),
                Parts.Line(d.Word("number"), d.Number, 0),
                Parts.Line(d.Word("date"), d.Day(d.Date), 0),
                Parts.Line(d.Word("period"), $"{d.Day(d.Date.AddDays(-31))} - {d.Day(d.Date.AddDays(-1))}", 0),
            ]
        );
        d.Gap();
        var (start, used) = (d.Chance.Below(90_000), 100 + d.Chance.Below(900));
        d.Put(Draft.Columns((0, "Meter"), (20, "Previous"), (32, "Current"), (44, "kWh")));
        d.Put(Draft.Columns((0, d.Digits("Z########")), (20, $"{start}"), (32, $"{start + used}"), (44, $"{used}")));
        d.Gap();
        var paidBefore = d.Chance.Is(0.6) ? old : 0;
        d.Put(Draft.Columns((0, d.Word("old")), (50, d.Money(old))));
        d.Put(Draft.Columns((0, d.Word("paid")), (50, d.Money(-paidBefore))));
        d.Note("amount_paid", paidBefore);
        d.Put(Draft.Columns((0, d.Word("net")), (50, d.Money(d.Net))), Draft.Columns((0, d.Word("tax")), (50, d.Money(d.Tax))));
        var due = d.Total + old - paidBefore;
        d.Note("total", d.Total, due);
        d.Put(Draft.Columns((0, d.Word("total")), (50, d.Money(due))));
        d.Gap();
        d.Put($"{d.Word("due")} {d.Day(d.Due)}", d.Bank());
    }

    private static void Telecom(Draft d)
    {
        d.None("items", "purchase_order");
        d.Put(d.Head());
        d.Put(Parts.Address(d.Customer));
        d.Gap();
        d.Put(d.Page(1, 3), Parts.Line(d.Word("customerno"), d.CustomerNumber, 4), Parts.Line(d.Word("number"), d.Number, 4));
        d.Put(Parts.Line(d.Word("date"), d.Day(d.Date), 4), Parts.Line(d.Word("phone"), d.Digits("07## ######"), 4));
        d.Gap();
        d.Put($"{d.Word("period")} {d.Day(d.Date.AddDays(-30))} – {d.Day(d.Date)}");
        var basic = Math.Round(d.Net * 0.6m, 2);
        d.Put($"{d.Chance.One(["Flat M", "Basic 20", "Fibre 250"])}{new string(' ', 30)}{d.Plain(basic)}");
        d.Put($"{d.Chance.One(["Roaming", "Extra", "SMS"])}{new string(' ', 34)}{d.Plain(d.Net - basic)}");
        d.Sums(d.Chance.One([1, 4]));
        d.Gap();
        d.Put($"{d.Day(d.Due)} {d.Word("method")}: {d.Method()} {d.Digits("****####")}");
        d.NoteLines(2, d.Net);
    }

    private static void Hotel(Draft d)
    {
        var nights = 1 + d.Chance.Below(4);
        d.None("items", "purchase_order", "due_date", "customer_number", "payment_reference");
        d.Put(d.Chance.One(["Hotel ", "Grand Hotel ", "Pension "]) + d.Vendor.Name, d.Vendor.Street, d.Vendor.Town);
        d.Note("vendor", "Hotel " + d.Vendor.Name, "Grand Hotel " + d.Vendor.Name, "Pension " + d.Vendor.Name);
        d.Gap();
        d.Put($"Guest: {d.Customer.Name}", $"Room: {100 + d.Chance.Below(400)}", $"Folio: {d.Number}");
        d.Put($"Arrival: {d.Day(d.Date.AddDays(-nights))}   Departure: {d.Day(d.Date)}", d.Digits("Confirmation ########"));
        if (d.Chance.Is(0.5))
        {
            d.Put($"{d.Word("date")}: {d.Day(d.Date)}");
        }
        d.Gap();
        d.Put(Draft.Columns((0, d.Word("date")), (16, d.Word("desc")), (44, d.Word("amount"))));
        for (var night = 0; night < nights; night++)
        {
            d.Put(
                Draft.Columns(
                    (0, d.Day(d.Date.AddDays(night - nights))),
                    (16, "Accommodation"),
                    (44, d.Plain(Math.Round(d.Total / nights, 2)))
                )
            );
        }
        d.Gap();
        d.Put(Draft.Columns((16, d.Word("net")), (44, d.Money(d.Net))), Draft.Columns((16, d.Word("tax")), (44, d.Money(d.Tax))));
        d.Put(Draft.Columns((16, d.Word("total")), (44, d.Money(d.Total))));
        d.Note("amount_paid", d.Total);
        d.Put(
            Draft.Columns((16, "VISA " + d.Digits("XXXX####")), (44, d.Money(-d.Total))),
            Draft.Columns((16, "Balance"), (44, d.Money(0)))
        );
        d.Note("total", d.Total, 0);
        d.Note("payment_method", "VISA");
        d.NoteLines(nights, nights * Math.Round(d.Total / nights, 2));
    }

    private static void Hours(Draft d)
    {
        d.None("items");
        d.Put(Parts.Line(d.Word("from"), d.Vendor.Name, 0), Parts.Line(d.Word("to"), d.Customer.Name, 0));
        d.Put($"Matter: {d.Digits("####/##")} – {d.Side(firm: true).Name} ./. {d.Side(firm: false).Name}");
        d.Put(Parts.Line(d.Word("number"), d.Number, 0), Parts.Line(d.Word("date"), d.Day(d.Date), 0), "");
        decimal sum = 0;
        foreach (var item in d.Items)
        {
            d.Put($"{d.Day(d.Date.AddDays(-d.Chance.Below(25) - 1))}  {item.Text}  {d.Quantity(item.Quantity)} h  {d.Plain(item.Amount)}");
            sum += item.Amount;
        }
        d.Gap();
        d.Put($"{d.Quantity(d.Items.Sum(i => i.Quantity))} h      {d.Money(sum)}");
        d.Put($"{d.Word("tax")}      {d.Money(d.Tax)}", $"{d.Word("total")}      {d.Money(d.Total)}", "");
        d.Put($"{d.Word("terms")}: {d.Terms()}", $"{d.Word("vat")} {d.Vendor.VatId}", d.Bank());
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void Freight(Draft d)
    {
        var rate = 1.05m + (decimal)(d.Chance.Part() * 0.2);
        d.None("items");
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")}: {d.Number}", $"Shipper: {d.Side(firm: true).Name}", $"Consignee: {d.Side(firm: true).Name}");
        d.Put($"{d.Word("to")}: {d.Customer.Name}", $"AWB {d.Digits("###-########")}   Pieces 4   Weight {d.Chance.Below(900)},5 kg");
        d.Put($"ETD {d.Day(d.Date.AddDays(-9))}  ETA {d.Day(d.Date.AddDays(-2))}  {d.Word("date")} {d.Day(d.Date)}", "");
        d.Items.ForEach(i =>
            d.Put(Draft.Columns((0, i.Text), (30, $"USD {d.Plain(i.Amount * rate)}"), (50, $"{d.Locale.Currency} {d.Plain(i.Amount)}")))
        );
        d.Put($"Rate of exchange {rate:0.0000}", "");
        d.Put(Draft.Columns((0, d.Word("net")), (50, $"{d.Locale.Currency} {d.Plain(d.Net)}")));
        d.Put(Draft.Columns((0, d.Word("tax")), (50, $"{d.Locale.Currency} {d.Plain(d.Tax)}")));
        d.Put(Draft.Columns((0, d.Word("total")), (30, $"USD {d.Plain(d.Total * rate)}"), (50, $"{d.Locale.Currency} {d.Plain(d.Total)}")));
        d.Put("", $"{d.Word("due")}: {d.Day(d.Due)}", d.Bank());
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void Bilingual(Draft d)
    {
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")} / Invoice", "");
        var english = Vocabulary.English;
        foreach (
            var (concept, value) in new[]
            {
                ("number", d.Number),
                ("date", d.Day(d.Date)),
                ("service", d.Day(d.Date.AddDays(-4))),
                ("due", d.Day(d.Due)),
                ("customerno", d.CustomerNumber),
            }
        )
        {
            d.Put($"{d.Word(concept)} / {d.Chance.One(english[concept])}: {value}");
        }
        d.Note("service_date", d.Date.AddDays(-4));
        d.Put("", $"{d.Word("to")} / Customer:", d.Customer.Name, d.Customer.Street, d.Customer.Town, $"VAT: {d.Customer.VatId}", "");
        d.Table(0);
        d.Rate = 0;
        d.Note("tax", 0m);
        d.Note("tax_rate", 0m);
        d.Note("total", d.Net);
        d.Put("", $"{d.Word("net")} / Net: {d.Money(d.Net)}", "VAT 0 %: " + d.Money(0), $"{d.Word("total")} / Total: {d.Money(d.Net)}");
        d.Put("Reverse charge: VAT due by the recipient, Art. 196 Directive 2006/112/EC", $"{d.Word("vat")} {d.Vendor.VatId}");
    }

    private static void Credit(Draft d)
    {
        var minus = d.Chance.Is(0.6) ? -1 : 1;
        d.None("due_date", "items");
        d.Put(d.Head());
        d.Put("", d.Word("credit"), "");
        var own = d.Digits("CN-####");
        d.Note("invoice_number", own);
        d.Put(Parts.Line(d.Chance.Is(0.5) ? d.Word("credit") : "No", own, 2), Parts.Line(d.Word("date"), d.Day(d.Date), 0));
        d.Put($"{d.Word("number")}: {d.Number}, {d.Day(d.Date.AddDays(-20))}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (50, d.Plain(minus * i.Amount)))));
        d.Put(
            Draft.Columns((0, d.Word("net")), (50, d.Money(minus * d.Net))),
            Draft.Columns((0, d.Word("tax")), (50, d.Money(minus * d.Tax)))
        );
        d.Put(Draft.Columns((0, d.Word("total")), (50, d.Money(minus * d.Total))));
        d.Note("subtotal", minus * d.Net);
        d.Note("tax", minus * d.Tax);
        d.Note("total", minus * d.Total);
        d.NoteLines(d.Items.Count, minus * d.Items.Sum(i => i.Amount));
    }

    private static void MixedRates(Draft d)
    {
        var other = Math.Round(5 + (decimal)(d.Chance.Part() * 80), 2);
        var low = d.Locale.Rates[^1];
        var lowTax = Math.Round(other * low / 100, 2);
        d.None("tax_rate");
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")} {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Put(Draft.Columns((0, d.Word("desc")), (40, "%"), (50, d.Word("amount"))));
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (40, d.Plain(d.Rate, 0)), (50, d.Plain(i.Amount)))));
        d.Put(Draft.Columns((0, d.Chance.One(d.Locale.Goods)), (40, d.Plain(low, 0)), (50, d.Plain(other))), "");
        d.Note("items", string.Create(CultureInfo.InvariantCulture, $"{d.Items.Count + 1}|{d.Net + other:0.####}"));
        d.Put(Draft.Columns((0, "%"), (12, d.Word("net")), (32, d.Word("tax").Split(' ')[0]), (52, d.Word("total"))));
        d.Put(Draft.Columns((0, d.Plain(d.Rate, 0)), (12, d.Plain(d.Net)), (32, d.Plain(d.Tax)), (52, d.Plain(d.Total))));
        d.Put(Draft.Columns((0, d.Plain(low, 0)), (12, d.Plain(other)), (32, d.Plain(lowTax)), (52, d.Plain(other + lowTax))));
        d.Note("subtotal", d.Net + other);
        d.Note("tax", d.Tax + lowTax);
        d.Note("total", d.Total + other + lowTax);
        if (d.Chance.Is(0.5))
        {
            d.Put(
                Draft.Columns(
                    (0, "="),
                    (12, d.Plain(d.Net + other)),
                    (32, d.Plain(d.Tax + lowTax)),
                    (52, d.Plain(d.Total + other + lowTax))
                )
            );
        }
        d.Put("", $"{d.Word("total")}: {d.Money(d.Total + other + lowTax)}", $"{d.Word("due")} {d.Day(d.Due)}");
    }

    private static void Reminder(Draft d)
    {
        var fee = d.Chance.One([5m, 10m, 12.5m, 40m]);
        var until = d.Due.AddDays(24);
        d.None("items", "subtotal", "tax", "tax_rate", "purchase_order");
        d.Put(d.Head());
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        d.Put("", Draft.Columns((40, $"{d.Word("date")}: {d.Day(d.Due.AddDays(10))}")), "", d.Word("reminder"), "", d.Word("dear"), "");
        d.Note("issue_date", d.Date, d.Due.AddDays(10));
        d.Note("due_date", d.Due, until);
        d.Put(Draft.Columns((0, d.Word("number")), (20, d.Word("date")), (36, d.Word("due")), (56, d.Word("amount"))));
        d.Put(Draft.Columns((0, d.Number), (20, d.Day(d.Date)), (36, d.Day(d.Due)), (56, d.Plain(d.Total))));
        d.Put(Draft.Columns((0, d.Word("fee")), (56, d.Plain(fee))), Draft.Columns((0, d.Word("total")), (56, d.Money(d.Total + fee))));
        d.Note("total", d.Total, d.Total + fee);
        d.Put("", $"{d.Chance.One(["Please pay by", "Bitte zahlen Sie bis zum", "Merci de régler avant le"])} {d.Day(until)}.", d.Bank());
    }

    private static void Mail(Draft d)
    {
        d.None("items", "purchase_order", "customer_number");
        d.Put($"Hi {d.Customer.Name.Split(' ')[0]},", "");
        d.Put(
            $"Thanks for using {d.Vendor.Name}. Here is your {d.Word("invoice").ToLowerInvariant()} for {d.Locale.Months[d.Date.Month - 1]}.",
            ""
        );
        d.None("customer");
        d.Note("customer", d.Customer.Name, d.Customer.Name.Split(' ')[0]);
        d.Put($"{d.Word("number")}: {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", $"Plan: Team ({d.Items.Count} seats)");
        d.Put($"{d.Word("net")}: {d.Money(d.Net)}", $"{d.Word("tax")}: {d.Money(d.Tax)}", $"{d.Word("total")}: {d.Money(d.Total)}");
        d.Put($"Next charge on {d.Day(d.Date.AddDays(30))}", "");
        d.Put(
            $"{d.Word("method")}: {d.Method()}",
            $"Questions? Write to {d.Vendor.Email}",
            "",
            d.Vendor.Name,
            $"{d.Vendor.Street}, {d.Vendor.Town}"
        );
    }

    private static void Progress(Draft d)
    {
        var before = Math.Round(d.Net * 0.4m, 2);
        d.None("items");
        d.Put(d.Head());
        d.Put("", $"{d.Word("invoice")} {d.Number} (interim no. {2 + d.Chance.Below(4)})", $"{d.Word("date")} {d.Day(d.Date)}");
        d.Put($"{d.Word("to")} {d.Customer.Name}", $"Contract {d.Digits("BV-####")} dated {d.Day(d.Date.AddDays(-160))}", "");
        var gross = d.Net + before;
        d.Put(
            Draft.Columns((0, "Value of work to date"), (50, d.Plain(gross))),
            Draft.Columns((0, "Less previous certificates"), (50, d.Plain(-before)))
        );
        d.Put(Draft.Columns((0, d.Word("net")), (50, d.Plain(d.Net))), Draft.Columns((0, d.Word("tax")), (50, d.Plain(d.Tax))));
        d.Put(Draft.Columns((0, d.Word("total")), (50, d.Money(d.Total))));
        var held = Math.Round(d.Total * 0.05m, 2);
        d.Put(Draft.Columns((0, "5 % retention"), (50, d.Plain(-held))), Draft.Columns((0, "Payable now"), (50, d.Money(d.Total - held))));
        d.Note("total", d.Total, d.Total - held);
        d.Put("", $"{d.Word("due")}: {d.Day(d.Due)}", $"{d.Word("vat")} {d.Vendor.VatId}");
        d.NoteLines(2, d.Net);
    }

    private static void Doctor(Draft d)
    {
        var born = new DateOnly(1950, 1, 1).AddDays(d.Chance.Below(20_000));
        d.None("tax", "tax_rate", "subtotal", "items", "purchase_order");
        var who = d.Side(firm: false).Name;
        d.Note("vendor", d.Vendor.Name, who, $"{d.Vendor.Name} {who}");
        d.Put($"{d.Vendor.Name}", who, $"{d.Vendor.Street} · {d.Vendor.Town}", $"{d.Word("phone")} {d.Vendor.Phone}", "");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Word("number")}: {d.Number}    {d.Word("date")}: {d.Day(d.Date)}",
            $"Patient: {d.Customer.Name}, *{d.Day(born)}",
            ""
        );
        foreach (var item in d.Items)
        {
            d.Put(
                $"{d.Day(d.Date.AddDays(-d.Chance.Below(40) - 2))}   {d.Chance.Below(6000)}   {item.Text}   {d.Plain(2.3m, 0)}   {d.Plain(item.Amount)}"
            );
        }
        d.Note("total", d.Net);
        d.Put("", $"{d.Word("total")}: {d.Money(d.Net)}", $"{d.Word("due")} {d.Day(d.Due)}", d.Bank());
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void Prose(Draft d)
    {
        d.None("items", "purchase_order", "customer_vat_id");
        d.Put(d.Head());
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        d.Put("", d.Day(d.Date), "", d.Word("dear"), "");
        var (number, total, due) = (d.Number, d.Money(d.Total), d.Day(d.Due));
        d.Put(
            d.Locale.Country switch
            {
                "DE" =>
                    $"mit dieser Rechnung Nr. {number} stellen wir Ihnen {total} in Rechnung (darin {d.Money(d.Tax)} MwSt.). Bitte überweisen Sie bis {due}.",
                "FR" => $"la facture n° {number} d'un montant de {total} (dont TVA {d.Money(d.Tax)}) est payable avant le {due}.",
                "ES" =>
                    $"le enviamos la factura nº {number} por un importe de {total}, IVA incluido ({d.Money(d.Tax)}), con vencimiento el {due}.",
                "IT" => $"in allegato la fattura n. {number} di importo {total}, IVA {d.Money(d.Tax)}, con scadenza il {due}.",
                "NL" => $"hierbij factuur {number} voor een bedrag van {total} (btw {d.Money(d.Tax)}), te betalen voor {due}.",
                _ => $"our invoice {number} comes to {total}, including VAT of {d.Money(d.Tax)}. Please pay by {due}.",
            }
        );
        d.Put("", $"{d.Word("customerno")}: {d.CustomerNumber}", d.Bank(), "", d.Side(firm: false).Name);
    }

    private static void Quote(Draft d)
    {
        d.None("due_date", "purchase_order");
        d.Put(d.Head());
        var title = d.Locale.Country switch
        {
            "DE" or "CH" => "Angebot",
            "FR" => "DEVIS",
            "ES" => "PRESUPUESTO",
            "IT" => "PREVENTIVO",
            "NL" => "OFFERTE",
            _ => d.Chance.One(["QUOTATION", "PRO FORMA INVOICE", "ESTIMATE"]),
        };
        d.Put(
            "",
            $"{title} {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"Valid until: {d.Day(d.Due)}",
            $"{d.Word("to")}: {d.Customer.Name}",
            ""
        );
        d.Table(d.Chance.One([0, 1]));
        d.Put("");
        d.Sums(1);
        d.Put("", $"{d.Word("terms")}: {d.Terms()}", $"{d.Word("contact")}: {d.Side(firm: false).Name}");
    }
}
