using Strata.Filters;

namespace Strata.Tests.Filters;

public sealed class FilterParserTests
{
    private static readonly SchemaDefinition Schema = SchemaDefinition.Parse(
        "invoice",
        1,
        JsonDocument
            .Parse(
                """
                {"type":"object","properties":{
                  "vendor":{"type":"string"},"total":{"type":"number"},"paid":{"type":"boolean"},"date":{"type":"string","format":"date"},
                  "sent":{"type":"string","format":"date-time"},"tags":{"type":"array","items":{"type":"string"}},
                  "items":{"type":"array","items":{"type":"object","properties":{"amount":{"type":"number"},"text":{"type":"string"}}}},
                  "or":{"type":"string"}}}
                """
            )
            .RootElement
    );

    private static readonly ComparedFields Fields = new(
        new SchemaSet([Schema], new Dictionary<(string, string), long>(), new Dictionary<string, (long, long)>()),
        "invoice",
        LocalDay.Of("Europe/Berlin", new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero))
    );

    [Theory, Trait("req", "N-140")]
    [InlineData("total > 100", "total > 100")]
    [InlineData("total>100 and vendor='Acme'", "total > 100 and vendor = 'Acme'")]
    [InlineData("vendor contains stadtwerke münchen and paid = true", "vendor contains 'stadtwerke münchen' and paid = true")]
    [InlineData("vendor = a or vendor = b and total < 1", "vendor = 'a' or (vendor = 'b' and total < 1)")]
    [InlineData("(vendor = a OR vendor = b) AND NOT total < 1", "(vendor = 'a' or vendor = 'b') and not total < 1")]
    [InlineData("vendor in (a, 'b, c', \"it's\")", "vendor = 'a' or vendor = 'b, c' or vendor = 'it''s'")]
    [InlineData("vendor not in (a)", "not vendor = 'a'")]
    [InlineData("total between 1 and 2", "total >= 1 and total <= 2")]
    [InlineData("vendor is set and date is missing", "vendor is set and date is missing")]
    [InlineData("vendor is not set", "not vendor is set")]
    [InlineData("vendor starts with Ac", "vendor starts with 'Ac'")]
    [InlineData("\"or\" = x", "\"or\" = 'x'")]
    [InlineData("items.amount >= 5 and tags = blue", "items.amount >= 5 and tags = 'blue'")]
    [InlineData("date = 31.12.2026", "date = '2026-12-31'")]
    [InlineData("date in last quarter", "date >= '2026-07-01' and date < '2026-10-01'")]
    [InlineData("date = 2026-12", "date >= '2026-12-01' and date < '2027-01-01'")]
    [InlineData("date > Q3 2026", "date >= '2026-10-01'")]
    [InlineData("date <= yesterday", "date < '2026-11-24'")]
    [InlineData("date since this year", "date >= '2026-01-01'")]
    [InlineData("date until 2026-02", "date < '2026-02-01'")]
    [InlineData("date between 2025 and 2026-02", "date >= '2025-01-01' and date < '2026-03-01'")]
    [InlineData("sent in 2026-07", "sent >= '2026-07-01T00:00:00+02:00' and sent < '2026-08-01T00:00:00+02:00'")]
    [InlineData("sent > 2026-07-01T12:00:00Z", "sent > '2026-07-01T12:00:00Z'")]
    [InlineData("total = '007'", "total = '007'")]
    public void Filters_are_understood_and_their_text_reads_back_as_the_same(string text, string understood)
    {
        var condition = FilterParser.Parse(text, Fields);

        condition.ToString().ShouldBe(understood);
        FilterParser.Parse(understood, Fields).ToString().ShouldBe(understood);
    }

    [Theory]
    [InlineData("total >", 8, "value")]
    [InlineData("total > 1 vendor = x", 9, "compared")]
    [InlineData("total ~ 1", 7, "comparison")]
    [InlineData("(total > 1", 11, ")")]
    [InlineData("total > 1)", 10, "and")]
    [InlineData("vendor = 'x", 10, "not closed")]
    [InlineData("total between 1, 2", 16, "and")]
    [InlineData("total in 1", 10, "list in parentheses")]
    [InlineData("date > someday", 8, "no date")]
    [InlineData("date > 03/04/2026", 8, "no date")]
    [InlineData("total > much", 9, "number")]
    [InlineData("", 1, "empty")]
    public void What_is_wrong_is_said_with_its_place(string text, int at, string reason)
    {
        var refusal = Should.Throw<StrataException>(() => FilterParser.Parse(text, Fields));

        refusal.Code.ShouldBe(ErrorCode.InvalidContent);
        refusal.Message.ShouldContain(reason);
        refusal.Message.ShouldContain($"at character {at},");
    }

    [Fact]
    public void Filters_are_bounded_in_length_depth_and_number()
    {
        Refused(new string('(', 5_000)).ShouldContain("20 deep");
        Refused(string.Concat(Enumerable.Repeat("not ", 2_000)) + "total > 1").ShouldContain("20 deep");
        Refused(string.Join(" or ", Enumerable.Repeat("total=1", 900))).ShouldContain("200 comparisons");
        Refused($"total in ({string.Join(',', Enumerable.Range(0, 2_000))})").ShouldContain("200 comparisons");
        Refused(string.Join(" and ", Enumerable.Repeat("total = 1", 10_000))).ShouldContain("10000 characters");
        FilterParser.Parse($"total in ({string.Join(',', Enumerable.Range(0, 200))})", Fields).Comparisons.Count().ShouldBe(200);
    }

    [Theory]
    [InlineData("items.amount > 4", true)]
    [InlineData("items.amount > 5", false)]
    [InlineData("items.text contains TWO", true)]
    [InlineData("not items.amount is set", false)]
    [InlineData("tags = red and tags = blue", true)]
    [InlineData("tags = red and not tags = blue", false)]
    [InlineData("paid is missing or total = 1.50", true)]
    public void Entities_meet_them_by_their_values(string text, bool meets)
    {
        var fields = FieldList.From(
            new Dictionary<string, string>
            {
                ["items"] = """[{"amount":2,"text":"one"},{"amount":5,"text":"two"}]""",
                ["tags"] = """["red","blue"]""",
                ["total"] = "1.5",
            }
        );

        FilterParser.Parse(text, Fields).Holds(c => c.Term.Matches(fields, FilterTerm.Kind(Schema, c.Filter.Field))).ShouldBe(meets);
    }

    private static string Refused(string text) => Should.Throw<StrataException>(() => FilterParser.Parse(text, Fields)).Message;
}
