using Strata.Ledger;

namespace Strata.Search;

/// <summary>What a search asks for: words that must all occur.</summary>
internal sealed class SearchTerms
{
    private const int MaxLength = 500;
    private readonly string[] _words;

    private SearchTerms(string[] words) => _words = words;

    public static SearchTerms Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return words.Length > 0 && text.Length <= MaxLength
            ? new SearchTerms(words)
            : throw new StrataException(ErrorCode.InvalidContent, $"A search has 1 to {MaxLength} characters.");
    }

    public bool Matches(FieldList fields)
    {
        var text = fields.ToJson();
        return _words.All(w => text.Contains(w, StringComparison.OrdinalIgnoreCase));
    }
}
