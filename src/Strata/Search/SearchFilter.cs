using Strata.Indexing;
using Strata.Indexing.Postings;

namespace Strata.Search;

/// <summary>The filters of a question: as terms of the index where it has them, checked on what was found otherwise.</summary>
internal sealed class SearchFilter
{
    private const int MaxYears = 200;

    /// <summary>Fields of an entity that <c>from:</c> looks at.</summary>
    public static readonly HashSet<string> Senders = new(
        ["from", "sender", "vendor", "author", "issuer", "supplier", "email", "vendor_email"],
        StringComparer.Ordinal
    );

    private readonly SearchQuestion _question;

    public SearchFilter(SearchQuestion question, string? type)
    {
        _question = question;
        Type = type;
        var required = new List<IReadOnlyList<string>>();
        if (type is not null)
        {
            required.Add([Term.Type + type]);
        }
        if (question.Before is not null || question.After is not null)
        {
            required.Add(Months());
        }
        var quoted = question.Phrases.SelectMany(p => p.Prefix ? p.Words.SkipLast(1) : p.Words).Distinct(StringComparer.Ordinal);
        IReadOnlyList<string>[] words = [.. quoted.Take(3).Select(w => (IReadOnlyList<string>)[Term.OfWord(w)])];
        Required = [.. required, .. words];
        RequiredOfBlocks = words;
        Excluded = [.. question.Excluded.Where(e => e is { Words.Count: 1, Prefix: false }).Select(e => Term.OfWord(e.Words[0]))];
    }

    public string? Type { get; }

    public IReadOnlyList<IReadOnlyList<string>> Required { get; }
    public IReadOnlyList<IReadOnlyList<string>> RequiredOfBlocks { get; }
    public IReadOnlyList<string> Excluded { get; }

    public IEnumerable<string> Terms => Required.SelectMany(r => r).Concat(Excluded);

    /// <summary>Whether the day fits; a thing without a day does only if none is asked for.</summary>
    public bool Admits(string? date) =>
        (_question.Before is not { } before || (date is not null && string.CompareOrdinal(date, before) < 0))
        && (_question.After is not { } after || (date is not null && string.CompareOrdinal(date, after) >= 0));

    public bool Admits(Passage passage) => Admits(passage.Day) && IsFrom([new SearchText(passage.Row.Names, IsName: true)]);

    /// <summary>Whether the sender, or the file's name, has the words asked for.</summary>
    public bool IsFrom(IReadOnlyList<SearchText> names) =>
        _question.From.TrueForAll(word => names.Any(n => n.Tokens.Any(t => t.Text == word)));

    /// <summary>Whether what was found must be read to tell whether it is asked for.</summary>
    public bool ChecksTexts => AsksFrom || _question.Phrases.Count > 0 || _question.Excluded.Exists(e => e.Words.Count > 1 || e.Prefix);

    public bool AsksDays => _question.Before is not null || _question.After is not null;

    public bool AsksFrom => _question.From.Count > 0;

    /// <summary>Returns the months that days asked for may lie in.</summary>
    private List<string> Months()
    {
        var last = _question.Before is { } before ? int.Parse(before.AsSpan(0, 4), CultureInfo.InvariantCulture) : 2100;
        var first = _question.After is { } after ? int.Parse(after.AsSpan(0, 4), CultureInfo.InvariantCulture) : last - MaxYears;
        var months = new List<string>();
        for (var year = Math.Max(first, last - MaxYears); year <= last; year++)
        {
            for (var month = 1; month <= 12; month++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"{year:0000}-{month:00}");
                if (
                    string.CompareOrdinal(text, _question.Before ?? "9999") <= 0
                    && string.CompareOrdinal(text + "-31", _question.After ?? "") >= 0
                )
                {
                    months.Add(Term.Month + text);
                }
            }
        }
        return months;
    }
}
