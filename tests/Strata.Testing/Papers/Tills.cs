namespace Strata.Testing.Papers;

/// <summary>Proofs of payment: till slips, card slips, receipts written by hand.</summary>
internal static class Tills
{
    public static readonly Family[] All =
    [
        new("till-shop", Locale.All, Shop),
        new("till-restaurant", Locale.All, Restaurant),
        new("till-fuel", Locale.All, Fuel),
        new("till-taxi", Locale.All, Taxi),
        new("till-parking", Locale.All, Parking),
        new("till-card-slip", Locale.All, CardSlip),
        new("till-pharmacy", Locale.European, Pharmacy),
        new("till-order-mail", Locale.All, OrderMail),
        new("till-donation", Locale.All, Donation),
        new("till-museum", Locale.European, Museum),
        new("till-received-from", Locale.All, ReceivedFrom),
        new("till-cafe-scan", Locale.All, CafeScan),
        new("till-salon", Locale.All, Salon),
        new("till-refund", Locale.All, Refund),
    ];

    private static void Begin(Draft d)
    {
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
        d.Reckon(included: true);
        d.Note("location", $"{d.Vendor.Street} {d.Vendor.Town}");
    }

    private static void Shop(Draft d)
    {
        Begin(d);
        d.Put(d.Vendor.Name.ToUpperInvariant(), d.Vendor.Street, d.Vendor.Town, $"{d.Word("vat")} {d.Vendor.VatId}", "");
        d.Items.ForEach(i =>
            d.Put(Draft.Columns((0, i.Text.ToUpperInvariant()), (28, $"{d.Plain(i.Amount)} {d.Chance.One(["A", "B", ""])}")))
        );
        d.Put(new string('-', 36), Draft.Columns((0, d.Word("total").ToUpperInvariant()), (28, d.Plain(d.Total))));
        var given = Math.Ceiling(d.Total / 10) * 10;
        if (d.Chance.Is(0.5))
        {
            d.Put(
                Draft.Columns((0, d.Word("cash")), (28, d.Plain(given))),
                Draft.Columns((0, d.Word("change")), (28, d.Plain(given - d.Total)))
            );
            d.Note("payment_method", d.Word("cash"), "cash", "Bar");
        }
        else
        {
            var card = d.Digits("************####");
            d.Put(Draft.Columns((0, d.Word("card")), (28, d.Plain(d.Total))), card);
            d.Note("card", card[^4..]);
            d.Note("payment_method", d.Word("card"));
        }
        d.Put("", Draft.Columns((0, "%"), (8, d.Word("net")), (24, d.Word("tax").Split(' ')[0])));
        d.Put(Draft.Columns((0, d.Plain(d.Rate, 0)), (8, d.Plain(d.Net)), (24, d.Plain(d.Tax))));
        var who = d.Side(firm: false).Name;
        d.Note("cashier", who);
        d.Put(
            "",
            $"{d.Day(d.Date)} {d.Clock()}  {d.Word("receiptno")} {d.Number}",
            $"{d.Word("cashier")}: {who}   {d.Word("till")} {d.Chance.Below(9)}",
            d.Word("thanks")
        );
    }

    private static void Restaurant(Draft d)
    {
        Begin(d);
        d.Put(d.Chance.One(["Trattoria ", "Gasthaus ", "Café ", "Bistro "]) + d.Locale.Firms[0].Split(' ')[0]);
        d.Note(
            "vendor",
            [.. new[] { "Trattoria ", "Gasthaus ", "Café ", "Bistro " }.Select(kind => kind + d.Locale.Firms[0].Split(' ')[0])]
        );
        d.Put($"{d.Vendor.Street}, {d.Vendor.Town}", $"{d.Word("phone")} {d.Vendor.Phone}", "");
        d.Put(
            $"Table {d.Chance.Below(30)}   {d.Word("cashier")} {d.Chance.Below(9)}   {d.Word("receiptno")} {d.Number}",
            $"{d.Day(d.Date)}   {d.Clock()}",
            ""
        );
        d.Note("cashier", [.. Enumerable.Range(0, 9).Select(i => $"{i}")]);
        d.Items.ForEach(i => d.Put($"{d.Quantity(i.Quantity)} {i.Text}   {d.Plain(i.Amount)}"));
        d.Put("", $"{d.Word("total")}   {d.Money(d.Total)}", $"{d.Word("tax")}   {d.Plain(d.Tax)}");
        if (d.Chance.Is(0.4))
        {
            var tip = Math.Round(d.Total * 0.1m, 0) + 1;
            d.Put(
                $"{d.Chance.One(["Tip", "Trinkgeld", "Pourboire", "Propina"])}   {d.Plain(tip)}",
                $"{d.Word("card")}   {d.Money(d.Total + tip)}"
            );
            d.Note("tip", tip);
            d.Note("total", d.Total, d.Total + tip);
        }
        d.Put("", d.Word("thanks"));
    }

    private static void Fuel(Draft d)
    {
        Begin(d);
        var (litres, price) = (10 + Math.Round((decimal)(d.Chance.Part() * 45), 2), 1.4m + Math.Round((decimal)(d.Chance.Part() * 0.6), 3));
        d.Items.Clear();
        d.Items.Add(new Item("Super E10", litres, price));
        d.Reckon(included: true);
        d.Put(d.Vendor.Name, $"{d.Vendor.Street} {d.Vendor.Town}", $"{d.Word("receiptno")}: {d.Number}  {d.Word("till")}: 2", "");
        d.Put(
            $"Pump {d.Chance.Below(12)}",
            $"Super E10   {d.Plain(litres)} l",
            $"{d.Word("price")}   {price.ToString("0.000", CultureInfo.InvariantCulture)} /l"
        );
        d.Put($"{d.Word("total")}   {d.Money(d.Total)}", $"{d.Word("tax")} {d.Plain(d.Tax)}   {d.Word("net")} {d.Plain(d.Net)}", "");
        var card = d.Digits("####");
        d.Note("card", card);
        d.Put(
            $"{d.Word("card")} {d.Digits("############")} {card}",
            $"Auth {d.Digits("######")}  Terminal {d.Digits("########")}",
            $"{d.Day(d.Date)} {d.Clock()}"
        );
        d.Note("payment_method", d.Word("card"));
        d.Note("items", FormattableString.Invariant($"1|{d.Total:0.####}"));
    }

    private static void Taxi(Draft d)
    {
        Begin(d);
        d.None("items", "location");
        d.Items.RemoveRange(1, d.Items.Count - 1);
        d.Reckon(included: true);
        d.None("items");
        d.Put(d.Word("receipt"), $"Taxi {d.Digits("###")} – {d.Vendor.Name}", $"{d.Word("phone")} {d.Vendor.Phone}", "");
        d.Put($"{d.Word("date")}: {d.Day(d.Date)}   {d.Clock()}", $"{d.Vendor.Street} -> {d.Customer.Street}", $"km {d.Plain(3.4m)}");
        d.Put(
            $"{d.Chance.One(["Fare", "Fahrpreis", "Course"])}: {d.Money(d.Total)}",
            $"{d.Word("tax")}: {d.Plain(d.Tax)}",
            $"{d.Word("method")}: {d.Method()}"
        );
        d.Put($"{d.Chance.One(["Driver", "Fahrer", "Chauffeur"])}: {d.Side(firm: false).Name}");
        d.Note("vendor", d.Vendor.Name);
        d.NoteLines(1, d.Total);
    }

    private static void Parking(Draft d)
    {
        Begin(d);
        d.None("items", "invoice_number", "vendor_vat_id");
        var fee = d.Chance.One([2.5m, 4m, 7.2m, 18m]);
        d.Put(d.Chance.One(["PARKHAUS ", "CAR PARK ", "PARKING "]) + d.Vendor.Town.Split(' ')[^1].ToUpperInvariant(), d.Vendor.Name, "");
        var ticket = d.Digits("00####");
        d.Note("invoice_number", ticket);
        d.Put($"In   {d.Day(d.Date)} 09:12", $"Out  {d.Day(d.Date)} {d.Clock()}", $"Ticket {ticket}", $"{d.Word("total")} {d.Money(fee)}");
        d.Note("vendor", d.Vendor.Name);
        d.Note("total", fee);
        var tax = Math.Round(fee - (fee / (1 + (d.Rate / 100))), 2);
        d.Note("tax", tax);
        d.Note("subtotal", fee - tax);
        d.Put($"{d.Word("tax")} {d.Plain(tax)}", $"{d.Word("method")} {d.Method()}");
        d.Note("time", "09:12", d.Truth["time"][0]);
    }

    private static void CardSlip(Draft d)
    {
        Begin(d);
        d.None("items", "tax", "subtotal", "tax_rate", "vendor_vat_id", "invoice_number");
        var (trans, last) = (d.Digits("######"), d.Digits("####"));
        d.Put(d.Chance.One(["KUNDENBELEG", "CUSTOMER COPY", "CARDHOLDER RECEIPT", "TICKET CLIENT"]), d.Vendor.Name, d.Vendor.Town, "");
        d.Put($"TERMINAL {d.Digits("########")}", $"MERCHANT {d.Digits("###########")}", $"{d.Word("receiptno")} {trans}");
        d.Note("invoice_number", trans);
        d.Put(
            $"{d.Day(d.Date)} {d.Clock()}",
            $"{d.Chance.One(["VISA", "MASTERCARD", "girocard", "Maestro"])} XXXX XXXX XXXX {last}",
            $"EXP {d.Digits("0#/2#")}"
        );
        d.Note("payment_method", "VISA", "MASTERCARD", "girocard", "Maestro", "contactless", "card");
        d.Note("card", last);
        d.Put(
            $"AID {d.Digits("A00000000#####")}",
            $"{d.Word("amount").ToUpperInvariant()}: {d.Locale.Currency} {d.Plain(d.Total)}",
            $"AUTH CODE {d.Digits("######")}",
            "APPROVED"
        );
        d.Note("subtotal", d.Total);
    }

    private static void Pharmacy(Draft d)
    {
        Begin(d);
        var name = d.Chance.One(["Apotheke am Markt", "Farmacia Central", "Pharmacie du Pont", "High Street Pharmacy"]);
        d.Note("vendor", name);
        d.None("items");
        d.Put($"*** {name} ***", $"{d.Vendor.Street} {d.Vendor.Town}", $"{d.Word("vat")}: {d.Vendor.VatId}", "");
        d.Items.ForEach(i => d.Put($"PZN {d.Digits("########")} {i.Text}", $"    {d.Plain(i.Amount)}"));
        d.Put("", $"{d.Word("total")}:  {d.Money(d.Total)}", $"{d.Word("tax")}: {d.Plain(d.Tax)}", $"{d.Word("method")}: {d.Method()}");
        d.Put($"{d.Word("receiptno")}: {d.Number}   {d.Day(d.Date)}", $"{d.Word("customerno")}: {d.CustomerNumber}");
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
        d.Note("customer_number", d.CustomerNumber);
    }

    private static void OrderMail(Draft d)
    {
        Begin(d);
        d.Note("customer", d.Customer.Name);
        d.Note("invoice_number", d.Order);
        d.Put(
            $"{d.Word("dear")}",
            "",
            $"{d.Word("thanks")}",
            "",
            $"{d.Word("order")}: {d.Order}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            ""
        );
        d.Items.ForEach(i => d.Put($"{i.Text}", $"{d.Word("qty")}: {d.Quantity(i.Quantity)}", d.Money(i.Amount), ""));
        d.None("items");
        var shipping = d.Chance.One([0m, 4.95m, 6.9m]);
        d.Note("shipping", shipping);
        d.Note("total", d.Total + shipping);
        d.Put(
            $"{d.Word("shipping")}: {d.Money(shipping)}",
            $"{d.Word("total")}: {d.Money(d.Total + shipping)}",
            $"{d.Word("tax")}: {d.Money(d.Tax)}",
            ""
        );
        d.Put("Shipping to:");
        d.Put(Parts.Address(d.Customer));
        d.Put($"Estimated arrival {d.Day(d.Date.AddDays(3))}", "", d.Vendor.Name);
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void Donation(Draft d)
    {
        Begin(d);
        d.None("items", "tax", "subtotal", "tax_rate");
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, "");
        d.Put(
            d.Locale.Country switch
            {
                "DE" or "CH" => "Spendenquittung",
                "FR" => "Reçu fiscal",
                "ES" => "Recibo de donación",
                _ => "Donation receipt",
            },
            ""
        );
        d.Put(
            $"{d.Word("receiptno")}: {d.Number}",
            $"Donor: {d.Customer.Name}",
            $"{d.Word("amount")}: {d.Money(d.Total)}",
            $"{d.Word("date")}: {d.Day(d.Date)}"
        );
        d.Note("customer", d.Customer.Name);
        d.Put(
            $"{d.Word("method")}: {d.Method()}",
            "",
            $"{d.Vendor.Town.Split(' ')[^1]}, {d.Day(d.Date.AddDays(12))}",
            d.Side(firm: false).Name
        );
        d.Note("issue_date", d.Date, d.Date.AddDays(12));
        d.Note("subtotal", d.Total);
    }

    private static void Museum(Draft d)
    {
        Begin(d);
        d.None("items", "vendor_vat_id");
        var price = d.Chance.One([8m, 12m, 14.5m]);
        var count = 1 + d.Chance.Below(4);
        var name = d.Chance.One(["Museum der Stadt", "Musée des Arts", "City Museum", "Museo Civico"]);
        d.Note("vendor", name);
        d.Put(name, d.Vendor.Town, "", $"{count} x Adult {d.Money(price)}", $"{d.Word("total")} {d.Money(price * count)}");
        d.Note("total", price * count);
        d.None("tax", "subtotal", "tax_rate");
        d.Put(
            $"Valid on {d.Day(d.Date)}",
            d.Digits("#### #### #### ####"),
            $"{d.Word("receiptno")} {d.Number}",
            $"{d.Day(d.Date)} {d.Clock()}"
        );
        d.NoteLines(1, price * count);
    }

    private static void ReceivedFrom(Draft d)
    {
        Begin(d);
        d.None("items", "tax", "subtotal", "tax_rate");
        d.Note("customer", d.Customer.Name);
        d.Put($"{d.Word("receipt")}   No. {d.Number}", "");
        d.Put(
            $"Received from {d.Customer.Name}",
            $"the sum of {d.Money(d.Total)}",
            $"for {d.Items[0].Text}, invoice {d.Digits("R-####")}",
            ""
        );
        d.Put($"{d.Word("date")} {d.Day(d.Date)}", $"Signed {d.Side(firm: false).Name}", $"for {d.Vendor.Name}");
    }

    private static void CafeScan(Draft d)
    {
        Begin(d);
        d.Put(d.Vendor.Name, d.Vendor.Street, d.Vendor.Town, "", $"{d.Word("receiptno")} {d.Number}  {d.Day(d.Date)} {d.Clock()}", "");
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (30, d.Plain(i.Amount)))));
        d.Put(
            Draft.Columns((0, d.Word("total")), (30, d.Money(d.Total))),
            Draft.Columns((0, d.Word("tax")), (30, d.Plain(d.Tax))),
            d.Word("thanks")
        );
        d.Scan(0.01 + (d.Chance.Part() * 0.03));
    }

    private static void Salon(Draft d)
    {
        Begin(d);
        d.None("tax", "subtotal", "tax_rate", "invoice_number", "items");
        d.Put(d.Vendor.Name, "", d.Day(d.Date, "d.M.yy"), "");
        d.Items.ForEach(i => d.Put($"{i.Text} {d.Quantity(i.Amount)}"));
        d.Put("----", d.Plain(d.Total), "", d.Chance.One(["paid cash", "bar erhalten", "payé", "pagado", "betaald"]));
        d.Note("payment_method", "cash", "bar");
        d.NoteLines(d.Items.Count, d.Items.Sum(i => i.Amount));
    }

    private static void Refund(Draft d)
    {
        Begin(d);
        d.None("items");
        d.Put(d.Vendor.Name, d.Vendor.Town, "", d.Chance.One(["REFUND", "Rückgabe", "Remboursement", "Devolución", "Reso"]));
        d.Put(
            $"{d.Word("receiptno")}: {d.Number}",
            $"Original: {d.Digits("######")} {d.Day(d.Date.AddDays(-8))}",
            $"{d.Word("date")}: {d.Day(d.Date)} {d.Clock()}"
        );
        d.Items.ForEach(i => d.Put($"{i.Text}   {d.Plain(-i.Amount)}"));
        d.Put(
            $"{d.Word("total")}   {d.Money(-d.Total)}",
            $"{d.Word("tax")}   {d.Plain(-d.Tax)}",
            $"{d.Word("card")}   {d.Plain(-d.Total)}"
        );
        d.Note("total", -d.Total);
        d.Note("tax", -d.Tax);
        d.Note("payment_method", d.Word("card"));
        d.NoteLines(d.Items.Count, -d.Items.Sum(i => i.Amount));
    }
}
