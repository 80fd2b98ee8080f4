namespace Strata.Schemas;

/// <summary>
/// Tells identifiers that are unique within their origin only, such as row and customer numbers, from those that are unique everywhere. Two
/// programs number different things alike (docs/adr/0035-identity-by-origin.md).
/// </summary>
internal static class LocalIdentifiers
{
    private static readonly string[] LocalWords = ["id", "no", "nr", "num", "number", "nummer", "numero", "numéro", "número", "sku", "row"];

    private static readonly string[] GlobalWords =
    [
        "iban",
        "vat",
        "tax",
        "isbn",
        "issn",
        "gtin",
        "ean",
        "upc",
        "uuid",
        "guid",
        "doi",
        "orcid",
        "lei",
        "imei",
        "vin",
        "registration",
        "email",
        "phone",
    ];

    /// <summary>Whether a rule of these fields is local if its schema doesn't say: one field, named like a number that somebody gives.</summary>
    public static bool Is(IReadOnlyList<IdentityField> fields)
    {
        if (fields is not [{ Normaliser: Normaliser.Exact or Normaliser.Text or Normaliser.Identifier or Normaliser.Number } only])
        {
            return false;
        }
        var words = WordsOf(only.Field);
        return words.Exists(w => Array.Exists(LocalWords, l => w == l || (l.Length > 4 && w.EndsWith(l, StringComparison.Ordinal))))
            && !words.Exists(w => GlobalWords.Contains(w));
    }

    /// <summary>Whether a local field's value is unique everywhere by its form: a UUID, an e-mail or a web address.</summary>
    public static bool IsGlobal(ReadOnlySpan<char> value) =>
        Guid.TryParse(value, out _) || value.Contains('@') || value.Contains("://", StringComparison.Ordinal);

    /// <summary>Splits <c>customerNo</c> and <c>customer_no</c> into their words, in lower case.</summary>
    private static List<string> WordsOf(string name)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        foreach (var c in name)
        {
            if (!char.IsLetter(c) || (char.IsUpper(c) && word.Length > 0 && char.IsLower(word[^1])))
            {
                End();
            }
            if (char.IsLetter(c))
            {
                word.Append(c);
            }
        }
        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString().ToLowerInvariant());
                word.Clear();
            }
        }
    }
}
