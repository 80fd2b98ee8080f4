namespace Strata.Tests.Search;

public sealed class RankingTests
{
    [Fact]
    public void Name_that_is_the_question_comes_first_and_scattered_words_last()
    {
        var terms = SearchTerms.Parse("acme store");
        double[] scores =
        [
            Score(terms, ("name", "Acme Store")),
            Score(terms, ("name", "The Acme Store of Berlin")),
            Score(terms, ("name", "Store of Acme")),
            Score(terms, ("text", "Acme Store")),
            Score(terms, ("text", "we went to the Acme store and bought little")),
            Score(terms, ("text", "we went to the store and met people of Acme")),
            Score(terms, ("text", "we went to the store and met people"), ("vendor", "somebody else at Acme and all of his friends")),
        ];
        scores.ShouldBe(scores.OrderDescending());
        scores.Distinct().Count().ShouldBe(scores.Length);
        scores[0].ShouldBe(1);
    }

    [Fact]
    public void Whole_word_beats_the_beginning_of_a_longer_one()
    {
        var terms = SearchTerms.Parse("inv*");
        Score(terms, ("text", "inv")).ShouldBeGreaterThan(Score(terms, ("text", "invoice")));
    }

    [Fact]
    public void Snippet_shows_the_match_of_a_long_text()
    {
        var text = string.Join(' ', Enumerable.Range(0, 500).Select(i => $"word{i}"));
        var snippet = Snippet.Of(text, Tokens.Of(text), SearchTerms.Parse("word300"));
        snippet.ShouldContain("word300");
        snippet.Length.ShouldBeLessThan(210);
        snippet.ShouldStartWith("…word");
        snippet.ShouldEndWith("…");
        Snippet.Of("short\r\n  text", Tokens.Of("short text"), SearchTerms.Parse("text")).ShouldBe("short text");
    }

    private static double Score(SearchTerms terms, params (string Field, string Text)[] fields)
    {
        var list = FieldList.From(fields.Select(f => KeyValuePair.Create(f.Field, $"\"{f.Text}\"")));
        return Ranking.Score(terms, FieldTexts.Of(list)) ?? -1;
    }
}
