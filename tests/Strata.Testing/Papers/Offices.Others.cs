namespace Strata.Testing.Papers;

internal static partial class Offices
{
    private static void SecondReminder(Draft d)
    {
        var today = d.Due.AddDays(30);
        var (fee, interest, last) = (d.Chance.One([5m, 15m, 40m]), d.Some(1, 12), today.AddDays(7));
        d.None("items", "subtotal", "tax", "tax_rate", "purchase_order");
        d.Note("issue_date", today, d.Date);
        d.Note("due_date", last, d.Due);
        d.Note("total", d.Total + fee + interest);
        d.Put(d.Head());
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Vendor.Town}, {d.Day(today)}",
            "",
            $"{d.Word("reminder")} - {d.Word("number")} {d.Number} / {d.Day(d.Date)}",
            "",
            d.Word("dear"),
            ""
        );
        d.Put(
            d.Say(
                "despite our letter the following is still open:|trotz unseres Schreibens ist noch offen:|malgré notre courrier reste dû :|pese a nuestra carta sigue pendiente:|nonostante il nostro sollecito risulta aperto:|ondanks onze brief staat nog open:|trots vårt brev återstår:|mimo pisma pozostaje do zapłaty:"
            ),
            "",
            Parts.Line(
                d.Say("Open amount|Offene Forderung|Montant dû|Importe pendiente|Importo insoluto|Openstaand bedrag|Obetalt|Zaległość"),
                d.Money(d.Total),
                1,
                34
            ),
            Parts.Line(d.Say("Interest|Verzugszinsen|Intérêts|Intereses|Interessi|Rente|Ränta|Odsetki"), d.Money(interest), 1, 34),
            Parts.Line(d.Word("fee"), d.Money(fee), 1, 34),
            Parts.Line(
                d.Say("Now payable|Jetzt zu zahlen|À régler|Total a abonar|Totale dovuto|Nu te betalen|Nu att betala|Do zapłaty teraz"),
                d.Money(d.Total + interest + fee),
                1,
                34
            ),
            "",
            $"{d.Say("Last date|Letzte Frist|Dernier délai|Último plazo|Ultimo termine|Uiterlijk|Senast|Ostateczny termin")}: {d.Day(last)}",
            d.Bank()
        );
    }

    private static void CreditOfInvoice(Draft d)
    {
        var original = d.Digits("2#####");
        d.None("due_date", "payment_terms");
        d.Note("subtotal", d.Net, -d.Net);
        d.Note("tax", d.Tax, -d.Tax);
        d.Note("total", d.Total, -d.Total);
        d.Note(
            "items",
            $"{d.Items.Count}|{d.Net.ToString("0.####", CultureInfo.InvariantCulture)}",
            $"{d.Items.Count}|{(-d.Net).ToString("0.####", CultureInfo.InvariantCulture)}"
        );
        var minus = d.Chance.Is(0.5) ? -1 : 1;
        d.Put(d.Head());
        d.Put("", $"{d.Word("credit")} {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}");
        d.Put(
            $"{d.Say("Refers to invoice|Zu Rechnung|Sur facture|Rectifica a la factura|Rif. fattura|Betreft factuur|Avser faktura|Do faktury")} {original} {d.Day(d.Date.AddDays(-35))}",
            $"{d.Say("Reason|Grund|Motif|Motivo|Motivo|Reden|Orsak|Przyczyna")}: {d.Say("goods returned|Rücksendung|retour|devolución|reso merce|retour|retur|zwrot")}",
            "",
            $"{d.Word("to")}: {d.Customer.Name}",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            ""
        );
        d.Put(Draft.Columns((0, d.Word("desc")), (34, d.Word("qty")), (60, d.Word("amount"))));
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (34, d.Quantity(i.Quantity)), (60, d.Plain(i.Amount * minus)))));
        d.Put(
            "",
            Draft.Columns((34, d.Word("net")), (60, d.Plain(d.Net * minus))),
            Draft.Columns((34, d.Word("tax")), (60, d.Plain(d.Tax * minus))),
            Draft.Columns((34, d.Word("total")), (60, d.Plain(d.Total * minus)))
        );
    }

    private static void StatementItems(Draft d)
    {
        d.None("items", "subtotal", "tax", "tax_rate", "invoice_number", "due_date", "purchase_order");
        var balance = d.Some(50, 400);
        d.Put(d.Head());
        d.Put(
            "",
            d.Say(
                "STATEMENT OF ACCOUNT|KONTOAUSZUG|RELEVÉ DE COMPTE|EXTRACTO DE CUENTA|ESTRATTO CONTO|REKENINGOVERZICHT|KONTOUTDRAG|WYCIĄG Z KONTA"
            ),
            ""
        );
        d.Put($"{d.Word("to")}: {d.Customer.Name}   {d.Word("customerno")}: {d.CustomerNumber}   {d.Word("date")}: {d.Day(d.Date)}", "");
        d.Put(
            Draft.Columns(
                (0, d.Word("date")),
                (14, d.Word("reference")),
                (36, d.Say("Debit|Soll|Débit|Debe|Dare|Debet|Debet|Winien")),
                (50, d.Say("Credit|Haben|Crédit|Haber|Avere|Credit|Kredit|Ma")),
                (64, "Saldo")
            )
        );
        d.Put(Draft.Columns((14, d.Word("old")), (64, d.Plain(balance))));
        for (var i = 0; i < 4; i++)
        {
            var (amount, credit) = (d.Some(20, 300), i % 2 == 1);
            balance += credit ? -amount : amount;
            d.Put(
                Draft.Columns(
                    (0, d.Day(d.Date.AddDays(-28 + (6 * i)))),
                    (14, d.Digits("R#####")),
                    (credit ? 50 : 36, d.Plain(amount)),
                    (64, d.Plain(balance))
                )
            );
        }
        d.Put("", $"{d.Word("total")}: {d.Money(balance)}", d.Bank());
        d.Note("total", balance);
    }

    private static void Hosting(Draft d)
    {
        d.MediaType = "text/html";
        d.None("purchase_order", "payment_reference");
        d.Note("paid_date", d.Date);
        d.Note("amount_paid", d.Total);
        d.Put("<html><body>", $"<p>{d.Vendor.Name}<br>{d.Vendor.Street}<br>{d.Vendor.Town}<br>{d.Word("vat")}: {d.Vendor.VatId}</p>");
        d.Put(
            $"<h2>{d.Word("invoice")} {d.Number}</h2>",
            $"<p>{d.Word("to")}<br>{d.Customer.Name}<br>{d.Customer.Street}<br>{d.Customer.Town}</p>"
        );
        d.Put(
            "<table>",
            $"<tr><td>{d.Word("date")}</td><td>{d.Day(d.Date)}</td></tr>",
            $"<tr><td>{d.Word("due")}</td><td>{d.Day(d.Due)}</td></tr>",
            "</table>"
        );
        d.Put("<table>", $"<tr><th>{d.Word("desc")}</th><th>{d.Word("amount")}</th></tr>");
        d.Items.ForEach(i =>
            d.Put($"<tr><td>{i.Text} ({d.Day(d.Date)} - {d.Day(d.Date.AddYears(1))})</td><td>{d.Money(i.Amount)}</td></tr>")
        );
        d.Put(
            $"<tr><td>{d.Word("net")}</td><td>{d.Money(d.Net)}</td></tr>",
            $"<tr><td>{d.Word("tax")}</td><td>{d.Money(d.Tax)}</td></tr>",
            $"<tr><td>{d.Word("total")}</td><td>{d.Money(d.Total)}</td></tr>",
            "</table>"
        );
        d.Put(
            $"<p>{d.Say("Transactions|Zahlungen|Transactions|Transacciones|Transazioni|Transacties|Transaktioner|Transakcje")}: {d.Day(d.Date)} Visa {d.Digits("ch_########")} {d.Money(d.Total)}</p>",
            $"<p>{d.Say("Balance|Offen|Solde|Saldo|Saldo|Saldo|Saldo|Saldo")}: {d.Money(0)}</p>",
            "</body></html>"
        );
        d.Note("payment_method", "Visa");
    }

    private static void Garage(Draft d)
    {
        d.Put(d.Head());
        d.Put(
            "",
            Draft.Columns((0, d.Customer.Name), (40, $"{d.Word("invoice")}: {d.Number}")),
            Draft.Columns((0, d.Customer.Street), (40, $"{d.Word("date")}: {d.Day(d.Date)}")),
            Draft.Columns((0, d.Customer.Town), (40, $"{d.Word("order")}: {d.Order}")),
            ""
        );
        d.Put(
            Draft.Columns(
                (0, d.Say("Reg.|Kennz.|Immat.|Matrícula|Targa|Kenteken|Reg.nr|Nr rej.")),
                (16, "VIN"),
                (40, "km"),
                (50, d.Say("First reg.|Erstzul.|1re circ.|1ª matr.|1ª imm.|Toel.|I trafik|1. rej."))
            ),
            Draft.Columns(
                (0, d.Digits("XY-###")),
                (16, d.Digits("WVWZZZ1K#########")),
                (40, d.Digits("##.###")),
                (50, d.Day(d.Date.AddYears(-6)))
            ),
            ""
        );
        d.Put(
            d.Say("Labour|Arbeit|Main d'œuvre|Mano de obra|Manodopera|Arbeid|Arbete|Robocizna")
                + " / "
                + d.Say("Parts|Teile|Pièces|Recambios|Ricambi|Onderdelen|Delar|Części")
        );
        d.Table(0);
        d.Put(
            "",
            $"{d.Word("net")}   {d.Word("tax")}   {d.Word("total")}",
            $"{d.Money(d.Net)}   {d.Money(d.Tax)}   {d.Money(d.Total)}",
            ""
        );
        d.Put(
            $"{d.Say("Next service|Nächste Inspektion|Prochaine révision|Próxima revisión|Prossimo tagliando|Volgende beurt|Nästa service|Następny przegląd")}: {d.Day(d.Date.AddYears(1))}",
            $"{d.Word("terms")}: {d.Terms()}"
        );
    }

    private static void Translator(Draft d)
    {
        d.Items.Clear();
        d.Items.Add(new($"{d.Chance.One(["EN-DE", "FR-IT", "ES-EN", "NL-EN"])}", 500 + d.Chance.Below(5000), 0.1m));
        d.Reckon();
        d.Put(
            $"{d.Vendor.Name}",
            d.Say("Translations|Übersetzungen|Traductions|Traducciones|Traduzioni|Vertalingen|Översättningar|Tłumaczenia"),
            $"{d.Vendor.Street}, {d.Vendor.Town}",
            d.Vendor.Email,
            $"{d.Word("vat")}: {d.Vendor.VatId}",
            ""
        );
        d.Put(
            $"{d.Word("to")}: {d.Customer.Name}, {d.Customer.Street}, {d.Customer.Town}",
            $"{d.Word("contact")}: {d.Side(firm: false).Name}",
            $"{d.Word("order")}: {d.Order}",
            ""
        );
        d.Put($"{d.Word("invoice")} | {d.Number} | {d.Day(d.Date)}", "");
        d.Put(
            $"{d.Items[0].Text}: {d.Quantity(d.Items[0].Quantity)} {d.Say("words|Wörter|mots|palabras|parole|woorden|ord|słów")} x {d.Money(0.1m)} = {d.Money(d.Net)}"
        );
        d.Put(
            $"+ {d.Word("tax")} = {d.Money(d.Tax)}",
            $"{d.Word("total")} = {d.Money(d.Total)}",
            "",
            $"{d.Word("due")} {d.Day(d.Due)}; {d.Bank()}"
        );
    }

    private static void CleaningMonth(Draft d)
    {
        var end = new DateOnly(d.Date.Year, d.Date.Month, 1).AddDays(-1);
        d.Note("service_date", end, new DateOnly(end.Year, end.Month, 1));
        d.Put(
            Draft.Columns((40, d.Vendor.Name)),
            Draft.Columns((40, d.Vendor.Street)),
            Draft.Columns((40, d.Vendor.Town)),
            Draft.Columns((40, $"{d.Word("vat")} {d.Vendor.VatId}")),
            ""
        );
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            Draft.Columns((40, d.Day(d.Date))),
            "",
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("period")}: {d.Day(new DateOnly(end.Year, end.Month, 1))} - {d.Day(end)}",
            ""
        );
        d.Table(4);
        d.Put("");
        d.Sums(d.Chance.One([0, 5, 6]));
        d.Put("", $"{d.Word("terms")}: {d.Terms()}. {d.Bank()}");
    }
}
