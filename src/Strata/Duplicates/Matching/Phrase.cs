using System.Text;

namespace Strata.Duplicates.Matching;

/// <summary>Longer texts as words. What is one number or one model name stays one word, however it is set out.</summary>
internal static class Phrase
{
    private const int MostWords = 250;

    /// <summary>
    /// Words joined by one space: "Sony KDL-46XBR4, 40-inch, 2.5 GB" is "sony kdl46xbr4 40 inch 2.5 gb". Null where nothing is left.
    /// </summary>
    public static string? Of(string text)
    {
        var words = new StringBuilder(text.Length);
        var count = 0;
        foreach (var range in text.AsSpan().SplitAny(" \t\r\n\u00a0;|()[]{}\"“”"))
        {
            var chunk = text.AsSpan(range);
            if (chunk.IsEmpty || count > MostWords)
            {
                continue;
            }
            if (chunk.IndexOfAnyInRange('0', '9') < 0)
            {
                count += Append(words, Fold.Words(chunk.ToString()));
                continue;
            }
            foreach (var word in WithDigits(chunk))
            {
                count += Append(words, word);
            }
        }
        return words.Length == 0 ? null : words.ToString();
    }

    private static int Append(StringBuilder words, string? word)
    {
        if (string.IsNullOrEmpty(word))
        {
            return 0;
        }
        if (words.Length > 0)
        {
            words.Append(' ');
        }
        words.Append(word);
        return 1;
    }

    private static List<string> WithDigits(ReadOnlySpan<char> chunk)
    {
        var parts = new List<string>();
        var at = 0;
        while (at < chunk.Length)
        {
            var start = at;
            while (at < chunk.Length && (char.IsLetterOrDigit(chunk[at]) || IsPointInNumber(chunk, at)))
            {
                at++;
            }
            if (at > start)
            {
                var part = chunk[start..at].ToString();
                parts.Add(part.Contains('.', StringComparison.Ordinal) ? part.ToLowerInvariant() : Fold.Code(part.Replace(",", "", StringComparison.Ordinal)) ?? "");
            }
            else
            {
                at++;
            }
        }
        var words = new List<string>();
        for (var i = 0; i < parts.Count; i++)
        {
            // "DSC-W120", "TX-65", "KDL-46XBR4": letters lead to a number. "40-inch", "12/2004" are two words.
            if (i > 0 && IsModelStart(parts[i - 1]) && HasDigit(parts[i]) && words.Count > 0)
            {
                words[^1] += parts[i];
            }
            else
            {
                var unit = UnitAt(parts[i]);
                words.Add(unit > 0 ? parts[i][..unit] : parts[i]);
                if (unit > 0)
                {
                    words.Add(parts[i][unit..]);
                }
            }
        }
        return words;
    }

    private static bool IsPointInNumber(ReadOnlySpan<char> text, int at) =>
        text[at] is '.' or ',' && at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    private static bool IsModelStart(string part) => part.Length <= 6 && part.Length > 0 && char.IsLetter(part[0]);

    private static bool HasDigit(string part) => part.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Where the unit of "120gb" or "1080p" begins; 0 where it is no number with a unit.</summary>
    private static int UnitAt(string part)
    {
        var at = 0;
        while (at < part.Length && (char.IsAsciiDigit(part[at]) || part[at] == '.'))
        {
            at++;
        }
        return at > 0 && at < part.Length && part.Length - at <= 4 && part.AsSpan(at).IndexOfAnyInRange('0', '9') < 0 ? at : 0;
    }
}
