namespace Strata.Testing.Papers;

/// <summary>Invoices of trades, wholesalers and freelancers as they are sent to firms.</summary>
internal static partial class Trades
{
    public static readonly Family[] All =
    [
        new("trade-wholesale-box", Locale.All, WholesaleBox),
        new("trade-freelance", Locale.All, Freelance),
        new("trade-craftsman", [Locale.Germany, Locale.Switzerland, Locale.Netherlands], Craftsman),
        new("trade-parts-list", Locale.All, PartsList),
        new("trade-delivery-addresses", Locale.All, DeliveryAddresses),
        new("trade-reverse-charge", Locale.European, ReverseCharge),
        new("trade-retention", Locale.English, Retention),
        new("trade-withheld", [Locale.Spain, Locale.Italy], Withheld),
        new("trade-small-business", [Locale.Germany, Locale.France, Locale.Netherlands], SmallBusiness),
        new("trade-rate-per-line", Locale.All, RatePerLine),
        new("trade-carried-over", Locale.All, CarriedOver),
        new("trade-returnable", Locale.European, Returnable),
        new("trade-line-discounts", Locale.All, LineDiscounts),
        new("trade-proforma", Locale.All, Proforma),
        new("trade-collective", Locale.All, Collective),
    ];

    private static void WholesaleBox(Draft d)
    {
        d.Beside(
            46,
            d.Head(),
            [
                d.Word("invoice"),
                $"{d.Word("number")}: {d.Number}",
                $"{d.Word("customerno")}: {d.CustomerNumber}",
                $"{d.Word("date")}: {d.Day(d.Date)}",
                $"{d.Say("Route|Tour|Tournée|Ruta|Giro|Route|Rutt|Trasa")}: {d.Digits("##")}",
            ]
        );
        d.Put("", d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Table(2);
        d.Put(
            $"| {d.Say("Weight|Gewicht|Poids|Peso|Peso|Gewicht|Vikt|Waga")} {d.Quantity(d.Some(3, 90))} kg | {d.Say("Parcels|Colli|Colis|Bultos|Colli|Colli|Kolli|Paczki")} {d.Chance.Below(9) + 1} |",
            ""
        );
        d.Put(
            Draft.Columns((0, d.Word("net")), (18, $"{d.Word("tax")}"), (40, d.Word("total"))),
            Draft.Columns((0, d.Plain(d.Net)), (18, d.Plain(d.Tax)), (40, d.Money(d.Total)))
        );
        d.Put("", $"{d.Word("terms")}: {d.Terms()}", d.Bank());
    }

    private static void Freelance(Draft d)
    {
        d.Put($"{d.Vendor.Name} · {d.Vendor.Street} · {d.Vendor.Town}", $"{d.Vendor.Email} · {d.Vendor.Phone}", "");
        d.Put(Parts.Address(d.Customer));
        d.Put("", $"{d.Vendor.Town}, {d.Day(d.Date)}", "", $"{d.Word("invoice")} {d.Number}", "", d.Word("dear"), "");
        d.Put(
            d.Say(
                "for my work in the last month I charge:|für meine Arbeit im letzten Monat berechne ich:|pour mes prestations du mois dernier :|por mis servicios del mes pasado:|per le mie prestazioni del mese scorso:|voor mijn werk van vorige maand reken ik:|för mitt arbete förra månaden:|za prace w ubiegłym miesiącu:"
            ),
            ""
        );
        d.Items.ForEach(i =>
            d.Put(
                $"- {i.Text}, {d.Quantity(i.Quantity)} {d.Say("h at|Std. à|h à|h a|h a|uur à|tim à|godz. po")} {d.Money(i.Price)}: {d.Money(i.Amount)}"
            )
        );
        d.Put("", $"{d.Word("net")}: {d.Money(d.Net)}", $"{d.Word("tax")}: {d.Money(d.Tax)}", $"{d.Word("total")}: {d.Money(d.Total)}", "");
        d.Put(
            $"{d.Say("Please transfer by|Bitte überweisen Sie bis|Merci de virer avant le|Ruego transferencia antes del|Si prega di bonificare entro il|Graag overmaken vóór|Vänligen betala före|Proszę o przelew do")} {d.Day(d.Due)}",
            d.Bank(),
            Parts.Line(d.Word("vat"), d.Vendor.VatId, 0)
        );
        d.None("customer_number", "purchase_order");
    }

    private static void Craftsman(Draft d)
    {
        var (site, wages) = (d.Side(firm: false), d.Some(60, 200));
        d.Put(d.Head());
        d.Put(
            "",
            Draft.Columns((0, d.Customer.Name), (44, $"{d.Word("number")} {d.Number}")),
            Draft.Columns((0, d.Customer.Street), (44, $"{d.Word("date")} {d.Day(d.Date)}")),
            d.Customer.Town,
            ""
        );
        d.Put(
            d.Locale.Country == "NL" ? $"Werkadres: {site.Street}, {site.Town}" : $"Baustelle: {site.Street}, {site.Town}",
            d.Locale.Country == "NL" ? $"Uitgevoerd door: {site.Name}" : $"Ausgeführt von: {site.Name}",
            $"{d.Word("service")}: {d.Day(d.Date.AddDays(-9))}",
            ""
        );
        d.Note("service_date", d.Date.AddDays(-9));
        d.Table(3);
        d.Put("");
        d.Sums(7);
        d.Put(
            "",
            d.Locale.Country == "NL"
                ? $"Arbeidsloon in dit bedrag: {d.Money(wages)}"
                : $"Im Betrag enthaltene Lohnkosten: {d.Money(wages)}",
            d.Locale.Country == "NL" ? $"Garantie tot {d.Day(d.Date.AddYears(2))}" : $"Gewährleistung bis {d.Day(d.Date.AddYears(2))}",
            $"{d.Word("due")} {d.Day(d.Due)}",
            d.Bank()
        );
    }

    private static void PartsList(Draft d)
    {
        d.Put(d.Vendor.Name.ToUpperInvariant(), $"{d.Vendor.Street} - {d.Vendor.Town}", "");
        d.Put(
            $"{d.Word("number")}\t{d.Number}\t{d.Word("date")}\t{d.Day(d.Date)}",
            $"{d.Word("order")}\t{d.Order}\t{d.Word("customerno")}\t{d.CustomerNumber}",
            ""
        );
        d.Put($"{d.Word("to")}\t{d.Customer.Name}", $"\t{d.Customer.Street}", $"\t{d.Customer.Town}", "");
        d.Put($"SKU\t{d.Word("desc")}\t{d.Word("qty")}\t{d.Word("price")}\t{d.Word("amount")}");
        d.Items.ForEach(i => d.Put($"{d.Digits("##-####")}\t{i.Text}\t{d.Quantity(i.Quantity)}\t{d.Plain(i.Price)}\t{d.Plain(i.Amount)}"));
        d.Put(
            $"\t\t\t{d.Word("net")}\t{d.Plain(d.Net)}",
            $"\t\t\t{d.Word("tax")}\t{d.Plain(d.Tax)}",
            $"\t\t\t{d.Word("total")}\t{d.Plain(d.Total)}"
        );
        d.Put("", $"{d.Word("due")}\t{d.Day(d.Due)}", $"{d.Word("vat")}\t{d.Vendor.VatId}\tIBAN\t{d.Vendor.Iban}");
    }

    private static void DeliveryAddresses(Draft d)
    {
        var ship = d.Side(firm: true);
        d.Put(d.Head());
        d.Put("");
        d.Beside(
            36,
            [d.Word("to"), .. Parts.Address(d.Customer)],
            [
                d.Say("Ship to|Lieferanschrift|Livré à|Entregar en|Destinazione merce|Afleveradres|Leveransadress|Adres dostawy"),
                .. Parts.Address(ship),
            ]
        );
        d.Put(
            "",
            Draft.Columns((0, d.Word("number")), (20, d.Word("date")), (38, d.Word("order")), (58, d.Word("due"))),
            Draft.Columns((0, d.Number), (20, d.Day(d.Date)), (38, d.Order), (58, d.Day(d.Due))),
            ""
        );
        d.Table(0);
        d.Put("");
        d.Sums(1);
        d.Put("", $"{d.Vendor.Name} | {d.Word("vat")} {d.Vendor.VatId} | {d.Bank()}");
    }

    private static void ReverseCharge(Draft d)
    {
        d.Rate = 0;
        d.Reckon();
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("to")}:",
            d.Customer.Name,
            d.Customer.Street,
            d.Customer.Town,
            d.Customer.VatId.Length == 0 ? "" : $"{d.Word("vat")}: {d.Customer.VatId}",
            ""
        );
        d.Put(
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("period")}: {d.Day(d.Date.AddDays(-31))} - {d.Day(d.Date.AddDays(-1))}",
            ""
        );
        d.Table(0);
        d.Put(
            "",
            $"{d.Word("net")}: {d.Money(d.Net)}",
            $"{d.Word("tax").Split(' ')[0]} 0 %: {d.Money(0)}",
            $"{d.Word("total")}: {d.Money(d.Net)}",
            ""
        );
        d.Put(
            d.Say(
                "Reverse charge: the customer accounts for the tax.|Steuerschuldnerschaft des Leistungsempfängers.|Autoliquidation, art. 283-2 du CGI.|Inversión del sujeto pasivo, art. 84 LIVA.|Inversione contabile, art. 7-ter DPR 633/72.|Btw verlegd.|Omvänd skattskyldighet.|Odwrotne obciążenie."
            ),
            $"{d.Vendor.Name}, {d.Word("vat")} {d.Vendor.VatId}",
            d.Bank()
        );
    }

    private static void Retention(Draft d)
    {
        var kept = Math.Round(d.Net * 0.05m, 2);
        var earlier = d.Some(500, 3000);
        d.Put(d.Head());
        d.Put(
            "",
            "APPLICATION FOR PAYMENT",
            $"Application no. {d.Chance.Below(9) + 2}   Invoice {d.Number}",
            $"Valuation date {d.Day(d.Date.AddDays(-5))}   Date {d.Day(d.Date)}"
        );
        d.Put($"Contract: {d.Customer.Street}   Your order {d.Order}", $"Client: {d.Customer.Name}", "");
        d.Table(5);
        d.Put(
            "",
            Draft.Columns((0, "Value of work this period"), (50, d.Plain(d.Net))),
            Draft.Columns((0, "Less retention 5%"), (50, d.Plain(-kept)))
        );
        d.Rate = 20;
        var tax = Math.Round((d.Net - kept) * 0.2m, 2);
        d.Put(
            Draft.Columns((0, "Net this application"), (50, d.Plain(d.Net - kept))),
            Draft.Columns((0, "VAT 20%"), (50, d.Plain(tax))),
            Draft.Columns((0, "Amount due this application"), (50, d.Money(d.Net - kept + tax))),
            "",
            Draft.Columns((0, "Previously certified"), (50, d.Plain(earlier))),
            $"Final date for payment {d.Day(d.Due)}"
        );
        d.Note("subtotal", d.Net - kept, d.Net);
        d.Note("tax_rate", 20m);
        d.Note("tax", tax);
        d.Note("total", d.Net - kept + tax);
        d.Note("discount", kept, -kept);
    }

    private static void Withheld(Draft d)
    {
        var rate = d.Locale.Country == "ES" ? 15 : 20;
        var kept = Math.Round(d.Net * rate / 100, 2);
        d.Put(d.Head());
        d.Put(
            "",
            d.Word("invoice"),
            $"{d.Word("number")} {d.Number}",
            $"{d.Word("date")} {d.Day(d.Date)}",
            "",
            d.Word("to"),
            d.Customer.Name,
            d.Customer.Street,
            d.Customer.Town,
            $"{d.Word("vat")} {d.Customer.VatId}",
            ""
        );
        d.Table(5);
        d.Put("", Parts.Line(d.Word("net"), d.Money(d.Net), 1), Parts.Line(d.Word("tax"), d.Money(d.Tax), 1));
        d.Put(
            Parts.Line(d.Locale.Country == "ES" ? $"Retención IRPF {rate}%" : $"Ritenuta d'acconto {rate}%", d.Money(-kept), 1),
            Parts.Line(d.Word("total"), d.Money(d.Total - kept), 1),
            "",
            d.Bank()
        );
        d.Note("total", d.Total - kept, d.Total);
        d.Note("discount", kept, -kept);
        d.None("discount");
    }

    private static void SmallBusiness(Draft d)
    {
        d.Rate = 0;
        d.Reckon();
        d.None("tax", "tax_rate", "customer_number", "purchase_order", "vendor_vat_id");
        d.Note("tax", 0m);
        d.Note("subtotal", d.Net);
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, "");
        d.Put(Parts.Address(d.Customer));
        d.Put("", $"{d.Word("number")}: {d.Number}", d.Day(d.Date), "");
        d.Table(d.Chance.One([0, 5]));
        d.Put("", Parts.Line(d.Word("total"), d.Money(d.Total), 1), "");
        d.Put(
            d.Locale.Country switch
            {
                "DE" => "Gemäß § 19 UStG wird keine Umsatzsteuer berechnet.",
                "FR" => "TVA non applicable, art. 293 B du CGI",
                _ => "Factuur vrijgesteld van OB o.g.v. artikel 25 Wet OB",
            },
            $"{d.Word("due")}: {d.Day(d.Due)}",
            d.Bank(),
            d.Locale.Country == "FR" ? $"SIRET {d.Digits("### ### ### 000##")}"
                : d.Locale.Country == "DE" ? $"Steuernummer {d.Digits("##/###/#####")}"
                : $"KvK {d.Digits("########")}"
        );
    }
}
