using Strata.Rules.Text;
using Strata.Rules.Values;

namespace Strata.Tests.Interpretation;

/// <summary>What invoices and receipts say without a colon, or without a label at all.</summary>
public class PaperTests
{
    [Fact]
    public void Letter_names_its_sender_in_the_footer_and_its_recipient_in_the_address()
    {
        var values = Read(
            """
            Hotel Seeblick
            Uferweg 3
            24103 Kiel

            Rechnung

            Rechnungsnummer: 2026-4
            Rechnungsdatum: 02.03.2026

            Gesamtbetrag   119,00 €

            Nordwind Wäscherei GmbH · Am Kai 9 · 20457 Hamburg
            Sparkasse · IBAN: DE89 3704 0044 0532 0130 00 · BIC COBADEFFXXX
            """
        );
        values["vendor"].ShouldBe("\"Nordwind Wäscherei GmbH\"");
        values["customer"].ShouldBe("\"Hotel Seeblick\"");
        values["iban"].ShouldBe("\"DE89 3704 0044 0532 0130 00\"");
        values["total"].ShouldBe("119");
    }

    [Fact]
    public void Letterhead_is_the_vendor_unless_it_is_the_customer()
    {
        Read("Cormorant Books Ltd\n4 Dock Road\n\nInvoice No: 17\nBill to: Fen Trust\nTotal: £12.00")["vendor"]
            .ShouldBe("\"Cormorant Books Ltd\"");
        Read("Cormorant Books Ltd\n4 Dock Road\n\nInvoice No: 17\nBill to: Cormorant Books Ltd\nTotal: £12.00")
            .ShouldNotContainKey("vendor");
    }

    [Fact]
    public void Account_whose_check_digits_are_wrong_is_none() =>
        Read("Invoice No: 17\nTotal: £12.00\n\nPay into DE88 3704 0044 0532 0130 00 please").ShouldNotContainKey("iban");

    [Theory]
    [InlineData("VAT 20 %                       23.80", "23.8", null)]
    [InlineData("VAT (20%): 23.80", "23.8", null)]
    [InlineData("VAT ........................ 23.80", "23.8", null)]
    [InlineData("plus VAT @ 20% GBP 23.80", "23.8", null)]
    [InlineData("VAT: 20 %", null, "20")]
    public void Rate_beside_a_tax_is_not_the_tax(string line, string? tax, string? rate)
    {
        var values = Read($"Invoice No: 17\nDate: 2026-03-04\n{line}\nTotal: £142.80");
        values.GetValueOrDefault("tax").ShouldBe(tax);
        values.GetValueOrDefault("tax_rate").ShouldBe(rate);
    }

    [Fact]
    public void Row_of_labels_may_hold_one_that_no_schema_knows()
    {
        var values = Read(
            """
            INVOICE

            Invoice No     Salesperson     Date             Due date
            INV-9          Ann             4 March 2026     3 April 2026

            Total: € 12.00
            """
        );
        (values["invoice_number"], values["issue_date"], values["due_date"]).ShouldBe(("\"INV-9\"", "\"2026-03-04\"", "\"2026-04-03\""));
    }

    [Fact]
    public void Last_of_several_amounts_is_what_they_come_to() =>
        Read("Invoice No: 17\nDate: 2026-03-04\nTotal     100.00     20.00     120.00")["total"].ShouldBe("120");

    [Theory]
    [InlineData("Total: $12.00", "2026-03-04")]
    [InlineData("Total: £12.00", "2026-04-03")]
    [InlineData("Total: 12,50", "2026-04-03")]
    [InlineData("Total: 12.50", null)]
    public void Money_tells_whether_the_day_or_the_month_comes_first(string total, string? date) =>
        Read($"Invoice No: 17\nDate: 03/04/2026\n{total}").GetValueOrDefault("issue_date").ShouldBe(date is null ? null : $"\"{date}\"");

    [Fact]
    public void Numbered_label_beside_another_is_no_value_of_that()
    {
        var values = Read("Customer:     Invoice # WS-0619\nHarbour Dental\n\nDate: 2026-03-04\nTotal AUD     $1,507.00");
        values["invoice_number"].ShouldBe("\"WS-0619\"");
        values["currency"].ShouldBe("\"AUD\"");
    }

    [Fact]
    public void Till_receipt_gives_items_where_they_add_up()
    {
        const string Receipt = """
            Café Lindgren
            Storgatan 5

            Kvitto nr 4711
            2026-03-07 09:14

            Bulle          32,00
            Kaffe          28,00
            Summa          60,00
            varav moms 12 %     6,43
            Kort           60,00
            """;
        var values = Read(Receipt, "receipt");
        values["merchant"].ShouldBe("\"Café Lindgren\"");
        values["date"].ShouldBe("\"2026-03-07\"");
        values["time"].ShouldBe("\"09:14\"");
        values["receipt_number"].ShouldBe("\"4711\"");
        values["payment_method"].ShouldBe("\"Kort\"");
        values["tax"].ShouldBe("6.43");
        values["items"].ShouldBe("""[{"amount":32,"description":"Bulle"},{"amount":28,"description":"Kaffe"}]""");
        Read(Receipt.Replace("28,00", "29,00", StringComparison.Ordinal), "receipt").ShouldNotContainKey("items");
    }

    [Theory]
    [InlineData("Fattura n. 88/2026\nData: 11 marzo 2026\nScadenza: 10 aprile 2026\nTotale documento: € 976,00")]
    [InlineData("Factuurnummer: 88/2026\nFactuurdatum: 11 maart 2026\nVervaldatum: 10 april 2026\nTe betalen: € 976,00")]
    [InlineData("Faktura nr 88/2026\nData wystawienia: 11 marca 2026 r.\nTermin płatności: 10 kwietnia 2026 r.\nDo zapłaty: 976,00 EUR")]
    [InlineData("Fatura n.º 88/2026\nData de emissão: 11 de março de 2026\nVencimento: 10 de abril de 2026\nTotal a pagar: 976,00 €")]
    [InlineData("Fakturanummer: 88/2026\nFakturadatum: 11 mars 2026\nFörfallodatum: 10 april 2026\nAtt betala: 976,00 EUR")]
    public void Languages_have_their_own_words(string text)
    {
        var values = Read(text);
        (values["invoice_number"], values["issue_date"], values["due_date"], values["total"], values["currency"]).ShouldBe(
            ("\"88/2026\"", "\"2026-03-11\"", "\"2026-04-10\"", "976", "\"EUR\"")
        );
    }

    [Theory]
    [InlineData("Balance: 100.00- Date: 2026-01-01", "-100")]
    [InlineData("Balance: 12,- Date: 2026-01-01", "12")]
    [InlineData("Balance: 12,50 – Date: 2026-01-01", "12.5")]
    public void Minus_behind_an_amount_is_a_part_of_it_where_another_label_follows(string line, string balance) =>
        Read($"Counterparty: Fen Trust\n{line}\nAmount: 1,50", "transaction")["balance"].ShouldBe(balance);

    [Theory]
    [InlineData("CHECK", null)]
    [InlineData("VISA", "\"VISA\"")]
    public void Word_of_other_senses_alone_in_a_line_is_no_means_of_payment(string line, string? means) =>
        Read($"HARBOR GRILL\n12 Dock Road\n\n{line}\n\nPie   9.50\nTea   3.00\nTOTAL   12.50", "receipt")
            .GetValueOrDefault("payment_method")
            .ShouldBe(means);

    [Theory]
    [InlineData("7 Up  2.50", "2.50", """[{"amount":2.5,"description":"7 Up"}]""")]
    [InlineData(
        "7 Buns  2.50\n1 Tea  2.00",
        "4.50",
        """[{"amount":2.5,"description":"Buns","quantity":7},{"amount":2,"description":"Tea","quantity":1}]"""
    )]
    public void Figure_before_a_name_counts_it_only_among_others(string rows, string total, string items) =>
        Read($"CORNER SHOP\n12 Dock Road\n\n{rows}\nTOTAL  {total}\n2026-03-04 11:26", "receipt")["items"].ShouldBe(items);

    [Theory]
    [InlineData("Louisville, KY", false)]
    [InlineData("Calgary, AB", false)]
    [InlineData("请汇款至本公司", false)]
    [InlineData("HARBOR DENTAL LLC", true)]
    [InlineData("NORDWIND GMBH", true)]
    [InlineData("Kahvila Anni Ky", true)]
    [InlineData("Lindgren AB", true)]
    [InlineData("上海青空有限公司", true)]
    public void Town_and_state_are_no_company(string line, bool isCompany) => LetterheadPatterns.IsCompany(line).ShouldBe(isCompany);

    [Theory]
    [InlineData("No. 00871", "receipt_number", "00871")]
    [InlineData("Seria TM Nr. 004512", "receipt_number", "TM Nr. 004512")]
    [InlineData("Entry: 03/06/2026 09:41\nExit: 03/06/2026 12:05", "date", "2026-06-03")]
    [InlineData("KUITTI 77120     5.6.2026 klo 9.41", "time", "09:41")]
    public void Number_and_moment_are_found_without_a_name(string line, string field, string value) =>
        Read($"HARBOR GRILL\n12 Dock Road\n\n{line}\n\nPie   € 9.50\nTea   € 3.00\nTOTAL   € 12.50", "receipt")[field]
            .ShouldBe($"\"{value}\"");

    [Theory]
    [InlineData("Milk x4   4.00", """{"amount":4,"description":"Milk","quantity":4}""")]
    [InlineData("Pads x16   4.01", """{"amount":4.01,"description":"Pads x16"}""")]
    public void Number_behind_a_name_counts_it_where_it_divides_the_amount(string line, string item) =>
        Read(
            $"HARBOR GRILL\n12 Dock Road\n\n{line}\nCall-out charge   1.00\nDiscount   -0.50\nTOTAL   {(line.EndsWith('1') ? "4.51" : "4.50")}\n2026-03-04 11:26",
            "receipt"
        )["items"]
            .ShouldBe($$"""[{{item}},{"amount":1,"description":"Call-out charge"},{"amount":-0.5,"description":"Discount"}]""");

    [Fact]
    public void Amounts_of_a_currency_without_hundredths_have_no_decimals() =>
        Read("コンビニ\n\nおにぎり鮭      ¥150※\n電池単三4本     ¥598\n\n合計      ¥748\n2026-06-18 20:15", "receipt")["items"]
            .ShouldBe("""[{"amount":150,"description":"おにぎり鮭"},{"amount":598,"description":"電池単三4本"}]""");

    [Theory]
    [InlineData("Tamil Nadu", null)]
    [InlineData("Paid", "\"Paid\"")]
    public void State_is_a_status_only_by_a_word_for_one(string state, string? status) =>
        Read($"Invoice No: 17\nDate: 2026-03-04\nState: {state}\nTotal: £12.00").GetValueOrDefault("status").ShouldBe(status);

    [Fact]
    public void Two_tax_numbers_in_one_line_are_of_one_side()
    {
        var values = Read(
            "Glas Vättern AB\nKaserngatan 8\n\nFakturanr: 17\nKund: Brf Solrosen\nAtt betala: 12,00 kr\n\nOrg.nr 556123-4567     Momsreg.nr SE556123456701"
        );
        values.ShouldContainKey("vendor_vat_id");
        values.ShouldNotContainKey("customer_vat_id");
    }

    [Fact]
    public void Address_of_mail_behind_a_name_is_no_part_of_it() =>
        Read("Vendor: Brightwater Ltd <office@brightwater.example>\nInvoice No: 17\nTotal: £12.00")["vendor"]
            .ShouldBe("\"Brightwater Ltd\"");

    private static Dictionary<string, string> Read(string text, string type = "invoice") =>
        TextSource.Values(new TextSource(text).Read(new RulesOptions { EntityType = type }).Finding);
}
