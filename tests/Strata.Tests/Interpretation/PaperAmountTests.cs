namespace Strata.Tests.Interpretation;

/// <summary>Which amounts of a paper are which, in what currency, and which lines are its items.</summary>
public class PaperAmountTests
{
    [Fact]
    public void Labels_one_below_the_other_take_the_values_below_them_in_order()
    {
        var values = Read(
            "Fatura n.º FT 2026/318\nData de emissão: 14/03/2026\n\nTotal ilíquido   340,00 €\n\nIVA (23%)\nTotal a pagar\n\n78,20 €\n418,20 €"
        );
        (values["subtotal"], values["tax"], values["total"], values["invoice_number"]).ShouldBe(
            ("340", "78.2", "418.2", "\"FT 2026/318\"")
        );
    }

    [Fact]
    public void Label_without_a_value_takes_none_from_the_label_below_it() =>
        Read("INVOICE\n\nNumber: 17\nDate: 2026-03-04\n\nNotes\nCustomer\nFen Trust\n4 Dock Road\n\nTotal: £12.00")["customer"]
            .ShouldBe("\"Fen Trust\"");

    [Fact]
    public void Several_taxes_are_one_where_together_they_make_the_difference()
    {
        var values = Read(
            "Invoice No: 17\nDate: 2026-03-04\n\nTaxable value   37,600.00\nCGST @ 2.5%   940.00\nSGST @ 2.5%   940.00\nGrand total   ₹39,480.00"
        );
        (values["subtotal"], values["tax"], values["total"], values["currency"]).ShouldBe(("37600", "1880", "39480", "\"INR\""));
    }

    [Fact]
    public void Amount_that_completes_tax_and_total_is_the_sum_before_tax()
    {
        var values = Read(
            "Honorarnote Nr. 7/2026\n\nÜbersetzung   1.260,00\nLektorat   180,00\nSumme der Leistungen   1.440,00\nzuzüglich 20 % USt   288,00\nRechnungsbetrag   EUR 1.728,00"
        );
        (values["subtotal"], values["tax"], values["total"], values["invoice_number"]).ShouldBe(("1440", "288", "1728", "\"7/2026\""));
        values["items"].ShouldBe("""[{"amount":1260,"description":"Übersetzung"},{"amount":180,"description":"Lektorat"}]""");
    }

    [Theory]
    [InlineData("Perugi   100,00\nBelaro 20 %   20,00\nZumita   120,00", "100", "20", "120")]
    [InlineData("Perugi   100,00\nBelaro 20 %   20,50\nZumita   120,50", null, null, null)]
    [InlineData(
        "Perugi   100,00\nBelaro 20 %   20,00\nZumita   120,00\nPerugi   50,00\nBelaro 20 %   10,00\nZumita   60,00",
        null,
        null,
        null
    )]
    public void Tax_at_a_rate_the_sum_before_it_and_the_total_are_known_in_any_language(
        string amounts,
        string? net,
        string? tax,
        string? total
    )
    {
        var values = Read($"Invoice No: 17\nDate: 2026-03-04\nVendor: Müller GmbH\nCustomer: Ann Lee\n\n{amounts}");
        (values.GetValueOrDefault("subtotal"), values.GetValueOrDefault("tax"), values.GetValueOrDefault("total")).ShouldBe(
            (net, tax, total)
        );
    }

    [Theory]
    [InlineData(
        "ФАКТУРА № 0000002174\nДата: 14.05.2026\nДоставчик: Родопа Мебел ООД\nПолучател: Хотел Перелик ЕАД\n\nДанъчна основа: 1 718,00\nДДС 20 %: 343,60\nСума за плащане: 2 061,60 лв."
    )]
    [InlineData(
        "PVM sąskaita faktūra Nr. 0000002174\nIšrašymo data: 2026-05-14\nPardavėjas: UAB Gintaras\nPirkėjas: Jūros teatras\n\nIš viso be PVM: 1718,00\nPVM 20 %: 343,60\nBendra suma su PVM: 2061,60"
    )]
    [InlineData(
        "Račun br. 0000002174\nDatum računa: 14.05.2026.\nProdavatelj: Lučica d.o.o.\nKupac: Hotel More\n\nOsnovica: 1718,00\nPDV 20 %: 343,60\nUkupno za platiti: 2061,60"
    )]
    [InlineData(
        "HÓA ĐƠN\nSố: 0000002174\nNgày lập: 14/05/2026\nĐơn vị bán hàng: Sông Hàn\nTên đơn vị: Biển Xanh\n\nCộng tiền hàng: 1.718,00\nTiền thuế GTGT: 343,60\nTổng cộng tiền thanh toán: 2.061,60"
    )]
    [InlineData(
        "Arve nr 0000002174\nArve kuupäev: 14.05.2026\nMüüja: Tamm OÜ\nOstja: Kuusk AS\n\nSumma käibemaksuta: 1718,00\nKäibemaks 20 %: 343,60\nTasumisele kuulub: 2061,60"
    )]
    public void Papers_in_further_languages_are_read_by_their_labels(string paper)
    {
        var values = Read(paper);
        (values["invoice_number"], values["issue_date"], values["subtotal"], values["tax"], values["total"]).ShouldBe(
            ("\"0000002174\"", "\"2026-05-14\"", "1718", "343.6", "2061.6")
        );
        values.Keys.ShouldContain("vendor");
        values.Keys.ShouldContain("customer");
    }

    [Fact]
    public void Amounts_that_do_not_add_up_stay_with_their_labels()
    {
        var values = Read("Invoice No: 17\nDate: 2026-03-04\nSubtotal: 100.00\nVAT: 20.00\nTotal: 130.00");
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("100", "20", "130"));
    }

    [Theory]
    [InlineData("Momsreg.nr SE556677889901", "Att betala: 100,00 kr", "SEK")]
    [InlineData("CVR 31415926", "At betale: 100,00 kr", "DKK")]
    [InlineData("Org.nr. 987 654 321 MVA", "Å betale: kr 100,00", "NOK")]
    [InlineData("ABN 51 824 753 556", "Total: $100.00", "AUD")]
    [InlineData("EIN 12-3456789", "Total: $100.00", "USD")]
    [InlineData("All amounts in CHF", "Total: 100.00", "CHF")]
    [InlineData("Ann", "Total AUD: $100.00", "AUD")]
    [InlineData("Ann", "Total: 100.00 kr", null)]
    [InlineData("ABN 51 824 753 556, HST 12", "Total: $100.00", null)]
    public void Sign_that_currencies_share_is_read_by_the_country(string line, string total, string? currency) =>
        Read($"INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n{line}\n{total}")
            .GetValueOrDefault("currency")
            .ShouldBe(currency is null ? null : $"\"{currency}\"");

    [Theory]
    [InlineData("UID: ATU61234578", "ATU61234578")]
    [InlineData("VAT: GB 123 4567 82", "GB 123 4567 82")]
    [InlineData("NIF 509442013", "509442013")]
    [InlineData("ABN 51 824 753 556", "51 824 753 556")]
    [InlineData("NIF of all", null)]
    public void Tax_number_is_known_by_its_label_or_its_shape(string line, string? number)
    {
        var values = Read($"INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n{line}\nTotal: £12.00");
        values.GetValueOrDefault("vendor_vat_id").ShouldBe(number is null ? null : $"\"{number}\"");
        values.ShouldNotContainKey("external_id");
    }

    [Theory]
    [InlineData("Ich bitte um Überweisung bis zum 23. Februar 2026.", "2026-02-23")]
    [InlineData("Payment is due by 23 February 2026, thank you.", "2026-02-23")]
    [InlineData("We met on 23 February 2026.", null)]
    [InlineData(
        "After all that we have done together, and on the terms that both of us have signed and kept to for more than a dozen years now, we ask you to pay by 23 February 2026.",
        "2026-02-23"
    )]
    public void Date_within_a_sentence_is_one_where_a_label_stands_before_it(string sentence, string? due) =>
        Read($"INVOICE\n\nInvoice number: 17\nTotal: £12.00\n\n{sentence}")
            .GetValueOrDefault("due_date")
            .ShouldBe(due is null ? null : $"\"{due}\"");

    [Fact]
    public void Number_and_date_behind_it_are_two_values()
    {
        var values = Read("Rechnung Nr. 2026-17 vom 3. März 2026\n\nGesamtbetrag: 12,00 €");
        (values["invoice_number"], values["issue_date"]).ShouldBe(("\"2026-17\"", "\"2026-03-03\""));
    }

    [Fact]
    public void Till_roll_with_single_spaces_lists_its_items_where_they_add_up()
    {
        var values = Read(
            "GREENWAY FOODS\n112 High Street\n\nOat milk 1L 1.80 A\nBananas 0.88\n2 x 1.60\nBread 3.20\nMeal deal -0.75\nTOTAL 5.13\nCash 5.13\n\nReceipt 48812  Till 4\n14/03/2026 11:26"
        );
        values["items"].ShouldContain("Oat milk");
        (values["merchant"], values["total"], values["receipt_number"], values["time"], values["payment_method"]).ShouldBe(
            ("\"GREENWAY FOODS\"", "5.13", "\"48812\"", "\"11:26\"", "\"Cash\"")
        );
    }

    [Fact]
    public void Postings_without_a_year_take_it_from_the_period_and_balances_are_no_postings()
    {
        var found = new TextSource(
            """
            Statement period 1 February 2026 to 28 February 2026
            Account number: 44118822

            Date       Description                  Money out     Money in     Balance
            01 Feb     Opening balance                                          812.40
            03 Feb     Direct debit Northern Gas        64.00                   748.40
            27 Feb     Salary Moorland Trust                      2,150.00    2,898.40
            28 Feb     Closing balance                                        2,898.40
            """
        ).ReadAll().Where(f => f.Schema.EntityType == "transaction").Select(TextSource.Values).ToList();
        found.Select(f => f["date"]).ShouldBe(["\"2026-02-03\"", "\"2026-02-27\""]);
        found[0]["debit"].ShouldBe("64");
        found[1]["credit"].ShouldBe("2150");
    }

    [Theory]
    [InlineData("Money out (CAD)", "Balance (CAD)", "\"CAD\"")]
    [InlineData("Valor (R$)", "Saldo R$", "\"BRL\"")]
    [InlineData("Money out (CAD)", "Balance (USD)", null)]
    public void Currency_that_names_of_columns_say_is_that_of_the_postings(string amount, string balance, string? currency)
    {
        var found = new TextSource(
            $"""
            Account number: 44118822

            Date         Description                  {amount}     {balance}
            2026-02-03   Direct debit Northern Gas          64.00             748.40
            2026-02-27   Salary Moorland Trust             150.00             598.40
            """
        ).ReadAll().Where(f => f.Schema.EntityType == "transaction").Select(TextSource.Values).ToList();
        found.Select(f => f.GetValueOrDefault("currency")).ShouldBe([currency, currency]);
    }

    [Theory]
    [InlineData("SUPPLIER                   CUSTOMER", "BG120588431", "BG830112904")]
    [InlineData("CUSTOMER                   SUPPLIER", "BG830112904", "BG120588431")]
    public void Numbers_of_two_sides_in_columns_are_those_of_their_column(string header, string vendor, string customer)
    {
        var values = Read(
            $"INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\n{header}\nRodopa Ltd                 Perelik Ltd\n51 High Street             2 Low Street\nVAT No BG120588431         VAT No BG830112904\n\nTotal: 12.00 EUR"
        );
        (values["vendor_vat_id"], values["customer_vat_id"]).ShouldBe(($"\"{vendor}\"", $"\"{customer}\""));
    }

    [Fact]
    public void Last_rows_with_one_number_are_no_items()
    {
        var values = Read(
            "INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\nService              Qty     Price      Ext.\nExam                   1     72.00     72.00\nCytology               2     38.50     77.00\n\n                       All   149.00\n\nInvoice total: 149.00"
        );
        values["items"]
            .ShouldBe(
                """[{"amount":72,"description":"Exam","quantity":1,"unit_price":72},{"amount":77,"description":"Cytology","quantity":2,"unit_price":38.5}]"""
            );
    }

    [Theory]
    [InlineData(
        "Fenwick Ltd\nUnit 3\nHexham NE46 3PB\n01434 555 017\n\nAnn Lee\nRose Cottage\n\n17 April 2026\n\nSales Invoice\n\nNet   100.00\nVAT @ 20%   20.00\nTotal   £120.00",
        "invoice"
    )]
    [InlineData(
        "Fenwick Ltd\nUnit 3\nHexham NE46 3PB\n01434 555 017\n\nAnn Lee\nRose Cottage\n\n17 April 2026\n\nReceipt No. 118\n\nNet   100.00\nVAT @ 20%   20.00\nTotal   £120.00",
        "receipt"
    )]
    public void What_a_paper_is_may_be_said_below_its_letterhead(string paper, string type) =>
        new TextSource(paper).Read().Finding.Schema.EntityType.ShouldBe(type);

    private static Dictionary<string, string> Read(string text) => TextSource.Values(new TextSource(text).Read().Finding);
}
