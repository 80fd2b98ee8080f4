using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>Why a word of the index stands for a word of a question.</summary>
internal enum FormKind
{
    Exact,
    Spelled,
    Stem,
    Beginning,
    Compound,
    Part,
    Typing,
}

/// <summary>A word of the index that stands for a word of a question.</summary>
internal readonly record struct WordForm(string Word, FormKind Kind, double Weight, long Documents);

/// <summary>
/// Widens a word of a question to words that the index has: other spellings (kueche, Küche), inflections, compounds and their parts, and
/// words that differ by a typing error. What is found depends on the words that there are, never on the order in which they came.
/// </summary>
/// <param name="lists">The words of all segments.</param>
internal sealed class WordForms(IReadOnlyList<WordList> lists)
{
    /// <summary>Forms of a kind: the most frequent.</summary>
    private const int MaxOfKind = 24;

    /// <summary>Words with a beginning that are stemmed.</summary>
    private const int MaxStemmed = 500;
    private const int ShortestPart = 4;
    private static readonly string[] Links = ["", "s", "es", "n", "en", "e", "er", "o"];

    /// <summary>What begins all inflections of the word: its longest stem.</summary>
    private string _stem = "";
    private readonly Dictionary<string, WordForm> _found = new(StringComparer.Ordinal);

    /// <summary>Returns the forms, the nearest first; the word itself always, though no document may have it.</summary>
    public IReadOnlyList<WordForm> Of(string word, bool isPrefix)
    {
        _found.Clear();
        _stem = word;
        Take(word, FormKind.Exact, 1);
        if (isPrefix)
        {
            AddBest(Beginning(word).Where(w => w.Length > word.Length), FormKind.Beginning, _ => 0.9, 64);
            return Sorted();
        }
        foreach (var spelled in Spellings(word))
        {
            AddHeld(spelled, FormKind.Spelled, 0.95);
        }
        if (word.Length >= 3)
        {
            AddBest(Inflected(word), FormKind.Stem, w => w.Length == word.Length ? 0.85 : 0.9, MaxOfKind);
        }
        if (word.Length >= ShortestPart)
        {
            foreach (var part in new[] { word, _stem }.Select(WordList.Plain).Distinct(StringComparer.Ordinal))
            {
                AddBest(Holding(part), FormKind.Compound, w => Compounding(WordList.Plain(w), part), MaxOfKind);
            }
            AddParts(word);
        }
        var isKnown = _found.Values.Any(f => f.Kind <= FormKind.Stem && f.Documents > 0);
        if (!isKnown && word.Length >= TypingErrors.ShortestWord)
        {
            AddTyping(word);
        }
        return Sorted();
    }

    /// <summary>Returns words that two neighbours of the question are written as together: ersatz schlüssel, wi-fi.</summary>
    public IReadOnlyList<WordForm> Joined(string first, string second)
    {
        if (first.Length + second.Length < ShortestPart || first.Length < 2 || second.Length < 2)
        {
            return [];
        }
        _found.Clear();
        foreach (var link in Links)
        {
            var joined = WordList.Plain(first + link + second);
            AddBest(Holding(joined), FormKind.Compound, w => WordList.Plain(w) == joined ? 0.9 : 0.7, MaxOfKind);
        }
        return Sorted();
    }

    /// <summary>Returns near words that the index has, for a question that found nothing.</summary>
    public IReadOnlyList<string> Near(string word)
    {
        _found.Clear();
        AddTyping(word);
        return [.. Sorted().Where(f => f.Documents > 0).Take(3).Select(f => f.Word)];
    }

    private List<WordForm> Sorted() => [.. _found.Values.OrderByDescending(f => f.Weight).ThenBy(f => f.Word, StringComparer.Ordinal)];

    private long DocumentsOf(string word)
    {
        var documents = 0L;
        foreach (var list in lists)
        {
            var at = list.Find(word);
            documents += at < list.Count && list[at].SequenceEqual(word) ? list.DocumentsOf(at) : 0;
        }
        return documents;
    }

    private void Take(string word, FormKind kind, double weight) =>
        _found.TryAdd(word, new WordForm(word, kind, weight, DocumentsOf(word)));

    private void AddHeld(string word, FormKind kind, double weight)
    {
        if (!_found.ContainsKey(word) && DocumentsOf(word) is > 0 and var documents)
        {
            _found.Add(word, new WordForm(word, kind, weight, documents));
        }
    }

    private void AddBest(IEnumerable<string> words, FormKind kind, Func<string, double> weight, int most)
    {
        var best = words
            .Where(w => !_found.ContainsKey(w))
            .Select(w => new WordForm(w, kind, weight(w), DocumentsOf(w)))
            .Where(f => f is { Documents: > 0, Weight: > 0 })
            .OrderByDescending(f => f.Weight)
            .ThenByDescending(f => f.Documents)
            .ThenBy(f => f.Word, StringComparer.Ordinal)
            .Take(most);
        foreach (var form in best.ToList())
        {
            _found.Add(form.Word, form);
        }
    }

    private IEnumerable<string> Beginning(string prefix) =>
        lists.SelectMany(l => l.Beginning(prefix).Select(i => l[i].ToString())).Distinct(StringComparer.Ordinal);

    private IEnumerable<string> Holding(string part) =>
        lists.SelectMany(l => l.Holding(part).Select(i => l[i].ToString())).Distinct(StringComparer.Ordinal);

    /// <summary>Returns other ways to write umlauts: ae, oe, ue for the letters that tokens keep without their dots, and the reverse.</summary>
    public static IEnumerable<string> Spellings(string word)
    {
        const int MaxPlaces = 4;
        var folded = WordList.Plain(word);
        if (folded != word)
        {
            yield return folded;
        }
        var places = Enumerable.Range(0, folded.Length).Where(i => folded[i] is 'a' or 'o' or 'u').Take(MaxPlaces).ToList();
        for (var some = 1; some < 1 << places.Count; some++)
        {
            var text = folded;
            for (var p = places.Count - 1; p >= 0; p--)
            {
                text = (some & (1 << p)) != 0 ? text.Insert(places[p] + 1, "e") : text;
            }
            if (text != word)
            {
                yield return text;
            }
        }
    }

    private HashSet<string> Inflected(string word)
    {
        var stemmers = Stemmers.Own;
        var found = new HashSet<string>(StringComparer.Ordinal);
        var stems = new string[stemmers.Languages];
        for (var language = 0; language < stems.Length; language++)
        {
            stems[language] = stemmers.Stem(language, word);
        }
        _stem = stems.Where(s => s.Length >= 5 && word.StartsWith(s, StringComparison.Ordinal)).MinBy(s => s.Length) ?? word;
        foreach (var beginning in stems.Select(Beginnings).Distinct(StringComparer.Ordinal).Where(b => b.Length >= 2).ToList())
        {
            foreach (var other in Beginning(beginning).Take(MaxStemmed))
            {
                if (found.Contains(other) || other.Length > word.Length + 7)
                {
                    continue;
                }
                for (var language = 0; language < stems.Length; language++)
                {
                    var stem = stems[language];
                    if (
                        stem.Length >= 3
                        && string.Equals(Beginnings(stem), beginning, StringComparison.Ordinal)
                        && string.Equals(stemmers.Stem(language, other), stem, StringComparison.Ordinal)
                    )
                    {
                        found.Add(other);
                        break;
                    }
                }
                if (IsNearEnding(word, other))
                {
                    found.Add(other);
                }
            }
        }
        return found;

        // Stems may change their last letter (y, i).
        static string Beginnings(string stem) => stem.Length > 3 ? stem[..^1] : stem;
    }

    /// <summary>Whether one is the other with one or two letters more, as plurals and cases are in most languages.</summary>
    private static bool IsNearEnding(string word, string other)
    {
        var (shorter, longer) = word.Length <= other.Length ? (word, other) : (other, word);
        return shorter.Length >= 5 && longer.Length - shorter.Length <= 2 && longer.StartsWith(shorter, StringComparison.Ordinal);
    }

    /// <summary>A word is a compound of the part if the rest is long enough to be a word.</summary>
    private static double Compounding(string word, string part)
    {
        var rest = word.Length - part.Length;
        return rest < 3 ? 0
            : word.EndsWith(part, StringComparison.Ordinal) ? 0.7
            : word.StartsWith(part, StringComparison.Ordinal) ? 0.6
            : part.Length >= 6 ? 0.45
            : 0;
    }

    /// <summary>Adds the parts of a compound: two words that there are, or one that most of it is.</summary>
    private void AddParts(string word)
    {
        for (var cut = ShortestPart; cut <= word.Length - ShortestPart; cut++)
        {
            var (head, tail) = (word[..cut], word[cut..]);
            if (DocumentsOf(tail) == 0)
            {
                continue;
            }
            foreach (var link in Links)
            {
                if (head.Length - link.Length >= 3 && head.EndsWith(link, StringComparison.Ordinal))
                {
                    AddHeld(head[..^link.Length], FormKind.Part, 0.35);
                }
            }
            AddHeld(tail, FormKind.Part, tail.Length * 2 >= word.Length ? 0.5 : 0.4);
        }
    }

    private void AddTyping(string word)
    {
        var near = TypingErrors.Near(word, lists);
        AddBest(near.Keys, FormKind.Typing, w => near[w] == 1 ? 0.7 : 0.5, 8);
    }
}
