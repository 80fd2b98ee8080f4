using Strata.Rules.Text;

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
    [InlineData(false, "Louisville, KY", "Calgary, AB", "请汇款至本公司")]
    [InlineData(true, "HARBOR DENTAL LLC", "NORDWIND GMBH", "Kahvila Anni Ky", "Lindgren AB", "上海青空有限公司")]
    public void Town_and_state_are_no_company(bool areCompanies, params string[] lines) =>
        lines.ShouldAllBe(line => LetterheadPatterns.IsCompany(line) == areCompanies);

    [Fact]
    public void Amounts_of_a_currency_without_hundredths_have_no_decimals() =>
        Read("コンビニ\n\nおにぎり鮭      ¥150※\n電池単三4本     ¥598\n\n合計      ¥748\n2026-06-18 20:15", "receipt")["items"]
            .ShouldBe("""[{"amount":150,"description":"おにぎり鮭"},{"amount":598,"description":"電池単三4本"}]""");

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
        TextSource.Values(new TextSource(text).Read(new InterpretationOptions { EntityType = type }).Finding);
}
