namespace Strata.Indexing.Postings;

/// <summary>
/// What the index has lists of: words, each in a class by its first character, so that words of letters are neighbours; and marks that
/// filters and names of fields ask for.
/// </summary>
internal static class Term
{
    /// <summary>Month of a date: <c>D2026-03</c>.</summary>
    public const char Month = 'D';

    /// <summary>Field that has a value: <c>Fdue_date</c>.</summary>
    public const char Field = 'F';

    /// <summary>Type of entities: <c>Tinvoice</c>.</summary>
    public const char Type = 'T';

    /// <summary>Word with a digit or symbol.</summary>
    public const char Number = 'n';

    /// <summary>Word of letters.</summary>
    public const char Word = 'w';

    public static string OfWord(ReadOnlySpan<char> token)
    {
        var kind = Word;
        foreach (var c in token)
        {
            if (!char.IsLetter(c) && !char.IsSurrogate(c) && !char.IsBetween(c, '\u0300', '\u036F'))
            {
                kind = Number;
                break;
            }
        }
        return string.Concat([kind], token);
    }

    /// <summary>Key of a term in the database: ordered as strings are by their units, on both engines.</summary>
    public static byte[] Key(string term) => Encoding.BigEndianUnicode.GetBytes(term);
}
