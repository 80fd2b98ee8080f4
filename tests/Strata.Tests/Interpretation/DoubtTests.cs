namespace Strata.Tests.Interpretation;

/// <summary>Values that contradict their paper or each other are kept as doubtful, with the reason.</summary>
public class DoubtTests
{
    private const string Sound = """
        INVOICE

        Invoice No: 2026-17
        Date: 2026-03-04
        Due date: 2026-04-03
        Vendor: Harbour Tools Ltd
        Customer: Fen Trust

        Subtotal: 100.00
        VAT 20%: 20.00
        Total: 120.00
        """;

    [Fact]
    public void Paper_that_agrees_with_itself_has_no_doubts()
    {
        var (session, finding) = new TextSource(Sound).Read();
        finding.Fields.Where(f => f.Doubt is not null).ShouldBeEmpty();
        session.Notes.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("VAT 20%: 20.00", "VAT: 400.00", "tax", "more than 'total'")]
    [InlineData("VAT 20%: 20.00", "VAT 20%: 35.00", "tax", "20 % of no other amount")]
    [InlineData("Subtotal: 100.00", "Subtotal: 90.00", "subtotal", "is 110, 'total' is 120")]
    [InlineData("Due date: 2026-04-03", "Due date: 2025-04-03", "due_date", "before 'issue_date'")]
    [InlineData("Total: 120.00", "Total: 0.00", "total", "0 on a paper with other amounts")]
    [InlineData("Customer: Fen Trust", "Customer: Harbour Tools Ltd.", "vendor", "are the same")]
    [InlineData("Customer: Fen Trust", "Customer: Delivery address", "customer", "a label as its value")]
    [InlineData("Invoice No: 2026-17", "Invoice No: Reference", "invoice_number", "has no digit")]
    public void Value_that_something_contradicts_is_doubtful(string sound, string wrong, string field, string reason)
    {
        var before = new TextSource(Sound).Read().Finding.Confidence;
        var (session, finding) = new TextSource(Sound.Replace(sound, wrong, StringComparison.Ordinal)).Read();
        finding.Fields.Single(f => f.Name == field).Doubt.ShouldNotBeNull().ShouldContain(reason);
        finding.Confidence.ShouldBeLessThan(before);
        session.Notes.ShouldContain(note => note.Contains(reason, StringComparison.Ordinal));
    }

    [Fact]
    public void Contact_of_the_recipient_is_doubtful_as_the_vendors()
    {
        var (_, finding) = new TextSource(
            "INVOICE\n\nInvoice No: 2026-17\nDate: 2026-03-04\n\nHarbour Tools Ltd\n1 Quay Street, Leith\n\nBill to:\nFen Trust\n4 Dock Road, Ely CB7 4AB\naccounts@fentrust.example\n\nTotal: £120.00"
        ).Read();
        finding.Fields.Single(f => f.Name == "vendor_email").Doubt.ShouldNotBeNull().ShouldContain("recipient");
    }

    [Fact]
    public void Account_below_the_total_is_the_vendors_whoever_is_named_last()
    {
        var (_, finding) = new TextSource(
            "INVOICE\n\nInvoice No: 2026-17\nDate: 2026-03-04\n\nVendor: Harbour Tools Ltd\nVAT ID: GB123456782\nCustomer: Fen Trust\n\nTotal: £120.00\n\nIBAN: GB29 NWBK 6016 1331 9268 19"
        ).Read();
        finding.Fields.Single(f => f.Name == "iban").Doubt.ShouldBeNull();
    }

    [Fact]
    public void Tax_number_of_the_recipient_is_doubtful_as_the_vendors()
    {
        var (_, finding) = new TextSource(
            Sound.Replace(
                "Customer: Fen Trust",
                "VAT ID: GB123456782\nCustomer: Fen Trust\nCustomer VAT ID: GB123456782",
                StringComparison.Ordinal
            )
        ).Read();
        finding.Fields.Single(f => f.Name == "vendor_vat_id").Doubt.ShouldNotBeNull().ShouldContain("are the same");
    }

    [Fact]
    public void Item_list_that_ends_early_is_doubtful()
    {
        var (_, finding) = new TextSource(
            Sound.Replace(
                "Subtotal: 100.00",
                "Description    Qty    Price    Amount\nPaint            2    20.00     40.00\nBrush            1    10.00     10.00\n\nBoards taken to the house on the hill\n50.00\n\nSubtotal: 100.00",
                StringComparison.Ordinal
            )
        ).Read();
        finding.Fields.Single(f => f.Name == "items").Doubt.ShouldNotBeNull().ShouldContain("the sum of 'items.amount' is 50");
    }

    [Fact]
    public void Records_are_checked_like_papers()
    {
        var (session, findings) = new RecordSource()
            .Row(Invoice("1", "2026-02-04", "20"))
            .Row(Invoice("2", "2026-04-04", "200"))
            .Read(TextSource.Seeds);
        findings[0].Fields.Where(f => f.Doubt is not null).Select(f => f.Name).ShouldBe(["issue_date", "due_date"], ignoreOrder: true);
        findings[1].Fields.Where(f => f.Doubt is not null).Select(f => f.Name).ShouldContain("tax");
        session.Notes.ShouldContain(note => note.StartsWith("'due_date' is before 'issue_date' (1×", StringComparison.Ordinal));
    }

    [Fact]
    public void Naming_the_type_makes_no_value_more_certain()
    {
        var text = new TextSource(Sound);
        text.Read(new InterpretationOptions { EntityType = "invoice" }).Finding.Confidence.ShouldBe(text.Read().Finding.Confidence);
        var record = new RecordSource().Row(("invoice_number", "17"), ("wheels", "4"), ("horns", "2"));
        record
            .Read(TextSource.Seeds, new InterpretationOptions { EntityType = "invoice" })
            .Findings.ShouldHaveSingleItem()
            .Confidence.ShouldBeLessThan(0.5);
    }

    [Fact]
    public void Checks_know_roles_and_not_the_names_of_fields()
    {
        using var json = JsonDocument.Parse(
            """
            {"x-strata":{"names":["zettel"],"identity":[["nr"]]},"properties":{
              "nr":{"type":"string","x-strata":{"role":"number","aliases":["zettelnr"]}},
              "wer":{"type":"string","x-strata":{"role":"vendor","aliases":["geber"]}},
              "steuer":{"type":"number","x-strata":{"role":"tax"}},
              "summe":{"type":"number","x-strata":{"role":"total"}}}}
            """
        );
        var schema = SchemaDefinition.Parse("zettel", 1, json.RootElement);
        var (_, finding) = new TextSource("ZETTEL\n\nZettelnr: 17\nGeber: Hafen AG\nSteuer: 90.00\nSumme: 60.00").Read(
            schemas: [schema, .. TextSource.Seeds.Where(s => s.EntityType == "generic")]
        );
        finding.Fields.Single(f => f.Name == "steuer").Doubt.ShouldNotBeNull().ShouldContain("more than 'summe'");
    }

    private static (string, string)[] Invoice(string number, string due, string tax) =>
        [
            ("invoice_number", number),
            ("issue_date", "2026-03-04"),
            ("due_date", due),
            ("vendor", "Hafen AG"),
            ("subtotal", "100.00"),
            ("tax", tax),
            ("total", "120.00"),
        ];
}
