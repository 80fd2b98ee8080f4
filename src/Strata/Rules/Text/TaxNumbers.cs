using System.Text.RegularExpressions;

namespace Strata.Rules.Text;

/// <summary>
/// Recognises tax numbers by shape: European Union (Council Directive 2006/112/EC, article 215; formats of VIES), Great Britain,
/// Switzerland, Norway and India.
/// </summary>
internal static class TaxNumbers
{
    private static readonly Regex Shape = new(
        @"^(ATU\d{8}|BE[01]\d{9}|BG\d{9,10}|CY\d{8}[A-Z]|CZ\d{8,10}|DE\d{9}|DK\d{8}|EE\d{9}|EL\d{9}|ES[A-Z0-9]\d{7}[A-Z0-9]|FI\d{8}|FR[A-Z0-9]{2}\d{9}|GB(\d{9}|\d{12})|HR\d{11}|HU\d{8}|"
            + @"IE\d[A-Z0-9+*]\d{5}[A-Z]{1,2}|IT\d{11}|LT(\d{9}|\d{12})|LU\d{8}|LV\d{11}|MT\d{8}|NL\d{9}B\d{2}|PL\d{10}|PT\d{9}|RO\d{2,10}|SE\d{10}01|SI\d{8}|SK\d{10}|XI\d{9}|"
            + @"CHE\d{9}(MWST|TVA|IVA)?|NO\d{9}(MVA)?|\d{9}MVA|\d{2}[A-Z]{5}\d{4}[A-Z]\dZ[A-Z0-9])$",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Folded labels of company registers: a tax number beside one takes precedence.</summary>
    private static readonly HashSet<string> Registers = new(
        ["orgnr", "orgno", "organisationsnr", "organisationsnummer", "organisasjonsnummer", "foretaksnummer", "ytunnus", "registrationno"],
        StringComparer.Ordinal
    );

    private const int MaxLength = 24;
    private const int MinAlike = 8;

    private static readonly Regex Token = new(
        @"\b([A-Z]{2}[A-Z0-9]{8,13}|CHE-\d{3}\.\d{3}\.\d{3}|(NO )?\d{3} \d{3} \d{3} MVA)\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Returns the first contiguous one with a country prefix, as (start, length); null if there is none.</summary>
    public static (int Start, int Length)? Find(string text)
    {
        foreach (var match in Token.EnumerateMatches(text))
        {
            if (IsOne(text.Substring(match.Index, match.Length)))
            {
                return (match.Index, match.Length);
            }
        }
        return null;
    }

    /// <summary>
    /// Returns the length of a tax number with country before other words (<c>GB 618 4420 37 Goods Total</c>); 0 if there is none.
    /// </summary>
    public static int BeforeWords(string text)
    {
        for (var space = text.IndexOf(' ', StringComparison.Ordinal); space > 0 && space <= MaxLength; space = text.IndexOf(' ', space + 1))
        {
            var behind = text.AsSpan(space + 1);
            if (behind.Length > 1 && char.IsUpper(behind[0]) && char.IsLower(behind[1]) && IsOne(text[..space]))
            {
                return space;
            }
        }
        return 0;
    }

    /// <summary>Folded labels of Italy's personal tax code, which companies have beside their VAT number.</summary>
    public static bool IsFiscal(string folded) => folded is "cf" or "codfisc" or "codicefiscale";

    public static bool IsRegister(string folded) => Registers.Contains(folded);

    /// <summary>Whether two numbers have digits, letters and marks in the same places, as numbers of one country do.</summary>
    public static bool AreLike(string one, string other) =>
        one.Length == other.Length
        && one.Length is >= MinAlike and <= MaxLength
        && one.Zip(other)
            .All(pair =>
                char.IsAsciiDigit(pair.First) ? char.IsAsciiDigit(pair.Second)
                : char.IsAsciiLetterUpper(pair.First) ? char.IsAsciiLetterUpper(pair.Second)
                : pair.First == pair.Second
            );

    public static bool IsOne(string text) =>
        text.Length <= MaxLength
        && text.Any(char.IsAsciiDigit)
        && Shape.IsMatch(string.Concat(text.Where(c => c is not (' ' or '.' or '-'))));
}
