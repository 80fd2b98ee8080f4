namespace Strata.Testing.Papers;

/// <summary>Papers on which others than the two sides appear, or other sums than the one that is paid.</summary>
internal static class Agents
{
    public static readonly Family[] All =
    [
        new("trap-agency", Locale.All, Agency),
        new("agent-manager", Locale.European, Manager),
        new("agent-collection", Locale.European, Collection),
        new("agent-lawyer", Locale.European, Lawyer),
        new("agent-marketplace", Locale.All, Marketplace),
        new("agent-franchise", Locale.All, Franchise),
        new("agent-forwarded", Locale.All, Forwarded),
        new("agent-payment-receipt", Locale.All, PaymentReceipt),
        new("agent-loyalty", Locale.All, Loyalty),
        new("agent-gift-card", Locale.All, GiftCard),
        new("agent-instalments", Locale.All, Instalments),
        new("agent-energy-plan", Locale.European, EnergyPlan),
        new("agent-card-account", Locale.All, CardAccount),
        new("agent-commission", Locale.European, Commission),
    ];

    private static void Agency(Draft d)
    {
        var group = d.Side(firm: true);
        d.Put($"{group.Name} Group", d.Word("slogan"), "");
        d.Put($"{d.Vendor.Name}, a member of {group.Name} Group", d.Vendor.Street, d.Vendor.Town, $"{d.Word("email")}: {group.Email}", "");
        d.Put($"{d.Word("contact")}: {d.Side(firm: false).Name}", "");
        d.Put(d.Customer.Name, "Accounts payable", d.Customer.Street, d.Customer.Town, "");
        d.Put($"{d.Word("number")} {d.Number}", $"{d.Word("date")} {d.Day(d.Date)}", "");
        d.Table(0);
        d.Sums(1);
        d.Put(d.Bank());
    }

    private static void Manager(Draft d)
    {
        var owner = d.Side(firm: false);
        d.Put(d.Head());
        d.Put("", $"on behalf of the owner {owner.Name}", "");
        d.Put(Parts.Address(d.Customer));
        d.Put("", d.Day(d.Date), $"Service charges {d.Date.Year - 1}, unit {d.Chance.Below(40)}, {d.Quantity(54.5m)} m²", "");
        var (costs, advance) = (d.Some(900, 900), d.Some(400, 400));
        d.Put(
            $"Total costs of the house   {d.Money(costs * 11)}",
            $"Your share   {d.Money(costs)}",
            $"{d.Word("paid")}   {d.Money(advance)}"
        );
        d.Put($"{d.Word("total")}   {d.Money(costs - advance)}", $"{d.Word("due")} {d.Day(d.Due)}", d.Bank());
        d.None("items", "subtotal", "tax", "tax_rate", "invoice_number");
        d.Note("total", costs - advance);
        d.Note("amount_paid", advance);
        d.Note("vendor", d.Vendor.Name, owner.Name);
    }

    private static void Collection(Draft d)
    {
        var agency = d.Side(firm: true);
        var (fee, interest, file) = (d.Some(20, 60), d.Some(1, 9), d.Digits("INK-######"));
        d.None("items", "subtotal", "tax", "tax_rate", "due_date", "purchase_order");
        d.Put(agency.Name + " Inkasso", agency.Street, agency.Town, "");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"File: {file}",
            $"{d.Word("date")}: {d.Day(d.Date.AddDays(90))}",
            $"Creditor: {d.Vendor.Name}",
            $"{d.Word("number")}: {d.Number} / {d.Day(d.Date)}",
            ""
        );
        d.Put(
            $"Claim   {d.Plain(d.Total)}",
            $"Interest   {d.Plain(interest)}",
            $"{d.Word("fee")}   {d.Plain(fee)}",
            $"{d.Word("total")}   {d.Money(d.Total + interest + fee)}"
        );
        d.Put($"Payable by {d.Day(d.Date.AddDays(104))} to IBAN {agency.Iban}");
        d.Note("vendor", agency.Name + " Inkasso", d.Vendor.Name);
        d.Note("issue_date", d.Date, d.Date.AddDays(90));
        d.Note("due_date", d.Date.AddDays(104));
        d.Note("iban", agency.Iban);
        d.Note("payment_reference", file, d.Number);
        d.Note("total", d.Total + interest + fee);
    }

    private static void Lawyer(Draft d)
    {
        var (client, other) = (d.Side(firm: true), d.Side(firm: false));
        d.Put(d.Vendor.Name, $"{other.Name} · {d.Side(firm: false).Name} · {d.Side(firm: false).Name}", d.Vendor.Street, d.Vendor.Town, "");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Day(d.Date)}   {d.Digits("###/2#")}",
            $"{client.Name} ./. {d.Side(firm: true).Name}",
            $"{d.Word("invoice")} {d.Number}",
            ""
        );
        d.Put($"Value in dispute {d.Money(d.Some(5000, 9000))}", "");
        d.Items.ForEach(i => d.Put($"§ {13 + d.Chance.Below(20)} {i.Text}   {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("net")}   {d.Plain(d.Net)}",
            $"{d.Word("tax")}   {d.Plain(d.Tax)}",
            $"{d.Word("total")}   {d.Money(d.Total)}",
            d.Bank()
        );
    }

    private static void Marketplace(Draft d)
    {
        var place = d.Side(firm: true);
        d.None("customer_number", "due_date", "payment_reference");
        d.Put($"{place.Name} Marketplace", $"{place.Street}, {place.Town}", "");
        d.Put(
            $"{d.Word("order")}: {d.Order}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"Sold by {d.Vendor.Name}",
            $"Fulfilled by {place.Name}",
            ""
        );
        d.Put($"{d.Word("to")}: {d.Customer.Name}", $"{d.Customer.Street}, {d.Customer.Town}", "");
        d.Table(0);
        var shipping = d.Chance.One([0m, 3.9m, 5.5m]);
        d.Put("", $"{d.Word("net")}: {d.Money(d.Net)}", $"{d.Word("shipping")}: {d.Money(shipping)}", $"{d.Word("tax")}: {d.Money(d.Tax)}");
        d.Put(
            $"{d.Word("total")}: {d.Money(d.Total + shipping)}",
            $"Gift voucher: {d.Money(-10)}",
            $"Charged to Visa {d.Digits("####")}: {d.Money(d.Total + shipping - 10)}"
        );
        d.Note("shipping", shipping);
        d.Note("total", d.Total + shipping, d.Total + shipping - 10);
        d.Note("invoice_number", d.Order);
        d.Note("payment_method", "Visa");
    }

    private static void Franchise(Draft d)
    {
        var brand = d.Chance.One(["BURGER PORT", "Kaffeewerk", "CITY FIT", "Le Pain d'Or"]);
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
        d.Reckon(included: true);
        d.Put(brand, $"Operated by {d.Vendor.Name}", $"{d.Vendor.Street}, {d.Vendor.Town}", $"Head office: {d.Side(firm: true).Name}", "");
        d.Put($"{d.Word("receiptno")} {d.Number}   {d.Day(d.Date)} {d.Clock()}", $"Order {d.Chance.Below(400)}  To go", "");
        d.Items.ForEach(i => d.Put($"{d.Quantity(i.Quantity)} {i.Text}   {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("total")}   {d.Money(d.Total)}",
            $"{d.Word("tax")} {d.Plain(d.Tax)}",
            "Win 100 meals! Code " + d.Digits("####-####")
        );
        d.Note("vendor", brand, d.Vendor.Name);
        d.Note("location", $"{d.Vendor.Street}, {d.Vendor.Town}");
    }

    private static void Forwarded(Draft d)
    {
        var other = d.Side(firm: true);
        d.None("items", "purchase_order", "customer_number");
        d.Put(
            $"Hi,",
            $"please pay this one and not the one of {d.Day(d.Date.AddDays(-30))} ({d.Money(d.Total + 20)}).",
            $"Regards, {d.Side(firm: false).Name}, {other.Name}",
            ""
        );
        d.Put(
            "---------- Forwarded message ----------",
            $"From: {d.Vendor.Name}",
            $"Date: {d.Day(d.Date.AddDays(1))}",
            $"To: {other.Email}",
            ""
        );
        d.Put(
            $"{d.Word("invoice")} {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Word("total")}: {d.Money(d.Total)}",
            $"{d.Word("tax")}: {d.Money(d.Tax)}",
            $"{d.Word("due")}: {d.Day(d.Due)}"
        );
        d.Note("customer", d.Customer.Name, other.Name, other.Email);
    }

    private static void PaymentReceipt(Draft d)
    {
        var own = d.Digits("PAY-#####");
        d.None("items", "subtotal", "tax", "tax_rate", "due_date", "purchase_order");
        d.Put(d.Head());
        d.Put("", "PAYMENT RECEIPT", $"No: {own}", $"Paid on {d.Day(d.Date)}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Put(
            $"{d.Word("number")}   {d.Word("date")}   {d.Word("amount")}",
            $"{d.Number}   {d.Day(d.Date.AddDays(-20))}   {d.Plain(d.Total)}",
            ""
        );
        d.Put($"Amount received   {d.Money(d.Total)}", $"Balance   {d.Money(0)}", $"{d.Word("method")}   {d.Method()}");
        d.Note("invoice_number", own, d.Number);
        d.Note("issue_date", d.Date, d.Date.AddDays(-20));
        d.Note("paid_date", d.Date);
        d.Note("amount_paid", d.Total);
    }

    private static void Loyalty(Draft d)
    {
        var off = Math.Round(d.Net * 0.1m, 2);
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
        d.Reckon(included: true);
        d.Put(
            d.Vendor.Name.ToUpperInvariant(),
            d.Vendor.Town,
            $"{d.Day(d.Date)} {d.Clock()}  {d.Word("till")} 4  {d.Word("receiptno")} {d.Number}",
            ""
        );
        d.Items.ForEach(i => d.Put($"{i.Text}   {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("net")}   {d.Plain(d.Total)}",
            $"Card price   {d.Plain(-off)}",
            $"{d.Word("total")}   {d.Money(d.Total - off)}",
            $"Items {d.Items.Count}   You saved {d.Plain(off)}"
        );
        d.Put($"Points today {d.Chance.Below(90)}   Total points {d.Chance.Below(9000)}", $"{d.Word("card")}   {d.Plain(d.Total - off)}");
        d.Note("total", d.Total - off);
        d.Note("subtotal", d.Total);
        d.Note("payment_method", d.Word("card"));
        d.None("tax", "tax_rate");
        d.Note("discount", off);
        d.Note("location", d.Vendor.Town);
    }

    private static void GiftCard(Draft d)
    {
        d.None("customer", "customer_number", "customer_vat_id", "due_date", "purchase_order", "payment_reference", "iban");
        d.Reckon(included: true);
        d.Put(d.Vendor.Name, d.Vendor.Town, "");
        d.Items.ForEach(i => d.Put($"{i.Text}   {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("total")}   {d.Plain(d.Total)}",
            $"Gift card {d.Digits("6###########")}",
            $"  Old balance {d.Plain(d.Total + 40)}",
            $"  Used {d.Plain(d.Total)}",
            $"  Balance {d.Plain(40)}",
            ""
        );
        d.Put(
            $"{d.Word("tax")} {d.Plain(d.Tax)}",
            $"{d.Day(d.Date)}   {d.Word("receiptno")} {d.Number}",
            $"Return by {d.Day(d.Date.AddDays(30))}"
        );
    }

    private static void Instalments(Draft d)
    {
        var part = Math.Round(d.Total / 3, 2);
        d.Put(d.Head());
        d.Put("", $"{d.Word("number")}: {d.Number}", $"{d.Word("date")}: {d.Day(d.Date)}", $"{d.Word("to")}: {d.Customer.Name}", "");
        d.Table(5);
        d.Sums(1);
        d.Put("");
        for (var i = 1; i <= 3; i++)
        {
            d.Put($"{i}. {d.Word("due")} {d.Day(d.Date.AddDays(30 * i))}   {d.Money(i == 3 ? d.Total - (2 * part) : part)}");
        }
        d.Note("due_date", d.Date.AddDays(30), d.Date.AddDays(60), d.Date.AddDays(90));
        d.Put($"Paid so far: {d.Money(0)}");
        d.Note("amount_paid", 0m);
    }

    private static void EnergyPlan(Draft d)
    {
        var (monthly, year) = (d.Some(40, 120), d.Some(500, 1500));
        d.None("items", "subtotal", "tax", "tax_rate", "due_date");
        d.Put(d.Head());
        d.Put(
            "",
            d.Customer.Name,
            d.Customer.Street,
            d.Customer.Town,
            "",
            $"{d.Word("customerno")} {d.CustomerNumber}   {d.Digits("Meter 1EMH00########")}",
            $"{d.Day(d.Date)}",
            ""
        );
        d.Put(
            $"Expected yearly cost {d.Money(year)}",
            $"New monthly payment {d.Money(monthly)} from {d.Day(d.Due)} (before: {d.Money(monthly - 7)})",
            $"Price per kWh {d.Plain(0.32m)}, base price {d.Plain(11.9m)}"
        );
        d.Put($"{d.Word("number")} {d.Number}", d.Bank());
        d.Note("total", monthly);
    }

    private static void CardAccount(Draft d)
    {
        var (old, spent) = (d.Some(100, 600), d.Some(50, 500));
        d.None("items", "subtotal", "tax", "tax_rate", "invoice_number", "purchase_order");
        d.Put($"{d.Vendor.Name} Card", d.Customer.Name, d.Customer.Street, d.Customer.Town, "");
        d.Put(
            $"Account {d.Digits("XXXX XXXX XXXX ####")}",
            $"Statement date {d.Day(d.Date)}",
            $"Credit limit {d.Money(5000)}   Available {d.Money(5000 - spent)}",
            ""
        );
        d.Put(
            $"{d.Word("old")} {d.Money(old)}",
            $"{d.Word("paid")} {d.Money(-old)}",
            $"Purchases {d.Money(spent)}",
            $"New balance {d.Money(spent)}",
            $"Minimum payment {d.Money(25)}",
            $"{d.Word("due")} {d.Day(d.Due)}"
        );
        d.Note("total", spent);
        d.Note("vendor", d.Vendor.Name + " Card", d.Vendor.Name);
        d.Note("amount_paid", old);
    }

    private static void Commission(Draft d)
    {
        var sales = d.Some(2000, 6000);
        var net = Math.Round(sales * 0.12m, 2);
        var tax = Math.Round(net * d.Rate / 100, 2);
        d.None("items");
        d.Put(
            d.Customer.Name,
            $"{d.Word("credit")} (self-billing)",
            "",
            $"To our agent {d.Vendor.Name}, {d.Vendor.Town}",
            $"{d.Word("vat")} {d.Vendor.VatId}",
            ""
        );
        d.Put(
            $"{d.Word("number")} {d.Number} of {d.Day(d.Date)}",
            $"Sales {d.Money(sales)}",
            $"Commission 12 % {d.Money(net)}",
            $"{d.Word("tax")} {d.Money(tax)}",
            $"{d.Word("total")} {d.Money(net + tax)}"
        );
        d.Put($"We transfer to {d.Vendor.Iban} on {d.Day(d.Due)}.");
        d.Note("subtotal", net);
        d.Note("tax", tax);
        d.Note("total", net + tax);
    }
}
