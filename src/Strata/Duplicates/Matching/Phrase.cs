namespace Strata.Duplicates.Matching;

/// <summary>Splits longer texts into words. A number or model name stays one word, however it is written.</summary>
internal static class Phrase
{
    private const int MaxWords = 250;
    private const int MaxUnitLength = 4;

    /// <summary>
    /// Returns words joined by one space: "Sony KDL-46XBR4, 40-inch, 2.5 GB" is "sony kdl46xbr4 40 inch 2.5 gb", and "M6x20" is "m6 20", as
    /// is "M6 x 20": numbers with an x between them are measures, each a word. Null if nothing is left.
    /// </summary>
    public static string? Of(string text)
    {
        text = text.Replace('×', 'x');
        var words = new StringBuilder(text.Length);
        var (count, sinceDigits, by) = (0, 2, false);
        foreach (var range in text.AsSpan().SplitAny(" \t\r\n\u00a0;|()[]{}\"“”"))
        {
            var chunk = text.AsSpan(range);
            if (chunk.IsEmpty || count > MaxWords)
            {
                continue;
            }
            // "M6 x 20" and "6 mm x 20 mm": the x is no word after a number and before another.
            count += by && !char.IsAsciiDigit(chunk[0]) ? Append(words, "x") : 0;
            by = sinceDigits < 2 && chunk is "x" or "X";
            if (by)
            {
                continue;
            }
            sinceDigits++;
            if (chunk.IndexOfAnyInRange('0', '9') < 0)
            {
                count += Append(words, ValueFolding.Words(chunk.ToString()));
                continue;
            }
            sinceDigits = 0;
            foreach (var word in WithDigits(chunk))
            {
                count += Append(words, word);
            }
        }
        if (by)
        {
            Append(words, "x");
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
                parts.Add(
                    part.Contains('.', StringComparison.Ordinal)
                        ? part.ToLowerInvariant()
                        : ValueFolding.Code(part.Replace(",", "", StringComparison.Ordinal)) ?? ""
                );
            }
            else
            {
                at++;
            }
        }
        var words = new List<string>();
        for (var i = 0; i < parts.Count; i++)
        {
            // "DSC-W120", "TX-65", "KDL-46XBR4": letters join a following number. "40-inch", "12/2004" are two words.
            if (Measures(parts[i]) is { Length: > 0 } measures)
            {
                words.AddRange(measures);
            }
            else if (i > 0 && IsModelStart(parts[i - 1]) && HasDigit(parts[i]) && words.Count > 0)
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

    /// <summary>
    /// Returns the numbers of "6x20" or "m6x20mm", and the unit; empty if it is no measure. "46x3000" after letters is a model.
    /// </summary>
    private static string[] Measures(string part)
    {
        var at = part.Length > 1 && char.IsAsciiLetter(part[0]) ? 1 : 0;
        var starts = new List<int> { 0 };
        while (at < part.Length && (char.IsAsciiDigit(part[at]) || part[at] == '.' || (part[at] == 'x' && IsBetweenDigits(part, at))))
        {
            if (part[at] == 'x')
            {
                starts.Add(at + 1);
            }
            at++;
        }
        if (starts.Count < 2 || part.Length - at > MaxUnitLength || part.AsSpan(at).IndexOfAnyInRange('0', '9') >= 0)
        {
            return [];
        }
        var numbers = starts.Select((start, i) => part[start..(i + 1 < starts.Count ? starts[i + 1] - 1 : at)]);
        return at < part.Length ? [.. numbers, part[at..]] : [.. numbers];
    }

    private static bool IsBetweenDigits(ReadOnlySpan<char> text, int at) =>
        at > 0 && at + 1 < text.Length && char.IsAsciiDigit(text[at - 1]) && char.IsAsciiDigit(text[at + 1]);

    private static bool IsPointInNumber(ReadOnlySpan<char> text, int at) => text[at] is '.' or ',' && IsBetweenDigits(text, at);

    private static bool IsModelStart(string part) => part.Length <= 6 && part.Length > 0 && char.IsLetter(part[0]);

    private static bool HasDigit(string part) => part.AsSpan().IndexOfAnyInRange('0', '9') >= 0;

    /// <summary>Returns where the unit of "120gb" or "1080p" begins; 0 if it is no number with a unit.</summary>
    private static int UnitAt(string part)
    {
        var at = 0;
        while (at < part.Length && (char.IsAsciiDigit(part[at]) || part[at] == '.'))
        {
            at++;
        }
        return at > 0 && at < part.Length && part.Length - at <= MaxUnitLength && part.AsSpan(at).IndexOfAnyInRange('0', '9') < 0 ? at : 0;
    }
}
