namespace Strata.Indexing;

/// <summary>One condition of a search: a word, or consecutive words; the last may be a prefix.</summary>
internal sealed record Clause(IReadOnlyList<string> Words, bool Prefix)
{
    /// <summary>Returns the position of the first match at or after <paramref name="from"/>; -1 if there is none.</summary>
    public int Find(IReadOnlyList<Token> tokens, int from = 0)
    {
        for (var at = from; at + Words.Count <= tokens.Count; at++)
        {
            if (StandsAt(tokens, at))
            {
                return at;
            }
        }
        return -1;
    }

    private bool StandsAt(IReadOnlyList<Token> tokens, int at)
    {
        var last = Words.Count - 1;
        for (var i = 0; i <= last; i++)
        {
            var token = tokens[at + i].Text;
            var fits =
                Prefix && i == last
                    ? token.StartsWith(Words[i], StringComparison.Ordinal)
                    : string.Equals(token, Words[i], StringComparison.Ordinal);
            if (!fits)
            {
                return false;
            }
        }
        return true;
    }
}
