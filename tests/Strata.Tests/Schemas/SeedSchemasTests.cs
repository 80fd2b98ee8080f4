namespace Strata.Tests.Schemas;

public sealed class SeedSchemasTests
{
    public static TheoryData<string> Types => new(SeedSchemas.All.Select(s => s.EntityType));

    [Fact]
    public void Seeds_are_the_thirteen_types() =>
        SeedSchemas
            .All.Select(s => s.EntityType)
            .ShouldBe([
                "contact",
                "contract",
                "event",
                "generic",
                "invoice",
                "merchant",
                "note",
                "organization",
                "person",
                "product",
                "receipt",
                "task",
                "transaction",
            ]);

    [Theory]
    [MemberData(nameof(Types))]
    public void Seed_is_accepted_and_can_identify_and_name_its_entities(string type)
    {
        var schema = Seeds.Of(type);

        schema.Title.ShouldNotBeNullOrWhiteSpace();
        schema.Description.ShouldNotBeNullOrWhiteSpace();
        schema.Names[0].ShouldBe(type);
        if (string.Equals(type, SeedSchemas.Generic, StringComparison.Ordinal))
        {
            schema.Fields.ShouldBeEmpty();
            return;
        }
        schema.TitleField.ShouldNotBeNull();
        schema.Identity[0].Name.ShouldBe("external_id");
        schema.Identity.Count.ShouldBeGreaterThan(1);
        schema.Fields.Values.ShouldAllBe(f => f.Description != null);
    }

    [Theory]
    [MemberData(nameof(Types))]
    public void Seed_refers_to_types_that_exist(string type)
    {
        var known = SeedSchemas.All.Select(s => s.EntityType).ToHashSet(StringComparer.Ordinal);

        Seeds.Of(type).Fields.Values.Where(f => f.Reference is not null).ShouldAllBe(f => known.Contains(f.Reference!.EntityType));
        Seeds.Of(type).Relationships.Values.SelectMany(r => r.To).ShouldAllBe(to => known.Contains(to));
    }

    [Fact]
    public void Seeds_tell_apart_by_what_machines_write() =>
        SeedSchemas
            .All.SelectMany(s =>
                Seeds
                    .Of(s.EntityType)
                    .Fields.Values.Where(f => f.Distinguishes is not null)
                    .Select(f => $"{s.EntityType}.{f.Name} {f.Distinguishes?.Days}".TrimEnd())
            )
            .Order(StringComparer.Ordinal)
            .ShouldBe(["event.start 1", "invoice.invoice_number", "receipt.date 1", "transaction.booking_date 5", "transaction.date 5"]);

    [Theory]
    [InlineData("invoice", "Invoice No.", "invoice_number")]
    [InlineData("invoice", "INVOICE #", "invoice_number")]
    [InlineData("invoice", "Rechnungs-Nr.", "invoice_number")]
    [InlineData("invoice", "N° de facture", "invoice_number")]
    [InlineData("invoice", "Fälligkeitsdatum", "due_date")]
    [InlineData("invoice", "VAT %", "tax_rate")]
    [InlineData("invoice", "VAT", "tax")]
    [InlineData("transaction", "Buchungstag", "booking_date")]
    [InlineData("transaction", "Auftraggeber/Empfänger", "counterparty")]
    [InlineData("transaction", "Betrag (€)", "amount")]
    [InlineData("contact", "firstName", "first_name")]
    [InlineData("contact", "E-Mail", "email")]
    [InlineData("contact", "Prénom", "first_name")]
    public void Seed_knows_the_headers_people_use(string type, string header, string field) =>
        Seeds.Of(type).Match(header).ShouldNotBeNull().Name.ShouldBe(field);
}

internal static class Seeds
{
    public static SchemaDefinition Of(string type)
    {
        using var parsed = JsonDocument.Parse(
            SeedSchemas.All.Single(s => string.Equals(s.EntityType, type, StringComparison.Ordinal)).Json
        );
        return SchemaDefinition.Parse(type, 1, parsed.RootElement);
    }
}
