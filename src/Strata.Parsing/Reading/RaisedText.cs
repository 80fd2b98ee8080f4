namespace Strata.Parsing.Reading;

/// <summary>
/// Writes raised and lowered characters as equations do, in all formats alike: <c>10^6</c>, <c>x_i</c>, <c>10^(n+1)</c>, so that numbers
/// don't run together. Leaves what is also written on one line: ordinals and abbreviations (1st, Mlle), signs (*, ®), bracketed marks, and
/// the counts in chemical formulas (CO2).
/// </summary>
internal static class RaisedText
{
    public const char Up = '^';
    public const char Down = '_';

    /// <summary>Longest raised text; longer is small print, not an index.</summary>
    public const int MaxLength = 40;

    /// <summary>Number of preceding characters that matter.</summary>
    public const int Before = 2;

    // One-letter abbreviations and ordinals: n^o, M^r, 2^e, 1^a.
    private const string Endings = "eoardhº";

    /// <summary>Returns the marks before and after raised or lowered text; null if it needs none.</summary>
    /// <param name="before">At least the last characters of the preceding text.</param>
    /// <param name="raised">Without trailing blanks.</param>
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

    /// <summary>Marks the text from <paramref name="start"/> on as raised or lowered.</summary>
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

    /// <summary>Returns true if the text needs no parentheses: a single name or number, or already in parentheses.</summary>
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
