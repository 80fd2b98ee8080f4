using Strata.Interpretation;

namespace Strata.Tests.Interpretation;

public class SchemaChooserTests
{
    [Theory]
    [InlineData("transaction", "Date;Description;Amount;Balance", "2026-03-01;Coffee;-3.50;100.00")]
    [InlineData("transaction", "Buchungstag;Valuta;Verwendungszweck;Betrag;Währung", "01.03.2026;02.03.2026;Miete;-900,00;EUR")]
    [InlineData("contact", "First Name;Last Name;Email;Phone;Company", "Ann;Lee;ann@x.org;+1 555 123 4567;Fjord")]
    [InlineData("contact", "name;email;phone;company", "Ann Lee;ann@x.org;+1 555 123 4567;Fjord")]
    [InlineData("invoice", "Invoice No;Invoice Date;Due Date;Vendor;Total", "17;2026-03-01;2026-04-01;Fjord;12.50")]
    [InlineData("task", "Task;Due date;Priority;Assignee;Status", "Call;2026-03-01;high;Ann;open")]
    [InlineData("event", "Event;Start;End;Location;Attendees", "Fair;2026-03-01 10:00;2026-03-01 12:00;Oslo;Ann, Bo")]
    public void Type_is_chosen_by_the_columns(string expected, string header, string row)
    {
        var choice = Choose(header, row);
        choice.Schema.EntityType.ShouldBe(expected, string.Join(", ", choice.Scores.Take(4)));
        choice.Scores[0].Score.ShouldBeLessThanOrEqualTo(1);
    }

    [Theory]
    [InlineData("sensor;temperature;humidity", "a1;20.5;40")]
    [InlineData("colour;shape", "red;round")]
    [InlineData("sensor;name;temperature;humidity;pressure", "7;roof;20.5;40;1013")]
    public void Foreign_records_are_generic(string header, string row) => Choose(header, row).IsGeneric.ShouldBeTrue();

    // A day and a sum are what many tables have: who was paid makes them receipts.
    [Theory]
    [InlineData("generic", "Date;Station;Litres;Price per litre;Total;Odometer", "2026-03-01;A1 North;40.10;1.70;68.17;120500")]
    [InlineData("generic", "Date;Litres;Total", "2026-03-01;40.10;68.17")]
    [InlineData("generic", "Datum;Tankstelle;Liter;Preis pro Liter;Gesamt;Kilometerstand", "01.03.2026;A1;40,10;1,70;68,17;120500")]
    [InlineData("receipt", "Date;Vendor;Litres;Price per litre;Total;Odometer", "2026-03-01;Total;40.10;1.70;68.17;120500")]
    public void Purchases_are_receipts_where_they_say_whose(string expected, string header, string row) =>
        Choose(header, row, "totalfuel.csv").Schema.EntityType.ShouldBe(expected);

    [Fact]
    public void Near_misses_are_suggested() => Choose("name;colour;shape;size;weight", "Ann;red;round;1;2").SuggestedType.ShouldNotBeNull();

    [Fact]
    public void File_name_decides_between_types_that_fit_alike() =>
        Choose("name;email;phone", "Ann Lee;ann@x.org;+1 555 123 4567", "our-persons_2026.csv").Schema.EntityType.ShouldBe("person");

    [Fact]
    public void Equal_scores_go_to_the_first_by_name()
    {
        const string Fields = """{"type":"object","properties":{"a":{"type":"string"}},"x-strata":{"identity":[["a"]]}}""";
        var schemas = new[] { RecordSource.Schema("zeta", Fields), RecordSource.Schema("alpha", Fields), RecordSource.Generic };
        new RecordSource().Row(("a", "1")).Read(schemas).Session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("alpha");
    }

    [Fact]
    public void Blank_cells_do_not_change_what_a_table_is() =>
        new RecordSource().Row(("name", "Ann Foo"), ("email", "ann@x9.org")).Row(("name", "Bob Foo"), ("email", "")).Row(("name", "Carl"), ("email", ""))
            .Read(TextSource.Seeds).Session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("contact");

    [Fact]
    public void A_nested_value_does_not_speak_against_the_type_that_knows_its_name() =>
        new RecordSource().Json("""{"name":"Ann","email":"ann4@x.org","phones":["+1 212 555 0100"],"address":{"street":"Main 1","city":"Bonn"}}""")
            .Read(TextSource.Seeds).Session.Chosen.ShouldNotBeNull().Schema.EntityType.ShouldBe("contact");

    private static Choice Choose(string header, string row, string? fileName = null)
    {
        var cells = header.Split(';').Zip(row.Split(';')).ToArray();
        return new RecordSource().Row(cells).Row(cells).Read(TextSource.Seeds, fileName: fileName).Session.Chosen!;
    }
}
