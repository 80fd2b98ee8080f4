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

    // A title, a day and words beside them are what lists of any things have.
    [Theory]
    [InlineData("Title;Author;Year;Publisher;ISBN", "Dune;Frank Herbert;1965;Chilton;9780441013593")]
    [InlineData("Title;Author;Language;Tags;Rating", "Heat;Bill Buford;en;food;4")]
    [InlineData(
        "Book Id;Title;Author;ISBN;My Rating;Average Rating;Publisher;Number of Pages;Date Read;Date Added;Exclusive Shelf",
        "5107;Dune;Frank Herbert;9780441013593;5;4.2;Chilton;412;2026/01/05;2025/12/20;read"
    )]
    [InlineData("Title;Author;My Rating;Date Read;Exclusive Shelf", "Dune;Frank Herbert;5;2026/01/05;read")]
    [InlineData("Date;Name;Year;Letterboxd URI;Rating", "2026-01-05;Heat;1995;https://boxd.it/2a9Q;4.5")]
    [InlineData("Date;Name;Year;Letterboxd URI;Rating;Tags;Watched Date", "2026-01-05;Heat;1995;https://boxd.it/2a9Q;4.5;crime;2026-01-04")]
    [InlineData("Title;Director;Year;Genre;Rating;Watched", "Heat;Michael Mann;1995;Crime;8.3;yes")]
    [InlineData(
        "Const;Your Rating;Date Rated;Title;URL;Title Type;Year;Genres;Directors",
        "tt0113277;9;2026-01-05;Heat;https://www.imdb.com/title/tt0113277;Movie;1995;Crime;Michael Mann"
    )]
    [InlineData("Title;Artist;Album;Genre;Year;Duration", "Hurt;Johnny Cash;American IV;Country;2002;3:38")]
    [InlineData("Name;Artist;Album;Date Added", "Hurt;Johnny Cash;American IV;2026-01-06")]
    [InlineData("Title;Ingredients;Instructions;Tags;URL", "Soup;salt, water;cook;easy;https://x.example/1")]
    [InlineData("Name;SKU;Price;Currency;Category;Description", "Rake;R-1;10.00;EUR;Garden;steel")]
    public void Lists_of_other_things_are_generic(string header, string row) => Choose(header, row).IsGeneric.ShouldBeTrue();

    [Theory]
    [InlineData("task", "Task;Due;Done", "Paint;2026-02-05;no")]
    [InlineData("task", "title;state;labels;assignee;number;url", "Fix login;open;bug;ann;1;https://github.com/x/y/issues/1")]
    [InlineData(
        "task",
        "Task ID;Created At;Completed At;Last Modified;Name;Section/Column;Assignee;Assignee Email;Due Date;Tags;Notes;Projects",
        "1200;2026-01-05;2026-01-06;2026-01-06;Paint wall;To do;Ann Lee;ann@x.example;2026-02-05;home;blue;House"
    )]
    [InlineData("note", "title;body;created", "Idea;A long text about an idea;2026-01-05")]
    [InlineData(
        "event",
        "Subject;Start Date;Start Time;End Date;End Time;All Day Event;Location",
        "Fair;05/30/2026;10:00 AM;05/30/2026;12:00 PM;False;Oslo"
    )]
    public void Lists_of_tasks_notes_and_events_are_what_they_are(string expected, string header, string row) =>
        Choose(header, row).Schema.EntityType.ShouldBe(expected);

    [Theory]
    [InlineData("""{"id":"a1","idMemberCreator":"m1","type":"updateCard","date":"2026-01-05T10:11:12.000Z","data":"Paint","limits":"x"}""")]
    [InlineData(
        """{"id":"c1","closed":false,"dateLastActivity":"2026-01-06T10:11:12.000Z","desc":"Two coats","idBoard":"5f1a","idList":"l1","idShort":1,"name":"Paint","pos":65535,"shortLink":"Xy1","due":"2026-02-05T10:00:00.000Z","dueComplete":false,"email":"ann+5f1a@boards.example","shortUrl":"https://trello.com/c/Xy1","subscribed":false,"url":"https://trello.com/c/Xy1/paint"}"""
    )]
    public void Cards_of_a_board_and_what_was_done_to_them_are_no_payments_nor_contacts(string json) =>
        new RecordSource().Json(json).Json(json).Read(TextSource.Seeds).Session.Chosen.ShouldNotBeNull().IsGeneric.ShouldBeTrue();

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
        new RecordSource()
            .Row(("name", "Ann Foo"), ("email", "ann@x9.org"))
            .Row(("name", "Bob Foo"), ("email", ""))
            .Row(("name", "Carl"), ("email", ""))
            .Read(TextSource.Seeds)
            .Session.Chosen.ShouldNotBeNull()
            .Schema.EntityType.ShouldBe("contact");

    [Fact]
    public void A_nested_value_does_not_speak_against_the_type_that_knows_its_name() =>
        new RecordSource()
            .Json("""{"name":"Ann","email":"ann4@x.org","phones":["+1 212 555 0100"],"address":{"street":"Main 1","city":"Bonn"}}""")
            .Read(TextSource.Seeds)
            .Session.Chosen.ShouldNotBeNull()
            .Schema.EntityType.ShouldBe("contact");

    private static SchemaChoice Choose(string header, string row, string? fileName = null)
    {
        var cells = header.Split(';').Zip(row.Split(';')).ToArray();
        return new RecordSource().Row(cells).Row(cells).Read(TextSource.Seeds, fileName: fileName).Session.Chosen!;
    }
}
