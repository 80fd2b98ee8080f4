namespace Strata.Tests.Interpretation;

/// <summary>What papers say in a sentence or beside other words, and in boxes of their own.</summary>
public class PaperProseTests
{
    [Fact]
    public void Number_ends_before_its_series()
    {
        var values = Read("AMIGO FIEL LTDA\n\nNFC-e nº 000048117 Série 001 20/06/2026 15:38:02\n\nValor total R$   286,15", "receipt");
        (values["receipt_number"], values["date"]).ShouldBe(("\"000048117\"", "\"2026-06-20\""));
    }

    [Fact]
    public void Payment_may_have_its_day_in_the_next_line()
    {
        var values = Read(
            "Schlussrechnung Nr. 17\nDatum: 6.10.2026\n\nBruttosumme     5.295,13 €\nabzgl. Abschlagszahlung vom     -2.000,00 €\n25.09.2026\nRestbetrag     3.295,13 €"
        );
        (values["amount_paid"], values["issue_date"]).ShouldBe(("2000", "\"2026-10-06\""));
    }

    [Fact]
    public void Sum_may_stand_below_its_name_below_the_items()
    {
        var values = Read(
            "Invoice No: 17\nDate: 2026-03-04\n\nItem     Description     Qty     Rate     Amount\n4400     Hex bolt          40     43.05    1722.00\n4407     Washer             2      5.00      10.00\n\nSubtotal\n$1732.00\n\nDiscount     -$32.00\nSales Tax (10%)     $170.00\nTotal Due     $1870.00"
        );
        (values["subtotal"], values["tax"], values["total"]).ShouldBe(("1732", "170", "1870"));
    }

    private static Dictionary<string, string> Read(string text, string type = "invoice") =>
        TextSource.Values(new TextSource(text).Read(new InterpretationOptions { EntityType = type }).Finding);
}
