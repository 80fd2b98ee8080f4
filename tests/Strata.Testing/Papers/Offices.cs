namespace Strata.Testing.Papers;

/// <summary>Bills of services, landlords, authorities and their reminders and credits.</summary>
internal static partial class Offices
{
    public static readonly Family[] All =
    [
        new("office-water", Locale.European, Water),
        new("office-mobile", Locale.All, Mobile),
        new("office-broadband-mail", Locale.All, BroadbandMail),
        new("office-storage-rent", Locale.All, StorageRent),
        new("office-dentist", Locale.European, Dentist),
        new("office-fine", Locale.European, Fine),
        new("office-course-fee", Locale.All, CourseFee),
        new("office-second-reminder", Locale.All, SecondReminder),
        new("office-credit-of-invoice", Locale.All, CreditOfInvoice),
        new("office-statement-items", Locale.All, StatementItems),
        new("office-hosting", Locale.All, Hosting),
        new("office-garage", Locale.All, Garage),
        new("office-translator", Locale.European, Translator),
        new("office-cleaning-month", Locale.All, CleaningMonth),
    ];

    private static void Water(Draft d)
    {
        var (from, used) = (d.Chance.Below(4000), 40 + d.Chance.Below(160));
        var price = d.Chance.One([2.1m, 1.87m, 3.45m]);
        var (supply, standing) = (Math.Round(used * price, 2), d.Some(20, 60));
        d.Items.Clear();
        d.Items.AddRange([new("Supply", used, price), new("Standing", 1, standing)]);
        d.Rate = d.Locale.Rates[^1];
        d.Reckon();
        d.None("purchase_order");
        d.Put(d.Head());
        d.Put(
            "",
            Draft.Columns((0, d.Customer.Name), (46, $"{d.Word("customerno")}: {d.CustomerNumber}")),
            Draft.Columns((0, d.Customer.Street), (46, $"{d.Word("number")}: {d.Number}")),
            Draft.Columns((0, d.Customer.Town), (46, $"{d.Word("date")}: {d.Day(d.Date)}")),
            ""
        );
        d.Put(
            $"{d.Word("period")}: {d.Day(d.Date.AddDays(-380))} - {d.Day(d.Date.AddDays(-15))}",
            $"{d.Say("Meter|Zähler|Compteur|Contador|Contatore|Meter|Mätare|Licznik")} {d.Digits("########")}   {from} -> {from + used}   {used} m³",
            ""
        );
        var water = d.Say("Water|Wasser|Eau|Agua|Acqua|Water|Vatten|Woda");
        var standingWord = d.Say("Standing charge|Grundpreis|Abonnement|Cuota fija|Quota fissa|Vastrecht|Fast avgift|Abonament");
        d.Put(
            Draft.Columns((0, water), (20, $"{used} m³ x {d.Plain(price)}"), (50, d.Plain(supply))),
            Draft.Columns((0, standingWord), (50, d.Plain(standing)))
        );
        d.Put(
            Draft.Columns((0, d.Word("net")), (50, d.Plain(d.Net))),
            Draft.Columns((0, d.Word("tax")), (50, d.Plain(d.Tax))),
            Draft.Columns((0, d.Word("total")), (50, d.Money(d.Total)))
        );
        d.Put(
            "",
            $"{d.Say("We debit your account on|Wir buchen ab am|Prélevé le|Se cargará el|Addebito il|Wij incasseren op|Dras den|Pobierzemy dnia")} {d.Day(d.Due)}: {d.Vendor.Iban}"
        );
    }

    private static void Mobile(Draft d)
    {
        d.None("purchase_order");
        d.Put($"{d.Vendor.Name} mobile", "");
        d.Put(d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Put(
            $"{d.Say("Your bill for|Ihre Rechnung für|Votre facture de|Su factura de|La tua fattura di|Uw factuur van|Din faktura för|Twój rachunek za")} {d.Locale.Months[d.Date.Month - 1]} {d.Date.Year}",
            ""
        );
        d.Beside(
            40,
            [d.Word("total"), d.Money(d.Total), "", d.Word("due"), d.Day(d.Due)],
            [d.Word("number"), d.Number, "", d.Word("date"), d.Day(d.Date)]
        );
        d.Put("", $"{d.Say("Number|Rufnummer|Ligne|Línea|Linea|Nummer|Nummer|Numer")} {d.Customer.Phone}", "");
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (44, d.Plain(i.Amount)))));
        d.Put(Draft.Columns((0, d.Word("net")), (44, d.Plain(d.Net))), Draft.Columns((0, d.Word("tax")), (44, d.Plain(d.Tax))));
        d.Put("", $"{d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town}. {d.Word("vat")} {d.Vendor.VatId}");
        d.Note("vendor", d.Vendor.Name, $"{d.Vendor.Name} mobile");
    }

    private static void BroadbandMail(Draft d)
    {
        d.None("purchase_order", "items", "iban");
        var no = d.Customer.Name;
        d.Put($"From: {d.Vendor.Name} <{d.Vendor.Email}>", $"To: {d.Customer.Email}", $"Subject: {d.Word("invoice")} {d.Number}", "");
        d.Put($"{d.Word("dear").TrimEnd(',', ':', '!')} {no},", "");
        d.Put(
            d.Say(
                "your new bill is ready.|Ihre neue Rechnung liegt bereit.|votre nouvelle facture est disponible.|ya tiene disponible su factura.|la nuova fattura è disponibile.|uw nieuwe factuur staat klaar.|din nya faktura är klar.|nowa faktura jest gotowa."
            ),
            ""
        );
        d.Put(
            $"* {d.Word("customerno")}: {d.CustomerNumber}",
            $"* {d.Word("date")}: {d.Day(d.Date)}",
            $"* {d.Word("total")}: {d.Money(d.Total)}",
            $"* {d.Word("due")}: {d.Day(d.Due)}",
            $"* {d.Word("method")}: {d.Method()}",
            ""
        );
        d.Put($"{d.Vendor.Name}", $"{d.Vendor.Street}, {d.Vendor.Town}", $"{d.Word("phone")} {d.Vendor.Phone}");
        d.Note("customer", d.Customer.Name, d.Customer.Email);
    }

    private static void StorageRent(Draft d)
    {
        d.Items.Clear();
        d.Items.Add(new($"Unit {d.Digits("#-##")}", 1, d.Some(40, 200)));
        d.Reckon();
        d.Put(d.Head());
        d.Put("", d.Word("invoice").ToUpperInvariant(), "");
        d.Put(
            Draft.Columns((0, d.Word("number")), (28, d.Say("Unit|Abteil|Box|Trastero|Box|Box|Förråd|Boks")), (44, d.Word("date"))),
            Draft.Columns((0, d.Number), (28, d.Items[0].Text.Split(' ')[1]), (44, d.Day(d.Date))),
            "",
            Draft.Columns((0, d.Word("customerno")), (28, d.Word("period"))),
            Draft.Columns((0, d.CustomerNumber), (28, $"{d.Day(d.Date)} - {d.Day(d.Date.AddMonths(1).AddDays(-1))}")),
            ""
        );
        d.Put(
            $"{d.Word("to")}: {d.Customer.Name}",
            "",
            Parts.Line(d.Word("rent"), d.Money(d.Net), 5),
            Parts.Line(d.Word("tax"), d.Money(d.Tax), 5),
            Parts.Line(d.Word("total"), d.Money(d.Total), 5),
            ""
        );
        d.Put(
            $"{d.Say("Please pay before|Bitte zahlen bis|À payer avant le|Páguese antes del|Pagare entro il|Betalen voor|Betalas före|Prosimy zapłacić do")} {d.Day(d.Due)}",
            d.Bank()
        );
    }

    private static void Dentist(Draft d)
    {
        d.Rate = 0;
        d.Reckon();
        d.None("tax", "tax_rate", "subtotal", "purchase_order");
        d.Note("subtotal", d.Net);
        var (patient, born) = (d.Side(firm: false), d.Date.AddYears(-30).AddDays(-d.Chance.Below(9000)));
        var name =
            d.Say(
                "Dental practice|Zahnarztpraxis|Cabinet dentaire|Clínica dental|Studio dentistico|Tandartspraktijk|Tandläkare|Stomatologia"
            )
            + " "
            + d.Vendor.Name;
        d.Note("vendor", name, d.Vendor.Name);
        d.Note("customer", d.Customer.Name, patient.Name);
        d.Put(name, d.Vendor.Street, d.Vendor.Town, $"{d.Word("phone")} {d.Vendor.Phone}", "");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Word("number")}: {d.Number}     {d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Say("Patient|Patient|Patient|Paciente|Paziente|Patiënt|Patient|Pacjent")}: {patient.Name}, {d.Say("born|geb.|né le|nacido|nato il|geb.|född|ur.")} {d.Day(born)}",
            ""
        );
        foreach (var (i, n) in d.Items.Select((i, n) => (i, n)))
        {
            d.Put(
                Draft.Columns(
                    (0, d.Day(d.Date.AddDays(-20 + n))),
                    (14, d.Digits("####")),
                    (22, i.Text),
                    (52, $"{d.Quantity(i.Quantity)}"),
                    (60, d.Plain(i.Amount))
                )
            );
        }
        d.Put("", Draft.Columns((22, d.Word("total")), (60, d.Money(d.Total))), "", $"{d.Word("due")} {d.Day(d.Due)}", d.Bank());
    }

    private static void Fine(Draft d)
    {
        var (fine, costs) = (d.Chance.One([20m, 30m, 55m, 90m]), d.Chance.One([0m, 23.5m, 28.5m]));
        var town = d.Vendor.Town;
        d.None("items", "subtotal", "tax", "tax_rate", "purchase_order", "customer_number", "vendor_vat_id");
        var office = d.Say("City of|Stadt|Ville de|Ayuntamiento de|Comune di|Gemeente|Kommun|Miasto") + " " + town;
        d.Note("vendor", office, town);
        d.Note("total", fine + costs);
        d.Put(
            office,
            d.Say("Parking services|Ordnungsamt|Police municipale|Policía local|Polizia locale|Parkeerbeheer|Trafik|Straż miejska"),
            d.Vendor.Street,
            ""
        );
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Say("Case no|Aktenzeichen|N° d'avis|Expediente|Verbale n.|Zaaknummer|Ärende|Sprawa nr")}: {d.Number}",
            $"{d.Say("Date of notice|Datum des Bescheids|Date de l'avis|Fecha de notificación|Data notifica|Datum beschikking|Datum|Data wezwania")}: {d.Day(d.Date)}",
            $"{d.Say("Offence on|Tattag|Date des faits|Fecha de infracción|Data infrazione|Datum overtreding|Tid|Data zdarzenia")}: {d.Day(d.Date.AddDays(-17))} {d.Chance.Below(14) + 8}:{d.Digits("4#")}",
            $"{d.Say("Vehicle|Kennzeichen|Immatriculation|Matrícula|Targa|Kenteken|Fordon|Pojazd")}: {d.Digits("AB ### CD")}",
            ""
        );
        d.Put(Parts.Line(d.Say("Penalty|Verwarnungsgeld|Amende|Sanción|Sanzione|Boete|Böter|Mandat"), d.Money(fine), 1, 34));
        if (costs > 0)
        {
            d.Put(
                Parts.Line(
                    d.Say("Costs|Gebühren und Auslagen|Frais|Gastos|Spese di notifica|Administratiekosten|Kostnader|Koszty"),
                    d.Money(costs),
                    1,
                    34
                )
            );
        }
        d.Put(
            Parts.Line(d.Word("total"), d.Money(fine + costs), 1, 34),
            "",
            $"{d.Word("due")}: {d.Day(d.Due)}",
            d.Bank(),
            $"{d.Word("reference")}: {d.Number}"
        );
    }

    private static void CourseFee(Draft d)
    {
        var fee = d.Some(60, 500);
        var start = d.Date.AddDays(40);
        d.None("items", "subtotal", "tax", "tax_rate", "purchase_order");
        d.Note("total", fee);
        d.Note("service_date", start);
        d.Put(d.Head());
        d.Put("", $"{d.Customer.Name}", d.Customer.Street, d.Customer.Town, "", d.Day(d.Date), "");
        d.Put(
            $"{d.Say("Course|Kurs|Cours|Curso|Corso|Cursus|Kurs|Kurs")}: {d.Digits("K####")} {d.Say("Watercolour|Aquarell|Aquarelle|Acuarela|Acquerello|Aquarel|Akvarell|Akwarela")}",
            $"{d.Say("Starts|Beginn|Début|Inicio|Inizio|Start|Start|Początek")}: {d.Day(start)}, 18:30",
            $"{d.Say("Fee|Gebühr|Tarif|Cuota|Quota|Cursusgeld|Avgift|Opłata")}: {d.Money(fee)}",
            $"{d.Word("number")}: {d.Number}",
            ""
        );
        d.Put($"{d.Word("due")}: {d.Day(d.Due)}", d.Bank(), $"{d.Word("reference")}: {d.Reference}");
    }
}
