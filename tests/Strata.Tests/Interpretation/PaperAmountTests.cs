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

    [Theory, Trait("req", "D26")]
    [InlineData("Excluding VAT\nVAT 20%\nTotal\n\n500\n100\n600")]
    [InlineData("Excluding VAT\nVAT 20%\nTotal\n500.00\n100.00\n600.00")]
    [InlineData("VAT 20%\nEnvironmental levy\nTotal\n\n100.00\n8.00\n600.00")]
    [InlineData("INVOICE SUMMARY\nExcluding VAT\nVAT 20%\nTotal\n\n500.00\n100.00\n600.00")]
    public void Unknown_label_in_a_stack_does_not_shift_the_values_of_the_others(string stack)
    {
        var values = Read($"Invoice No: 17\nDate: 2026-03-04\n\n{stack}");
        (values["tax"], values["total"]).ShouldBe(("100", "600"));
    }

    [Fact]
    public void Labels_take_none_of_more_values_than_there_are_labels() =>
        Read("Invoice No: 17\nDate: 2026-03-04\n\nVAT\nTotal\n\n500.00\n100.00\n600.00").ShouldNotContainKey("tax");

    [Theory]
    [InlineData("DE89 3704 0044 0532 0130 00")]
    [InlineData("DE 89 3704 0044 0532 0130 00")]
    [InlineData("DE893 704 0044 0532 013 000")]
    [InlineData("DE89-3704-0044-0532-0130-00")]
    public void Account_whose_check_digits_hold_is_read_however_it_is_spaced(string iban) =>
        Read($"INVOICE\n\nInvoice No: 17\nDate: 2026-03-04\nVendor: Hafen AG\nTotal: 12.00\nIBAN: {iban}")["iban"].ShouldBe($"\"{iban}\"");

    [Fact]
    public void Account_whose_check_digits_fail_is_not_read() =>
        Read("INVOICE\n\nInvoice No: 17\nDate: 2026-03-04\nVendor: Hafen AG\nTotal: 12.00\nIBAN: DE 89 3704 0044 0532 0130 01")
            .ShouldNotContainKey("iban");

    [Fact]
    public void Label_without_a_value_takes_none_from_the_label_below_it() =>
        Read("INVOICE\n\nNumber: 17\nDate: 2026-03-04\n\nNotes\nCustomer\nFen Trust\n4 Dock Road\n\nTotal: £12.00")["customer"]
            .ShouldBe("\"Fen Trust\"");

    [Fact]
    public void Amount_that_completes_tax_and_total_is_the_sum_before_tax()
    {
        var values = Read(
            "Honorarnote Nr. 7/2026\n\nÜbersetzung   1.260,00\nLektorat   180,00\nSumme der Leistungen   1.440,00\nzuzüglich 20 % USt   288,00\nRechnungsbetrag   EUR 1.728,00"
        );
        (values["subtotal"], values["tax"], values["total"], values["invoice_number"]).ShouldBe(("1440", "288", "1728", "\"7/2026\""));
        values["items"].ShouldBe("""[{"amount":1260,"description":"Übersetzung"},{"amount":180,"description":"Lektorat"}]""");
    }

    [Fact]
    public void Amounts_that_do_not_add_up_stay_with_their_labels()
    {
        var values = Read("Invoice No: 17\nDate: 2026-03-04\nSubtotal: 100.00\nVAT: 20.00\nTotal: 130.00");
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("100", "20", "130"));
    }

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

    private static Dictionary<string, string> Read(string text) => TextSource.Values(new TextSource(text).Read().Finding);
}
