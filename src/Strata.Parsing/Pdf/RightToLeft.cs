namespace Strata.Parsing.Pdf;

/// <summary>
/// Restores the reading order of right-to-left text (Hebrew, Arabic …): poppler gives the letters of each word and the words of each line
/// left to right, as drawn. Undoes the bidirectional algorithm (Unicode, annex 9) for one level of text in the other direction.
/// </summary>
internal static class RightToLeft
{
    private const char First = '\u0590';
    private const char Last = '\uFEFC';
    private const string Opening = "([{";
    private const string Closing = ")]}";
    private static readonly char[] Stops = ['.', ',', ':', ';', '!', '?'];

    /// <summary>Returns the word's letters in reading order; numbers in it stay as they are.</summary>
    public static string Logical(string word)
    {
        if (!Has(word))
        {
            return word;
        }
        var pieces = Pieces(word);
        pieces.Reverse();
        Mirror(pieces);
        var text = new StringBuilder(word.Length);
        foreach (var piece in pieces)
        {
            text.Append(piece);
        }
        return text.ToString();
    }

    /// <summary>Returns the words of a line, or of the lines of a cell, in reading order.</summary>
    public static List<Word> Ordered(List<Word> words)
    {
        if (!words.Exists(word => word.Confidence is null && Has(word.Text)))
        {
            return words;
        }
        var ordered = new List<Word>(words.Count);
        for (int start = 0, end; start < words.Count; start = end)
        {
            end = start + 1;
            while (end < words.Count && Math.Abs(words[end].Middle - words[start].Middle) < words[start].Height / 2)
            {
                end++;
            }
            ordered.AddRange(Line([.. words[start..end].OrderBy(word => word.Left)]));
        }
        return ordered;
    }

    private static List<Word> Line(List<Word> line)
    {
        var (toLeft, toRight) = (line.Sum(word => word.Text.Count(IsToLeft)), line.Sum(word => word.Text.Count(IsToRight)));
        if (toLeft <= toRight)
        {
            Turn(line, word => Has(word.Text), word => word.Text.Any(IsToRight));
            return line;
        }
        line.Reverse();
        Turn(line, word => word.Text.Any(IsToRight), word => Has(word.Text));
        return line;
    }

    /// <summary>Reverses each run of words in the other direction, with the numbers and signs between them.</summary>
    private static void Turn(List<Word> line, Predicate<Word> isOther, Predicate<Word> endsRun)
    {
        for (var start = 0; start < line.Count; start++)
        {
            if (!isOther(line[start]))
            {
                continue;
            }
            var last = start;
            for (var i = start + 1; i < line.Count && !endsRun(line[i]); i++)
            {
                last = isOther(line[i]) ? i : last;
            }
            line.Reverse(start, last - start + 1);
            start = last;
        }
    }

    /// <summary>
    /// Splits a word: right-to-left letters and their marks, which are drawn before their letter, one by one; numbers and other scripts
    /// whole.
    /// </summary>
    private static List<string> Pieces(string word)
    {
        var pieces = new List<string>();
        for (var i = 0; i < word.Length; )
        {
            var end = i + 1;
            if (IsKept(word[i]))
            {
                while (end < word.Length && (IsKept(word[end]) || Joins(word, end)))
                {
                    end++;
                }
            }
            else if (char.IsHighSurrogate(word[i]) && end < word.Length)
            {
                end++;
            }
            pieces.Add(word[i..end]);
            i = end;
        }
        return pieces;
    }

    /// <summary>
    /// Whether a sign is part of a number, an address or a name. In Arabic text, a hyphen or plus between digits separates two numbers
    /// (rules W2 and W4).
    /// </summary>
    private static bool Joins(string word, int at) =>
        at + 1 < word.Length
        && IsKept(word[at + 1])
        && word[at] switch
        {
            '.' or ',' or ':' or '/' or '@' or '_' or '&' or '=' or '?' => true,
            '-' or '+' => !char.IsDigit(word[at - 1]) || !char.IsDigit(word[at + 1]) || !word.Any(IsArabic),
            _ => false,
        };

    // Some PDFs store brackets as drawn, others as written. After the reversal, only the former need mirroring.
    private static void Mirror(List<string> pieces)
    {
        var text = string.Concat(pieces).Trim(Stops);
        if (text.Length == 0 || !(Closing.Contains(text[0]) || Opening.Contains(text[^1])))
        {
            return;
        }
        for (var i = 0; i < pieces.Count; i++)
        {
            var (opening, closing) = (Opening.IndexOf(pieces[i][0]), Closing.IndexOf(pieces[i][0]));
            pieces[i] =
                opening >= 0 ? Closing[opening..(opening + 1)]
                : closing >= 0 ? Opening[closing..(closing + 1)]
                : pieces[i];
        }
    }

    /// <summary>Whether the text has a right-to-left letter.</summary>
    public static bool Has(string text)
    {
        // Most text has no character in this range, and the span search is vectorized.
        var at = text.AsSpan().IndexOfAnyInRange(First, Last);
        return at >= 0 && text.Skip(at).Any(IsOfLeft);
    }

    private static bool IsToLeft(char c) => IsOfLeft(c) && !char.IsDigit(c);

    // U+FEFF, after the Arabic forms, is a zero-width space that occurs in texts of any script.
    private static bool IsOfLeft(char c) =>
        c
            is (>= '\u0590' and <= '\u08FF')
                or (>= '\uFB1D' and <= '\uFDCF')
                or (>= '\uFDF0' and <= '\uFDFF')
                or (>= '\uFE70' and <= '\uFEFC');

    private static bool IsArabic(char c) => IsToLeft(c) && c is >= '\u0600' and (< '\uFB1D' or > '\uFB4F');

    private static bool IsToRight(char c) => char.IsLetter(c) && !IsToLeft(c);

    private static bool IsKept(char c) => char.IsDigit(c) || IsToRight(c);
}
