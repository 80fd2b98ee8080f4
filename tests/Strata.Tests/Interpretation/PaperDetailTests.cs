namespace Strata.Tests.Interpretation;

/// <summary>Papers that say the same things in other places, or under names that no schema knows.</summary>
public class PaperDetailTests
{
    [Fact]
    public void Codes_too_long_to_multiply_are_no_factors() =>
        Read(
            """
            Invoice No: 17

            Description    Qty                   Serial                Amount
            Relay          123456789012345678    987654321098765432    12.50
            Fuse           123456789012345679    987654321098765433    7.50

            Total: $20.00
            """
        )["total"]
            .ShouldBe("20");

    [Fact]
    public void Rate_in_a_name_of_a_row_of_names_is_no_value()
    {
        var values = Read(
            "Faktura\n\nFakturanr: 17\n\nExkl. moms     Moms 25%     Öresutjämning     Att betala\n23 210,00      5 802,50     0,50              29 013,00 SEK"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("23210", "5802.5", "29013"));
    }

    [Fact]
    public void Tax_of_a_table_below_items_that_have_the_same_columns_is_counted_once()
    {
        var values = Read(
            """
            Faktura VAT nr FV/112/05/2026

            Nazwa towaru          Ilość    Cena netto    Netto    VAT    Kwota VAT    Brutto
            Przewód                 200          3,85    770,00    23%       177,10    947,10
            Puszka                   45          1,20     54,00    23%        12,42     66,42
            Poradnik                  2         60,00    120,00     5%         6,00    126,00

            W tym    824,00    23%    189,52    1 013,52
            W tym    120,00     5%      6,00      126,00

            Do zapłaty: 1 139,52 PLN
            """
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("944", "195.52", "1139.52"));
    }

    [Fact]
    public void Numbers_of_two_sides_may_have_two_names()
    {
        var values = Read(
            "FACTURA\n\nNº factura: 17\n\nEmisor                     Cliente\nLucía Ferrándiz            Trazo Norte, S.L.\nNIF 48219033K              CIF B48220119\n\nTotal: 12,00 €"
        );
        (values["vendor_vat_id"], values["customer_vat_id"]).ShouldBe(("\"48219033K\"", "\"B48220119\""));
    }

    [Theory]
    [InlineData("invoice")]
    [InlineData("receipt")]
    public void What_is_to_pay_is_the_total_less_its_discount(string type) =>
        Read("PET SHOP\n12 Dock Road\n\nValor total     296,15\nDesconto     10,00\nValor a pagar     286,15", type)["total"]
            .ShouldBe("286.15");

    [Fact]
    public void Rate_before_and_amount_behind_the_name_of_a_tax_are_no_part_of_it()
    {
        var values = Read(
            "Factuur 17\n\nDatum: 2026-03-04\nSubtotaal     1.340,00\n21% btw over € 1.065,00     € 223,65\n9% btw over € 275,00     € 24,75\nTe betalen     € 1.588,40"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("1340", "248.4", "1588.4"));
    }

    [Fact]
    public void Sum_whose_name_ends_like_a_tax_completes_the_others()
    {
        var values = Read(
            "Rechnung Nr. 17\nDatum: 2026-03-04\nSumme der Beträge (ohne Umsatzsteuer)     35,91\nUmsatzsteuer 19 %     6,82\nZu zahlender Betrag     42,73 €"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("35.91", "6.82", "42.73"));
    }

    [Fact]
    public void Table_of_taxes_is_no_list_of_papers()
    {
        var findings = new TextSource(
            "Fattura n. 17\n\nData: 16/04/2026\nTotale documento: € 3.307,15\n\nAliquota     Imponibile     Imposta\n4 %      1.350,59     54,02\n10 %     1.734,43     173,44"
        ).ReadAll();
        TextSource.Values(findings.ShouldHaveSingleItem())["total"].ShouldBe("3307.15");
    }

    [Fact]
    public void Items_go_on_behind_what_is_carried_over()
    {
        var values = Read(
            "INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\nItem        Qty    Price    Amount\nExam          2    72.50    145.00\nCarried forward             145.00\n\nItem        Qty    Price    Amount\nBrought forward             145.00\nCytology      1    77.00     77.00\n\nInvoice total: 222.00"
        );
        values["items"]
            .ShouldBe(
                """[{"amount":145,"description":"Exam","quantity":2,"unit_price":72.5},{"amount":77,"description":"Cytology","quantity":1,"unit_price":77}]"""
            );
    }

    [Fact]
    public void Day_behind_a_number_is_no_part_of_it()
    {
        var values = Read(
            "Järnhandeln AB\nStorgatan 5\n\nKvitto nr 88120 2026-04-09 16:22 Kassör: 7\n\nSpik   118,00\nTejp   68,00\nAtt betala   186,00 kr",
            "receipt"
        );
        (values["receipt_number"], values["date"], values["time"]).ShouldBe(("\"88120\"", "\"2026-04-09\"", "\"16:22\""));
    }

    [Fact]
    public void Names_of_sums_below_items_are_no_names_of_items()
    {
        var values = Read(
            "CREDITNOTA\n\nNummer: CN26-0019\nDatum: 2026-06-11\n\n| Maatstaf van heffing | BTW % | BTW | Totaal EUR |\n\n| -493,00 | 21 | -103,53 | -596,53 |",
            markdown: true
        );
        (values["invoice_number"], values["subtotal"], values["tax"], values["total"], values["currency"]).ShouldBe(
            ("\"CN26-0019\"", "-493", "-103.53", "-596.53", "\"EUR\"")
        );
    }

    [Fact]
    public void Compound_of_a_papers_name_is_nobody()
    {
        var values = Read(
            "Strømfaktura\nFjordkilde Kraft AS\nPostboks 220\n6801 Førde\n\nAslaug Myklebust\nHafstadvegen 31\n6800 Førde\n\nFakturanr. 17\nÅ betale kr     12,00"
        );
        (values["vendor"], values["customer"]).ShouldBe(("\"Fjordkilde Kraft AS\"", "\"Aslaug Myklebust\""));
    }

    [Fact]
    public void Address_with_a_telephone_number_is_the_senders()
    {
        var values = Read(
            "T. Hargreaves & Sons\nPlumbing & Heating Engineers · Gas Safe 501882\n14 Canal Wharf, Hebden Bridge HX7 8AD · Tel 01422 555 019\n\nMrs J. Ollerenshaw\nNutclough House\nKeighley Road\nHebden Bridge HX7 8EZ\n\nInvoice no: 17\nTotal to pay £12.00"
        );
        values["customer"].ShouldBe("\"Mrs J. Ollerenshaw\"");
    }

    private static Dictionary<string, string> Read(string text, string type = "invoice", bool markdown = false) =>
        TextSource.Values(new TextSource(text, markdown: markdown).Read(new InterpretationOptions { EntityType = type }).Finding);
}
