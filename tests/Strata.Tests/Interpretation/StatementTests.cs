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

    [Fact]
    public void Account_that_changes_with_the_counterparty_is_not_the_users_own()
    {
        var theirs = new RecordSource()
            .Row(Posting("Northern Gas", "44118822"))
            .Row(Posting("Moorland Trust", "10203040"))
            .Row(Posting("Fen Books", "55667788"))
            .Row(Posting("Northern Gas", "44118822"))
            .Read(TextSource.Seeds)
            .Findings.Select(TextSource.Values)
            .ToList();
        theirs.ShouldAllBe(posting => posting.ContainsKey("iban") && !posting.ContainsKey("account"));
        var own = new RecordSource()
            .Row(Posting("Northern Gas", "44118822"))
            .Row(Posting("Moorland Trust", "44118822"))
            .Row(Posting("Fen Books", "44118822"))
            .Read(TextSource.Seeds)
            .Findings.Select(TextSource.Values)
            .ToList();
        own.ShouldAllBe(posting => posting.ContainsKey("account"));

        static (string, string)[] Posting(string counterparty, string account) =>
            [
                ("date", "2026-03-04"),
                ("counterparty", counterparty),
                ("account number", account),
                ("description", "Card payment"),
                ("amount", "-12.50"),
            ];
    }

    [Fact]
    public void Title_of_a_card_payment_is_its_counterparty() =>
        TextSource
            .Seeds.Single(s => s.EntityType == "transaction")
            .TitleOf(
                new Dictionary<string, JsonElement>
                {
                    ["description"] = JsonElement.Parse("\"CARD PAYMENT 4711\""),
                    ["counterparty"] = JsonElement.Parse("\"Fen Books\""),
                }
            )
            .ShouldBe("Fen Books");

    [Fact]
    public void Unknown_columns_beside_a_name_and_an_address_do_not_cost_a_table_its_type() =>
        new RecordSource()
            .Row(("name", "Anna Keller"), ("e-mail", "anna@example.com"), ("shirt", "M"), ("locker", "17"))
            .Row(("name", "Ben Ode"), ("e-mail", "ben@example.com"), ("shirt", "L"), ("locker", "18"))
            .Read(TextSource.Seeds)
            .Findings.Select(finding => finding.Schema.EntityType)
            .ShouldAllBe(type => type == "contact" || type == "person");
}
