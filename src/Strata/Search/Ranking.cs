using Strata.Indexing;

namespace Strata.Search;

/// <summary>
/// Ranking, computed here so that both engines agree. Each condition scores its best place: <c>weight × (½ + ½ × covered)</c>, where weight
/// is 1 in a name and 0.6 elsewhere, and covered is the share of the value that the conditions' matches make up; a prefix of a longer word
/// counts 0.9. The score is the mean over the conditions, times 1 if their words are consecutive in one value, 0.8 if one value has them
/// all, 0.6 otherwise. Ties: entities before blocks, then newest first.
/// </summary>
internal static class Ranking
{
    private const double InName = 1.0;
    private const double Elsewhere = 0.6;
    private const double Beginning = 0.9;
    private const double OneValue = 0.8;
    private const double Scattered = 0.6;

    /// <summary>Returns 0..1; null if a condition fails.</summary>
    public static double? Score(SearchTerms terms, IReadOnlyList<SearchText> texts)
    {
        var clauses = terms.Clauses;
        Span<double> best = clauses.Count <= 16 ? stackalloc double[clauses.Count] : new double[clauses.Count];
        Span<int> at = clauses.Count <= 16 ? stackalloc int[clauses.Count] : new int[clauses.Count];
        var together = clauses.Count == 1 ? 1 : Scattered;
        foreach (var text in texts)
        {
            var (held, words) = Find(clauses, text.Tokens, at);
            if (held == 0)
            {
                continue;
            }
            var covered = Math.Min(1, (double)words / text.Tokens.Count);
            var value = (text.IsName ? InName : Elsewhere) * (0.5 + (0.5 * covered));
            for (var i = 0; i < at.Length; i++)
            {
                best[i] = at[i] < 0 ? best[i] : Math.Max(best[i], value * (IsWhole(clauses[i], text.Tokens, at[i]) ? 1 : Beginning));
            }
            if (held == clauses.Count)
            {
                together = Math.Max(together, InARow(clauses, text.Tokens) ? 1 : OneValue);
            }
        }
        double sum = 0;
        foreach (var score in best)
        {
            if (score == 0)
            {
                return null;
            }
            sum += score;
        }
        return Math.Round(sum / clauses.Count * together, 4);
    }

    /// <summary>Returns the value with the most conditions met, the first of those: it shows best why the owner was found.</summary>
    public static SearchText? Best(SearchTerms terms, IReadOnlyList<SearchText> texts)
    {
        SearchText? best = null;
        var most = 0;
        foreach (var text in texts)
        {
            var held = terms.Clauses.Count(c => c.Find(text.Tokens) >= 0);
            if (held > most)
            {
                (best, most) = (text, held);
            }
        }
        return best;
    }

    private static (int Held, int Words) Find(IReadOnlyList<Clause> clauses, IReadOnlyList<Token> tokens, Span<int> at)
    {
        var (held, words) = (0, 0);
        for (var i = 0; i < at.Length; i++)
        {
            at[i] = clauses[i].Find(tokens);
            if (at[i] >= 0)
            {
                held++;
                words += clauses[i].Words.Count;
            }
        }
        return (held, words);
    }

    private static bool IsWhole(Clause clause, IReadOnlyList<Token> tokens, int at) =>
        string.Equals(tokens[at + clause.Words.Count - 1].Text, clause.Words[^1], StringComparison.Ordinal);

    private static bool InARow(IReadOnlyList<Clause> clauses, IReadOnlyList<Token> tokens) =>
        clauses.Count == 1 || new Clause([.. clauses.SelectMany(c => c.Words)], clauses[^1].Prefix).Find(tokens) >= 0;
}
