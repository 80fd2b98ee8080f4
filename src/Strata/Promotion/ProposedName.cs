using System.Text.RegularExpressions;
using Strata.Schemas;

namespace Strata.Promotion;

/// <summary>What a fragment would be called as a field.</summary>
internal static partial class ProposedName
{
    private const int MaxLength = 60;

    /// <summary>
    /// Lower-case words joined by <c>_</c>, without diacritics: "Schuhgröße EU" and "schuhgroesse-eu" stay apart, "shoeSize" is shoe_size.
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
    /// How much a name is that of a field: 1 for words; 0.5 for what is hardly a word (<c>x</c>), or long, as sentences are; 0 for names
    /// that a program or a position gave (<c>column 7</c>, <c>unnamed: 3</c>, <c>42</c>).
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
