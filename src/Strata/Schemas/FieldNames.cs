namespace Strata.Schemas;

/// <summary>Normalises field names for comparison.</summary>
public static class FieldNames
{
    /// <summary>
    /// Keeps letters and digits, without case and diacritics: "Invoice No.", "invoice_no" and "InvoiceNo" are equal. "#" reads as "no" and
    /// "%" as "percent", because they tell fields apart.
    /// </summary>
    public static string Fold(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (IsFolded(name))
        {
            return name;
        }
        var plain = UnicodeText.WithoutDiacritics(UnicodeText.FoldCase(UnicodeText.Decompose(name)));
        var folded = new StringBuilder(plain.Length);
        foreach (var rune in plain.EnumerateRunes())
        {
            if (UnicodeText.IsOfWord(rune))
            {
                folded.Append(rune.ToString());
            }
            else if (rune.Value == '#')
            {
                folded.Append("no");
            }
            else if (rune.Value == '%')
            {
                folded.Append("percent");
            }
        }
        return folded.ToString();
    }

    /// <summary>Returns the name that is meant: the same, else the first that is equal when folded; null if there is none.</summary>
    internal static string? Same(string asked, IReadOnlyCollection<string> names)
    {
        if (names.Contains(asked))
        {
            return asked;
        }
        var folded = Fold(asked);
        return names.FirstOrDefault(n => string.Equals(Fold(n), folded, StringComparison.Ordinal));
    }

    private static bool IsFolded(string name)
    {
        foreach (var c in name)
        {
            if (!char.IsAsciiLetterLower(c) && !char.IsAsciiDigit(c))
            {
                return false;
            }
        }
        return true;
    }
}
