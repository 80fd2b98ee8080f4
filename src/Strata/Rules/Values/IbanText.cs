using System.Text.RegularExpressions;

namespace Strata.Rules.Values;

/// <summary>Finds international bank account numbers by their check digits (ISO 13616, ISO 7064 MOD 97-10).</summary>
internal static class IbanText
{
    private const int MinLength = 15;
    private const int MaxLength = 34;

    private static readonly Regex Shape = new(
        @"\b[A-Z]{2}\d{2}( ?[A-Z0-9]{4}){2,7}( ?[A-Z0-9]{1,4})?\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    // At the start of a text, however it is spaced.
    private static readonly Regex Spaced = new(
        @"^[A-Z]{2}[ .\u00a0-]?\d([ .\u00a0-]?\d)([ .\u00a0-]{0,2}[A-Z0-9]){11,30}\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    // The domestic Polish form (NRB), without the country.
    private static readonly Regex Polish = new(
        @"\b\d{2}( \d{4}){6}\b",
        RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant
    );

    /// <summary>Returns the first one as (start, length); null if there is none.</summary>
    public static (int Start, int Length)? Find(string text) => FindIn(text, Shape) ?? FindIn(text, Spaced) ?? FindPolish(text);

    private static (int Start, int Length)? FindPolish(string text)
    {
        foreach (var match in Polish.EnumerateMatches(text))
        {
            if (Checks($"PL{text.AsSpan(match.Index, match.Length)}"))
            {
                return (match.Index, match.Length);
            }
        }
        return null;
    }

    private static (int Start, int Length)? FindIn(string text, Regex shape)
    {
        foreach (var match in shape.EnumerateMatches(text))
        {
            // The next word may look like one more group.
            for (var length = match.Length; length >= MinLength; length--)
            {
                var end = match.Index + length;
                if (
                    (end == text.Length || !char.IsLetterOrDigit(text[end]))
                    && char.IsAsciiLetterOrDigit(text[end - 1])
                    && Checks(text.AsSpan(match.Index, length))
                )
                {
                    return (match.Index, length);
                }
            }
        }
        return null;
    }

    private static bool Checks(ReadOnlySpan<char> text)
    {
        Span<char> plain = stackalloc char[MaxLength];
        var length = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiLetterOrDigit(c))
            {
                continue;
            }
            if (length == MaxLength)
            {
                return false;
            }
            plain[length++] = c;
        }
        var rest = 0;
        for (var i = 0; i < length; i++)
        {
            var c = plain[(i + 4) % length];
            rest = char.IsAsciiDigit(c) ? ((rest * 10) + c - '0') % 97 : ((rest * 100) + c - 'A' + 10) % 97;
        }
        return length >= MinLength && rest == 1;
    }

    /// <summary>Folded labels for the account's holder, which elsewhere mean the addressee.</summary>
    public static bool IsHolder(string folded) => folded is "intestatoa" or "intestatario" or "titular";
}
