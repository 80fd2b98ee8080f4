namespace Strata.Tests.Search;

public sealed class SearchTermsTests
{
    [Theory]
    [InlineData("acme invoice", "acme invoice")]
    [InlineData("\"new york\" inv*", "new+york inv*")]
    [InlineData("jane@example.org", "jane+example+org")]
    [InlineData("\"unclosed phrase", "unclosed+phrase")]
    [InlineData("日本語", "日本+本語")]
    [InlineData("語", "語*")]
    [InlineData("中文abc", "中文+文+abc")]
    [InlineData("a a A", "a")]
    [InlineData("\"new yo\"*", "new+yo*")]
    [InlineData("x OR y NOT (z) -w NEAR/2 title:v", "x or y not z w near+2 title+v")]
    public void Question_is_words_phrases_and_beginnings(string text, string expected) =>
        string.Join(' ', SearchTerms.Parse(text).Clauses.Select(c => string.Join('+', c.Words) + (c.Prefix ? "*" : ""))).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("\"\" * -- \u0000")]
    [InlineData("\ud800")]
    public void Question_without_a_word_is_refused(string text) =>
        Should.Throw<StrataException>(() => SearchTerms.Parse(text)).Code.ShouldBe(ErrorCode.InvalidContent);

    [Fact]
    public void Question_that_is_too_long_is_refused_with_the_limit() =>
        Should.Throw<StrataException>(() => SearchTerms.Parse(new string('x', 501))).Message.ShouldContain("500");

    [Theory]
    [InlineData("strasse", true)]
    [InlineData("berlin acme", true)]
    [InlineData("\"acme gmbh\"", true)]
    [InlineData("\"gmbh acme\"", false)]
    [InlineData("\"gmbh berlin\"", false)]
    [InlineData("ber*", true)]
    [InlineData("ber", false)]
    [InlineData("1234.50", true)]
    [InlineData("red blue", true)]
    [InlineData("京都", true)]
    [InlineData("都", true)]
    [InlineData("東都", false)]
    [InlineData("missing acme", false)]
    public void Fields_match_where_every_condition_holds_within_a_value(string text, bool expected)
    {
        var fields = FieldList.From([
            new("amount", "1234.5"),
            new("city", "\"Berlin\""),
            new("name", "\"ACME GmbH\""),
            new("place", "\"東京と京都\""),
            new("street", "\"Hauptstraße 5\\nStraße\""),
            new("tags", "[\"red\",\"Blue\"]"),
        ]);
        SearchTerms.Parse(text).Matches(fields).ShouldBe(expected);
    }
}
