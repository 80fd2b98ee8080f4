namespace Strata.Tests.Interpretation;

/// <summary>Stock lists are products, agreements contracts, and neither takes what is another type's.</summary>
public sealed class ProductAndContractTests
{
    [Fact]
    public void Table_of_articles_is_products() =>
        new RecordSource()
            .Row(("SKU", "KB-17"), ("Product name", "Kettle"), ("Manufacturer", "Brae"), ("List price", "39.90"), ("EAN", "4006381333931"))
            .Row(("SKU", "KB-18"), ("Product name", "Toaster"), ("Manufacturer", "Brae"), ("List price", "29.50"), ("EAN", "4006381333948"))
            .Read(TextSource.Seeds)
            .Findings.ShouldAllBe(f => f.Schema.EntityType == "product" && f.Fields.Any(v => v.Name == "gtin"));

    [Fact]
    public void Text_headed_as_an_agreement_is_a_contract()
    {
        var (_, finding) = new TextSource(
            "# Service agreement\n\nContract number: SA-2041\n\nEffective date: 2026-02-01\n\nExpiry date: 2027-01-31\n\n"
                + "Notice period: 3 months\n\nAmount: 120.00 EUR",
            markdown: true
        ).Read();

        finding.Schema.EntityType.ShouldBe("contract");
        TextSource
            .Values(finding)
            .ShouldSatisfyAllConditions(
                v => v["contract_number"].ShouldBe("\"SA-2041\""),
                v => v["start"].ShouldBe("\"2026-02-01\""),
                v => v["end"].ShouldBe("\"2027-01-31\""),
                v => v["notice_period"].ShouldBe("\"3 months\""),
                v => v["amount"].ShouldBe("120")
            );
    }

    [Fact]
    public void Stated_parties_of_a_contract_are_a_list() =>
        TextSource
            .Seeds.Single(s => s.EntityType == "contract")
            .Reject("parties", JsonElement.Parse("""["Haus GmbH","Ida Berg"]"""))
            .ShouldBeNull();
}
