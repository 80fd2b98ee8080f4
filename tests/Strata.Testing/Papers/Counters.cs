namespace Strata.Testing.Papers;

/// <summary>Receipts and slips of other shops than those of <see cref="Tills"/>, and papers that a camera or a scanner made.</summary>
internal static class Counters
{
    public static readonly Family[] All =
    [
        new("counter-supermarket-rates", Locale.European, SupermarketRates),
        new("counter-bakery", Locale.All, Bakery),
        new("counter-diy-return-dates", Locale.All, DiyReturnDates),
        new("counter-ride-mail", Locale.All, RideMail),
        new("counter-app-store", Locale.All, AppStore),
        new("counter-hotel-bar", Locale.All, HotelBar),
        new("counter-electronics-warranty", Locale.All, ElectronicsWarranty),
        new("counter-market-handwritten", Locale.All, MarketHandwritten),
        new("counter-charging", Locale.European, Charging),
        new("counter-post-office", Locale.European, PostOffice),
        new("counter-scan-photo", Locale.All, ScanPhoto),
        new("counter-scan-invoice-folded", Locale.All, ScanInvoiceFolded),
        new("counter-scan-fax", Locale.All, ScanFax),
        new("counter-webshop-page", Locale.All, WebshopPage),
        new("counter-delivery-note", Locale.All, DeliveryNote),
        new("counter-invoice-no-currency", Locale.All, NoCurrency),
    ];

    private static void Till(Draft d)
    {
        d.NoCustomer();
        d.Reckon(included: true);
        d.Note("location", $"{d.Vendor.Street} {d.Vendor.Town}");
    }

    private static void SupermarketRates(Draft d)
    {
        Till(d);
        d.Note("payment_method", "card", "Karte", "CB", "Tarjeta", "Carta", "Pinnen", "Kort", "Karta");
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, "");
        d.Put(Draft.Columns((30, d.Locale.Currency)));
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (28, $"{d.Plain(i.Amount)} A"))));
        d.Put(
            Draft.Columns((0, d.Word("total")), (28, d.Plain(d.Total))),
            Draft.Columns((0, d.Say("Paid by card|Geg. Karte|CB|Tarjeta|Carta|Pinnen|Kort|Karta")), (28, d.Plain(d.Total))),
            ""
        );
        d.Put(
            Draft.Columns(
                (0, d.Word("tax").Split(' ')[0] + " %"),
                (12, d.Word("net")),
                (24, "="),
                (30, d.Say("Gross|Brutto|TTC|Total|Lordo|Bruto|Brutto|Brutto"))
            ),
            Draft.Columns((0, $"A {d.Plain(d.Rate, 0)}%"), (12, d.Plain(d.Net)), (22, d.Plain(d.Tax)), (32, d.Plain(d.Total))),
            ""
        );
        d.Put(
            $"{d.Word("receiptno")} {d.Number}   {d.Say("Store|Markt|Mag.|Tienda|Neg.|Filiaal|Butik|Sklep")} {d.Digits("####")}   {d.Word("till")} {d.Chance.Below(12)}",
            $"{d.Day(d.Date)}   {d.Clock()}",
            d.Word("thanks")
        );
    }

    private static void Bakery(Draft d)
    {
        Till(d);
        d.Put($"*** {d.Vendor.Name} ***", $"{d.Vendor.Street} * {d.Vendor.Town}", $"{d.Word("phone")}: {d.Vendor.Phone}", "");
        d.Put($"{d.Day(d.Date)} {d.Clock()} #{d.Number}");
        d.Items.ForEach(i => d.Put($"{d.Quantity(i.Quantity)} x {d.Plain(i.Price)}", Draft.Columns((2, i.Text), (30, d.Plain(i.Amount)))));
        d.Put("================================", Draft.Columns((0, d.Word("total").ToUpperInvariant()), (26, d.Money(d.Total))));
        var given = Math.Ceiling(d.Total / 20) * 20;
        d.Put(
            Draft.Columns((0, d.Word("cash")), (26, d.Money(given))),
            Draft.Columns((0, d.Word("change")), (26, d.Money(given - d.Total)))
        );
        d.Note("payment_method", d.Word("cash"), "cash");
        d.Put($"{d.Say("incl.|enth.|dont|incl.|di cui|incl.|varav|w tym")} {d.Word("tax")} {d.Plain(d.Tax)}");
    }

    private static void DiyReturnDates(Draft d)
    {
        Till(d);
        d.Put(d.Vendor.Name.ToUpperInvariant(), $"{d.Vendor.Street}", d.Vendor.Town, $"{d.Word("vat")}: {d.Vendor.VatId}", "");
        d.Put($"{d.Word("receiptno")}: {d.Number}", $"{d.Word("cashier")}: {d.Chance.Below(90) + 10}", "");
        d.Note("cashier", [.. Enumerable.Range(10, 90).Select(n => $"{n}")]);
        d.Items.ForEach(i =>
            d.Put($"{d.Digits("40########01#")}", Draft.Columns((0, i.Text), (24, $"{d.Quantity(i.Quantity)} *"), (32, d.Plain(i.Amount))))
        );
        d.Put(
            "",
            Draft.Columns((0, d.Word("net")), (32, d.Plain(d.Net))),
            Draft.Columns((0, d.Word("tax")), (32, d.Plain(d.Tax))),
            Draft.Columns((0, d.Word("total")), (32, d.Money(d.Total))),
            ""
        );
        d.Put(
            $"{d.Say("Return until|Rückgabe bis|Retour jusqu'au|Devolución hasta|Reso entro il|Retour tot|Öppet köp till|Zwrot do")} {d.Day(d.Date.AddDays(30))}",
            $"{d.Day(d.Date)} {d.Clock()}"
        );
    }

    private static void RideMail(Draft d)
    {
        d.NoCustomer();
        d.Items.Clear();
        d.Items.Add(new("Ride", 1, d.Some(8, 40)));
        d.Reckon(included: true);
        d.None("items", "location");
        d.Put(
            $"{d.Vendor.Name}",
            "",
            $"{d.Say("Thanks for riding|Danke für die Fahrt|Merci pour votre course|Gracias por viajar|Grazie per la corsa|Bedankt voor uw rit|Tack för resan|Dziękujemy za przejazd")}, {d.Customer.Name.Split(' ')[0]}",
            d.Day(d.Date),
            ""
        );
        var (fare, fee) = (d.Total - 2.5m, 2.5m);
        d.Put(
            $"{d.Word("total")}   {d.Money(d.Total)}",
            "",
            $"{d.Say("Trip fare|Fahrpreis|Course|Tarifa|Tariffa|Ritprijs|Resa|Kurs")}   {d.Money(fare)}",
            $"{d.Say("Booking fee|Buchungsgebühr|Frais|Gastos|Commissione|Boekingskosten|Avgift|Opłata")}   {d.Money(fee)}",
            ""
        );
        d.Note("subtotal", fare, d.Net);
        d.Put(
            $"{d.Say("Payments|Zahlung|Paiement|Pagos|Pagamenti|Betaling|Betalning|Płatność")}",
            $"Visa ••••{d.Digits("4##7")}   {d.Day(d.Date)} {d.Clock()}   {d.Money(d.Total)}",
            ""
        );
        d.Put($"9:12  {d.Customer.Street}", $"9:31  {d.Vendor.Street}", $"{d.Quantity(d.Some(2, 20))} km, 19 min");
        d.Note("payment_method", "Visa");
        d.None("tax", "tax_rate");
        d.None("card");
        d.Note("card", [.. Enumerable.Range(0, 100).Select(n => $"4{n:00}7")]);
        d.Note("time", "09:12", "09:31", d.Truth["time"][0]);
    }

    private static void AppStore(Draft d)
    {
        d.None("customer_number", "due_date", "purchase_order", "payment_reference", "iban", "customer_vat_id");
        d.Reckon(included: true);
        d.Put(d.Say("Receipt|Rechnung|Reçu|Recibo|Ricevuta|Bon|Kvitto|Paragon"), "");
        d.Beside(
            40,
            [
                d.Say("ACCOUNT|KONTO|COMPTE|CUENTA|ACCOUNT|ACCOUNT|KONTO|KONTO"),
                d.Customer.Email,
                "",
                d.Word("date").ToUpperInvariant(),
                d.Day(d.Date),
                "",
                "ORDER ID",
                d.Order,
                "",
                "DOCUMENT NO.",
                d.Number,
            ],
            [
                d.Say("BILLED TO|RECHNUNG AN|FACTURÉ À|FACTURADO A|FATTURATO A|FACTUUR AAN|FAKTURERAS|NABYWCA"),
                "Visa .... " + d.Digits("####"),
                .. Parts.Address(d.Customer),
            ]
        );
        d.Put("");
        d.Items.ForEach(i => d.Put(Draft.Columns((0, $"{i.Text} Pro"), (50, d.Money(i.Amount)))));
        d.Put(
            "",
            Draft.Columns((30, d.Word("net")), (50, d.Money(d.Net))),
            Draft.Columns((30, d.Word("tax")), (50, d.Money(d.Tax))),
            Draft.Columns((30, d.Word("total").ToUpperInvariant()), (50, d.Money(d.Total))),
            ""
        );
        d.Put($"{d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town} {d.Word("vat")} {d.Vendor.VatId}");
        d.Note("payment_method", "Visa");
        d.Note("purchase_order", d.Order);
        d.Note("invoice_number", d.Number, d.Order);
        d.Note("customer", d.Customer.Name, d.Customer.Email);
    }

    private static void HotelBar(Draft d)
    {
        Till(d);
        var (hotel, room) = ($"Hotel {d.Vendor.Name.Split(' ')[0]}", d.Digits("2##"));
        d.Note("vendor", hotel);
        d.Put(hotel, d.Vendor.Town, $"{d.Say("Lobby bar|Hotelbar|Bar|Bar|Bar|Bar|Baren|Bar")}", "");
        d.Put(
            $"{d.Say("Table|Tisch|Table|Mesa|Tavolo|Tafel|Bord|Stolik")} {d.Chance.Below(20)}   {d.Say("Room|Zimmer|Chambre|Habitación|Camera|Kamer|Rum|Pokój")} {room}   {d.Say("Guests|Gäste|Couverts|Pers.|Coperti|Gasten|Gäster|Osoby")} 2",
            $"{d.Word("receiptno")} {d.Number}   {d.Day(d.Date)} {d.Clock()}",
            ""
        );
        d.Items.ForEach(i => d.Put(Draft.Columns((0, d.Quantity(i.Quantity)), (6, i.Text), (34, d.Plain(i.Amount)))));
        var service = Math.Round(d.Total * 0.1m, 2);
        d.Put(
            "",
            Draft.Columns((6, d.Word("net")), (34, d.Plain(d.Total))),
            Draft.Columns(
                (6, d.Say("Service 10%|Service 10%|Service 10%|Servicio 10%|Servizio 10%|Service 10%|Service 10%|Serwis 10%")),
                (34, d.Plain(service))
            ),
            Draft.Columns((6, d.Word("total")), (34, d.Money(d.Total + service)))
        );
        d.Note("subtotal", d.Total);
        d.Note("tip", service);
        d.Note("total", d.Total + service);
        d.None("tax", "tax_rate");
        d.Note("location", d.Vendor.Town, $"{d.Vendor.Town} {d.Vendor.Street}");
        d.Put(
            "",
            $"{d.Say("Signature|Unterschrift|Signature|Firma|Firma|Handtekening|Underskrift|Podpis")} ____________",
            d.Word("thanks")
        );
    }

    private static void ElectronicsWarranty(Draft d)
    {
        Till(d);
        var until = d.Date.AddYears(2);
        d.Note("warranty_until", until);
        d.Put(d.Vendor.Name, $"{d.Vendor.Street}, {d.Vendor.Town}", $"{d.Word("vat")} {d.Vendor.VatId}", "", d.Word("receipt"), "");
        d.Put(Parts.Line(d.Word("receiptno"), d.Number, 0), Parts.Line(d.Word("date"), d.Day(d.Date), 0), "");
        foreach (var i in d.Items)
        {
            d.Put($"{i.Text}   {d.Quantity(i.Quantity)} x {d.Plain(i.Price)}   {d.Plain(i.Amount)}", $"  S/N {d.Digits("SN########")}");
        }
        d.Put(
            "",
            Parts.Line(d.Word("total"), d.Money(d.Total), 0),
            Parts.Line(d.Word("tax"), d.Money(d.Tax), 0),
            Parts.Line(d.Word("method"), d.Method(), 0),
            ""
        );
        d.Put(
            $"{d.Say("Warranty until|Garantie bis|Garantie jusqu'au|Garantía hasta|Garanzia fino al|Garantie tot|Garanti till|Gwarancja do")}: {d.Day(until)}"
        );
    }

    private static void MarketHandwritten(Draft d)
    {
        d.NoCustomer();
        d.Reckon();
        d.None("tax", "tax_rate", "subtotal", "items", "vendor_vat_id");
        d.Note("total", d.Net);
        d.Note("items", $"{d.Items.Count}|{d.Net.ToString("0.####", CultureInfo.InvariantCulture)}");
        d.Put($"{d.Word("receipt")} {d.Number}", d.Day(d.Date), "");
        d.Items.ForEach(i => d.Put($"{i.Text} {d.Plain(i.Amount)}"));
        d.Put($"{d.Say("together|zus.|en tout|en total|in tutto|samen|tillsammans|razem")} {d.Money(d.Net)}", "");
        d.Put(
            $"{d.Say("received with thanks|dankend erhalten|reçu avec remerciements|recibí|ricevuto|dankbaar ontvangen|mottages med tack|otrzymano")}",
            d.Vendor.Name,
            d.Vendor.Town
        );
        d.Note("location", d.Vendor.Town);
    }

    private static void Charging(Draft d)
    {
        d.None("purchase_order", "due_date", "payment_reference", "iban", "customer_vat_id");
        var (kwh, price) = (d.Some(8, 50), d.Chance.One([0.49m, 0.59m, 0.79m]));
        d.Items.Clear();
        d.Items.Add(new("Charging", kwh, price));
        d.Reckon(included: true);
        d.Put(d.Vendor.Name, "", $"{d.Word("receipt")} {d.Number}", "");
        d.Put(
            $"{d.Say("Station|Ladesäule|Borne|Punto|Colonnina|Laadpaal|Station|Stacja")}: {d.Digits("DE*ABC*E####")}",
            $"{d.Say("Start|Beginn|Début|Inicio|Inizio|Begin|Start|Start")}: {d.Day(d.Date)} 14:05",
            $"{d.Say("End|Ende|Fin|Fin|Fine|Einde|Slut|Koniec")}: {d.Day(d.Date)} 14:48",
            $"{d.Say("Energy|Energie|Énergie|Energía|Energia|Energie|Energi|Energia")}: {d.Quantity(kwh)} kWh x {d.Money(price)}",
            $"{d.Word("net")}: {d.Money(d.Net)}",
            $"{d.Word("tax")}: {d.Money(d.Tax)}",
            $"{d.Word("total")}: {d.Money(d.Total)}",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            $"{d.Word("method")}: {d.Method()}"
        );
        d.Note("service_date", d.Date);
        d.Note("time", "14:05", "14:48");
        d.Put("", $"{d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town}, {d.Word("vat")} {d.Vendor.VatId}");
    }

    private static void PostOffice(Draft d)
    {
        Till(d);
        d.None("tax", "tax_rate", "subtotal");
        d.Items.Clear();
        d.Items.AddRange([new("Letter", 1 + d.Chance.Below(4), 1.8m), new("Parcel", 1, 7.49m)]);
        d.Reckon(included: true);
        d.None("tax", "tax_rate", "subtotal");
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, d.Digits("######## ####"), "");
        d.Put($"{d.Day(d.Date)}   {d.Clock()}   {d.Number}", "");
        var (letter, parcel) = (
            d.Say("Letter|Brief|Lettre|Carta|Lettera|Brief|Brev|List"),
            d.Say("Parcel 5kg|Paket 5kg|Colis 5kg|Paquete 5kg|Pacco 5kg|Pakket 5kg|Paket 5kg|Paczka 5kg")
        );
        d.Put(
            $"{d.Quantity(d.Items[0].Quantity)} {letter}   {d.Plain(1.8m)}   {d.Plain(d.Items[0].Amount)}",
            $"1 {parcel}   {d.Plain(7.49m)}   {d.Plain(7.49m)}",
            $"  {d.Say("Tracking|Sendungsnr.|Suivi|Seguimiento|Tracking|Zending|Spårning|Nr")} {d.Digits("RR#########DE")}",
            ""
        );
        d.Put(
            $"{d.Word("total")}   {d.Money(d.Total)}",
            $"{d.Word("card")}   {d.Money(d.Total)}",
            d.Say("exempt from VAT|umsatzsteuerfrei|exonéré de TVA|exento de IVA|esente IVA|vrijgesteld van btw|momsfritt|zwolnione z VAT")
        );
        d.Note("payment_method", d.Word("card"));
        d.Note("tax", 0m);
    }

    private static void ScanPhoto(Draft d)
    {
        Till(d);
        d.Put(d.Vendor.Name.ToUpperInvariant(), d.Vendor.Street, d.Vendor.Town, "");
        d.Put($"{d.Word("receiptno")} {d.Number}", $"{d.Day(d.Date)} {d.Clock()}", "");
        d.Items.ForEach(i => d.Put($"{i.Text} {d.Plain(i.Amount)}"));
        d.Put($"{d.Word("total")} {d.Money(d.Total)}", $"{d.Word("tax")} {d.Plain(d.Tax)}", d.Word("thanks"));
        d.Scan(0.01 + (d.Chance.Part() * 0.02));
    }

    // A fold: one line in the middle is lost, another is cut.
    private static void ScanInvoiceFolded(Draft d)
    {
        d.Put(d.Head());
        d.Put("", d.Word("to"));
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("due")}: {d.Day(d.Due)}",
            $"{d.Word("order")}: {d.Order}",
            ""
        );
        d.Table(5);
        d.Put("");
        d.Sums(1);
        d.Put(d.Bank());
        var lost = d.Chance.One(["number", "date", "due", "order"]);
        var label = d.Word(lost);
        d.Rewrite(text =>
            string.Join(
                '\n',
                text.Split('\n')
                    .Where(line => !line.StartsWith(label, StringComparison.Ordinal) || !d.Chance.Is(0.5))
                    .Select(line => line.StartsWith(label, StringComparison.Ordinal) ? line[Math.Min(2, line.Length)..] : line)
            )
        );
        d.Scan(0.004);
    }

    private static void ScanFax(Draft d)
    {
        var fax = d.Date.AddDays(d.Chance.Below(4) + 1);
        d.Put($"{d.Day(fax)} 09:{d.Digits("1#")}  FAX {d.Customer.Phone}  -> {d.Vendor.Phone}  P.01/01", "");
        d.Put(d.Head());
        d.Put(
            "",
            Draft.Columns((0, d.Customer.Name), (38, $"{d.Word("invoice")} {d.Number}")),
            Draft.Columns((0, d.Customer.Street), (38, d.Day(d.Date))),
            d.Customer.Town,
            ""
        );
        d.Table(0);
        d.Put("");
        d.Sums(7);
        d.Put($"{d.Word("vat")} {d.Vendor.VatId}");
        d.Scan(0.008);
    }

    private static void WebshopPage(Draft d)
    {
        d.MediaType = "text/html";
        d.None("due_date", "iban", "payment_reference", "customer_vat_id");
        var shipping = d.Chance.One([0m, 4.95m, 6.9m]);
        d.Reckon(included: true);
        d.Note("shipping", shipping);
        d.Note("total", d.Total + shipping);
        d.Note("subtotal", d.Total, d.Net);
        d.None("tax", "tax_rate");
        d.Note("invoice_number", d.Order);
        d.Put(
            "<html><body>",
            $"<div>{d.Vendor.Name}</div>",
            $"<h1>{d.Say("Thanks for your order|Danke für Ihre Bestellung|Merci pour votre commande|Gracias por su pedido|Grazie per il tuo ordine|Bedankt voor je bestelling|Tack för din beställning|Dziękujemy za zamówienie")}</h1>"
        );
        d.Put(
            $"<p>{d.Word("order")}: <b>{d.Order}</b><br>{d.Word("date")}: {d.Day(d.Date)}<br>{d.Word("method")}: {d.Method()}</p>",
            "<ul>"
        );
        d.Items.ForEach(i => d.Put($"<li>{d.Quantity(i.Quantity)} × {i.Text} — {d.Money(i.Amount)}</li>"));
        d.Put(
            "</ul><dl>",
            $"<dt>{d.Word("net")}</dt><dd>{d.Money(d.Total)}</dd>",
            $"<dt>{d.Word("shipping")}</dt><dd>{d.Money(shipping)}</dd>",
            $"<dt>{d.Word("total")}</dt><dd>{d.Money(d.Total + shipping)}</dd></dl>"
        );
        d.Put(
            $"<p>{d.Say("Delivery to|Lieferung an|Livraison à|Entrega a|Consegna a|Bezorgen bij|Leverans till|Dostawa do")}:<br>{d.Customer.Name}<br>{d.Customer.Street}<br>{d.Customer.Town}</p>",
            $"<p>{d.Say("Expected|Voraussichtlich|Prévue le|Prevista|Prevista|Verwacht|Beräknas|Planowana")}: {d.Day(d.Date.AddDays(4))}</p>"
        );
        d.Put($"<footer>{d.Vendor.Name} · {d.Vendor.Street} · {d.Vendor.Town} · {d.Vendor.Email}</footer></body></html>");
        d.Note("service_date", d.Date.AddDays(4));
    }

    private static void DeliveryNote(Draft d)
    {
        d.None("due_date", "items", "subtotal", "tax", "tax_rate", "total", "invoice_number", "iban", "payment_reference", "currency");
        var note = d.Digits("LN-######");
        d.Note("invoice_number", note);
        d.Note("service_date", d.Date);
        d.NoteLines(d.Items.Count, 0);
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Say("DELIVERY NOTE|LIEFERSCHEIN|BON DE LIVRAISON|ALBARÁN DE ENTREGA|DOCUMENTO DI TRASPORTO|PAKBON|FÖLJESEDEL|WYDANIE ZEWNĘTRZNE")} {note}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("order")}: {d.Order} / {d.Day(d.Date.AddDays(-8))}",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            ""
        );
        d.Put(
            d.Say(
                "Deliver to|Lieferadresse|Adresse de livraison|Dirección de entrega|Luogo di destinazione|Afleveradres|Leveransadress|Adres dostawy"
            )
        );
        d.Put(Parts.Address(d.Customer));
        d.Put("", Draft.Columns((0, d.Word("qty")), (10, d.Word("desc"))));
        d.Items.ForEach(i => d.Put(Draft.Columns((0, d.Quantity(i.Quantity)), (10, i.Text))));
        d.Put("", $"{d.Say("Received|Erhalten|Reçu|Recibido|Ricevuto|Ontvangen|Mottaget|Odebrano")}: ______________");
    }

    private static void NoCurrency(Draft d)
    {
        d.Put(d.Vendor.Name, $"{d.Vendor.Street}, {d.Vendor.Town}", "");
        d.Put($"{d.Word("invoice")}: {d.Number}", $"{d.Customer.Name}", $"{d.Day(d.Date)}", "");
        d.Items.ForEach(i => d.Put($"{i.Text}: {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("net")}: {d.Plain(d.Net)}",
            $"{d.Word("tax")}: {d.Plain(d.Tax)}",
            $"{d.Word("total")}: {d.Plain(d.Total)}",
            $"{d.Word("due")}: {d.Day(d.Due)}"
        );
    }
}
