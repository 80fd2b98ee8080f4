using Strata.Rules.Values;

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
        TextSource
            .Values(new TextSource(Head + "VAT 20% (1,000.00)\n200.00\nTotal (EUR)    1,200.00").Read().Finding)
            .ShouldSatisfyAllConditions(v => v["tax"].ShouldBe("200"), v => v["total"].ShouldBe("1200"));

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
        var (_, finding) = new TextSource($"Booking date: 2026-05-04\nDescription: Grocer\n{line}").Read(
            new RulesOptions { EntityType = "transaction" }
        );

        var values = TextSource.Values(finding);
        (values.GetValueOrDefault("amount") ?? (values.TryGetValue("debit", out var debit) ? $"-{debit}" : null)).ShouldBe(amount);
        finding.Fragments.Count.ShouldBe(amount is null ? 1 : 0);
    }

    [Theory]
    [InlineData("Discount: 10%")]
    [InlineData("Discount: 10 %")]
    [InlineData("Discount: -10%")]
    [InlineData("Discount: 10% (early payment)")]
    [InlineData("Discount    10%")]
    [InlineData("Shipping: 5%")]
    [InlineData("Total: 5%")]
    public void Percentage_is_no_amount(string line)
    {
        var (session, finding) = new TextSource($"{Head}Subtotal: 100.00\n{line}").Read();

        TextSource.Values(finding).Keys.Intersect(["discount", "shipping", "total", "tax_rate"]).ShouldBeEmpty();
        finding.Fragments.ShouldHaveSingleItem().Reason.ShouldBe("a percentage, where an amount is wanted");
        session.Notes.ShouldHaveSingleItem();
    }

    [Theory]
    [InlineData("Discount 10%\nTotal: 90.00", "10%")]
    [InlineData("Discount 10 %\nTotal: 90.00", "10 %")]
    [InlineData("Discount (10%)\nTotal: 90.00", "10%")]
    [InlineData("Discount -10%\nTotal: 90.00", "-10%")]
    [InlineData("Total: 90.00\nDiscount 10%", "10%")]
    [InlineData("Total: 90.00\n\nDiscount 2.5%\n\nThank you", "2.5%")]
    public void Percentage_without_a_colon_is_said_to_be_no_amount(string lines, string raw)
    {
        var (session, finding) = new TextSource($"{Head}Subtotal: 100.00\n{lines}").Read();

        TextSource.Values(finding).ShouldSatisfyAllConditions(v => v["total"].ShouldBe("90"), v => v.ShouldNotContainKey("discount"));
        finding
            .Fragments.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                f => f.Name.ShouldBe("Discount"),
                f => f.Raw.ShouldBe(raw),
                f => f.Reason.ShouldBe("a percentage, where an amount is wanted")
            );
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'Discount': a percentage");
    }

    /// <summary>Beside an amount, or above one, the rate is part of the label.</summary>
    [Theory]
    [InlineData("Discount 10%    10.00")]
    [InlineData("Discount 10%: 10.00")]
    [InlineData("Discount 10%\n10.00")]
    [InlineData("Discount 10%\nTotal\n10.00\n90.00")]
    public void Rate_in_the_label_of_an_amount_says_nothing_more(string lines)
    {
        var (session, finding) = new TextSource($"{Head}Subtotal: 100.00\n{lines}").Read();

        TextSource.Values(finding)["discount"].ShouldBe("10");
        finding.Fragments.ShouldBeEmpty();
        session.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("VAT 20%\nTotal: 120.00", "20")]
    [InlineData("VAT 7%\nVAT 19%\nTotal: 120.00", null)]
    public void Rate_of_a_tax_without_a_colon_is_its_rate_where_it_is_the_only_one(string lines, string? rate)
    {
        var (_, finding) = new TextSource($"{Head}{lines}").Read();

        TextSource
            .Values(finding)
            .ShouldSatisfyAllConditions(v => v.GetValueOrDefault("tax_rate").ShouldBe(rate), v => v.ShouldNotContainKey("tax"));
    }

    [Theory]
    [InlineData("VAT: 20%")]
    [InlineData("Sales tax: 20%")]
    [InlineData("VAT rate: 20%")]
    [InlineData("VAT rate: 20")]
    public void Percentage_of_a_tax_is_its_rate(string line)
    {
        var (session, finding) = new TextSource($"{Head}Total: 100.00\n{line}").Read();

        TextSource.Values(finding).ShouldSatisfyAllConditions(v => v["tax_rate"].ShouldBe("20"), v => v.ShouldNotContainKey("tax"));
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Percentages_in_columns_for_amounts_are_rates_or_kept_as_they_are()
    {
        var (session, findings) = ExportTests.Read(
            "invoice_number,issue_date,due_date,vendor,total,tax,discount\nA-1,2026-05-01,2026-06-01,Acme,100.00,20%,10%\nA-2,2026-05-02,2026-06-01,Acme,120.00,20.00,5.00\n",
            "invoice"
        );

        findings.Select(f => f.Schema.EntityType).ShouldAllBe(type => type == "invoice");
        TextSource
            .Values(findings[0])
            .ShouldSatisfyAllConditions(
                v => v["tax_rate"].ShouldBe("20"),
                v => v.ShouldNotContainKey("tax"),
                v => v.ShouldNotContainKey("discount")
            );
        findings[0].Fields.Single(f => f.Name == "tax_rate").Raw.ShouldBe("20%");
        TextSource.Values(findings[1]).ShouldSatisfyAllConditions(v => v["tax"].ShouldBe("20"), v => v["discount"].ShouldBe("5"));
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'discount': a percentage, where an amount is wanted (1×");
    }

    [Fact]
    public void Percentage_beside_a_column_for_the_rate_is_kept_as_it_is()
    {
        var (_, findings) = ExportTests.Read(
            "invoice_number,issue_date,due_date,vendor,total,tax,tax_rate\nA-1,2026-05-01,2026-06-01,Acme,100.00,20%,19\n",
            "invoice"
        );

        TextSource.Values(findings[0])["tax_rate"].ShouldBe("19");
        findings[0].Fragments.ShouldHaveSingleItem().Name.ShouldBe("tax");
    }

    [Fact]
    public void Percentage_is_a_number_where_the_field_is_no_amount()
    {
        var schema = RecordSource.Schema(
            "deal",
            """{"type":"object","x-strata":{"identity":[["name"]]},"properties":{"name":{"type":"string"},"probability":{"type":"number"},"currency":{"type":"string","format":"currency"}}}"""
        );
        var (_, findings) = new RecordSource().Row(("name", "Acme"), ("probability", "60%")).Read([RecordSource.Generic, schema]);

        TextSource.Values(findings[0])["probability"].ShouldBe("60");
    }

    [Theory]
    [InlineData("Total: 1O0.00")]
    [InlineData("Total: 100.00 banana")]
    [InlineData("Total: 1,00.00")]
    public void Label_speaks_for_the_type_though_its_figures_do_not_read(string line)
    {
        var (session, finding) = new TextSource($"Invoice No: Z-21\nInvoice date: 2026-05-04\nVendor: Acme Ltd\n{line}").Read();

        finding.Schema.EntityType.ShouldBe("invoice");
        finding.Fragments.ShouldHaveSingleItem().Name.ShouldBe("Total");
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'Total': ");
    }

    [Fact]
    public void What_does_not_read_is_said_though_no_type_was_found()
    {
        var (session, finding) = new TextSource("Vendor: Acme Ltd\nTotal: 1O0.00").Read();

        finding.Schema.EntityType.ShouldBe("generic");
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'Total': not a number, as '");
    }

    [Theory]
    [InlineData("12.00 DR", "15.00 CR", "1,200.00 DR")]
    [InlineData("12.00Dr", "15.00Cr", "1200.00Dr")]
    [InlineData("£12.00 Dr.", "£15.00 Cr.", "£1,200.00 Dr.")]
    [InlineData("12,00 S", "15,00 H", "1.200,00 S")]
    [InlineData("12,00 € Soll", "15,00 € Haben", "1.200,00 € Soll")]
    [InlineData("-12.00 DR", "15.00 CR", "-1,200.00 DR")]
    public void Columns_of_marked_amounts_have_their_signs(string first, string second, string third)
    {
        var (session, findings) = ExportTests.Read(
            $"Date;Description;Amount;Balance\n2026-04-03;a;{first};1.00 CR\n2026-04-04;b;{second};2.00 DR\n2026-04-05;c;{third};0.00\n",
            null
        );

        findings.Select(f => f.Schema.EntityType).ShouldAllBe(type => type == "transaction");
        findings.Select(f => TextSource.Values(f)["amount"]).ShouldBe(["-12", "15", "-1200"]);
        findings.Select(f => TextSource.Values(f)["balance"]).ShouldBe(["1", "-2", "0"]);
        session.Notes.ShouldBeEmpty();
    }

    [Fact]
    public void Marks_behind_a_few_amounts_of_an_account_are_a_doubt()
    {
        var (session, findings) = ExportTests.Read(
            "Date;Description;Amount\n2026-04-03;a;12.00\n2026-04-04;b;15.00 CR\n2026-04-05;c;13.00\n"
        );

        findings.Select(f => TextSource.Values(f).GetValueOrDefault("amount")).ShouldBe(["12", null, "13"]);
        session.Notes[0].ShouldStartWith("'Amount': not a number (1×");
    }

    [Fact]
    public void Amount_without_a_mark_amid_marked_ones_is_a_doubt()
    {
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(i => $"2026-01-05;Shop {i};1.00 DR\n"));
        var (session, findings) = ExportTests.Read($"Date;Description;Amount\n{rows}2026-01-06;Late;7.00\n");

        TextSource.Values(findings[^1]).ShouldNotContainKey("amount");
        session.Notes[0].ShouldStartWith("'Amount': no mark of credit or debit");
    }

    [Fact]
    public void Credit_notes_amid_invoices_are_negative()
    {
        var (session, findings) = ExportTests.Read(
            "invoice_number;issue_date;vendor;total\nA-1;2026-05-01;Acme;100.00\nA-2;2026-05-02;Acme;20.00 CR\nA-3;2026-05-02;Acme;20.00 DR\n",
            "invoice"
        );

        findings.Select(f => TextSource.Values(f).GetValueOrDefault("total")).ShouldBe(["100", "-20", null]);
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'total': a mark of credit or debit that says no sign here");
    }
}
