namespace Strata.Testing.Papers;

internal static partial class Trades
{
    private static void RatePerLine(Draft d)
    {
        d.Put(d.Head());
        d.Put("", Draft.Columns((0, d.Word("to")), (50, d.Word("invoice"))));
        d.Beside(
            50,
            Parts.Address(d.Customer),
            [$"{d.Word("number")}  {d.Number}", $"{d.Word("date")}  {d.Day(d.Date)}", $"{d.Word("due")}  {d.Day(d.Due)}"]
        );
        d.Put(
            "",
            Draft.Columns(
                (0, d.Word("desc")),
                (30, d.Word("qty")),
                (40, d.Word("price")),
                (54, "%"),
                (60, d.Word("net")),
                (76, d.Word("total"))
            )
        );
        d.Items.ForEach(i =>
            d.Put(
                Draft.Columns(
                    (0, i.Text),
                    (30, d.Quantity(i.Quantity)),
                    (40, d.Plain(i.Price)),
                    (54, d.Plain(d.Rate, 0)),
                    (60, d.Plain(i.Amount)),
                    (76, d.Plain(i.Amount + Math.Round(i.Amount * d.Rate / 100, 2)))
                )
            )
        );
        var gross = d.Items.Sum(i => i.Amount + Math.Round(i.Amount * d.Rate / 100, 2));
        d.Put("", Draft.Columns((30, d.Word("total")), (60, d.Plain(d.Net)), (76, d.Money(gross))));
        d.Note("tax", gross - d.Net, d.Tax);
        d.Note("total", gross);
        d.Note(
            "items",
            $"{d.Items.Count}|{d.Net.ToString("0.####", CultureInfo.InvariantCulture)}",
            $"{d.Items.Count}|{gross.ToString("0.####", CultureInfo.InvariantCulture)}"
        );
        d.Put("", $"{d.Say("of which|davon|dont|incluye|di cui|waarvan|varav|w tym")} {d.Word("tax")}: {d.Money(gross - d.Net)}", d.Bank());
    }

    private static void CarriedOver(Draft d)
    {
        while (d.Items.Count < 6)
        {
            d.Items.Add(new(d.Chance.One(d.Locale.Goods), 1 + d.Chance.Below(9), d.Some(4, 80)));
        }
        d.Reckon();
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("invoice")} {d.Number}   {d.Page(1, 2)}",
            $"{d.Word("date")}: {d.Day(d.Date)}   {d.Word("customerno")}: {d.CustomerNumber}",
            ""
        );
        d.Put(Parts.Address(d.Customer));
        var sum = 0m;
        d.Put("", Draft.Columns((0, d.Word("qty")), (10, d.Word("desc")), (60, d.Word("amount"))));
        foreach (var (i, no) in d.Items.Select((i, no) => (i, no)))
        {
            if (no == 4)
            {
                d.Put(
                    Draft.Columns((10, d.Word("brought")), (60, d.Plain(sum))),
                    "",
                    d.Vendor.Name,
                    $"{d.Word("invoice")} {d.Number} {d.Day(d.Date)}   {d.Page(2, 2)}",
                    ""
                );
                d.Put(
                    Draft.Columns((0, d.Word("qty")), (10, d.Word("desc")), (60, d.Word("amount"))),
                    Draft.Columns((10, d.Word("brought")), (60, d.Plain(sum)))
                );
            }
            sum += i.Amount;
            d.Put(Draft.Columns((0, d.Quantity(i.Quantity)), (10, i.Text), (60, d.Plain(i.Amount))));
        }
        d.Put(
            Draft.Columns((10, d.Word("net")), (60, d.Plain(d.Net))),
            Draft.Columns((10, d.Word("tax")), (60, d.Plain(d.Tax))),
            Draft.Columns((10, d.Word("total")), (60, d.Money(d.Total)))
        );
        d.Put("", $"{d.Word("due")}: {d.Day(d.Due)}", $"{d.Vendor.Name} - {d.Word("vat")} {d.Vendor.VatId} - {d.Bank()}");
    }

    private static void Returnable(Draft d)
    {
        var (crates, each) = (2 + d.Chance.Below(12), d.Chance.One([3.1m, 4.5m, 8m]));
        var deposit = crates * each;
        d.Put(d.Head());
        d.Put("", $"{d.Customer.Name}, {d.Customer.Street}, {d.Customer.Town}", "");
        d.Put(
            $"{d.Word("number")} {d.Number} - {d.Day(d.Date)}",
            $"{d.Say("Delivery note|Lieferschein|Bon de livraison|Albarán|DDT|Pakbon|Följesedel|WZ")} {d.Digits("L######")} - {d.Day(d.Date.AddDays(-2))}",
            ""
        );
        d.Table(0);
        d.Put(
            "",
            Parts.Line(d.Word("net"), d.Plain(d.Net), 1, 40),
            Parts.Line(d.Word("tax"), d.Plain(d.Tax), 1, 40),
            Parts.Line(
                $"{d.Say("Deposit, crates|Pfand Kisten|Consigne casiers|Depósito envases|Cauzione casse|Statiegeld kratten|Pant backar|Kaucja")} {crates} x {d.Plain(each)}",
                d.Plain(deposit),
                1,
                40
            ),
            Parts.Line(d.Word("total"), d.Money(d.Total + deposit), 1, 40)
        );
        d.Note("total", d.Total + deposit);
        d.Note("subtotal", d.Net, d.Net + deposit);
        d.Put("", $"{d.Word("due")}: {d.Day(d.Due)}, {d.Bank()}");
    }

    private static void LineDiscounts(Draft d)
    {
        var percent = d.Chance.One([5m, 10m, 15m]);
        List<(Item Item, decimal Net)> rows = [.. d.Items.Select(i => (i, Math.Round(i.Amount * (100 - percent) / 100, 2)))];
        var net = rows.Sum(row => row.Net);
        var tax = Math.Round(net * d.Rate / 100, 2, MidpointRounding.AwayFromZero);
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("invoice")}   {d.Number}   {d.Day(d.Date)}",
            $"{d.Word("customerno")} {d.CustomerNumber}   {d.Word("order")} {d.Order}",
            "",
            d.Word("to")
        );
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            Draft.Columns(
                (0, d.Word("desc")),
                (28, d.Word("qty")),
                (38, d.Word("price")),
                (50, $"{d.Word("discount")} %"),
                (64, d.Word("amount"))
            )
        );
        rows.ForEach(row =>
            d.Put(
                Draft.Columns(
                    (0, row.Item.Text),
                    (28, d.Quantity(row.Item.Quantity)),
                    (38, d.Plain(row.Item.Price)),
                    (50, d.Plain(percent, 0)),
                    (64, d.Plain(row.Net))
                )
            )
        );
        d.Put(
            "",
            $"{d.Word("net")}: {d.Money(net)}",
            $"{d.Word("tax")}: {d.Money(tax)}",
            $"{d.Word("total")}: {d.Money(net + tax)}",
            $"{d.Word("due")}: {d.Day(d.Due)}"
        );
        d.NoteLines(rows.Count, net);
        d.Note("subtotal", net);
        d.Note("tax", tax);
        d.Note("total", net + tax);
        d.Note("discount", d.Net - net, net - d.Net);
    }

    private static void Proforma(Draft d)
    {
        var until = d.Date.AddDays(30);
        d.Put(d.Head());
        d.Put(
            "",
            d.Say(
                "PROFORMA INVOICE|PROFORMARECHNUNG|FACTURE PROFORMA|FACTURA PROFORMA|FATTURA PROFORMA|PROFORMAFACTUUR|PROFORMAFAKTURA|FAKTURA PROFORMA"
            ),
            $"{d.Number} / {d.Day(d.Date)}",
            ""
        );
        d.Put($"{d.Word("to")} {d.Customer.Name}", $"{d.Customer.Street}, {d.Customer.Town}", "");
        d.Put(
            $"HS code {d.Digits("####.##")}   Incoterm {d.Chance.One(["EXW", "DAP", "FCA", "CPT"])}   {d.Say("Net weight|Nettogewicht|Poids net|Peso neto|Peso netto|Nettogewicht|Nettovikt|Masa netto")} {d.Plain(d.Some(1, 40))} kg",
            $"{d.Say("Valid until|Gültig bis|Valable jusqu'au|Válida hasta|Valida fino al|Geldig tot|Giltig till|Ważna do")} {d.Day(until)}",
            ""
        );
        d.Table(1);
        d.Put("", $"{d.Word("shipping")} {d.Money(25)}", $"{d.Word("total")} {d.Money(d.Net + 25)}", d.Bank());
        d.Note("total", d.Net + 25);
        d.Note("shipping", 25m);
        d.None("tax", "tax_rate", "due_date");
        d.Note("due_date", until);
    }

    private static void Collective(Draft d)
    {
        var notes = 2 + d.Chance.Below(3);
        d.Items.Clear();
        var note = d.Say("Delivery note|Lieferschein|Bon de livraison|Albarán|Bolla|Pakbon|Följesedel|Dokument WZ");
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("due")}: {d.Day(d.Due)}",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            ""
        );
        d.Put($"{d.Word("to")}: {d.Customer.Name}", $"{d.Customer.Street}, {d.Customer.Town}", "");
        for (var n = 0; n < notes; n++)
        {
            d.Put($"{note} {d.Digits("#######")} {d.Day(d.Date.AddDays(-3 - (7 * (notes - n))))}");
            var sum = 0m;
            for (var i = 0; i <= d.Chance.Below(3); i++)
            {
                var item = new Item(d.Chance.One(d.Locale.Goods), 1 + d.Chance.Below(6), d.Some(5, 120));
                d.Items.Add(item);
                sum += item.Amount;
                d.Put(Draft.Columns((2, d.Quantity(item.Quantity)), (8, item.Text), (44, d.Plain(item.Price)), (58, d.Plain(item.Amount))));
            }
            d.Put(Draft.Columns((8, $"{d.Say("Total|Summe|Total|Total|Totale|Totaal|Summa|Razem")} {note}"), (58, d.Plain(sum))));
        }
        d.Reckon();
        d.Put("");
        d.Sums(7);
        d.Put("", d.Bank());
    }
}
