namespace Strata.Tests.Interpretation;

/// <summary>Line items of tills and letters, and what stands beside them and is none.</summary>
public class TillItemTests
{
    private const string Head = "Hagemann Bauzentrum\nIndustriestr. 4\n31137 Hildesheim\n\nDatum: 21.03.2026\n\n";

    [Fact]
    public void Weighed_goods_have_their_weight()
    {
        var items = Items($"{Head}Tomaten     2,53\n  0,846 kg x 2,99 EUR/kg\nBrot     3,40\n\nSumme     5,93\n");
        items.ShouldBe([(0.846m, 2.99m, 2.53m), (null, null, 3.40m)]);
    }

    [Fact]
    public void Rates_and_what_they_come_to_are_no_items() =>
        Items(
                $"{Head}Acryl     11,16\nBohrer     8,90\n\nSumme     20,06\n\nSatz     Netto     MwSt     Brutto\nA 19,0%     16,86     3,20     20,06\n"
            )
            .ShouldBe([(null, null, 11.16m), (null, null, 8.90m)]);

    [Fact]
    public void Terms_beside_the_sums_end_the_items()
    {
        var values = Read(
            "Fatura FT A/2771\n\nData: 08/09/2026\n\nRef.\tDescrição\tQuant.\tPreço\tTotal\n10021\tResma\t20\t4,35\t87,00\n10440\tPasta\t15\t2,10\t31,50\nCondições de pagamento: 30 dias\tTotal ilíquido\t118,50\n",
            "invoice"
        );

        (values["payment_terms"], values["subtotal"]).ShouldBe(("\"30 dias\"", "118.5"));
        JsonDocument.Parse(values["items"]).RootElement.GetArrayLength().ShouldBe(2);
    }

    private static List<(decimal? Count, decimal? Price, decimal? Amount)> Items(string text) =>
        [
            .. JsonDocument
                .Parse(Read(text, "receipt")["items"])
                .RootElement.EnumerateArray()
                .Select(item => (Part(item, "quantity"), Part(item, "unit_price"), Part(item, "amount"))),
        ];

    private static decimal? Part(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetDecimal() : null;

    private static Dictionary<string, string> Read(string text, string type) =>
        TextSource.Values(new TextSource(text).Read(new InterpretationOptions { EntityType = type }).Finding);
}
