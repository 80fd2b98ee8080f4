using Strata.Indexing;

namespace Strata.Search;

/// <summary>
/// A search's conditions in the engine's syntax: complete (no match is missed), and exact except for rows that <see cref="RowTerms"/> marks
/// and for phrases across two values. Terms are quoted, so callers' text is never syntax.
/// </summary>
/// <param name="Text">A MATCH expression of FTS5, or a <c>tsquery</c>.</param>
/// <param name="HasPrefix">Whether it has a prefix, which costs as much as all words with it.</param>
internal sealed record IndexQuery(string Text, bool HasPrefix)
{
    private sealed record Spelling(string And, string Or, string Next, string Prefix, char Quote);

    private static readonly Spelling Fts = new(" AND ", " OR ", " + ", " *", '"');
    private static readonly Spelling Vector = new(" & ", " | ", " <-> ", ":*", '\'');

    /// <param name="ordered">Whether the index has positions.</param>
    public static IndexQuery ForFts(SearchTerms terms, long userNo, bool ordered) => Of(terms, userNo, ordered, Fts);

    /// <inheritdoc cref="ForFts"/>
    public static IndexQuery ForVector(SearchTerms terms, long userNo, bool ordered) => Of(terms, userNo, ordered, Vector);

    /// <summary>Returns a query for rows whose names contain all the words.</summary>
    public static IndexQuery NamesForFts(SearchTerms terms, long userNo) =>
        new(Words(terms, userNo, Fts, RowTerms.Name), HasAnyPrefix(terms));

    /// <inheritdoc cref="NamesForFts"/>
    public static IndexQuery NamesForVector(SearchTerms terms, long userNo) =>
        new(Words(terms, userNo, Vector, RowTerms.Name), HasAnyPrefix(terms));

    private static bool HasAnyPrefix(SearchTerms terms) => terms.Clauses.Any(c => c.Prefix);

    private static IndexQuery Of(SearchTerms terms, long userNo, bool ordered, Spelling s)
    {
        var user = userNo.ToString(CultureInfo.InvariantCulture);
        var words = Words(terms, userNo, s, RowTerms.Word);
        var text = new StringBuilder();
        if (ordered && terms.Clauses.Any(c => c.Words.Count > 1))
        {
            var phrases = string.Join(s.And, terms.Clauses.Select(c => Phrase(c, user, s)));
            text.Append('(').Append(phrases).Append(')').Append(s.Or);
            text.Append('(')
                .Append(words)
                .Append(s.And)
                .Append(s.Quote)
                .Append(user)
                .Append(RowTerms.LacksPositions)
                .Append(s.Quote)
                .Append(')');
        }
        else
        {
            text.Append('(').Append(words).Append(')');
        }
        text.Append(s.Or).Append(s.Quote).Append(user).Append(RowTerms.LacksTerms).Append(s.Quote);
        return new IndexQuery(text.ToString(), HasAnyPrefix(terms));
    }

    private static string Phrase(Clause clause, string user, Spelling s) =>
        "("
        + string.Join(s.Next, clause.Words.Select(w => $"{s.Quote}{user}{RowTerms.Word}{w}{s.Quote}"))
        + (clause.Prefix ? s.Prefix : "")
        + ")";

    private static string Words(SearchTerms terms, long userNo, Spelling s, char kind)
    {
        var user = userNo.ToString(CultureInfo.InvariantCulture);
        var words = terms.Clauses.SelectMany(c =>
            c.Words.Select((w, i) => $"{s.Quote}{user}{kind}{w}{s.Quote}{(c.Prefix && i == c.Words.Count - 1 ? s.Prefix : "")}")
        );
        return string.Join(s.And, words.Distinct(StringComparer.Ordinal));
    }
}
