namespace Strata.Indexing;

/// <summary>
/// Conditions of a search: words, "consecutive words", prefixes*; all must occur. Any other character is text. What is written together
/// (<c>jane@example.org</c>, 中文) means its tokens in a row.
/// </summary>
internal sealed class SearchTerms
{
    private const int MaxLength = 500;

    private SearchTerms(IReadOnlyList<Clause> clauses) => Clauses = clauses;

    public IReadOnlyList<Clause> Clauses { get; }

    /// <exception cref="StrataException">INVALID_CONTENT: too long, or without a letter, digit or symbol.</exception>
    public static SearchTerms Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            throw new StrataException(
                ErrorCode.InvalidContent,
                $"A search query can have at most {MaxLength} characters; got {text.Length}."
            );
        }
        var clauses = new List<Clause>();
        for (var i = 0; i < text.Length; )
        {
            if (char.IsWhiteSpace(text[i]))
            {
                i++;
                continue;
            }
            var (start, end, next) = text[i] == '"' ? Quoted(text, i + 1) : Plain(text, i);
            var prefix = next < text.Length && text[next] == '*';
            if (Read(text[start..end], prefix) is { } clause && !clauses.Exists(c => Same(c, clause)))
            {
                clauses.Add(clause);
            }
            i = prefix ? next + 1 : next;
        }
        return clauses.Count > 0
            ? new SearchTerms(clauses)
            : throw new StrataException(ErrorCode.InvalidContent, "The search query must contain at least one letter or digit.");
    }

    /// <summary>Whether all conditions hold, each within one value.</summary>
    public bool Matches(FieldList fields) => Matches(FieldTexts.Of(fields));

    public bool Matches(IReadOnlyList<SearchText> texts)
    {
        foreach (var clause in Clauses)
        {
            var found = false;
            for (var i = 0; i < texts.Count && !found; i++)
            {
                found = clause.Find(texts[i].Tokens) >= 0;
            }
            if (!found)
            {
                return false;
            }
        }
        return true;
    }

    private static (int Start, int End, int Next) Quoted(string text, int start)
    {
        var close = text.IndexOf('"', start);
        return close < 0 ? (start, text.Length, text.Length) : (start, close, close + 1);
    }

    private static (int Start, int End, int Next) Plain(string text, int start)
    {
        var end = start;
        while (end < text.Length && text[end] != '"' && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }
        return text[end - 1] == '*' && end - 1 > start ? (start, end - 1, end - 1) : (start, end, end);
    }

    private static Clause? Read(string text, bool prefix)
    {
        var tokens = Tokens.Of(text);
        if (tokens.Count == 0)
        {
            return null;
        }
        var words = tokens.ConvertAll(t => t.Text);
        if (tokens[^1].Kind == TokenKind.Last)
        {
            // A run of 中文 that ends in the query may continue in the text: its pairs suffice; a single character begins some token.
            if (tokens.Count > 1 && tokens[^2].Kind == TokenKind.Pair)
            {
                words.RemoveAt(words.Count - 1);
                prefix = false;
            }
            else
            {
                prefix = true;
            }
        }
        return new Clause(words, prefix);
    }

    private static bool Same(Clause a, Clause b) => a.Prefix == b.Prefix && a.Words.SequenceEqual(b.Words, StringComparer.Ordinal);
}
