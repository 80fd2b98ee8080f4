using Strata.Interpretation;

namespace Strata.Tests.Interpretation;

/// <summary>What may stand behind an amount, and what makes it none.</summary>
public sealed class AmountTextTests
{
    private const string Head = "Invoice No: Z-30\nInvoice date: 2026-05-04\nVendor: Acme Ltd\nCustomer: Foo Ltd\n";

    [Theory]
    [InlineData("Total: £100.00 DR")]
    [InlineData("Total: 100.00 DR")]
    [InlineData("Total: £10.00 banana")]
    [InlineData("Total: 10.00 banana")]
    [InlineData("Total: 200 EUR or 210 USD")]
    [InlineData("Total: $100 to $200")]
    [InlineData("Total: $100-$200")]
    [InlineData("Total: £5.00 per hour")]
    [InlineData("Total: £100.00 H")]
    [InlineData("Total: £100.00 plus VAT")]
    [InlineData("Total: (£5.00) CR")]
    [InlineData("Total: -£5.00 CR")]
    [InlineData("Total    £10.00 banana")]
    [InlineData("Total £10.00 banana")]
    [InlineData("Total 100.00 DR")]
    [InlineData("Total    100.00    DR")]
    [InlineData("Total (1,000.50) CR")]
    public void What_says_more_behind_an_amount_makes_it_a_doubt(string line)
    {
        var (session, finding) = new TextSource(Head + line).Read();

        finding.Schema.EntityType.ShouldBe("invoice");
        TextSource.Values(finding).ShouldNotContainKey("total");
        finding.Fragments.ShouldHaveSingleItem().ShouldSatisfyAllConditions(f => f.Name.ShouldBe("Total"), f => line.ShouldEndWith(f.Raw));
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'Total': ");
    }

    [Theory]
    [InlineData("Total: 1,000.50 CR", "-1000.5")]
    [InlineData("Total: £1,000.50 CR", "-1000.5")]
    [InlineData("Total: £1,000.50Cr", "-1000.5")]
    [InlineData("Total: £1,000.50 (CR)", "-1000.5")]
    [InlineData("Total: £1,000.50 credit", "-1000.5")]
    [InlineData("Total    1,000.50    CR", "-1000.5")]
    [InlineData("Total 1,000.50 CR", "-1000.5")]
    [InlineData("Total (1,000.50)", "-1000.5")]
    [InlineData("Total (1 000,50)", "-1000.5")]
    [InlineData("Total USD (1,000.50)", "-1000.5")]
    [InlineData("Total ($1,000.50)", "-1000.5")]
    [InlineData("Total: (1,000.50)", "-1000.5")]
    [InlineData("Total: £1,000.50-", "-1000.5")]
    [InlineData("Total: £1,000.50.", "1000.5")]
    [InlineData("Total: £1,000.50 (20 items)", "1000.5")]
    [InlineData("Total: £1,000.50 only", "1000.5")]
    [InlineData("Total: 1,000.50 pounds", "1000.5")]
    [InlineData("Total: £1,000.50 incl. VAT", "1000.5")]
    [InlineData("Total: 1.000,50 EUR inkl. MwSt.", "1000.5")]
    [InlineData("Total: £1,000.50 due June 1, 2026", "1000.5")]
    [InlineData("Total: ￥33,000－（税込）", "33000")]
    [InlineData("（Total: £1,000.50）", "1000.5")]
    [InlineData("Amount due £1,000.50 by 1 June 2026", "1000.5")]
    [InlineData("Total: $1,000.50 USD", "1000.5")]
    public void What_is_known_behind_an_amount_is_read(string line, string total)
    {
        var (session, finding) = new TextSource(Head + line).Read();

        TextSource.Values(finding).GetValueOrDefault("total").ShouldBe(total);
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Currency_before_an_amount_in_brackets_is_that_of_its_label() =>
        TextSource.Values(new TextSource(Head + "Total USD (1,000.50)").Read().Finding)["currency"].ShouldBe("\"USD\"");

    [Fact]
    public void What_a_rate_is_of_stays_part_of_the_label() =>
        TextSource.Values(new TextSource(Head + "VAT 20% (1,000.00)\n200.00\nTotal (EUR)    1,200.00").Read().Finding).ShouldSatisfyAllConditions(
            v => v["tax"].ShouldBe("200"), v => v["total"].ShouldBe("1200"));

    [Theory]
    [InlineData("Amount: 12.00 DR", "-12")]
    [InlineData("Amount: 12.00 CR", "12")]
    [InlineData("Betrag: 12,00 S", "-12")]
    [InlineData("Betrag: 12,00 € Haben", "12")]
    [InlineData("Amount: -12.00 DR", "-12")]
    [InlineData("Amount: -12.00 CR", null)]
    [InlineData("Debit: 12.00 DR", "-12")]
    [InlineData("Debit: 12.00 CR", null)]
    public void On_statements_debit_is_money_out(string line, string? amount)
    {
        var (_, finding) = new TextSource($"Booking date: 2026-05-04\nDescription: Grocer\n{line}").Read(new RulesOptions { EntityType = "transaction" });

        var values = TextSource.Values(finding);
        (values.GetValueOrDefault("amount") ?? (values.TryGetValue("debit", out var debit) ? $"-{debit}" : null)).ShouldBe(amount);
        finding.Fragments.Count.ShouldBe(amount is null ? 1 : 0);
    }
}
