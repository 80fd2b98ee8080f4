namespace Strata.Tests.Search;

public sealed class SearchQuestionTests
{
    [Theory]
    [InlineData("acme store", "acme store")]
    [InlineData("How much did I pay Stadtwerke?", "pay stadtwerke")]
    [InlineData("who am I", "who am i")]
    [InlineData("acme OR globex berlin", "acme|globex berlin")]
    [InlineData("inv* -draft", "inv* !draft")]
    [InlineData("\"acme gmbh\" berlin", "acme gmbh berlin +acme.gmbh")]
    [InlineData("type:invoice stadtwerke", "stadtwerke type:invoice")]
    [InlineData(
        "strom from:\"Stadtwerke Köln\" after:2025-01 before:2026",
        "strom stadtwerke koln from:stadtwerke koln before:2026 after:2025-01"
    )]
    [InlineData("well-known a-b", "well known a b")]
    [InlineData("中文书", "中文 文书")]
    public void Words_filters_and_phrases_are_read(string text, string expected)
    {
        var question = SearchQuestion.Parse(text);
        var words = question.Words.GroupBy(w => w.Choice).Select(g => string.Join('|', g.Select(w => w.Text + (w.IsPrefix ? "*" : ""))));
        string.Join(
                ' ',
                [
                    .. words,
                    .. question.Excluded.Select(e => "!" + string.Join('.', e.Words)),
                    .. question.Phrases.Select(p => "+" + string.Join('.', p.Words)),
                    .. question.Filters(),
                ]
            )
            .ShouldBe(expected);
    }

    [Theory]
    [InlineData("")]
    [InlineData("* & |")]
    [InlineData("x before:yesterday")]
    public void What_is_no_question_is_refused(string text) =>
        Should.Throw<StrataException>(() => SearchQuestion.Parse(text)).Code.ShouldBe(ErrorCode.InvalidContent);

    [Theory]
    [InlineData("haftpflicht", "privathaftpflicht haftpflichtversicherung")]
    [InlineData("haftpflichtversicherungen", "haftpflichtversicherung")]
    [InlineData("kueche", "kuche")]
    [InlineData("muller", "mueller")]
    [InlineData("kuendigungen", "kundigung")]
    [InlineData("invoices", "invoice")]
    [InlineData("facturas", "factura")]
    [InlineData("rechnugn", "rechnung")]
    [InlineData("stromzahlerstand", "zahlerstand strom")]
    [InlineData("zzzz", "")]
    public void Words_are_widened_by_those_that_there_are(string word, string expected)
    {
        string[] held =
        [
            "privathaftpflicht",
            "haftpflichtversicherung",
            "kuche",
            "mueller",
            "kundigung",
            "invoice",
            "factura",
            "rechnung",
            "zahlerstand",
            "strom",
            "unrelated",
        ];
        var lists = held.Select(w => List(w)).ToList();
        var found = new WordForms(lists).Of(word, isPrefix: false).Where(f => f.Documents > 0).Select(f => f.Word).ToList();
        foreach (var one in expected.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            found.ShouldContain(one);
        }
        found.ShouldNotContain("unrelated");
        lists.Reverse();
        new WordForms(lists)
            .Of(word, isPrefix: false)
            .Where(f => f.Documents > 0)
            .Select(f => f.Word)
            .ShouldBe(found, "whatever came first");
    }

    private static Strata.Indexing.Postings.WordList List(string word) =>
        Strata.Indexing.Postings.WordList.Of([new Strata.Indexing.Postings.TermEntry("w" + word, 1, 0, new byte[] { 17 })]);
}
