using System.Buffers;
using Strata.Indexing;

namespace Strata.Search;

/// <summary>Puts aside quickly most blocks of a page that do not match, before they are cut into tokens.</summary>
internal sealed class BlockFilter(SearchTerms terms)
{
    private static readonly SearchValues<char> Joining = SearchValues.Create("*~`\\");

    private readonly string[] _words =
    [
        .. terms.Clauses.SelectMany(c => c.Words).Where(w => Ascii.IsValid(w)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>
    /// False only where it certainly does not. Outside plain ASCII a word can be written in ways that only the tokenizer knows.
    /// </summary>
    public bool MayMatch(string raw)
    {
        if (!Ascii.IsValid(raw) || raw.AsSpan().ContainsAny(Joining))
        {
            return true;
        }
        foreach (var word in _words)
        {
            if (!raw.Contains(word, StringComparison.OrdinalIgnoreCase))
            {
                return false;
            }
        }
        return true;
    }
}
