namespace Strata.Tests.Interpretation;

/// <summary>What may stand behind an amount, and what makes it none.</summary>
public sealed class AmountTextTests
{
    private const string Head = "Invoice No: Z-30\nInvoice date: 2026-05-04\nVendor: Acme Ltd\nCustomer: Foo Ltd\n";

    [Fact]
    public void What_a_rate_is_of_stays_part_of_the_label() =>
        TextSource
            .Values(new TextSource(Head + "VAT 20% (1,000.00)\n200.00\nTotal (EUR)    1,200.00").Read().Finding)
            .ShouldSatisfyAllConditions(v => v["tax"].ShouldBe("200"), v => v["total"].ShouldBe("1200"));

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

    [Fact]
    public void What_does_not_read_is_said_though_no_type_was_found()
    {
        var (session, finding) = new TextSource("Vendor: Acme Ltd\nTotal: 1O0.00").Read();

        finding.Schema.EntityType.ShouldBe("generic");
        session.Notes.ShouldHaveSingleItem().ShouldStartWith("'Total': not a number, as '");
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
