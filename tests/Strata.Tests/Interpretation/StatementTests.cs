namespace Strata.Tests.Interpretation;

/// <summary>What tables of banks say in several columns: money out and in, payer and payee, a day and its time.</summary>
public sealed class StatementTests
{
    [Fact]
    public void An_amount_of_a_column_for_money_out_is_quoted_with_the_columns_name()
    {
        var (_, findings) = ExportTests.Read("Date;Libellé;Débit euros;Crédit euros\n05/02/2026;EDF;84,20;\n16/02/2026;Paie;;2 500,00\n");

        findings[0]
            .Fields.Single(f => f.Name == "amount")
            .ShouldSatisfyAllConditions(f => f.Raw.ShouldBe("84,20"), f => f.Elsewhere?.Raw.ShouldBe("Débit euros"));
        findings[1].Fields.Single(f => f.Name == "amount").Elsewhere.ShouldBeNull();
        findings
            .Select(f => (Value(f, "debit"), Value(f, "credit"), Value(f, "currency")))
            .ShouldBe([("84.2", null, "\"EUR\""), (null, "2500", "\"EUR\"")]);
    }

    [Theory]
    [InlineData(
        """{"debit":{"type":"number","x-strata":{"counts_as":"-amount"}},"amount":{"type":"number"}}""",
        "/properties/debit/x-strata/counts_as"
    )]
    [InlineData(
        """{"debit":{"type":"string","x-strata":{"counts_as":"amount"}},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/debit/x-strata/counts_as"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"],"in":["payer"]}}},"amount":{"type":"number"}}""",
        "/properties/who/x-strata/sides"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"]}}},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/who/x-strata/sides': requires 'in'"
    )]
    [InlineData(
        """{"who":{"type":"string","x-strata":{"sides":{"out":["payee"],"in":["payer"]}}},"payee":{"type":"string"},"amount":{"type":"number","x-strata":{"signed":true}}}""",
        "/properties/payee"
    )]
    public void A_schema_says_of_what_the_sign_decides(string properties, string at) =>
        Should
            .Throw<StrataException>(() => RecordSource.Schema("movement", $$"""{"type":"object","properties":{{properties}}}"""))
            .Message.ShouldContain(at);

    private static string? Value(Finding finding, string name) =>
        finding.Fields.Where(f => f.Name == name).Select(f => f.Json).SingleOrDefault();
}
