using Strata.Indexing;
using Strata.Indexing.Postings;
using Strata.Schemas;

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

/// <summary>Names that schemas give to types and fields, in many languages, by folded word.</summary>
internal sealed class SchemaNames(SchemaSet schemas)
{
    private static readonly System.Runtime.CompilerServices.ConditionalWeakTable<SchemaDefinition, Named> Known = [];

    /// <summary>Returns the type of a name in any language.</summary>
    public static string TypeOf(SchemaSet schemas, string name) =>
        schemas.Find(name)?.EntityType
        ?? (
            Single(name) is { } word
                ? schemas.All.FirstOrDefault(s => Of(s).Types.Contains(word))
                    ?? schemas.All.FirstOrDefault(s => Of(s).Types.Contains(word.TrimEnd('s')))
                : null
        )?.EntityType
        ?? schemas.Get(name).EntityType;

    public IEnumerable<string> Types(IReadOnlyList<WordForm> forms) =>
        schemas.All.Where(s => Said(forms).Any(Of(s).Types.Contains)).Select(s => s.EntityType);

    public IEnumerable<string> Fields(IReadOnlyList<WordForm> forms) =>
        schemas.All.SelectMany(s => Said(forms).SelectMany(w => Of(s).Fields[w])).Distinct(StringComparer.Ordinal);

    private static IEnumerable<string> Said(IReadOnlyList<WordForm> forms) =>
        forms.Where(f => f.Kind is FormKind.Exact or FormKind.Spelled or FormKind.Stem).Select(f => f.Word);

    private static Named Of(SchemaDefinition schema) =>
        Known.GetValue(
            schema,
            static s => new Named(
                s.Names.Append(s.EntityType).Select(Single).OfType<string>().ToHashSet(StringComparer.Ordinal),
                s.Fields.Values.SelectMany(f => f.Aliases.Append(f.Name).Select(a => (Word: Single(a), f.Name)))
                    .Where(a => a.Word is not null && !StopWords.Contains(a.Word))
                    .Distinct()
                    .ToLookup(a => a.Word ?? "", a => a.Name, StringComparer.Ordinal)
            )
        );

    /// <summary>Only names of one word: others are too common by their parts.</summary>
    private static string? Single(string name) => Tokens.Of(name.Replace('_', ' ')) is [var only] ? only.Text : null;

    private sealed record Named(HashSet<string> Types, ILookup<string, string> Fields);
}
