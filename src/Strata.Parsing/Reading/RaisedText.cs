namespace Strata.Parsing.Reading;

/// <summary>
/// Raised and lowered characters in plain text, in all formats alike, as equations write them: <c>10^6</c>, <c>x_i</c>, <c>10^(n+1)</c>, so
/// that no number goes on in another. What is also written on one line stays as it is: ordinals and abbreviations (1st, Mlle), signs
/// (*, ®), marks in brackets, and the counts in chemical formulas (CO2).
/// </summary>
internal static class RaisedText
{
    public const char Up = '^';
    public const char Down = '_';

    /// <summary>More than this is small print, not an index.</summary>
    public const int MaxLength = 40;

    /// <summary>How many characters before it matter.</summary>
    public const int Before = 2;

    // n^o, M^r, 2^e, 1^a: abbreviations and ordinals of one letter.
    private const string Endings = "eoardhº";

    /// <summary>What stands before and behind what is raised or lowered; null where it stays as it is.</summary>
    /// <param name="before">The text before it, its last characters at least.</param>
    /// <param name="raised">Without blanks at its end.</param>
    public static (string Open, string Close)? Marks(char mark, ReadOnlySpan<char> before, string raised)
    {
        if (
            raised.Length is 0 or > MaxLength
            || before.IsEmpty
            || char.IsWhiteSpace(before[^1])
            || char.IsWhiteSpace(raised[0])
            || raised[0] is '[' or '('
            || !raised.Any(char.IsLetterOrDigit)
        )
        {
            return null;
        }
        var isWritten = mark == Up ? IsEnding(raised) : raised.All(char.IsAsciiDigit) && EndsInElement(before);
        return isWritten ? null
            : IsWhole(raised) ? (mark.ToString(), "")
            : ($"{mark}(", ")");
    }

    /// <summary>Marks the end of a text as raised or lowered.</summary>
    public static void Mark(StringBuilder text, int start, char mark)
    {
        if (start <= 0 || start >= text.Length || text.Length - start > 2 * MaxLength)
        {
            return;
        }
        var from = Math.Max(0, start - Before);
        var raised = text.ToString(start, text.Length - start);
        var body = raised.TrimEnd();
        if (Marks(mark, text.ToString(from, start - from), body) is var (open, close))
        {
            text.Insert(start + body.Length, close).Insert(start, open);
        }
    }

    /// <summary>What needs no parentheses to be taken for one: a single name or number, or what has them already.</summary>
    public static bool IsWhole(string text) =>
        text.All(char.IsLetterOrDigit) || (text.StartsWith('(') && text.IndexOf(')', StringComparison.Ordinal) == text.Length - 1);

    private static bool IsEnding(string raised) =>
        raised.All(c => char.IsLetter(c) || c == '.')
        && (raised.Count(char.IsLetter) > 1 || Endings.Contains(raised[0], StringComparison.OrdinalIgnoreCase));

    private static bool EndsInElement(ReadOnlySpan<char> before) =>
        char.IsAsciiLetterUpper(before[^1])
        || before[^1] is ')' or ']'
        || (before.Length > 1 && char.IsAsciiLetterLower(before[^1]) && char.IsAsciiLetterUpper(before[^2]));
}
