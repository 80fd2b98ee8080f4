using Strata.Indexing.Postings;
using Strata.Schemas;

namespace Strata.Search;

/// <summary>Finds what stands for the words of a question: forms of words, and names of types and fields in any language.</summary>
internal static class Widening
{
    private const double TypeWeight = 0.3;
    private const double FieldWeight = 0.15;

    /// <param name="more">Terms of filters.</param>
    public static async Task<(WidenedQuestion Question, IReadOnlyList<IReadOnlyDictionary<string, SegmentList>> Lists)> OfAsync(
        PostingIndex index,
        SearchQuestion question,
        SchemaSet schemas,
        IEnumerable<string> more
    )
    {
        var lists = index.Summaries.Select(s => s.Words).ToList();
        var names = new SchemaNames(schemas);
        var groups = question.Words.GroupBy(w => w.Choice).Take(TopDocuments.MaxWords).ToList();
        var words = new List<QuestionWord>();
        var forms = new List<IReadOnlyList<WordForm>>();
        var all = 0;
        var joined = groups.Zip(groups.Skip(1), (a, b) => Joined(lists, a, b)).ToList();
        for (var g = 0; g < groups.Count; g++)
        {
            var group = groups[g];
            var own = new List<WordForm>();
            foreach (var word in group)
            {
                own.AddRange(await FormsAsync(index, lists, word));
            }
            own.AddRange(g > 0 ? joined[g - 1] : []);
            own.AddRange(g < joined.Count ? joined[g] : []);
            var standing = own.Select(f => new QuestionTerm(Term.OfWord(f.Word), f.Weight)).ToList();
            if (!group.All(w => w.IsExact))
            {
                standing.AddRange(names.Types(own).Select(t => new QuestionTerm(Term.Type + t, TypeWeight)));
                standing.AddRange(names.Fields(own).Select(f => new QuestionTerm(Term.Field + f, FieldWeight)));
            }
            words.Add(new QuestionWord(0, [.. standing.OrderByDescending(t => t.Weight).DistinctBy(t => t.Term)]));
            forms.Add(own);
        }
        if (words.Count == 0)
        {
            // Only filters: all that meet them are equally good.
            words.Add(new QuestionWord(0, [.. more.Select(t => new QuestionTerm(t, 1))]));
            forms.Add([]);
        }
        var terms = words.SelectMany(w => w.Terms).Select(t => t.Term).Concat(more).ToHashSet(StringComparer.Ordinal);
        var found = await index.ListsAsync(terms);
        var counts = Counts(found);
        for (var w = 0; w < words.Count; w++)
        {
            // The rarest way to say it counts as much as the word itself, so that a compound is worth what its word is.
            var documents = words[w].Terms.Where(t => t.Weight >= 0.8).Sum(t => counts.GetValueOrDefault(t.Term));
            documents = documents > 0 ? documents : words[w].Terms.Sum(t => counts.GetValueOrDefault(t.Term));
            words[w] = words[w] with { Rarity = Impacts.Rarity(documents, index.Documents) };
            all |= documents > 0 ? 1 << w : 0;
        }
        return (new WidenedQuestion(question, words, forms, all), found);
    }

    private static IReadOnlyList<WordForm> Joined(
        IReadOnlyList<WordList> lists,
        IEnumerable<AskedWord> first,
        IEnumerable<AskedWord> second
    ) =>
        first.ToList() is [{ IsPrefix: false, IsExact: false } a] && second.ToList() is [{ IsPrefix: false, IsExact: false } b]
            ? new WordForms(lists).Joined(a.Text, b.Text)
            : [];

    private static async Task<IReadOnlyList<WordForm>> FormsAsync(PostingIndex index, IReadOnlyList<WordList> lists, AskedWord word)
    {
        if (Term.OfWord(word.Text)[0] == Term.Word)
        {
            var found =
                word.IsExact && !word.IsPrefix
                    ? [new WordForm(word.Text, FormKind.Exact, 1, 0)]
                    : new WordForms(lists).Of(word.Text, word.IsPrefix);
            return word.IsPrefix ? [.. found, .. await NumbersAsync(index, word.Text)] : found;
        }
        IReadOnlyList<WordForm> own = [new WordForm(word.Text, FormKind.Exact, 1, 0)];
        return word.IsPrefix ? [.. own, .. await NumbersAsync(index, word.Text)] : own;
    }

    private static async Task<IEnumerable<WordForm>> NumbersAsync(PostingIndex index, string prefix)
    {
        const int Most = 64;
        var terms = await index.BeginningAsync(Term.Number + prefix, Most);
        return terms.Select(t => t[1..]).Where(w => w != prefix).Select(w => new WordForm(w, FormKind.Beginning, 0.9, 0));
    }

    private static Dictionary<string, long> Counts(IReadOnlyList<IReadOnlyDictionary<string, SegmentList>> segments)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (term, list) in segments.SelectMany(s => s))
        {
            counts[term] = counts.GetValueOrDefault(term) + list.Count - list.Removed;
        }
        return counts;
    }
}
