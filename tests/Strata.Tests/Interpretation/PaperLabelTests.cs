namespace Strata.Tests.Interpretation;

/// <summary>Which label of several says what a paper is, and what is said under two names at once.</summary>
public class PaperLabelTests
{
    [Theory]
    [InlineData("Acme GmbH\n\nQuittung Nr. 5\nDatum: 19.02.2026\nGesamtbetrag: -116,86 €")]
    [InlineData("Acme Ltd\n\nRefund receipt\nReceipt No: 5\nDate: 19 Feb 2026\nTotal: -£116.86\nCash")]
    public void Total_of_a_refund_keeps_its_minus(string paper)
    {
        var finding = new TextSource(paper).Read().Finding;
        (finding.Schema.EntityType, TextSource.Values(finding)["total"]).ShouldBe(("receipt", "-116.86"));
    }

    [Fact]
    public void What_has_been_paid_is_taken_off_with_a_minus_or_without() =>
        Read("Acme Ltd\n\nINVOICE\nInvoice No: 5\nDate: 19 Feb 2026\nSubtotal: £100.00\nAmount paid: -£40.00\nTotal: £60.00")["amount_paid"]
            .ShouldBe("40");

    [Theory]
    [InlineData("Gutschrift GS-2026-0091", "GS-2026-0091")]
    [InlineData("Gutschrift GS-2026-0091\nzur Rechnung RE-2026-1188 vom 03.02.2026", "GS-2026-0091")]
    [InlineData("Fatura FT 2026/318", "FT 2026/318")]
    [InlineData("Fatura FT 2026/318   Original", "FT 2026/318")]
    [InlineData("TAX INVOICE INV-17", "INV-17")]
    [InlineData("Invoice MAY 26-27", null)]
    [InlineData("Invoice PO 4471-2", null)]
    [InlineData("Invoice EUR 100-2", null)]
    public void Number_behind_what_a_paper_is_is_its_own(string heading, string? number)
    {
        var values = Read($"Papierhaus Lindqvist GmbH\n\n{heading}\n\nDatum: 19.02.2026\nGesamtbetrag: -116,86 €", markdown: true);
        values.GetValueOrDefault("invoice_number").ShouldBe(number is null ? null : $"\"{number}\"");
        values["total"].ShouldBe("-116.86");
    }

    [Theory]
    [InlineData("Date / Tax Point: 28th August 2026", "issue_date", "\"2026-08-28\"")]
    [InlineData("Invoice Date / Tax Point: 28 August 2026", "issue_date", "\"2026-08-28\"")]
    [InlineData("Invoice date/Rechnungsdatum   2026-08-28", "issue_date", "\"2026-08-28\"")]
    [InlineData("Invoice date / Due date: 28 August 2026", "issue_date", null)]
    public void Two_names_of_one_thing_are_one_label(string line, string field, string? value) =>
        Read($"Pennine Ltd\nINVOICE\nInvoice No: PSS/2291\n{line}\nTotal: £120.00").GetValueOrDefault(field).ShouldBe(value);

    [Fact]
    public void Sum_of_a_part_is_no_total_where_more_is_due() =>
        Read(
            "Hargrove LLP\nINVOICE\n\nInvoice Number: 20558\nInvoice Date: Aug 5, 2026\n\nTotal Fees: $2,045.00\nTotal Expenses: $402.00\nBalance Due: $2,447.00"
        )["total"]
            .ShouldBe("2447");

    [Theory]
    [InlineData("Org.nr 556712-3344\nMomsreg.nr SE556712334401", "SE556712334401")]
    [InlineData("Org.nr: 556712-3344\nMomsreg.nr: SE556712334401", "SE556712334401")]
    [InlineData("Org.nr 556712-3344", "556712-3344")]
    public void Tax_number_is_before_one_of_a_register(string lines, string number) =>
        Read($"Norrskens El AB\nFAKTURA\nFakturanr: 104882\nFakturadatum: 2026-10-14\nAtt betala: 1 250,00 SEK\n{lines}")["vendor_vat_id"]
            .ShouldBe($"\"{number}\"");

    [Theory]
    [InlineData(
        "Artigo     Descrição              Qtd.     Valor\nSV01       Deslocação              1,00     35,00\nMT22       Gás R290                2,00     91,20",
        """[{"amount":35,"article_number":"SV01","description":"Deslocação","quantity":1},{"amount":91.2,"article_number":"MT22","description":"Gás R290","quantity":2}]"""
    )]
    [InlineData(
        "Artigo                            Qtd.     Valor\nSV01                               1,00     35,00\nMT22                               2,00     91,20",
        """[{"amount":35,"description":"SV01","quantity":1},{"amount":91.2,"description":"MT22","quantity":2}]"""
    )]
    [InlineData(
        "Article     Quantité     Montant     CHF\nFlyers A5          5                460.00\nLivret            12                776.00",
        """[{"amount":460,"description":"Flyers A5","quantity":5},{"amount":776,"description":"Livret","quantity":12}]"""
    )]
    public void Codes_are_no_description_beside_words_and_a_currency_heads_amounts(string table, string items) =>
        Read($"INVOICE\n\nInvoice number: 17\nInvoice date: 2026-03-04\n\n{table}\n\nInvoice total: 12,00")["items"].ShouldBe(items);

    [Theory]
    [InlineData("ご請求金額　¥385,000（税込）")]
    [InlineData("Total: ¥385,000")]
    [InlineData("合計：385,000\nAll amounts in JPY")]
    public void Money_without_a_smaller_coin_has_no_decimals(string total)
    {
        var values = Read(
            $"請求書\n\n請求書番号：INV-9\n発行日：2026年8月31日\n\n品目          数量      単価       金額\n制作             1   350,000    350,000\n\n消費税   35,000\n\n{total}"
        );
        (values["items"], values["total"], values["currency"]).ShouldBe(
            ("""[{"amount":350000,"description":"制作","quantity":1,"unit_price":350000}]""", "385000", "\"JPY\"")
        );
    }

    [Fact]
    public void Currency_is_that_of_a_sum_beside_the_table_that_comes_to_it()
    {
        var values = Read(
            "請求書\n\n請求書番号：INV-9\n発行日：2026年8月31日\n\nご請求金額　¥385,000（税込）\n\n小計   350,000\n消費税   35,000\n合計   385,000"
        );
        (values["subtotal"], values["tax"], values["total"], values["currency"]).ShouldBe(("350000", "35000", "385000", "\"JPY\""));
    }

    [Fact]
    public void Number_behind_another_company_is_not_the_recipients()
    {
        var values = Read(
            "請求書\n\n株式会社みなと商事　御中\n〒220-0012 横浜市西区みなとみらい3-1\n請求書番号：INV-2026-077\n合同会社あおぞらデザイン\n登録番号：T7010403012345\n\n合計：¥385,000"
        );
        values["vendor_vat_id"].ShouldBe("\"T7010403012345\"");
        values.ShouldNotContainKey("customer_vat_id");
    }

    [Theory]
    [InlineData("Association Les Hirondelles\nMme Odile Perret\nCh. des Vignes 9\n1095 Lutry", "Association Les Hirondelles")]
    [InlineData("Kanzlei Dr. Achterberg\nz. Hd. Frau Sievers\nDomshof 3\n28195 Bremen", "Kanzlei Dr. Achterberg")]
    [InlineData("Delta Barge Co.\nAttn: Ruth Simms\n500 Front St, Memphis, TN 38103", "Delta Barge Co.")]
    [InlineData("Mme Odile Perret\nCh. des Vignes 9\n1095 Lutry", "Mme Odile Perret")]
    public void Person_on_the_second_line_of_an_address_is_not_who_it_is_to(string address, string customer) =>
        Read(
            $"Imprimerie du Léman SA\nRue de Lausanne 44\n1110 Morges\ninfo@imprimerie.example\n\n{address}\n\nFacture n° 26-1187\n\nDate: 2026-03-04\nTotal CHF 120.00"
        )["customer"]
            .ShouldBe($"\"{customer}\"");

    private static Dictionary<string, string> Read(string text, bool markdown = false) =>
        TextSource.Values(new TextSource(text, markdown: markdown).Read().Finding);
}
