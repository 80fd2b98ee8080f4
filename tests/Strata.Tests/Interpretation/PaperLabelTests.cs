namespace Strata.Tests.Interpretation;

/// <summary>Which label of several says what a paper is, and what is said under two names at once.</summary>
public class PaperLabelTests
{
    [Fact]
    public void What_has_been_paid_is_taken_off_with_a_minus_or_without() =>
        Read("Acme Ltd\n\nINVOICE\nInvoice No: 5\nDate: 19 Feb 2026\nSubtotal: £100.00\nAmount paid: -£40.00\nTotal: £60.00")["amount_paid"]
            .ShouldBe("40");

    [Fact]
    public void Sum_of_a_part_is_no_total_where_more_is_due() =>
        Read(
            "Hargrove LLP\nINVOICE\n\nInvoice Number: 20558\nInvoice Date: Aug 5, 2026\n\nTotal Fees: $2,045.00\nTotal Expenses: $402.00\nBalance Due: $2,447.00"
        )["total"]
            .ShouldBe("2447");

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

    private static Dictionary<string, string> Read(string text, bool markdown = false) =>
        TextSource.Values(new TextSource(text, markdown: markdown).Read().Finding);
}
