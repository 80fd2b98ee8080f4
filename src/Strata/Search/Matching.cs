using Strata.Indexing;

namespace Strata.Search;

/// <summary>Compares a widened question with texts: which words are where, and whether they stand as they were asked.</summary>
internal sealed class Matching
{
    private readonly WidenedQuestion _question;
    private readonly Clause? _whole;
    private readonly HashSet<string> _words;

    public Matching(WidenedQuestion question)
    {
        _question = question;
        var asked = question.Question.Words;
        _whole = asked.Count > 1 ? new Clause([.. asked.Select(w => w.Text)], asked[^1].IsPrefix) : null;
        _words = question
            .Words.SelectMany(w => w.Terms)
            .Where(t => char.IsLower(t.Term[0]))
            .Select(t => t.Term[1..])
            .ToHashSet(StringComparer.Ordinal);
    }

    public bool IsMatch(Token token) => _words.Contains(token.Text);

    /// <summary>Whether something is excluded: then nothing is found by parts of a text that, as a whole, has it.</summary>
    public bool Excludes => _question.Question.Excluded.Count > 0;

    /// <summary>Whether phrases stand in some text, and nothing that is excluded.</summary>
    public bool Holds(IReadOnlyList<SearchText> texts) =>
        _question.Question.Phrases.TrueForAll(p => texts.Any(t => p.Find(t.Tokens) >= 0))
        && _question.Question.Excluded.TrueForAll(p => texts.All(t => p.Find(t.Tokens) < 0));

    /// <summary>Returns the texts with words of the question, those with the most different ones first.</summary>
    public IReadOnlyList<SearchText> Matched(IReadOnlyList<SearchText> texts) =>
        [
            .. texts
                .Select(t => (Text: t, Words: t.Tokens.Where(IsMatch).Select(w => w.Text).Distinct(StringComparer.Ordinal).Count()))
                .Where(t => t.Words > 0)
                .OrderByDescending(t => t.Words)
                .Select(t => t.Text),
        ];

    /// <summary>Whether all words stand side by side, in the order of the question.</summary>
    public bool IsPhrase(IReadOnlyList<SearchText> texts) => _whole is not null && texts.Any(t => _whole.Find(t.Tokens) >= 0);

    /// <summary>The final score: see <see cref="SearchHit.Score"/>.</summary>
    public double Final(double score, int words, bool isPhrase)
    {
        var isAll = (words & _question.All) == _question.All;
        return Math.Round(Math.Min(score / _question.Ideal, 1) + (isAll ? 1 : 0) + (isAll && isPhrase ? 0.5 : 0), 4);
    }

    public string SnippetOf(SearchText text, string? shown = null) => Snippet.Of(shown ?? text.Text, text.Tokens, IsMatch);
}
