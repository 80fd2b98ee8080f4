using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>Proposes field names for fragments.</summary>
internal static partial class ProposedName
{
    private const int MaxLength = 60;

    /// <summary>
    /// Returns lower-case words joined by <c>_</c>, without diacritics: "Schuhgröße EU" and "schuhgroesse-eu" stay different, "shoeSize" is
    /// shoe_size.
    /// </summary>
    public static string Of(string name)
    {
        var words = new StringBuilder();
        var before = ' ';
        foreach (var c in UnicodeText.WithoutDiacritics(UnicodeText.Decompose(name)))
        {
            if (char.IsLetterOrDigit(c))
            {
                if (words.Length > 0 && (words[^1] != '_' && char.IsUpper(c) && (char.IsLower(before) || char.IsDigit(before))))
                {
                    words.Append('_');
                }
                words.Append(char.ToLowerInvariant(c));
            }
            else if (words.Length > 0 && words[^1] != '_')
            {
                words.Append('_');
            }
            before = c;
        }
        var proposed = words.ToString().Trim('_');
        proposed = proposed.Length > MaxLength ? proposed[..MaxLength].Trim('_') : proposed;
        return proposed.Length == 0 ? "field"
            : char.IsDigit(proposed[0]) ? "field_" + proposed
            : proposed;
    }

    /// <summary>
    /// Scores how much a name looks like a field's: 1 for words; 0.5 for single letters (<c>x</c>) and names over 40 characters, like
    /// sentences; 0 for generated names (<c>column 7</c>, <c>unnamed: 3</c>, <c>42</c>).
    /// </summary>
    public static double Pattern(string name)
    {
        var folded = FieldNames.Fold(name);
        return folded.Length == 0 || Placeholder().IsMatch(folded) || !folded.Any(char.IsLetter) ? 0
            : folded.Length is 1 or > 40 ? 0.5
            : 1;
    }

    [GeneratedRegex(
        "^(unnamed|column|col|field|spalte|colonne|columna|var|v|f|c|key|value)[0-9]*$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Placeholder();
}
