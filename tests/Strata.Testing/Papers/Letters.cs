namespace Strata.Testing.Papers;

/// <summary>Letters, notices and contracts: papers that name sums, days and numbers and are hardly bills.</summary>
internal static class Letters
{
    public static readonly Family[] All =
    [
        new("letter-bank", Locale.European, Bank),
        new("letter-interest", Locale.European, Interest),
        new("letter-insurance", Locale.All, Insurance),
        new("letter-claim", Locale.European, Claim),
        new("contract-rent", Locale.European, RentContract),
        new("contract-service", Locale.All, ServiceContract),
        new("letter-payslip", Locale.European, Payslip),
        new("letter-tax", Locale.European, TaxNotice),
        new("letter-dues", Locale.All, Dues),
        new("letter-school", Locale.All, School),
        new("letter-subscription", Locale.All, Subscription),
        new("letter-vet", Locale.All, Vet),
    ];

    private static void Bank(Draft d)
    {
        d.NoBill();
        d.Put(d.Vendor.Name, "");
        d.Put(Parts.Address(d.Customer));
        d.Put(
            "",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"{d.Chance.One(["Account", "Konto", "Compte", "Cuenta"])}: {d.Vendor.Iban}",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            ""
        );
        var (opening, closing) = (d.Some(100, 4000), d.Some(100, 4000));
        d.Put(
            $"{d.Word("old")}  {d.Money(opening)}",
            $"{d.Chance.One(["Credits", "Gutschriften", "Crédits"])}  {d.Money(800)}",
            $"{d.Chance.One(["Debits", "Lastschriften"])}  {d.Money(opening + 800 - closing)}"
        );
        d.Put($"{d.Chance.One(["Closing balance", "Neuer Saldo", "Nouveau solde", "Saldo final"])}  {d.Money(closing)}", "", d.Page(1, 1));
        d.Note("iban", d.Vendor.Iban);
        d.Note("account", d.Vendor.Iban);
        d.Note("balance", closing);
    }

    private static void Interest(Draft d)
    {
        d.NoBill();
        d.Put(d.Head());
        d.Put("", d.Customer.Name, d.Customer.Street, "", d.Day(d.Date), "", d.Word("dear"), "");
        d.Put($"from {d.Day(d.Date.AddDays(30))} the rate of your savings account {d.Vendor.Iban} falls from 1,75 % to 1,25 %.");
        d.Put(
            $"Your balance on {d.Day(d.Date.AddDays(-1))} was {d.Money(d.Some(1000, 20_000))}; interest of {d.Money(d.Some(5, 80))} will be credited.",
            ""
        );
        d.Put($"{d.Word("contact")}: {d.Side(firm: false).Name}, {d.Word("phone")} {d.Vendor.Phone}");
        d.Note("iban", d.Vendor.Iban);
    }

    private static void Insurance(Draft d)
    {
        d.NoBill();
        var premium = d.Some(80, 900);
        d.Put(d.Head());
        d.Put("");
        d.Put(Parts.Address(d.Customer));
        var policy = d.Digits("HV-###.###.###");
        d.Put(
            "",
            $"{d.Word("policy")}: {policy}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            $"Sum insured: {d.Money(250_000)}",
            $"Excess: {d.Money(300)}"
        );
        d.Put(
            $"{d.Word("premium")}: {d.Money(premium)}",
            $"IPT 12 %: {d.Money(Math.Round(premium * 0.12m, 2))}",
            $"{d.Word("total")}: {d.Money(premium + Math.Round(premium * 0.12m, 2))}"
        );
        d.Put($"{d.Word("due")}: {d.Day(d.Due)}", $"Cover: {d.Day(d.Due)} - {d.Day(d.Due.AddDays(364))}");
        d.Asks(premium + Math.Round(premium * 0.12m, 2));
        d.Note("due_date", d.Due);
        d.Note("customer_number", policy);
        d.Note("subtotal", premium);
        d.Note("tax", Math.Round(premium * 0.12m, 2));
        d.Note("tax_rate", 12m);
    }

    private static void Claim(Draft d)
    {
        d.NoBill();
        d.Put(d.Head());
        d.Put(
            "",
            d.Customer.Name,
            d.Customer.Town,
            "",
            $"{d.Word("policy")} {d.Digits("######-##")}",
            $"Claim no: {d.Digits("SCH####")}",
            $"Date of loss: {d.Day(d.Date.AddDays(-30))}",
            d.Day(d.Date),
            ""
        );
        d.Put(
            d.Word("dear"),
            $"We will pay {d.Money(d.Some(200, 3000))} after your excess of {d.Money(150)} to {d.Customer.Iban}.",
            "",
            $"{d.Word("contact")}: {d.Side(firm: false).Name}"
        );
        d.Note("iban", d.Customer.Iban);
    }

    private static void RentContract(Draft d)
    {
        d.NoBill();
        var rent = 400 + d.Chance.Below(1200);
        d.Put(
            d.Chance.One(["Mietvertrag", "TENANCY AGREEMENT", "Bail d'habitation", "Contrato de alquiler"]),
            "",
            $"{d.Word("landlord")}: {d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town}"
        );
        d.Put(
            $"{d.Word("tenant")}: {d.Customer.Name}",
            "",
            $"Object: {d.Customer.Street}, {d.Customer.Town}",
            $"Start: {d.Day(d.Date.AddDays(30))}",
            "Notice: 3 months"
        );
        d.Put(
            $"{d.Word("rent")}: {d.Money(rent)}",
            $"Deposit: {d.Money(rent * 3)}",
            $"payable by the 3rd to {d.Vendor.Iban}",
            "",
            $"{d.Vendor.Town.Split(' ')[^1]}, {d.Day(d.Date)}"
        );
        d.Asks(rent);
        d.Note("iban", d.Vendor.Iban);
        d.Note("start", d.Date.AddDays(30));
    }

    private static void ServiceContract(Draft d)
    {
        var contract = d.Digits("SA-####");
        d.Note("customer_number", contract);
        d.NoBill();
        d.Put(
            "SERVICE AGREEMENT",
            "",
            $"between {d.Vendor.Name}, {d.Vendor.Street}, {d.Vendor.Town} (\"Provider\")",
            $"and {d.Customer.Name}, {d.Customer.Street} (\"{d.Word("to")}\")",
            ""
        );
        d.Put(
            $"Contract number: {contract}",
            $"Effective date: {d.Day(d.Date)}",
            "Term: 24 months",
            $"Monthly fee: {d.Money(d.Some(50, 900))}",
            $"{d.Word("terms")}: {d.Terms()}"
        );
        d.Put($"{d.Word("vat")}: {d.Vendor.VatId}", "", $"Signed {d.Day(d.Date.AddDays(-5))}, {d.Side(firm: false).Name}");
        d.Note("issue_date", d.Date, d.Date.AddDays(-5));
        d.Note("start", d.Date);
    }

    private static void Payslip(Draft d)
    {
        d.NoBill();
        var gross = d.Some(1800, 3000);
        var tax = Math.Round(gross * 0.18m, 2);
        d.Put(d.Head());
        d.Put(
            "",
            $"{d.Customer.Name}   Personal-Nr. {d.Digits("####")}",
            $"{d.Locale.Months[d.Date.Month - 1]} {d.Date.Year}",
            $"{d.Word("date")} {d.Day(d.Date)}",
            ""
        );
        d.Put(
            $"Gross pay   {d.Plain(gross)}",
            $"Income tax   {d.Plain(-tax)}",
            $"Pension   {d.Plain(-100)}",
            $"Net pay   {d.Money(gross - tax - 100)}",
            $"IBAN {d.Customer.Iban}"
        );
        d.Note("iban", d.Customer.Iban);
        d.Asks(gross - tax - 100);
    }

    private static void TaxNotice(Draft d)
    {
        d.NoBill();
        var (set, paid) = (d.Some(800, 4000), d.Some(300, 400));
        var office = d.Chance.One(["Finanzamt Lübeck", "HM Revenue & Customs", "Agencia Tributaria", "Direction des finances publiques"]);
        var reference = d.Digits("##/###/#####");
        d.Note("vendor", office);
        d.Put(
            office,
            "",
            d.Customer.Name,
            d.Customer.Street,
            d.Customer.Town,
            "",
            $"{d.Chance.One(["Steuernummer", "Tax reference", "Réf."])}: {reference}",
            $"{d.Word("date")}: {d.Day(d.Date)}"
        );
        d.Put(
            $"Assessed {d.Money(set)}",
            $"{d.Word("paid")} {d.Money(paid)}",
            $"{d.Word("total")} {d.Money(set - paid)}",
            $"{d.Word("due")} {d.Day(d.Due)}"
        );
        d.None("customer_number", "vendor_vat_id");
        d.Asks(set - paid);
        d.Note("amount_paid", paid);
        d.Note("due_date", d.Due);
        d.Note("subtotal", set);
        d.Note("payment_reference", reference);
    }

    private static void Dues(Draft d)
    {
        d.NoBill();
        var fee = d.Chance.One([48m, 60m, 96.5m, 120m]);
        var club = d.Chance.One(["Ruderclub Nord e.V.", "Harbour Swimming Club", "Club Alpin", "Società Canottieri"]);
        d.Note("vendor", club);
        d.Put(club, "", d.Customer.Name, d.Customer.Street, d.Customer.Town, "", $"{d.Day(d.Date)}", "", d.Word("dear"), "");
        d.Put(
            $"Membership {d.Date.Year}, member no. {d.CustomerNumber}: {d.Money(fee)}",
            $"{d.Word("due")} {d.Day(d.Due)}",
            $"{d.Word("reference")}: {d.Reference}",
            d.Bank(),
            "",
            d.Side(firm: false).Name
        );
        d.Asks(fee);
        d.Note("due_date", d.Due);
        d.Note("payment_reference", d.Reference);
        d.Note("iban", d.Vendor.Iban);
    }

    private static void School(Draft d)
    {
        d.NoBill();
        var (fee, lunch) = (d.Some(100, 500), d.Some(20, 80));
        d.Put(
            $"{d.Vendor.Name} School",
            d.Vendor.Street,
            d.Vendor.Town,
            "",
            $"Parent: {d.Customer.Name}",
            $"Pupil: {d.Side(firm: false).Name}, class 4b",
            $"{d.Word("number")}: {d.Number}",
            $"{d.Word("date")}: {d.Day(d.Date)}",
            ""
        );
        d.Put(
            $"Tuition  {d.Money(fee)}",
            $"Lunch  {d.Money(lunch)}",
            $"{d.Word("total")}  {d.Money(fee + lunch)}",
            $"{d.Word("due")}: {d.Day(d.Due)}"
        );
        d.Note("vendor", d.Vendor.Name + " School", d.Vendor.Name);
        d.Note("invoice_number", d.Number);
        d.Note("due_date", d.Due);
        d.Asks(fee + lunch);
        d.NoteLines(2, fee + lunch);
    }

    private static void Subscription(Draft d)
    {
        d.NoBill();
        var fee = d.Chance.One([9.99m, 14.9m, 49m, 119m]);
        d.Put(
            d.Vendor.Name,
            "",
            $"{d.Word("dear")}",
            "",
            $"Your plan renews on {d.Day(d.Due)} for {d.Money(fee)} ({d.Plain(d.Rate, 0)} % included)."
        );
        d.Put(
            $"Last payment: {d.Day(d.Date)}, {d.Money(fee - 1)}.",
            $"{d.Word("customerno")}: {d.CustomerNumber}",
            $"{d.Word("method")}: {d.Method()}",
            "",
            $"{d.Vendor.Email} · {d.Vendor.Street} · {d.Vendor.Town}"
        );
        d.Asks(fee);
        d.Note("due_date", d.Due);
    }

    private static void Vet(Draft d)
    {
        d.NoBill();
        d.Reckon(included: true);
        d.Put(
            $"{d.Vendor.Name}",
            $"{d.Word("phone")} {d.Vendor.Phone}",
            "",
            $"Client: {d.Customer.Name} ({d.CustomerNumber})",
            $"Patient: {d.Chance.One(["Bello", "Minka", "Rocky"])}, {d.Plain(6.2m)} kg"
        );
        d.Put($"{d.Word("number")}: {d.Number}   {d.Word("date")}: {d.Day(d.Date)}", "");
        d.Items.ForEach(i => d.Put($"{i.Text}  {d.Quantity(i.Quantity)} x {d.Plain(i.Price)}  {d.Plain(i.Amount)}"));
        d.Put(
            $"{d.Word("total")}: {d.Money(d.Total)}",
            $"{d.Word("tax")}: {d.Money(d.Tax)}",
            $"{d.Word("paid")}: {d.Money(0)}",
            $"Next visit: {d.Day(d.Date.AddDays(20))}"
        );
        d.Note("invoice_number", d.Number);
        d.Note("amount_paid", 0m);
    }
}
