namespace Strata.Parsing.Reading;

/// <summary>
/// A text decoded with a single-byte encoding, and its likelihood: from the letter frequencies of the encoding's languages, with penalties
/// for what no text has (a capital within a word, a sign between letters, one word in two scripts). Likelihoods are logarithms, so the
/// difference of two readings is their log likelihood ratio.
/// </summary>
internal sealed class LetterReading
{
    private const string Signs = "“”‘’„‚–—…«»§°€£©®™\u00A0·•½¼¾²³¿¡ºª′″№‹›×±¢¥";
    private const string InWords = "’‘–—\u00A0·";

    private readonly Dictionary<char, int> _letters = [];

    private LetterReading(string text) => Text = text;

    public string Text { get; }

    /// <summary>Number of non-ASCII letters.</summary>
    public int Letters { get; private set; }

    /// <summary>Number of distinct non-ASCII letters, ignoring case.</summary>
    public int DifferentLetters => _letters.Count;

    public double Likelihood { get; private set; }

    /// <summary>Number of letters that the likeliest language doesn't have.</summary>
    public int Foreign { get; private set; }

    public static LetterReading Of(string text, IReadOnlyList<LetterModel> languages, bool isLatin)
    {
        var reading = new LetterReading(text);
        var against = reading.Count(isLatin);
        (reading.Likelihood, reading.Foreign) = languages.Select(l => l.Of(reading._letters)).MaxBy(l => l.Likelihood);
        reading.Likelihood -= against;
        return reading;
    }

    public static bool IsLetter(char c) => char.IsLetter(c) && c is not ('º' or 'ª');

    public static char Folded(char c) => c == 'İ' ? c : char.ToLowerInvariant(c);

    /// <summary>Counts the letters.</summary>
    /// <returns>The penalty for unlikely combinations.</returns>
    private double Count(bool isLatin)
    {
        var against = 0.0;
        for (var i = 0; i < Text.Length; i++)
        {
            var c = Text[i];
            if (char.IsAscii(c))
            {
                continue;
            }
            var before = i > 0 ? Text[i - 1] : ' ';
            var after = i + 1 < Text.Length ? Text[i + 1] : ' ';
            if (IsLetter(c))
            {
                Letters++;
                var folded = Folded(c);
                _letters[folded] = _letters.GetValueOrDefault(folded) + 1;
                against += AgainstLetter(c, before, after) + (isLatin ? AgainstRun(i) : AgainstMixture(before, after));
            }
            else
            {
                against += AgainstSign(c, before, after);
            }
        }
        return against;
    }

    private static double AgainstLetter(char c, char before, char after) =>
        (
            IsLetter(before) || IsLetter(after) ? 0
            : char.IsAsciiDigit(before) || char.IsAsciiDigit(after) ? 7
            : 4
        ) + (char.IsLower(before) && char.IsUpper(c) ? 4 : 0);

    // In Latin script, three accented letters in a row are rare.
    private double AgainstRun(int at) => at > 1 && IsHighLetter(Text[at - 1]) && IsHighLetter(Text[at - 2]) ? 3 : 0;

    private static double AgainstMixture(char before, char after) => char.IsAsciiLetter(before) || char.IsAsciiLetter(after) ? 4 : 0;

    private static double AgainstSign(char c, char before, char after) =>
        c == '\uFFFD'
        || char.GetUnicodeCategory(c) is UnicodeCategory.Control or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse
            ? 9
        : IsLetter(before) && IsLetter(after) && !InWords.Contains(c, StringComparison.Ordinal) ? 7
        : Signs.Contains(c, StringComparison.Ordinal) ? 3
        : 6;

    private static bool IsHighLetter(char c) => !char.IsAscii(c) && IsLetter(c);
}
