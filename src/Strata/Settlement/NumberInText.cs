namespace Strata.Settlement;

/// <summary>
/// Finds an invoice's number in the text of a payment, however it is spaced or punctuated there: <c>RE-2026/0815</c> in
/// <c>Rg RE 2026 0815 vom 3.4.</c> A number is compared by its letters and digits alone; it begins and ends where the text changes between
/// letters, digits and other characters, so that <c>0815</c> is not found in <c>10815</c>.
/// </summary>
internal static class NumberInText
{
    private const int MinLength = 3;
    private const int MaxNumber = 100;

    /// <summary>Most runs of letters or digits that a number has.</summary>
    private const int MaxRuns = 8;

    /// <summary>Returns a number as it is compared; null if it is too short to tell anything.</summary>
    public static string? Key(string? number)
    {
        if (number is null || number.Length > MaxNumber)
        {
            return null;
        }
        var runs = Runs(number);
        var key = string.Concat(runs);
        return runs.Count <= MaxRuns && key.Length >= MinLength && key.Any(char.IsAsciiDigit) ? key : null;
    }

    /// <summary>Whether the text has the number.</summary>
    /// <param name="key">From <see cref="Key"/>.</param>
    public static bool IsIn(string text, string key) => KeysIn(text).Contains(key, StringComparer.Ordinal);

    /// <summary>Returns everything in the text that could be a number, as it is compared.</summary>
    public static IEnumerable<string> KeysIn(string text)
    {
        // A number does not go on in the next line, which is another field.
        foreach (var line in text.Split('\n'))
        {
            var runs = Runs(line);
            for (var first = 0; first < runs.Count; first++)
            {
                var key = "";
                for (var next = first; next < runs.Count && next < first + MaxRuns && key.Length <= MaxNumber; next++)
                {
                    key += runs[next];
                    if (key.Length >= MinLength && key.Any(char.IsAsciiDigit))
                    {
                        yield return key;
                    }
                }
            }
        }
    }

    private static List<string> Runs(string text)
    {
        var runs = new List<string>();
        for (var at = 0; at < text.Length; )
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                at++;
                continue;
            }
            var end = at + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end]) && char.IsAsciiDigit(text[end]) == char.IsAsciiDigit(text[at]))
            {
                end++;
            }
            runs.Add(text[at..end].ToUpperInvariant());
            at = end;
        }
        return runs;
    }
}
