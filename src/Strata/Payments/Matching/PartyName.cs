using Strata.Schemas;

namespace Strata.Payments.Matching;

/// <summary>Names of companies and people as banks shorten them: without legal forms, umlauts written either way, in any order.</summary>
internal sealed class PartyName
{
    private const int Telling = 4;

    private static readonly HashSet<string> Forms = new(
        [
            "gmbh",
            "ag",
            "kg",
            "kgaa",
            "ohg",
            "ug",
            "gbr",
            "ev",
            "eg",
            "mbh",
            "ltd",
            "limited",
            "inc",
            "llc",
            "llp",
            "corp",
            "co",
            "company",
            "plc",
            "sa",
            "sas",
            "sarl",
            "sl",
            "slu",
            "srl",
            "spa",
            "bv",
            "nv",
            "as",
            "ab",
            "aps",
            "oy",
            "oyj",
            "doo",
            "sro",
            "zoo",
            "sp",
            "the",
            "und",
            "and",
            "et",
            "y",
            "e",
            "v",
        ],
        StringComparer.Ordinal
    );

    private readonly HashSet<string> _words;

    private PartyName(HashSet<string> words) => _words = words;

    /// <summary>Returns null if there is no word to tell a name by.</summary>
    public static PartyName? Of(string? name)
    {
        var words = name is null ? [] : Words(name);
        words.ExceptWith(Forms);
        return words.Count == 0 ? null : new PartyName(words);
    }

    /// <summary>Words of a text, folded as those of names are.</summary>
    public static HashSet<string> Words(string text) =>
        Normalisation
            .Text(Normaliser.Name, text)
            .Replace("ae", "a", StringComparison.Ordinal)
            .Replace("oe", "o", StringComparison.Ordinal)
            .Replace("ue", "u", StringComparison.Ordinal)
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>Words joined in order: equal for equal names.</summary>
    public string Key => string.Join(' ', _words.Order(StringComparer.Ordinal));

    public IEnumerable<string> Keywords => _words;

    /// <summary>Whether one name has all words of the other, cut words included, and among them a telling one.</summary>
    public bool IsLike(PartyName other) => Covers(_words, other._words) || Covers(other._words, _words);

    /// <summary>Whether a text has all words of the name.</summary>
    public bool IsIn(HashSet<string> words) => _words.All(words.Contains) && _words.Any(IsTelling);

    private static bool Covers(HashSet<string> few, HashSet<string> many) =>
        few.Count <= many.Count
        && few.All(word => many.Contains(word) || many.Any(m => IsCut(word, m) || IsCut(m, word)))
        && few.Any(IsTelling);

    // Banks cut names at a fixed width.
    private static bool IsCut(string whole, string cut) => cut.Length >= Telling && whole.StartsWith(cut, StringComparison.Ordinal);

    private static bool IsTelling(string word) => word.Length >= Telling || word.Any(char.IsAsciiDigit);
}
