using Strata.Indexing;
using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>Finds all entities that have every word of a list's filter.</summary>
internal static class EntityMatches
{
    private const int MaxForms = 1_000;

    /// <summary>Returns null if they are more than <paramref name="max"/>, or the words too many to tell.</summary>
    public static async Task<IReadOnlyList<long>?> AllAsync(PostingIndex index, SearchTerms terms, int max)
    {
        var words = new List<QuestionWord>();
        foreach (var clause in terms.Clauses)
        {
            for (var i = 0; i < clause.Words.Count; i++)
            {
                var word = clause.Words[i];
                if (clause.Prefix && i == clause.Words.Count - 1)
                {
                    var forms = await FormsAsync(index, word);
                    if (forms.Count > MaxForms)
                    {
                        continue;
                    }
                    words.Add(new QuestionWord(1, [.. forms.Select(f => new QuestionTerm(f, 1))]));
                }
                else
                {
                    words.Add(new QuestionWord(1, [new QuestionTerm(Term.OfWord(word), 1)]));
                }
            }
        }
        if (words.Count == 0)
        {
            return null;
        }
        var asked = words.Take(TopDocuments.MaxWords).ToList();
        var lists = await index.ListsAsync([.. asked.SelectMany(w => w.Terms).Select(t => t.Term).Distinct(StringComparer.Ordinal)]);
        var all = (1 << asked.Count) - 1;
        var top = index.Top(SegmentKind.Entities, max + 1, lists, asked, all, [], []);
        return top.Whole > max ? null : [.. (await index.ResolveAsync(top)).Where(f => f.Words == all).Select(f => f.Row).Distinct()];
    }

    private static async Task<IReadOnlyList<string>> FormsAsync(PostingIndex index, string prefix)
    {
        var words = index
            .Summaries.SelectMany(s => s.Words.Beginning(prefix).Select(i => Term.Word + s.Words[i].ToString()).Take(MaxForms + 1))
            .Distinct(StringComparer.Ordinal);
        return [.. words, .. await index.BeginningAsync(Term.Number + prefix, MaxForms)];
    }
}
