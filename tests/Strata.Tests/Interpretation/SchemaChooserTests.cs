namespace Strata.Tests.Interpretation;

public class SchemaChooserTests
{
    [Theory]
    [InlineData("""{"id":"a1","idMemberCreator":"m1","type":"updateCard","date":"2026-01-05T10:11:12.000Z","data":"Paint","limits":"x"}""")]
    [InlineData(
        """{"id":"c1","closed":false,"dateLastActivity":"2026-01-06T10:11:12.000Z","desc":"Two coats","idBoard":"5f1a","idList":"l1","idShort":1,"name":"Paint","pos":65535,"shortLink":"Xy1","due":"2026-02-05T10:00:00.000Z","dueComplete":false,"email":"ann+5f1a@boards.example","shortUrl":"https://trello.com/c/Xy1","subscribed":false,"url":"https://trello.com/c/Xy1/paint"}"""
    )]
    public void Cards_of_a_board_and_what_was_done_to_them_are_no_payments_nor_contacts(string json) =>
        new RecordSource().Json(json).Json(json).Read(TextSource.Seeds).Session.Chosen.ShouldNotBeNull().IsGeneric.ShouldBeTrue();

    [Fact]
    public void Purchases_without_a_seller_are_generic_whatever_their_file_is_called() =>
        Choose("Date;Litres;Total", "2026-03-01;40.10;68.17", "totalfuel.csv").IsGeneric.ShouldBeTrue();

    [Fact]
    public void No_score_is_above_one() =>
        Choose("Date;Description;Amount;Balance", "2026-03-01;Coffee;-3.50;100.00").Scores[0].Score.ShouldBeLessThanOrEqualTo(1);

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
