namespace Strata.Testing.Papers;

/// <summary>Tickets, confirmations and orders: what is paid, but for another day, or under another number.</summary>
internal static class Tickets
{
    public static readonly Family[] All =
    [
        new("ticket-train", Locale.European, Train),
        new("ticket-concert", Locale.All, Concert),
        new("ticket-flight", Locale.All, Flight),
        new("letter-invitation", Locale.European, Invitation),
        new("letter-registration", Locale.All, Registration),
        new("order-delivery-note", Locale.All, DeliveryNote),
        new("order-purchase", Locale.All, PurchaseOrder),
        new("order-confirmation", Locale.All, OrderConfirmation),
    ];

    private static void Train(Draft d)
    {
        d.NoBill();
        var (price, travel, code) = (d.Some(9, 120), d.Date.AddDays(12), d.Digits("R####Q"));
        d.Put(
            d.Vendor.Name,
            d.Chance.One(["E-Ticket", "Online-Ticket", "Billet", "Biglietto"]),
            "",
            $"{d.Customer.Name}",
            $"Booking code: {code}"
        );
        d.Put(
            $"{d.Locale.Towns[0]} -> {d.Locale.Towns[1]}",
            $"{d.Day(travel)}  {d.Clock()}  Coach 12 Seat 44",
            $"{d.Word("price")}: {d.Money(price)}"
        );
        d.Put($"{d.Word("date")}: {d.Day(d.Date)}", $"{d.Word("method")}: {d.Method()}");
        d.Asks(price);
        d.Note("invoice_number", code);
        d.Note("issue_date", d.Date);
        d.None("time");
    }

    private static void Concert(Draft d)
    {
        d.NoBill();
        var (price, on) = (d.Some(15, 90), d.Date.AddDays(40));
        d.Put(
            "ADMIT ONE",
            $"{d.Chance.One(["Harbour Choir", "Los Vientos", "Quartett Nord"])} – live",
            $"{d.Day(on)} 20:00",
            d.Vendor.Name,
            d.Vendor.Town,
            ""
        );
        d.Put(
            $"Row {d.Chance.Below(30)} Seat {d.Chance.Below(40)}",
            $"{d.Word("price")} {d.Money(price)} {d.Word("tax")}",
            $"Order {d.Order}",
            d.Customer.Name
        );
        d.Asks(price);
        d.Note("invoice_number", d.Order);
        d.Note("issue_date", on);
        d.Note("start", on);
        d.Note("time", "20:00");
        d.Note("location", d.Vendor.Name + " " + d.Vendor.Town);
        d.None("time");
    }

    private static void Flight(Draft d)
    {
        d.NoBill();
        var (booking, ticket) = (d.Digits("K#L##P"), d.Digits("220-##########"));
        d.Note("invoice_number", booking, ticket);
        var (fare, fees) = (d.Some(60, 400), d.Some(20, 90));
        d.Put(
            "E-TICKET RECEIPT",
            "",
            $"Passenger: {d.Customer.Name.ToUpperInvariant()}",
            $"Booking reference: {booking}",
            $"Ticket number: {ticket}"
        );
        d.Put(
            $"Issued by: {d.Vendor.Name}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"Flight {d.Digits("ST ###")} {d.Day(d.Date.AddDays(30))} 07:40 - 09:55",
            ""
        );
        d.Put(
            $"Fare: {d.Money(fare)}",
            $"Taxes and fees: {d.Money(fees)}",
            $"{d.Word("total")}: {d.Money(fare + fees)}",
            $"{d.Word("method")}: {d.Method()}"
        );
        d.Asks(fare + fees);
        d.Note("subtotal", fare);
        d.Note("tax", fees);
        d.NoteLines(2, fare + fees);
    }

    private static void Invitation(Draft d)
    {
        d.NoBill();
        var on = d.Date.AddDays(21);
        d.None("issue_date");
        d.Note("start", on);
        d.Note("issue_date", d.Date);
        d.Put(d.Vendor.Name, "", d.Word("dear"), "", $"{d.Chance.One(["Summer party", "Sommerfest", "Assemblée", "Reunión anual"])}", "");
        d.Put(
            $"{d.Chance.One(["When", "Wann", "Quand", "Fecha"])}: {d.Day(on)}, 18:30",
            $"{d.Chance.One(["Where", "Ort", "Lieu", "Lugar"])}: {d.Vendor.Street}, {d.Vendor.Town}"
        );
        d.Note("location", $"{d.Vendor.Street}, {d.Vendor.Town}");
        d.Note("title", "Summer party", "Sommerfest", "Assemblée", "Reunión anual");
        d.Put($"RSVP {d.Day(d.Date.AddDays(10))}, {d.Vendor.Email}", "", d.Side(firm: false).Name);
        d.Note("organizer", d.Vendor.Name);
        d.Note("organizer_email", d.Vendor.Email);
    }

    private static void Registration(Draft d)
    {
        d.NoBill();
        var fee = d.Some(80, 400);
        var code = d.Digits("REG-#####");
        d.Put(
            "Registration confirmation",
            "",
            $"Name: {d.Customer.Name}",
            $"Company: {d.Side(firm: true).Name}",
            $"Registration no: {code}"
        );
        d.Put(
            $"Event: {d.Chance.One(["Paper Days", "Forum Technik", "Salon du Bois"])} {d.Date.Year}",
            $"Dates: {d.Day(d.Date.AddDays(50))} - {d.Day(d.Date.AddDays(52))}"
        );
        d.Put(
            $"Fee: {d.Money(fee)}",
            $"{d.Word("tax")}: {d.Money(Math.Round(fee * d.Rate / 100, 2))}",
            $"{d.Word("total")}: {d.Money(fee + Math.Round(fee * d.Rate / 100, 2))}"
        );
        d.Note("tax", Math.Round(fee * d.Rate / 100, 2));
        d.Note("tax_rate", d.Rate);
        d.Note("subtotal", fee);
        d.Asks(fee + Math.Round(fee * d.Rate / 100, 2));
        d.Put($"{d.Word("method")}: {d.Method()}", "", $"Organiser: {d.Vendor.Name}, {d.Vendor.Email}");
        d.Note("invoice_number", code);
        d.Note("start", d.Date.AddDays(50));
        d.Note("end", d.Date.AddDays(52));
        d.Note("title", "Paper Days " + d.Date.Year, "Forum Technik " + d.Date.Year, "Salon du Bois " + d.Date.Year);
        d.Note("organizer", d.Vendor.Name);
    }

    private static void DeliveryNote(Draft d)
    {
        d.NoBill();
        var note = d.Digits("DN-#####");
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Chance.One(["DELIVERY NOTE", "Lieferschein", "Bon de livraison", "Albarán"])} {note}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("order")}: {d.Order}",
            $"{d.Word("to")}: {d.Customer.Name}",
            ""
        );
        d.Put(Draft.Columns((0, d.Word("desc")), (40, d.Word("qty"))));
        d.Items.ForEach(i => d.Put(Draft.Columns((0, i.Text), (40, d.Quantity(i.Quantity)))));
        d.Note("invoice_number", note);
        d.Note("purchase_order", d.Order);
        d.Note("items", string.Create(CultureInfo.InvariantCulture, $"{d.Items.Count}|0"));
        d.Put("", "Goods remain our property until paid in full.", "Received: ______________");
        d.None("currency");
    }

    private static void PurchaseOrder(Draft d)
    {
        d.NoBill();
        d.Put($"PURCHASE ORDER {d.Order}", "", $"{d.Word("date")}: {d.Day(d.Date)}", "Buyer:");
        d.Put(Parts.Address(d.Customer));
        d.Put("Supplier:");
        d.Put(Parts.Address(d.Vendor));
        d.Put("", $"Deliver by: {d.Day(d.Due)}", "");
        d.Reckon();
        d.Table(d.Chance.One([0, 1]));
        d.Put("", $"{d.Word("net")}: {d.Money(d.Net)}", $"{d.Word("tax")}: {d.Money(d.Tax)}", $"{d.Word("total")}: {d.Money(d.Total)}");
        d.Note("purchase_order", d.Order);
    }

    private static void OrderConfirmation(Draft d)
    {
        d.NoBill();
        var own = d.Digits("AB-#####");
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Chance.One(["ORDER CONFIRMATION", "Auftragsbestätigung", "Confirmation de commande"])} {own}",
            $"{d.Word("date")} {d.Day(d.Date)}",
            $"{d.Word("order")} {d.Order}",
            $"{d.Word("customerno")} {d.CustomerNumber}",
            ""
        );
        d.Put(Parts.Address(d.Customer));
        d.Put("");
        d.Reckon();
        d.Table(3);
        d.Sums(7);
        d.Note("invoice_number", own, d.Order);
        d.Note("purchase_order", d.Order);
        d.Put("", $"{d.Word("service")}: {d.Day(d.Due)}", $"{d.Word("terms")}: {d.Terms()}");
        d.Note("service_date", d.Due);
    }
}
