using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>A question with the terms of the index that stand for its words.</summary>
/// <param name="Words">In the order of the question.</param>
/// <param name="Forms">Of each word.</param>
/// <param name="All">The words that some document has, as bits.</param>
internal sealed record WidenedQuestion(
    SearchQuestion Question,
    IReadOnlyList<QuestionWord> Words,
    IReadOnlyList<IReadOnlyList<WordForm>> Forms,
    int All
)
{
    /// <summary>What a document with all words at their best would score.</summary>
    public double Ideal => Math.Max(Words.Where((_, i) => (All & (1 << i)) != 0).Sum(w => w.Rarity), 0.1);

    /// <summary>
    /// The question where all words count alike. How rare each was at a point in the past is not kept, and how rare it is now would change an
    /// answer that must stay.
    /// </summary>
    public WidenedQuestion OfThePast() => this with { Words = [.. Words.Select(w => w with { Rarity = 1 })], All = (1 << Words.Count) - 1 };

    /// <summary>Score and words of a document that is not taken from the index.</summary>
    public (double Score, int Words) Score(DocumentTerms document)
    {
        var impacts = document.EntityImpacts().ToDictionary(t => t.Term, t => t.Impact, StringComparer.Ordinal);
        var (score, held) = (0.0, 0);
        for (var w = 0; w < Words.Count; w++)
        {
            foreach (var term in Words[w].Terms)
            {
                if (impacts.TryGetValue(term.Term, out var impact))
                {
                    score += (float)(term.Weight * Words[w].Rarity / Impacts.Max) * impact;
                    held |= 1 << w;
                    break;
                }
            }
        }
        return (score, held);
    }
}
