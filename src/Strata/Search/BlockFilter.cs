using System.Buffers;
using Strata.Indexing;

namespace Strata.Search;

/// <summary>Quickly skips most blocks of a page that can't match, before tokenizing them.</summary>
internal sealed class BlockFilter(SearchTerms terms)
{
    private static readonly SearchValues<char> Joining = SearchValues.Create("*~`\\");

    private readonly string[] _words =
    [
        .. terms.Clauses.SelectMany(c => c.Words).Where(w => Ascii.IsValid(w)).Distinct(StringComparer.Ordinal),
    ];

    /// <summary>False only if the block certainly doesn't match. Beyond ASCII only the tokenizer knows how a word can be written.</summary>
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
